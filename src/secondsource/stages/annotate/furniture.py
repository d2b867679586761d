"""What a page carries around its news: captions, link lines, sign-up boxes, tweets' signatures.

A scraped text has them between its sentences. Read as statements they would confirm and contradict
what nobody reported, so no clause is made of them.
"""

import re
from functools import cache
from importlib.resources import files

from secondsource.records.layers import SENTENCES, AnnotatedReport
from secondsource.stages.annotate.paragraphs import paragraphs

LONGEST_CAPTION = 60  # words
SHORTEST_SHOUT = 4  # words in capitals that make a headline of a link


def furniture(annotated: AnnotatedReport) -> frozenset[int]:
    """The numbers of the sentences that are the page's, not the report's."""
    text = annotated.report.text
    shouts = text == text.upper()
    boxes = [box for box in paragraphs(text) if is_boxed(text[slice(*box)])]
    found = set()
    for index, sentence in enumerate(annotated.get(SENTENCES)):
        words = sentence.within(text)
        boxed = any(start <= sentence.start < end for start, end in boxes)
        if boxed or is_furniture(words) or (is_shouted(words) and not shouts):
            found.add(index)
    return frozenset(found)


def is_boxed(paragraph: str) -> bool:
    """Whether a whole paragraph is a caption or a box of the page."""
    if len(paragraph.split()) > LONGEST_CAPTION:
        return False
    return _has(paragraph, opening="box opening", anywhere="box")


def is_furniture(sentence: str) -> bool:
    """Whether a sentence is the page's, not the report's."""
    words = " ".join(sentence.split())
    if _has(words, opening="opening", anywhere="anywhere"):
        return True
    if "@" not in words and "://" not in words and ".com" not in words:
        return False
    rest = words
    for pattern in _patterns()["piece"]:
        rest = pattern.sub("", rest)
    return 2 * len(rest) < len(words)


def is_shouted(sentence: str) -> bool:
    """Whether a sentence is all capitals, as the headline of another article is set."""
    words = [word for word in sentence.split() if any(map(str.isalpha, word))]
    return len(words) >= SHORTEST_SHOUT and sentence == sentence.upper()


def _has(text: str, *, opening: str, anywhere: str) -> bool:
    lists = _patterns()
    return any(pattern.match(text) for pattern in lists[opening]) or any(
        pattern.search(text) for pattern in lists[anywhere]
    )


@cache
def _patterns() -> dict[str, list[re.Pattern[str]]]:
    text = files("secondsource.stages.annotate").joinpath("data", "furniture.txt")
    lists: dict[str, list[re.Pattern[str]]] = {"": []}
    current = lists[""]
    for line in text.read_text(encoding="utf-8").splitlines():
        if re.fullmatch(r"\[[\w ]+\]", line):
            current = lists.setdefault(line.strip("[]"), [])
        elif line and not line.startswith("#"):
            current.append(re.compile(line))
    return lists
