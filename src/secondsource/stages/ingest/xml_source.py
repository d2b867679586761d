"""Bytes of outside XML to text that may be parsed: decoded, its prolog cut off, nothing to expand.

What a parser would load or expand is dealt with here, on plain text: no parser sees a DOCTYPE.
"""

import re
import zlib
from dataclasses import dataclass

from secondsource.errors import BadInput
from secondsource.stages.ingest.encoding import AS_BROWSERS_DO, DECLARABLE, MARKS, decode

LARGEST_FEED = 20_000_000  # bytes, unpacked; a sitemap of 50,000 addresses has about 10 MB
HEAD = 65_536  # how far a feed may be from the beginning: some hosts write warnings before it
GZIP = b"\x1f\x8b"
# The beginning "<x" in encodings that come without a byte order mark.
UNMARKED = (
    (re.compile(rb"\0\0\0<"), "utf-32-be"),
    (re.compile(rb"<\0\0\0"), "utf-32-le"),
    (re.compile(rb"\0<\0[^\0]"), "utf-16-be"),
    (re.compile(rb"<\0[^\0]\0"), "utf-16-le"),
)
DECLARED = re.compile(rb"<\?xml[^>]{0,200}?encoding\s{0,9}=\s{0,9}[\"']([\w.-]{2,20})")
WIDE = re.compile(r"utf-?(16|32)", re.IGNORECASE)
ONE_BYTE = re.compile(
    r"iso-?8859-?\d+|latin-?\d|windows-?125\d|cp125\d|koi8-?[ru]|macintosh", re.IGNORECASE
)
# Names that stand for what holds more characters, as browsers read them too.
WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "euc-kr": "cp949", "shift_jis": "cp932"}
UTF8 = re.compile(r"utf-?8", re.IGNORECASE)
GOOD_PER_BAD = 2  # characters of several bytes for each bad byte in a text that is UTF-8
BYTES_PER_BAD = 200
CONTROLS = re.compile("[\x80-\x9f]")
ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
DOCTYPE = re.compile(
    r"<!DOCTYPE(?:[^\[\"'>]|\"[^\"]*\"|'[^']*')*+"
    r"(?:\[(?P<subset>(?:\"[^\"]*\"|'[^']*'|[^\]\"'])*+)\]\s*+)?>",
    re.IGNORECASE,
)
NAME = re.compile(r"<(?:[A-Za-z_][\w.-]*:)?([A-Za-z_][\w.-]*)", re.ASCII)


@dataclass(frozen=True, slots=True)
class XmlSource:
    """An XML text from its root element on; `root` is its local name in lower case.

    `subset` is what its DOCTYPE declared between brackets, "" for nothing.
    """

    root: str
    text: str
    subset: str


def xml_text(name: str, data: bytes, charset: str | None = None) -> str:
    """The text of `data` without characters that XML has no place for.

    `charset` is what the host declared. A few bytes that are no UTF-8 in a text that otherwise is
    become U+FFFD, so that one broken item does not cost the others. `BadInput` for an encoding
    that cannot be told.
    """
    return without_illegal(_decoded(name, data, charset))


def without_illegal(text: str) -> str:
    """`text` without control characters, halves of characters and what else XML cannot hold."""
    return ILLEGAL.sub("", text)


def as_on_windows(text: str) -> str:
    """`text` with control characters U+0080 to U+009F as the characters they are in Windows.

    No text has them; they come of programs that take bytes of Windows-1252 for code points.
    """
    return CONTROLS.sub(lambda found: found[0].encode("latin-1").decode("cp1252", "ignore"), text)


def unpacked(name: str, data: bytes) -> bytes:
    """`data`, unpacked if it is a gzip file (as sitemaps are); `BadInput` over `LARGEST_FEED`."""
    pieces: list[bytes] = []
    left = LARGEST_FEED + 1
    while data.startswith(GZIP) and left > 0:  # such a file may have several parts
        unpacker = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
        try:
            piece = unpacker.decompress(data, left)
        except zlib.error as error:
            raise BadInput(name, "it is a damaged gzip file: fetch it again") from error
        left -= len(piece)
        if left > 0 and not unpacker.eof:
            raise BadInput(name, "it is a gzip file that is cut off: fetch it again")
        pieces.append(piece)
        data = unpacker.unused_data
    data = b"".join(pieces) or data
    if len(data) > LARGEST_FEED:
        limit = LARGEST_FEED // 1_000_000
        raise BadInput(name, f"it is over {limit} MB: follow a feed or sitemap of fewer items")
    return data


def xml_source(text: str, roots: frozenset[str]) -> XmlSource | None:
    """`text` from the first element on whose name is one of `roots`; None if there is none.

    Comments, instructions and the DOCTYPE are passed over, and so is what a host may have written
    before the feed. The DOCTYPE is not part of the result, so that nothing can act on it.
    """
    at, subset = 0, ""
    while (at := text.find("<", at)) != -1 and at < HEAD:
        if found := DOCTYPE.match(text, at):
            subset, at = found["subset"] or "", found.end()
        elif found := NAME.match(text, at):
            if found[1].lower() in roots:
                return XmlSource(found[1].lower(), text[at:], subset)
            at = found.end()
        else:
            at = _after(text, at)
    return None


def _after(text: str, at: int) -> int:
    """Where a comment, an instruction or a stray "<" ends."""
    for start, end in (("<!--", "-->"), ("<?", ">"), ("<!", ">")):
        if text.startswith(start, at):
            found = text.find(end, at + len(start))
            return len(text) if found == -1 else found + len(end)
    return at + 1


def _decoded(name: str, data: bytes, charset: str | None) -> str:
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    for start, encoding in UNMARKED:
        if start.match(data):
            return data.decode(encoding, "replace")
    claims = _claims(data, charset)
    for encoding in (*_likelier(data, claims), *claims):
        if (text := _tried(data, encoding)) is not None:
            return text
    return _mostly_utf8(name, data.replace(b"\0", b""), claims)


def _claims(data: bytes, charset: str | None) -> tuple[str, ...]:
    """The encodings that the host and the text name, less those that its first bytes rule out."""
    found = DECLARED.search(data[:1024])
    named = (charset, found[1].decode("ascii") if found else None)
    fit = [one for one in named if one and DECLARABLE.fullmatch(one) and not WIDE.match(one)]
    known = (WIDER.get(one.lower(), one) for one in fit)
    return tuple("cp1252" if AS_BROWSERS_DO.fullmatch(one) else one for one in known)


def _likelier(data: bytes, claims: tuple[str, ...]) -> tuple[str, ...]:
    """UTF-8 where nothing is claimed, and before a claim that no text of several bytes can meet.

    Hosts that say "ISO-8859-1" of everything are many, texts in it that happen to be UTF-8 none.
    """
    return ("utf-8",) if not claims or ONE_BYTE.fullmatch(claims[0]) else ()


def _tried(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None


def _mostly_utf8(name: str, data: bytes, claims: tuple[str, ...]) -> str:
    text = data.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    several = sum(1 for char in text if char > "\x7f") - bad
    says_utf8 = not claims or any(UTF8.fullmatch(claim) for claim in claims)
    if says_utf8 and several >= GOOD_PER_BAD * bad:
        return text
    try:
        return decode(name, data)
    except BadInput:
        if says_utf8 and bad * BYTES_PER_BAD <= len(data):
            return text
        raise
