"""RSS 0.90 to 2.0, RSS 1.0 (RDF), Atom and CDF to a feed, read by feedparser."""

from collections.abc import Mapping
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any

from secondsource.errors import BadInput
from secondsource.records.feed import Feed, FeedEntry, FeedKind
from secondsource.stages.ingest.feed_addresses import is_web, web_address
from secondsource.stages.ingest.feed_dates import feed_date
from secondsource.stages.ingest.feed_entries import (
    each_once,
    entry_id,
    language_tag,
    longest,
    plain_line,
)
from secondsource.stages.ingest.feed_pace import asked_pause
from secondsource.stages.ingest.feed_pruning import head_of, items_of, pruned
from secondsource.stages.ingest.feed_texts import texts_of
from secondsource.stages.ingest.fragment import one_line
from secondsource.stages.ingest.xml_tree import (
    attributes,
    children,
    local_name,
    namespace,
    text_in,
)

if TYPE_CHECKING:
    from lxml.etree import _Element  # type: ignore[import-untyped]

HTML_TYPES = ("text/html", "application/xhtml+xml")
OLDER = ("next", "prev-archive")  # RFC 5005: of a paged feed, of an archived one
# Where a feed says that it has moved; "self" is no such place, most feeds have it wrong.
MOVED = ("new-feed-url", "newlocation")
Said = Mapping[str, Any]


def feed_of(name: str, root: "_Element", *, at: datetime | None) -> Feed:
    """The feed whose root element is `root`; `BadInput` where feedparser fails on it."""
    head, items = head_of(root), items_of(name, root)
    said = _parsed(name, pruned(root, items))
    if len(said["entries"]) != len(items):
        raise BadInput(name, "its items cannot be told apart: fetch it again")
    feed: Said = dict(said["feed"])
    reader = _Entries(name, root, feed, at=at)
    return Feed(
        kind=FeedKind.FEED,
        title=_title(feed),
        site=reader.site,
        language=reader.language,
        ttl=asked_pause(head, at=at),
        moved_to=_moved(name, head),
        next_page=_next_page(name, head),
        entries=each_once(map(reader.read, said["entries"], items)),
    )


class _Entries:
    """Reads the items of one feed, which lend from it what they do not say themselves."""

    def __init__(self, name: str, root: "_Element", feed: Said, *, at: datetime | None) -> None:
        self.site = web_address(feed.get("link"), base=name)
        self.language = language_tag(feed.get("language"))
        self._base = name if is_web(name) else self.site or ""
        self._atom, self._own = local_name(root) == "feed", namespace(root)
        self._byline = _byline(feed) if self._atom else None  # RSS names an editor there
        self._at = at

    def read(self, parsed: Said, item: "_Element") -> FeedEntry:
        entry: Said = dict(parsed)  # its own way of looking up answers for what is not there
        url, title = self._url(entry), _title(entry)
        text = longest(texts_of(item, self._own, atom=self._atom))
        published = self._date(entry, "published")
        said = plain_line(entry.get("id"), limit=10_000)
        return FeedEntry(
            id=entry_id(said, url=url, title=title, published=published, text=text),
            url=url,
            title=title,
            byline=_byline(entry) or self._byline,
            published=published,
            updated=self._date(entry, "updated") or self._date(entry, "modified"),
            html=text,
            language=language_tag(entry.get("language")) or self.language,
        )

    def _url(self, entry: Said) -> str | None:
        named = [entry.get("link")]
        named += (
            link.get("href") for link in entry.get("links", ()) if link.get("rel") == "alternate"
        )
        found = (web_address(one, base=self._base) for one in named)
        return next(filter(None, found), None)

    def _date(self, entry: Said, kind: str) -> datetime | None:
        written = entry.get(kind) or ""
        return feed_date(written, at=self._at, read=entry.get(f"{kind}_parsed"))


def _parsed(name: str, document: str) -> Said:
    import feedparser  # type: ignore[import-untyped]

    headers = {"content-type": "application/xml; charset=utf-8"}
    if is_web(name):
        headers["content-location"] = name
    # It is the work of twenty years and dialects, and raises what any of its parts may raise.
    try:
        said: Said = feedparser.parse(
            BytesIO(document.encode()),
            response_headers=headers,
            sanitize_html=False,
            resolve_relative_uris=False,
        )
    except Exception as error:
        raise BadInput(name, f"it cannot be read as a feed ({error!r}): fetch it again") from error
    return said


def _title(said: Said) -> str:
    detail = said.get("title_detail") or {}
    value = str(said.get("title") or "")
    return plain_line(one_line(value) if detail.get("type") in HTML_TYPES else value)


def _byline(said: Said) -> str | None:
    """The names of the authors, each once."""
    people = said.get("authors") or [{"name": said.get("author")}]
    names = (one_line(str(person.get("name") or "")) for person in people)
    found = dict.fromkeys(filter(None, names))
    return plain_line(", ".join(found)) or None


def _moved(name: str, head: "_Element") -> str | None:
    moved = web_address(text_in(head, *MOVED), base=name)
    return moved if moved != name else None


def _next_page(name: str, head: "_Element") -> str | None:
    for link in map(attributes, children(head, "link")):
        if link.get("rel", "").lower() in OLDER:
            older = web_address(link.get("href"), base=link.get("xml:base", name))
            return older if older != name else None
    return None
