"""Which bytes are read as which text, and which are refused."""

import codecs

import pytest

from secondsource.errors import BadInput
from secondsource.stages.ingest.encoding import decode

TEXT = "The café owner – a friend of Zoë – said “we won’t pay £20”. The court agreed on Thursday."


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (b"", "utf-8"),
        (b"", "cp1252"),
    ],
)
def test_the_encoding_is_found(mark: bytes, encoding: str) -> None:
    assert decode("a.txt", mark + TEXT.encode(encoding)) == TEXT


def test_a_declared_encoding_is_believed_where_the_bytes_allow_it() -> None:
    text = "Dvořák a Škoda"
    assert decode("a.html", text.encode("cp1250"), declared="windows-1250") == text


@pytest.mark.parametrize("declared", ["hex", "rot13", "utf-7", "no-such-thing"])
def test_a_declared_codec_that_is_no_encoding_is_passed_over(declared: str) -> None:
    assert decode("a.html", b"4142", declared=declared) == "4142"


def test_latin_1_is_read_as_browsers_read_it() -> None:
    assert decode("a.html", b"\x93Yes\x94", declared="iso-8859-1") == "“Yes”"


def test_russian_text_of_windows_is_detected() -> None:
    text = "Президент подписал указ в пятницу, сообщили в канцелярии. " * 3
    assert decode("a.txt", text.encode("cp1251")) == text


@pytest.mark.parametrize(
    "data",
    [
        "Jiří Dvořák řekl “ne”. The court agreed with him on Thursday evening.".encode(
            "cp1250", "replace"
        ),
        "The café owner was in Málaga on Monday, her lawyer said.".encode("mac_roman"),
    ],
)
def test_a_doubtful_encoding_is_refused_with_the_way_to_convert_it(data: bytes) -> None:
    with pytest.raises(BadInput, match=r"cannot be told.* convert it to UTF-8.*iconv"):
        decode("a.txt", data)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"%PDF-1.7 \xe2\xe3", "PDF"),
        (b"PK\x03\x04rest", "ZIP"),
        (b"\x89PNG\r\n", "picture"),
        (b"abc\0def", "binary"),
        (codecs.BOM_UTF8 + b"\xff\xfe\xfd", "marked as UTF-8"),
    ],
)
def test_what_is_no_text_is_refused_by_name(data: bytes, says: str) -> None:
    with pytest.raises(BadInput, match=says):
        decode("a.txt", data)
