"""JSON Feed 1 and 1.1 to a feed."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from secondsource.errors import BadInput
from secondsource.records.feed import Feed, FeedEntry, FeedKind
from secondsource.stages.ingest.feed_addresses import is_web, web_address
from secondsource.stages.ingest.feed_dates import feed_date
from secondsource.stages.ingest.feed_entries import (
    as_html,
    each_once,
    entry_id,
    language_tag,
    longest,
    plain_line,
)
from secondsource.stages.ingest.json_report import loaded
from secondsource.stages.ingest.xml_source import without_illegal

VERSION = "jsonfeed.org/version/"
MOST_ITEMS = 10_000
Said = Mapping[str, Any]


def json_feed(name: str, text: str, *, at: datetime | None) -> Feed:
    """The feed that `text` is JSON of; what has another type than it should counts as not said.

    `BadInput` for JSON that is no feed.
    """
    said = loaded(name, text)
    items = said.get("items") if isinstance(said, dict) else None
    if not isinstance(items, list) or VERSION not in str(said.get("version")):
        raise BadInput(name, "its JSON is no JSON Feed: give the address of a feed")
    if len(items) > MOST_ITEMS:
        raise BadInput(name, f"it has over {MOST_ITEMS:,} items: follow a feed of fewer")
    site = _address(name, said, "home_page_url")
    entries = (
        _entry(item, base=name if is_web(name) else site or "", feed=said, at=at)
        for item in items
        if isinstance(item, dict)
    )
    return Feed(
        kind=FeedKind.FEED,
        title=plain_line(said.get("title")),
        site=site,
        language=language_tag(said.get("language")),
        ttl=None,
        moved_to=None,
        next_page=_address(name, said, "next_url"),
        entries=each_once(entries),
    )


def _entry(item: Said, *, base: str, feed: Said, at: datetime | None) -> FeedEntry:
    url = _address(base, item, "url") or _address(base, item, "external_url")
    title, text = plain_line(item.get("title")), longest(_texts(item))
    published = feed_date(_string(item, "date_published"), at=at)
    return FeedEntry(
        id=entry_id(_id(item), url=url, title=title, published=published, text=text),
        url=url,
        title=title,
        byline=_byline(item) or _byline(feed),
        published=published,
        updated=feed_date(_string(item, "date_modified"), at=at),
        html=text,
        language=language_tag(item.get("language")) or language_tag(feed.get("language")),
    )


def _texts(item: Said) -> tuple[str, ...]:
    plain = (as_html(_string(item, key)) for key in ("content_text", "summary"))
    return (_string(item, "content_html"), *plain)


def _id(item: Said) -> str:
    said = item.get("id")
    if isinstance(said, (int, float)) and not isinstance(said, bool):
        return f"{said}"  # the first version allowed a number
    return plain_line(said, limit=10_000)


def _byline(said: Said) -> str | None:
    """The names of `authors` (1.1), else of `author` (1)."""
    people = said.get("authors") or [said.get("author")]
    named = people if isinstance(people, list) else [people]
    names = (plain_line(one.get("name")) for one in named[:50] if isinstance(one, dict))
    return plain_line(", ".join(dict.fromkeys(filter(None, names)))) or None


def _address(base: str, said: Said, key: str) -> str | None:
    return web_address(_string(said, key), base=base)


def _string(said: Said, key: str) -> str:
    value = said.get(key)
    return without_illegal(value) if isinstance(value, str) else ""
