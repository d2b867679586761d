"""Feeds: what one says when it is read, and what a desk keeps of one that it follows."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One item of a feed or sitemap.

    `id` is what the feed calls it, its address where it gives no id. `html` is the longest text
    that the item carries, "" for a headline alone; `published` is aware or None.
    """

    id: str
    url: str | None
    title: str
    byline: str | None
    published: datetime | None
    updated: datetime | None
    html: str
    language: str


class FeedKind(StrEnum):
    """What was found at an address that is followed."""

    FEED = "feed"
    SITEMAP = "sitemap"
    SITEMAP_INDEX = "sitemap index"


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed as it was read: what it says of itself, and its items in their order.

    `moved_to` is a new address that the feed itself gives, `ttl` how long it asks to be left
    alone, `next_page` where older items continue.
    """

    kind: FeedKind
    title: str
    site: str | None
    language: str
    ttl: timedelta | None
    moved_to: str | None
    next_page: str | None
    entries: tuple[FeedEntry, ...]


@dataclass(frozen=True, slots=True)
class Outline:
    """One feed named by an OPML file: its address, its title and the folder that it is in."""

    url: str
    title: str
    folder: str


@dataclass(frozen=True, slots=True)
class Subscription:
    """A feed that the desk follows, and how it fares.

    `etag` and `last_modified` are the latest that its host gave, to be sent back as they came.
    `next_poll` is when it may be asked again. `failures` counts failures in a row, `problem` says
    in words what went wrong last ("" while all is well). `gone` feeds (410) are not asked again.
    """

    url: str
    title: str
    outlet: str
    folder: str
    added: datetime
    etag: str | None
    last_modified: str | None
    next_poll: datetime
    last_success: datetime | None
    failures: int
    problem: str
    gone: bool
