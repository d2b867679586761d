"""What every kind of feed shares: how an item is named, each once, which of its texts is kept."""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from hashlib import sha256
from html import escape

from secondsource.records.feed import FeedEntry
from secondsource.stages.ingest.fragment import MARKUP, paragraphs_of
from secondsource.stages.ingest.xml_source import without_illegal

LONGEST_TITLE = 1_000
LONGEST_ID = 2_000
LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{1,8}){0,3}")


def entry_id(
    said: str, *, url: str | None, title: str, published: datetime | None, text: str
) -> str:
    """What the feed calls the item, else its address, else a hash of what it holds."""
    if said and len(said) <= LONGEST_ID:
        return said
    if not said and url:
        return url
    when = published.isoformat() if published else ""
    return _hash(said, title, when, text)


def each_once(entries: Iterable[FeedEntry]) -> tuple[FeedEntry, ...]:
    """The entries in their order without those that hold nothing, and without doubles.

    A double has the id of an earlier one, and its address or its title. Where a feed calls
    different items the same, the later ones get ids of their own, so that none is lost.
    """
    kept: dict[str, FeedEntry] = {}
    for entry in entries:
        if not (entry.url or entry.title or entry.html):
            continue
        first = kept.get(entry.id)
        if first is None:
            kept[entry.id] = entry
        elif entry.url != first.url and entry.title != first.title:
            own = _hash(entry.id, entry.url or "", entry.title)
            kept.setdefault(own, replace(entry, id=own))
    return tuple(kept.values())


def longest(fragments: Iterable[str]) -> str:
    """The piece of HTML with the most text, the first of several; "" where none has any."""
    measured = [(sum(map(len, paragraphs_of(one))), one) for one in fragments if one.strip()]
    size, fragment = max(measured, key=lambda pair: pair[0], default=(0, ""))
    return fragment if size else ""


def as_html(text: str) -> str:
    """Plain text as HTML, with its empty lines kept as what parts paragraphs."""
    escaped = escape(without_illegal(text), quote=False)
    if MARKUP.search(text) or "&" in text:
        return "".join(f"<p>{part}</p>" for part in re.split(r"\n\s*\n", escaped))
    return escaped


def plain_line(text: object, *, limit: int = LONGEST_TITLE) -> str:
    """`text` on one line, "" where it is no text."""
    return " ".join(without_illegal(text).split())[:limit] if isinstance(text, str) else ""


def language_tag(written: object) -> str:
    """A language as the feed writes it ("en-GB"), "" where that is no language."""
    tag = written.strip() if isinstance(written, str) else ""
    return tag.replace("_", "-") if LANGUAGE.fullmatch(tag) else ""


def _hash(*parts: str) -> str:
    digest = sha256()
    for part in parts:
        raw = part.encode("utf-8", "replace")
        digest.update(len(raw).to_bytes(8, "big") + raw)
    return digest.hexdigest()[:32]
