"""Outside XML as a tree: nothing loaded, nothing expanded, not deeper or larger than a feed is."""

from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from secondsource.errors import BadInput
from secondsource.stages.ingest.xml_entities import resolved
from secondsource.stages.ingest.xml_mending import MOST_ATTRIBUTES, mended
from secondsource.stages.ingest.xml_source import XmlSource

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import XMLParser, _Element  # type: ignore[import-untyped]

MOST_TAGS = 500_000


def xml_tree(name: str, source: XmlSource) -> "_Element":
    """The root element of `source`, which is mended where it is not well-formed.

    `BadInput` for what is too large or too deep to be a feed, and for what cannot be mended.
    """
    from lxml import etree  # type: ignore[import-untyped]

    if source.text.count("<") > MOST_TAGS:
        raise BadInput(name, f"it has over {MOST_TAGS:,} tags: follow a feed of fewer items")
    text = resolved(name, source)
    try:
        root = etree.fromstring(text.encode(), _parser())
    except etree.XMLSyntaxError:
        root = _mended(name, text)
    # Each look at an attribute goes through all of its element's.
    if root.xpath(f"boolean(//*[count(@*) > {MOST_ATTRIBUTES}])"):
        raise BadInput(name, f"an element has over {MOST_ATTRIBUTES} attributes: fetch it again")
    return root


def _mended(name: str, text: str) -> "_Element":
    from lxml import etree

    try:
        return etree.fromstring(mended(name, text).encode(), _parser())
    except etree.XMLSyntaxError as error:
        reason = f"its XML is damaged beyond reading ({str(error)[:100]}): fetch it again"
        raise BadInput(name, reason) from error


def local_name(element: "_Element") -> str:
    """The name of an element without prefix, in lower case."""
    return str(element.tag).rpartition("}")[2].lower()


def namespace(element: "_Element") -> str:
    """The namespace of an element in lower case, "" for none."""
    return str(element.tag).rpartition("}")[0].lstrip("{").lower()


def children(element: "_Element", *names: str) -> "Iterator[_Element]":
    """The elements directly in `element` whose local name is one of `names`."""
    return (child for child in element.iterchildren("*") if local_name(child) in names)


def text_in(element: "_Element", *names: str) -> str:
    """The text of the first child that is called one of `names`, on one line; "" for none."""
    first = next(children(element, *names), None)
    return "" if first is None else " ".join("".join(first.itertext()).split())


def attributes(element: "_Element") -> dict[str, str]:
    """The attributes by local name in lower case; those of XML's namespace as "xml:base"."""
    found: dict[str, str] = {}
    for key, value in element.attrib.items():
        space, _, local = str(key).rpartition("}")
        prefix = "xml:" if space.endswith("XML/1998/namespace") else ""
        found.setdefault(prefix + local.lower(), str(value))
    return found


def markup_in(element: "_Element") -> str:
    """What is in an element as HTML, whether it is XHTML by right or HTML that was not escaped."""
    from lxml import etree

    for inner in element.iterdescendants("*"):
        inner.tag = str(inner.tag).rpartition("}")[2]
    etree.cleanup_namespaces(element)
    pieces = [escape(element.text or "")]
    pieces += (etree.tostring(child, encoding="unicode", method="html") for child in element)
    return "".join(pieces)


def _parser() -> "XMLParser":
    from lxml import etree

    return etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
