"""The text that a page's JSON-LD carries: of a live blog its entries, else the article's body."""

from collections.abc import Iterator
from itertools import islice
from typing import Any

from secondsource.stages.ingest.fragment import one_line, paragraphs_of
from secondsource.stages.ingest.linked_data import Object

MOST_ENTRIES = 500
LONGEST = 1_000_000  # characters, of all entries together


def text_of(article: Object) -> str:
    """The body that is told beside the page, paragraphs apart; "" where none is.

    An entry of a live blog is its headline, a paragraph of its own, and its body; they stand in
    the order that the page has them in, most often the newest first.
    """
    entries = article.get("liveBlogUpdate")
    if isinstance(entries, list) and entries:
        return "\n\n".join(_up_to_longest(_all(entries)))
    return "\n\n".join(_paragraphs(article.get("articleBody")))


def _all(entries: list[Any]) -> Iterator[str]:
    for entry in islice(entries, MOST_ENTRIES):
        if isinstance(entry, dict):
            yield from _entry(entry)


def _entry(entry: Object) -> Iterator[str]:
    body = _paragraphs(entry.get("articleBody"))
    headline = entry.get("headline")
    title = one_line(headline[:1000]) if isinstance(headline, str) else ""
    # Many programs make the headline of an entry from its first words.
    if title and body and not body[0].startswith(title.rstrip("….")):
        yield title
    yield from body


def _up_to_longest(paragraphs: Iterator[str]) -> Iterator[str]:
    length = 0
    for paragraph in paragraphs:
        length += len(paragraph)
        if length > LONGEST:
            return
        yield paragraph


def _paragraphs(body: Any) -> tuple[str, ...]:
    return paragraphs_of(body[:LONGEST]) if isinstance(body, str) else ()
