"""An item of a feed to a report, where the feed carries the article and not only its headline."""

import re
from functools import cache
from pathlib import Path

from secondsource.errors import BadInput
from secondsource.records.feed import FeedEntry
from secondsource.records.report import Report, ReportInfo
from secondsource.stages.ingest.address import tidy_url
from secondsource.stages.ingest.admission import admit, has_sentence
from secondsource.stages.ingest.fragment import paragraphs_of
from secondsource.stages.ingest.info import info_of

WORDS = Path(__file__).parent / "data" / "feed_words.txt"
# How much an article is: several paragraphs, or a long text where the feed lost their ends.
FULL_LENGTH, FULL_PARAGRAPHS = 1_000, 3
LONG_LENGTH = 2_500
MOST_ADDED = 3  # paragraphs that a feed puts after an article
LONGEST_ADDED = 600
# A character of these scripts says as much as three letters.
DENSE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff]")


def entry_report(entry: FeedEntry, *, outlet: str) -> Report:
    """The report that the item's own text is, by `outlet`; its ref is the item's id.

    Paragraphs are parted by empty lines; links to the rest of it, and what the feed's program put
    after it, are left out. An item without `published` counts as published when it was updated.
    `BadInput` for a headline alone: the page behind it has to be fetched.
    """
    name = entry.url or entry.id
    text = "\n\n".join(_article(entry)[0])
    if not has_sentence(text) or text == entry.title:
        raise BadInput(name, "the feed has a headline only: fetch the page for its text")
    known = ReportInfo(
        ref=entry.id,
        outlet=outlet,
        url=tidy_url(entry.url) if entry.url else None,
        title=entry.title,
        byline=entry.byline,
        published=entry.published or entry.updated,
    )
    return admit(name, text, info_of(name, {"language": entry.language}, known))


def is_full_text(entry: FeedEntry) -> bool:
    """Whether the item carries its whole article, so that the page need not be fetched.

    It does if it is long, in several paragraphs or very long, and does not break off.
    """
    paragraphs, cut_off = _article(entry)
    length = sum(len(one) + 2 * len(DENSE.findall(one)) for one in paragraphs)
    several = len(paragraphs) >= FULL_PARAGRAPHS
    return not cut_off and length >= (FULL_LENGTH if several else LONG_LENGTH)


def _article(entry: FeedEntry) -> tuple[tuple[str, ...], bool]:
    """The paragraphs without what the feed added after them, and whether they break off."""
    paragraphs = list(paragraphs_of(entry.html))
    cut_off = False
    for _ in range(MOST_ADDED):
        if not paragraphs or len(paragraphs[-1]) > LONGEST_ADDED:
            break
        if _matches("cut off", paragraphs[-1]):
            cut_off = True
        elif not _matches("signature", paragraphs[-1]):
            break
        paragraphs.pop()
    ending = paragraphs[-1][-LONGEST_ADDED:] if paragraphs else ""
    return tuple(paragraphs), cut_off or _ending("cut off").search(ending) is not None


def _matches(section: str, paragraph: str) -> bool:
    return any(pattern.fullmatch(paragraph) for pattern in _patterns()[section])


@cache
def _ending(section: str) -> re.Pattern[str]:
    parts = "|".join(pattern.pattern for pattern in _patterns()[section])
    return re.compile(rf"(?:{parts})\s*\Z", re.IGNORECASE)


@cache
def _patterns() -> dict[str, tuple[re.Pattern[str], ...]]:
    sections: dict[str, list[re.Pattern[str]]] = {}
    section = ""
    for line in WORDS.read_text(encoding="utf-8").splitlines():
        if re.fullmatch(r"\[[a-z ]+\]", line):
            section = line.strip("[]")
        elif line.strip() and not line.startswith("#"):
            sections.setdefault(section, []).append(re.compile(line, re.IGNORECASE))
    return {name: tuple(patterns) for name, patterns in sections.items()}
