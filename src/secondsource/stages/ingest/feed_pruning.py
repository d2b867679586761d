"""A feed's tree to the small document that feedparser is given: what is read of it, and no more.

Feedparser knows the dialects of twenty years, but its regular expressions and its lenient parser
take minutes on a text made for it. So it never sees the feed itself: this writes anew, well-formed
and flat, the few elements that become records, each kind limited in length and number.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from secondsource.errors import BadInput
from secondsource.stages.ingest.feed_addresses import is_web
from secondsource.stages.ingest.feed_vocabulary import ATOM, ITEMS, kind_of
from secondsource.stages.ingest.xml_tree import (
    attributes,
    children,
    local_name,
    markup_in,
    namespace,
)

if TYPE_CHECKING:
    from lxml.etree import _Element  # type: ignore[import-untyped]

MOST_ITEMS = 10_000
MOST_OF_A_KIND = 50  # authors or links of one item
HEADS = frozenset(("channel", "feed"))
DECLARED = (
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
    ' xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    ' xmlns:xhtml="http://www.w3.org/1999/xhtml"'
    ' xmlns:itunes="http://www.itunes.com/DTDs/PodCast-1.0.dtd"'
    ' xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"'
)
# What is read of a feed and its items, and how many characters of it.
SHORT, LONG = 300, 8_000
OF_HEAD = {
    **dict.fromkeys(("title", "dc:title", "media:title", "link"), LONG),
    **dict.fromkeys(("language", "dc:language", "author"), SHORT),
}
OF_ITEM = {
    **OF_HEAD,
    **dict.fromkeys(("id", "guid"), LONG),
    **dict.fromkeys(("pubdate", "published", "issued", "dc:date", "dcterms:issued"), SHORT),
    **dict.fromkeys(("updated", "modified", "created", "dcterms:modified"), SHORT),
    **dict.fromkeys(("dc:creator", "dc:author", "itunes:author"), SHORT),
}
# RSS has authors as "name@host (Name)"; feedparser takes the end of a longer host for a name.
AUTHORS = frozenset(("author", "dc:creator", "dc:author", "itunes:author"))
EMAIL = re.compile(r"[<(\[]?[^\s<>()@]{1,64}@[^\s<>()@]{1,255}[>)\]]?")
# What a module's element stands for where the feed has none of its own. Feedparser takes Dublin
# Core's date, which is when the item was published, for an update.
DATED = ("pubdate", "published", "issued", "dcterms:issued")
INSTEAD = {
    "dc:title": ("title", ("title",)),
    "media:title": ("title", ("title", "dc:title")),
    "dc:date": ("pubdate", DATED),
}
ATTRIBUTES = (
    "version", "rel", "href", "url", "type", "mode", "ispermalink", "lastmod", "about",
    "xml:lang", "xml:base", "base", "src",
)  # fmt: skip


def head_of(root: "_Element") -> "_Element":
    """The element that says of the feed what it is: its channel, or the root itself."""
    if local_name(root) in HEADS:
        return root
    return next(children(root, "channel"), root)


def items_of(name: str, root: "_Element") -> "tuple[_Element, ...]":
    """The items in their order, wherever they stand, but not those inside one another.

    `BadInput` for more than `MOST_ITEMS`.
    """
    items = tuple(_items(root))
    if len(items) > MOST_ITEMS:
        raise BadInput(name, f"it has over {MOST_ITEMS:,} items: follow a feed of fewer")
    return items


def pruned(root: "_Element", items: "Iterable[_Element]") -> str:
    """The document for feedparser, with an element for each of `items`."""
    head, own = head_of(root), namespace(root)
    inside = list(_parts(head, OF_HEAD, own))
    for item in items:
        inside += (f"<{local_name(item)}{_written(item)}>", *_item(item, own))
        inside.append(f"</{local_name(item)}>")
    opening, closing = _frame(root, head)
    return "".join((opening, *inside, closing))


def _frame(root: "_Element", head: "_Element") -> tuple[str, str]:
    """The tags around it all, as feedparser tells the dialects apart by them."""
    kind = local_name(root)
    if kind in ("feed", "channel"):
        space = ' xmlns="http://www.w3.org/2005/Atom"' if namespace(root).startswith(ATOM) else ""
        return f"<{kind}{space}{DECLARED}{_written(root)}>", f"</{kind}>"
    if kind == "rdf":
        space = ' xmlns="http://purl.org/rss/1.0/"'
        opening = f"<rdf:RDF{space}{DECLARED}{_written(root)}><channel{_written(head)}>"
        return opening, "</channel></rdf:RDF>"
    within = "" if head is root else _written(head)
    return f"<rss{DECLARED}{_written(root)}><channel{within}>", "</channel></rss>"


def _items(root: "_Element") -> "Iterator[_Element]":
    from lxml import etree  # type: ignore[import-untyped]

    walker = etree.iterwalk(root, events=("start",))
    for _, element in walker:
        if local_name(element) in ITEMS and element is not root:
            yield element
            walker.skip_subtree()


def _item(item: "_Element", own: str) -> Iterator[str]:
    said = attributes(item).get("xml:lang", "")
    if said:
        yield f"<language>{escape(said[:SHORT])}</language>"
    yield from _parts(item, OF_ITEM, own)


def _parts(element: "_Element", limits: dict[str, int], own: str) -> Iterator[str]:
    there = {kind_of(child, own) for child in element.iterchildren("*")}
    for child in _limited(element, limits, own):
        kind = kind_of(child, own)
        instead, better = INSTEAD.get(kind, (kind, ()))
        if kind == instead or not there.intersection(better):
            yield _part(child, instead, limits[kind])


def _limited(element: "_Element", limits: dict[str, int], own: str) -> "Iterator[_Element]":
    counts: Counter[str] = Counter()
    for child in element.iterchildren("*"):
        kind = kind_of(child, own)
        counts[kind] += 1
        if kind in limits and counts[kind] <= MOST_OF_A_KIND:
            yield child


def _part(element: "_Element", kind: str, limit: int) -> str:
    said = attributes(element)
    if kind == "author" and len(element):
        names = (_line(_text(name), limit) for name in children(element, "name"))
        return f"<{kind}>{''.join(f'<name>{name}</name>' for name in names)}</{kind}>"
    text = _text(element)
    if kind in AUTHORS:
        text = _without_email(text[:limit])
    elif len(element):
        text, said["type"] = markup_in(element), "html"
        said.pop("mode", None)
    elif kind == "guid" and not is_web(text.strip()):
        said["ispermalink"] = "false"  # else "4711" becomes an address beside the feed's
    return f"<{kind}{_attributes(said)}>{_line(text, limit)}</{kind}>"


def _text(element: "_Element") -> str:
    return "".join(element.itertext())


def _without_email(author: str) -> str:
    name = EMAIL.sub(" ", author).strip()
    return author if name == author.strip() else name.strip("()<>[],;: ")


def _line(text: str, limit: int) -> str:
    """The beginning of a text, escaped; line breaks would each be an event to feedparser."""
    return escape(" ".join(text.split())[:limit])


def _written(element: "_Element") -> str:
    return _attributes(attributes(element))


def _attributes(said: dict[str, str]) -> str:
    """The attributes that are read, by the names that feedparser knows."""
    kept = ((key, said[key][:LONG]) for key in ATTRIBUTES if key in said)
    return "".join(
        f" {'rdf:about' if key == 'about' else key}={quoteattr(value)}" for key, value in kept
    )
