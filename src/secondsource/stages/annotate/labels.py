"""Tells a figure from a number that names something: "Boeing 737", "article 5", "No. 10"."""

import re
from bisect import bisect_left
from functools import cache

from secondsource.records.parse import Parse
from secondsource.stages.annotate.data_rows import data_rows
from secondsource.stages.annotate.figure import Figure

# "Rovers 16 Wanderers 10": two names, each with its figure, are a score and no labels.
SCORE = re.compile(
    r"(?:[A-Z][\w.'’-]+\s+){1,3}(?P<a>\d{1,3})\s*[,;-]?\s+(?:[A-Z][\w.'’-]+\s+){1,3}(?P<b>\d{1,3})\b"
)
TALLY = re.compile(r"\s*[-\u2010-\u2015]\s*\d{1,3}(?![\w%])")
TALLIED = re.compile(r"(?<![\w.,])\d{1,3}\s*[-\u2010-\u2015]\s*$")
ITEM = re.compile(r"\)|\.\s+[A-Z]")
LONGEST = 12  # digits of a number without separators that still is a count
REACH = 48  # characters of a score on either side of a figure
BEFORE = re.compile(r"(?P<word>[\w&'’-]+)\.?\s+$")
GROUP_OF = re.compile(r"\bGroup\s+of\s+$")  # "the Group of Seven"


@cache
def _designators() -> frozenset[str]:
    return frozenset(row[0] for row in data_rows("number_designators.txt"))


def is_label(parse: Parse, figure: Figure) -> bool:
    """Whether a number without unit or separator names the thing before it."""
    if _is_numbering(parse.text, figure):
        return True
    small_word = figure.words and figure.high < 100
    if figure.unit or figure.share or not (figure.bare or small_word):
        return False
    before = BEFORE.search(parse.text, max(0, figure.start - 32), figure.start)
    if GROUP_OF.search(parse.text, max(0, figure.start - 10), figure.start):
        return True
    if before is None or "\n" in before[0] or _opens_sentence(parse, figure):
        return False  # "… left the gate. Fourteen of them …"
    word = before["word"]
    counts = _counts_onward(parse, figure)
    if word.lower() in _designators():
        return word[0].isupper() or not counts
    if small_word or counts or word == word.lower():
        return False
    return _is_name(parse, before.start("word")) and not is_score(parse.text, figure)


def _opens_sentence(parse: Parse, figure: Figure) -> bool:
    tokens = parse.tokens_in(figure.number.start, figure.number.end)
    at = bisect_left(parse.sentences, (tokens.start,))
    return at < len(parse.sentences) and parse.sentences[at][0] == tokens.start


def _is_numbering(text: str, figure: Figure) -> bool:
    """The number of a list item ("2) In May"), or an identifier too long to be a count."""
    if not figure.bare or figure.unit:
        return False
    opens = figure.start == 0 or text[figure.start - 1] == "\n"
    item = opens and ITEM.match(text, figure.end) is not None
    return item or figure.end - figure.start > LONGEST


def _counts_onward(parse: Parse, figure: Figure) -> bool:
    """Whether the parser hangs the number on a noun to its right."""
    tokens = parse.tokens_in(figure.number.start, figure.number.end)
    return any(
        parse.deps[t] == "nummod"
        and parse.heads[t] >= tokens.stop
        and parse.tags[parse.heads[t]] != "NNP"
        for t in tokens
    )


def _is_name(parse: Parse, at: int) -> bool:
    tokens = parse.tokens_in(at, at + 32)
    return bool(tokens) and parse.starts[tokens[0]] == at and parse.poses[tokens[0]] == "PROPN"


def is_score(text: str, figure: Figure) -> bool:
    """Whether a figure is one side of a score or a tally: "24-22", "Rovers 16 Wanderers 10"."""
    if figure.unit or not figure.bare:
        return False
    if TALLY.match(text, figure.end) or TALLIED.search(
        text, max(0, figure.start - 6), figure.start
    ):
        return True
    hits = SCORE.finditer(text, max(0, figure.start - REACH), figure.end + REACH)
    return any(figure.start in (hit.start("a"), hit.start("b")) for hit in hits)
