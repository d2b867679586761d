"""Bytes to text: the encoding is found or the input is refused, never guessed in silence.

In this order: a byte order mark, what the input declares, UTF-8, Windows-1252 where no other
reading makes sense, and what a detector is sure of.
"""

import codecs
import re

from secondsource.errors import BadInput

MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# What a page may declare. Python knows codecs besides that are no encodings of text, or unsafe.
DECLARABLE = re.compile(
    r"utf-?8|utf-?16(le|be)?|us-ascii|ascii|iso-?8859-?\d+|latin-?\d|windows-?125\d|cp125\d|koi8-?[ru]"
    r"|macintosh|gb2312|gbk|gb18030|big5|euc-?(jp|kr)|shift[-_]?jis|iso-2022-jp",
    re.IGNORECASE,
)
# Pages that say so are read as browsers read them.
AS_BROWSERS_DO = re.compile(r"iso-?8859-?1|latin-?1|us-ascii|ascii", re.IGNORECASE)
BINARY = {
    b"%PDF": "a PDF: save its text as .txt (pdftotext does)",
    b"PK\x03\x04": "an office document or ZIP archive: save the text as .txt, or unpack it",
    b"\xd0\xcf\x11\xe0": "an office document: save its text as .txt",
    b"{\\rtf": "rich text: save it as .txt",
    b"\x1f\x8b": "compressed: unpack it first",
    b"\x89PNG": "a picture: give the text of the article",
    b"\xff\xd8\xff": "a picture: give the text of the article",
    b"GIF8": "a picture: give the text of the article",
}
# Bytes whose reading Windows-1252 shares with its neighbour Windows-1250: punctuation and letters
# such as é, ö, ç. A ñ could be a ň and is left to the detector.
WESTERN = frozenset(
    byte
    for byte in range(0x80, 0x100)
    if (char := bytes([byte]).decode("cp1252", "ignore"))
    and char == bytes([byte]).decode("cp1250", "ignore")
    and (byte >= 0xA0 or not char.isalpha())
)
# A quotation mark where one can stand, a letter in a word; the reading of bytes that is not English
# text in Windows-1252 breaks these rules within a few words.
MISPLACED = re.compile(
    r"[“‘](?=\s|$)|\w[“]|(?<!\S)[”]|[‡ˆ†]\w|\w[‡ˆ†]|[^\W\dA-Za-z_]{4}"
    r"|[a-z][ÁÂÄÇÉËÍÎÓÔÖÚÜÝ]"
)
SAMPLE = 65_536


def decode(name: str, data: bytes, *, declared: str | None = None) -> str:
    """The text of `data`, without byte order mark; `BadInput` where the encoding is not certain."""
    for start, what in BINARY.items():
        if data.startswith(start):
            raise BadInput(name, f"it is {what}")
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return _strict(name, data[len(mark) :], encoding)
    if b"\0" in data:
        raise BadInput(name, "it is binary, or text without a byte order mark: save it as UTF-8")
    for known in (_as_declared(data, declared), _tried(data, "utf-8"), _western(data)):
        if known is not None:
            return known
    return _detected(name, data)


def _strict(name: str, data: bytes, encoding: str) -> str:
    text = _tried(data, encoding)
    if text is None:
        raise BadInput(
            name, f"it is marked as {encoding.upper()} but has bytes that are not: save it again"
        )
    return text


def _tried(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None


def _as_declared(data: bytes, declared: str | None) -> str | None:
    if not declared or not DECLARABLE.fullmatch(declared):
        return None
    return _tried(data, "cp1252" if AS_BROWSERS_DO.fullmatch(declared) else declared)


def _western(data: bytes) -> str | None:
    high = [byte for byte in data if byte >= 0x80]
    pound = re.compile(rb"\xa3(?=\d)")
    if len(high) * 5 > len(data) or not set(pound.sub(b"", data)) - set(range(128)) <= WESTERN:
        return None
    text = _tried(data, "cp1252")
    return None if text is None or MISPLACED.search(text) else text


def _detected(name: str, data: bytes) -> str:
    from charset_normalizer import from_bytes

    found = list(from_bytes(data[:SAMPLE]))
    likely = [match.encoding for match in found if match.chaos < found[0].chaos + 0.1]
    readings = {text for encoding in likely if (text := _tried(data, encoding)) is not None}
    if found and found[0].chaos < 0.05 and len(readings) == 1:
        return readings.pop()
    guess = f" (perhaps {', '.join(likely[:3])})" if likely else ""
    raise BadInput(
        name,
        f"its encoding cannot be told{guess}: convert it to UTF-8, "
        "for example with 'iconv -f WINDOWS-1252 -t UTF-8'",
    )
