"""Bytes that came from an address that is followed to a feed: what they are is told by content."""

from datetime import datetime

from secondsource.errors import BadInput
from secondsource.records.feed import Feed
from secondsource.stages.ingest.feed_links import links_in
from secondsource.stages.ingest.feed_xml import feed_of
from secondsource.stages.ingest.json_feed import json_feed
from secondsource.stages.ingest.sitemap import sitemap_of
from secondsource.stages.ingest.xml_source import (
    XmlSource,
    as_on_windows,
    unpacked,
    xml_source,
    xml_text,
)
from secondsource.stages.ingest.xml_tree import xml_tree

FEEDS = frozenset(("rss", "rdf", "feed", "channel", "redirect"))
SITEMAPS = frozenset(("urlset", "sitemapindex"))
PAGES = frozenset(("html", "head", "body"))
OUTLINES = frozenset(("opml",))
ROOTS = FEEDS | SITEMAPS | PAGES | OUTLINES


def read_feed(
    name: str,
    data: bytes,
    *,
    media_type: str = "",
    charset: str | None = None,
    at: datetime | None = None,
) -> Feed:
    """The feed or sitemap that `data`, from the address `name`, is.

    RSS, Atom, CDF, JSON Feed and sitemaps are told apart by their content; what the host declared
    (`media_type`, `charset`) is only told to the reader, or tried. `at` is when it was fetched: a
    date over a day later is left out. Relative links are read beside `name`, if that is an address
    of the web. `BadInput` for anything else; of a web page it says which feeds it names.
    """
    text = as_on_windows(xml_text(name, unpacked(name, data), charset))
    if text.lstrip("\ufeff \t\r\n")[:1] in ("{", "["):
        return json_feed(name, text, at=at)
    source = xml_source(text, ROOTS)
    if source is None or source.root in PAGES | OUTLINES:
        raise BadInput(name, _why_not(name, text, source, media_type))
    root = xml_tree(name, source)
    return (sitemap_of if source.root in SITEMAPS else feed_of)(name, root, at=at)


def _why_not(name: str, text: str, source: XmlSource | None, media_type: str) -> str:
    if not text.strip():
        return "it is empty: look whether the address is right"
    if source is None:
        served = f" (the host calls it {media_type})" if media_type else ""
        return f"it is no feed{served}: give the address of an RSS, Atom or JSON feed or a sitemap"
    if source.root in OUTLINES:
        return "it is a list of feeds (OPML): add its feeds instead"
    links = links_in(name, text)
    if not links:
        return "it is a web page that names no feed: give the address of the feed itself"
    return f"it is a web page, not a feed: add one that it names, {', '.join(links[:5])}"
