"""The texts that an item of a feed carries, each as HTML: its summary, its whole content."""

import binascii
import re
from base64 import b64decode
from collections.abc import Iterator
from typing import TYPE_CHECKING

from secondsource.stages.ingest.feed_entries import as_html
from secondsource.stages.ingest.feed_vocabulary import kind_of
from secondsource.stages.ingest.xml_tree import attributes, markup_in

if TYPE_CHECKING:
    from lxml.etree import _Element  # type: ignore[import-untyped]

# Elements of HTML by definition, and elements that say by `type` what they are.
HTML = frozenset((
    "description", "dc:description", "content:encoded", "fullitem", "body", "xhtml:body",
    "itunes:summary",
))  # fmt: skip
TYPED = frozenset(("content", "summary", "abstract"))
HTML_TYPES = frozenset(("html", "xhtml", "text/html", "application/xhtml+xml"))
PLAIN_TYPES = frozenset(("", "text", "plain", "text/plain"))
MOST_TEXTS = 20
# What plain text has not: the end of an element, or a reference. Some feeds say "text" of HTML.
SIGNS_OF_HTML = re.compile(r"</[A-Za-z][A-Za-z0-9]{0,11}>|<(?:br|p|img)\b[^<>]{0,200}>|&#?\w{2,8};")


def texts_of(item: "_Element", own: str, *, atom: bool) -> Iterator[str]:
    """The texts of `item` in their order; `own` is its feed's namespace.

    `atom` feeds mean the type that they say; of others, what looks like HTML is. Content that is
    no text (a picture, another feed) is left out.
    """
    found = 0
    for child in item.iterchildren("*"):
        kind = kind_of(child, own)
        if kind in HTML or kind in TYPED:
            found += 1
            yield _text(child, atom=atom or kind in HTML, default="html" if kind in HTML else "")
        if found == MOST_TEXTS:
            return


def _text(element: "_Element", *, atom: bool, default: str) -> str:
    said = attributes(element)
    kind = default or said.get("type", "").strip().lower()
    if len(element) and (kind in HTML_TYPES or kind in PLAIN_TYPES or kind.endswith("xml")):
        return markup_in(element)
    text = element.text or ""
    if said.get("mode", "").lower() == "base64":
        text = _decoded(text)
    if kind in HTML_TYPES:
        return text
    if kind not in PLAIN_TYPES:
        return ""
    return text if not atom and SIGNS_OF_HTML.search(text) else as_html(text)


def _decoded(text: str) -> str:
    try:
        return b64decode(text, validate=False).decode("utf-8", "replace")
    except (binascii.Error, ValueError):
        return ""
