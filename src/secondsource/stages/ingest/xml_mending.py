"""XML that is not well-formed, made so: what a lenient reader would see in it, in linear time.

Elements left open are closed where an outer one ends, ends without a beginning are dropped, stray
"<" are text, attributes get quotation marks, prefixes nobody declared are declared.
"""

import re
from collections import Counter
from collections.abc import Iterator

from secondsource.errors import BadInput
from secondsource.stages.ingest.xml_entities import CDATA, CDATA_END

TAG = re.compile(
    r"<(?P<end>/?)(?P<name>[A-Za-z_][A-Za-z0-9_.:-]{0,200}+)"
    r"(?P<attributes>(?:\"[^\"<]*+\"|'[^'<]*+'|[^<>\"'])*+)>"
)
# The same where a quotation mark is missing.
LOOSE_TAG = re.compile(
    r"<(?P<end>/?)(?P<name>[A-Za-z_][A-Za-z0-9_.:-]{0,200}+)(?P<attributes>[^<>]*+)>"
)
# The root, whose end is missing; any other element like that is text.
CUT_TAG = re.compile(r"<(?P<end>)(?P<name>[A-Za-z_][A-Za-z0-9_.:-]{0,200}+)(?P<attributes>[^<>]*+)")
ATTRIBUTE = re.compile(
    r"([A-Za-z_][A-Za-z0-9_.:-]{0,200}+)(?:\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)'|([^\s\"'>]++)))?"
)
MOST_DEEP = 250
MOST_ATTRIBUTES = 200
MOST_PREFIXES = 200
# Names of namespaces that every parser takes; others are damaged, or were none.
SPACE = re.compile(
    r"(?:urn|tag):[A-Za-z0-9:./-]+"
    r"|[A-Za-z][A-Za-z0-9+.-]*://[A-Za-z0-9.-]+(?:/[A-Za-z0-9/._~+-]*)?(?:#[A-Za-z0-9._-]*)?|"
)
NOT_IN_SPACE = re.compile(r"[^A-Za-z0-9]+")
# Elements of HTML that have no end, or end where the next of their kind begins.
EMPTY = frozenset(("br", "hr", "img", "wbr", "input", "param", "area", "col", "embed"))
ONE_AFTER_ANOTHER = frozenset(("p", "li", "td", "tr", "dd", "dt", "option"))
ITEMS = frozenset(("item", "entry", "url", "sitemap"))  # none of them holds another of its kind
PREFIXES = {
    "atom": "http://www.w3.org/2005/Atom",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
    "media": "http://search.yahoo.com/mrss/",
    "news": "http://www.google.com/schemas/sitemap-news/0.9",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "sy": "http://purl.org/rss/1.0/modules/syndication/",
    "xhtml": "http://www.w3.org/1999/xhtml",
}


def mended(name: str, text: str) -> str:
    """Well-formed XML for `text`, which begins with its root element; names in lower case.

    References must have been resolved. `BadInput` for elements over `MOST_DEEP` deep.
    """
    mender = _Mender(name)
    mender.read(text)
    return mender.written()


