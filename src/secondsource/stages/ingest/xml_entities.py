"""Entities of outside XML: named characters and short texts are put in, anything that grows is
refused, and nothing is ever loaded."""

import html.entities
import re
from collections.abc import Iterator
from html import escape

from secondsource.errors import BadInput
from secondsource.stages.ingest.xml_source import ILLEGAL, LARGEST_FEED, XmlSource, as_on_windows

DECLARATION = re.compile(
    r"<!ENTITY\s+(?P<parameter>%\s+)?(?P<name>[^\s\"'<>&;%]{1,100})\s+"
    r"(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'|(?P<outside>SYSTEM|PUBLIC))",
    re.IGNORECASE,
)
MOST_DECLARED = 500
MOST_REFERENCES = 1_000_000
LONGEST_VALUE = 1_000
REFERENCE = re.compile(
    r"&(?:#(?P<decimal>\d{1,8});|#[xX](?P<hex>[0-9a-fA-F]{1,7});"
    r"|(?P<name>[A-Za-z_][\w.:-]{0,99}+);)?"
)
OF_XML = frozenset(("amp", "lt", "gt", "quot", "apos"))
CHARACTER = re.compile(r"&#(?:\d{1,8}|[xX][0-9a-fA-F]{1,7});")
CDATA, CDATA_END = "<![CDATA[", "]]>"


def resolved(name: str, source: XmlSource) -> str:
    """The text of `source` in which no reference but XML's own five and characters is left.

    HTML's names are known whether declared or not; a "&" that begins no reference, and the name of
    an entity nobody declared, are text. `BadInput` for entities that refer to each other or to
    other files, and for a text that grows over `LARGEST_FEED` characters.
    """
    declared = _declared(name, source.subset)
    if source.text.count("&") > MOST_REFERENCES:
        raise BadInput(name, f"it has over {MOST_REFERENCES:,} references: it may be an attack")
    pieces: list[str] = []
    size = 0
    for piece in _pieces(source.text, declared):
        size += len(piece)
        if size > 2 * LARGEST_FEED:
            raise BadInput(name, "its entities grow beyond any feed: it may be an attack")
        pieces.append(piece)
    return "".join(pieces)


def _declared(name: str, subset: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for declaration in DECLARATION.finditer(subset):
        if declaration["parameter"]:
            continue  # declarations of other files, for HTML's names; these are known without
        if declaration["outside"]:
            raise BadInput(name, "it refers to a file outside of it: ask for a feed without")
        value = declaration["double"] or declaration["single"] or ""
        if "&" in CHARACTER.sub("", value) or len(value) > LONGEST_VALUE:
            raise BadInput(name, "its entities are made to grow when read: it may be an attack")
        found.setdefault(declaration["name"], html.unescape(value))
        if len(found) > MOST_DECLARED:
            raise BadInput(name, f"it declares over {MOST_DECLARED} entities: it may be an attack")
    return found


def _pieces(text: str, declared: dict[str, str]) -> Iterator[str]:
    """The text piece by piece, so that its growth can be watched; CDATA sections as they are."""
    at = 0
    while at < len(text):
        start = text.find(CDATA, at)
        if start == -1:
            start = len(text)
        yield from _with_references(text, at, start, declared)
        end = text.find(CDATA_END, start)
        at = len(text) if end == -1 else end + len(CDATA_END)
        yield text[start:at]


def _with_references(text: str, at: int, end: int, declared: dict[str, str]) -> Iterator[str]:
    for found in REFERENCE.finditer(text, at, end):
        yield text[at : found.start()]
        yield _put_in(found, declared)
        at = found.end()
    yield text[at:end]


def _put_in(found: re.Match[str], declared: dict[str, str]) -> str:
    if number := found["decimal"] or found["hex"]:
        return _character(int(number, 10 if found["decimal"] else 16))
    named = found["name"]
    if named is None:
        return "&amp;"
    if named in OF_XML:
        return found[0]
    character = declared.get(named) or html.entities.html5.get(named + ";")
    return escape(character) if character else f"&amp;{named};"


def _character(code: int) -> str:
    if 0x80 <= code < 0xA0:  # programs write "&#146;" for an apostrophe
        return as_on_windows(chr(code))
    if code > 0x10FFFF or ILLEGAL.match(chr(code)):
        return ""
    return f"&#{code};"
