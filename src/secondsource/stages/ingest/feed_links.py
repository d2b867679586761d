"""The feeds that a web page names, for readers who give the page's address instead."""

import re
from collections.abc import Iterator, Mapping

from secondsource.errors import BadInput
from secondsource.stages.ingest.feed_addresses import web_address
from secondsource.stages.ingest.fragment import unescaped
from secondsource.stages.ingest.xml_mending import pairs
from secondsource.stages.ingest.xml_source import unpacked, xml_text

TYPES = (
    "application/rss+xml",
    "application/atom+xml",
    "application/feed+json",
    "application/rdf+xml",
)
# Also used for what is no feed: such a link has to say that it is one.
GENERIC = ("application/json", "text/xml", "application/xml")
FEED_WORDS = ("feed", "rss", "atom")
LINK = re.compile(
    r"<(?P<name>link|base)(?P<attributes>(?=[\s/])(?:\"[^\"<]*+\"|'[^'<]*+'|[^<>\"'])*+)>",
    re.IGNORECASE,
)
LONGEST_LINK = 10_000
MOST_LINKS = 50
Link = Mapping[str, str]


def feed_links(address: str, page: bytes, *, charset: str | None = None) -> tuple[str, ...]:
    """The addresses of the feeds that a page at `address` names, each once.

    They stand in the page's order, which has the whole outlet's feed before those of a section;
    feeds of comments come last. A page that cannot be read names none.
    """
    try:
        return links_in(address, xml_text(address, unpacked(address, page), charset))
    except BadInput:
        return ()


def links_in(address: str, page: str) -> tuple[str, ...]:
    """The same of a page that is decoded."""
    base, links = address, []
    for name, link in _links(_without_comments(page)):
        if name == "link" and _names_feed(link):
            links.append(link)
        elif name == "base" and base == address:
            base = web_address(link.get("href"), base=address) or address
    links.sort(key=_is_of_comments)
    found = (web_address(link.get("href"), base=base) for link in links[:MOST_LINKS])
    return tuple(dict.fromkeys(filter(None, found)))


def _links(page: str) -> Iterator[tuple[str, Link]]:
    for found in LINK.finditer(page):
        written = found["attributes"]
        if len(written) <= LONGEST_LINK:
            said = ((name, unescaped(value)) for name, value in pairs(written))
            yield found["name"].lower(), dict(said)


def _without_comments(page: str) -> str:
    pieces, at = [], 0
    while (start := page.find("<!--", at)) != -1:
        pieces.append(page[at:start])
        end = page.find("-->", start)
        at = len(page) if end == -1 else end + 3
    return "".join((*pieces, page[at:]))


def _names_feed(link: Link) -> bool:
    if not {"alternate", "feed"} & set(link.get("rel", "").lower().split()):
        return False
    kind = link.get("type", "").lower().partition(";")[0].strip()
    return kind in TYPES or (kind in GENERIC and any(word in _said(link) for word in FEED_WORDS))


def _is_of_comments(link: Link) -> bool:
    return "comment" in _said(link)


def _said(link: Link) -> str:
    return f"{link.get('href')} {link.get('title')}".lower()