class _Mender:
    def __init__(self, name: str) -> None:
        self._name = name
        self._out: list[str] = []
        self._open: list[str] = []
        self._counts: Counter[str] = Counter()
        self._used: set[str] = set()
        self._declared: set[str] = set()

    def read(self, text: str) -> None:
        at = 0
        while (start := text.find("<", at)) != -1:
            self._text(text[at:start])
            at = self._markup(text, start)
            if not self._open:  # the root has ended; what follows is not the feed's
                return
        self._text(text[at:])

    def written(self) -> str:
        self._close(len(self._open))
        if len(self._used) > MOST_PREFIXES:
            raise BadInput(self._name, f"it has over {MOST_PREFIXES} prefixes: fetch it again")
        missing = sorted(self._used - self._declared - {"xml", "xmlns"})
        known = (f' xmlns:{one}="{PREFIXES.get(one, "urn:" + one)}"' for one in missing)
        root, *rest = self._out
        return "".join((root[:-1], *known, ">", *rest))

    def _markup(self, text: str, at: int) -> int:
        if text.startswith(CDATA, at):
            return self._cdata(text, at + len(CDATA))
        for start, end in (("<!--", "-->"), ("<?", "?>"), ("<!", ">")):
            if text.startswith(start, at):
                found = text.find(end, at + len(start))
                # Without an end it is none; to look for the end of each again would take forever.
                return len(text) if found == -1 else found + len(end)
        tag = TAG.match(text, at) or LOOSE_TAG.match(text, at)
        if not self._open:
            tag = tag or CUT_TAG.match(text, at)
        if tag is None:
            self._text("&lt;")
            return at + 1
        (self._ended if tag["end"] else self._begun)(tag)
        return tag.end()

    def _cdata(self, text: str, at: int) -> int:
        end = text.find(CDATA_END, at)
        inside = text[at : None if end == -1 else end]
        self._text(_escaped(inside))
        return len(text) if end == -1 else end + len(CDATA_END)

    def _begun(self, tag: re.Match[str]) -> None:
        element, attributes = self._qualified(tag["name"]), tag["attributes"]
        if element in ITEMS and self._counts[element]:
            self._close_to(element)
        elif element in ONE_AFTER_ANOTHER and self._open and self._open[-1] == element:
            self._close(1)
        written = "".join(self._attributes(attributes))
        if self._open and (attributes.rstrip().endswith("/") or element in EMPTY):
            self._out.append(f"<{element}{written}/>")
            return
        self._out.append(f"<{element}{written}>")
        self._open.append(element)
        self._counts[element] += 1
        if len(self._open) > MOST_DEEP:
            raise BadInput(self._name, f"it is over {MOST_DEEP} elements deep: it may be an attack")

    def _ended(self, tag: re.Match[str]) -> None:
        element = self._qualified(tag["name"])
        if self._counts[element]:
            self._close_to(element)

    def _close_to(self, element: str) -> None:
        number = 1
        while self._open[-number] != element:
            number += 1
        self._close(number)

    def _close(self, number: int) -> None:
        for _ in range(number):
            element = self._open.pop()
            self._counts[element] -= 1
            self._out.append(f"</{element}>")

    def _text(self, text: str) -> None:
        if self._out:
            self._out.append(text.replace(">", "&gt;"))

    def _qualified(self, name: str) -> str:
        """The name with one prefix at most, which is noted."""
        prefix, colon, local = name.lower().strip(":").partition(":")
        if not colon:
            return prefix
        if prefix == "xmlns":  # an attribute's; no element may have it
            return "xmlns_" + local.replace(":", "_")
        self._used.add(prefix)
        local = local.replace(":", "_").lstrip("0123456789.-") or "_"
        return f"{prefix}:{local}"

    def _attributes(self, written: str) -> Iterator[str]:
        seen: set[str] = set()
        for name, value in pairs(written):
            declares = name == "xmlns" or name.startswith("xmlns:")
            prefix = name.partition(":")[2].replace(":", "_") if declares else ""
            known = f"xmlns:{prefix}" if declares else self._qualified(name)
            if known in seen or len(seen) >= MOST_ATTRIBUTES:
                continue
            seen.add(known)
            yield self._declaration(prefix, value) if declares else f' {known}="{_quoted(value)}"'

    def _declaration(self, prefix: str, value: str) -> str:
        if prefix.startswith("xml") or "www.w3.org/XML/1998" in value or (prefix and not value):
            return ""
        if not SPACE.fullmatch(value):
            value = PREFIXES.get(prefix) or f"urn:{NOT_IN_SPACE.sub('-', value)}"
        if not self._open:  # what another element declares holds in that element only
            self._declared.add(prefix)
        return f' {"xmlns:" + prefix if prefix else "xmlns"}="{value}"'


def pairs(written: str) -> Iterator[tuple[str, str]]:
    """The attributes written in a tag, well-formed or not, with their names in lower case."""
    for found in ATTRIBUTE.finditer(written):
        yield found[1].lower(), found[2] or found[3] or found[4] or ""


def _quoted(value: str) -> str:
    return value.replace("<", "&lt;").replace('"', "&quot;")


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
