"""What the elements of feeds are called, whatever namespace a feed puts them in."""

from typing import TYPE_CHECKING

from secondsource.stages.ingest.xml_tree import local_name, namespace

if TYPE_CHECKING:
    from lxml.etree import _Element  # type: ignore[import-untyped]

ATOM = "http://www.w3.org/2005/atom"
ITEMS = frozenset(("item", "entry"))
# Namespaces whose elements are the feed's own, by how they begin.
PLAIN = (
    "http://backend.userland.com/rss",
    "http://blogs.law.harvard.edu/tech/rss",
    "http://purl.org/rss/1.0",
    "http://my.netscape.com/rdf/simple/0.9",
    "http://my.netscape.com/publish/formats/rss",
    "http://channel.netscape.com/rdf/simple/0.9",
    "http://purl.org/atom/ns",
    "http://purl.org/net/rss1.1",
    ATOM,
)
MODULES = {
    "http://purl.org/dc/elements/1.1": "dc:",
    "http://purl.org/dc/elements/1.0": "dc:",
    "http://purl.org/dc/terms": "dcterms:",
    "http://purl.org/rss/1.0/modules/content": "content:",
    "http://www.itunes.com/dtds/podcast-1.0.dtd": "itunes:",
    "http://search.yahoo.com/mrss": "media:",
    "http://www.w3.org/1999/xhtml": "xhtml:",
}


def kind_of(element: "_Element", own: str) -> str:
    """The element's name with its module's prefix, "" for an element of another vocabulary."""
    space, local = namespace(element), local_name(element)
    if prefix := MODULES.get(space.rstrip("/").removesuffix("#")):
        return prefix + local
    return local if not space or space == own or space.startswith(PLAIN) else ""
