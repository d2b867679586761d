"""The door: what is read by which reader, and that nothing gets through it as an exception."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secondsource.stages.ingest import READERS, read_source

SUFFIXES = st.sampled_from([*READERS, "", ".PDF"])
FRAGMENTS = st.sampled_from(
    ["<html>", "<p>", "</p>", "<meta charset='utf-16'>", "{", "}", "[", '"text": "It broke."', ",",
     "\\ud800", "---\n", "date: x\n", "Outlet: a\n", "\n\n", "# ", "The dam broke. ", "\0"]
)  # fmt: skip


@given(SUFFIXES, st.binary(max_size=400))
def test_no_bytes_raise(suffix: str, data: bytes) -> None:
    reports, aside = read_source(f"a{suffix}", data)
    assert reports or aside


@given(SUFFIXES, st.lists(FRAGMENTS, max_size=30))
def test_no_broken_markup_raises(suffix: str, parts: list[str]) -> None:
    reports, aside = read_source(f"a{suffix}", "".join(parts).encode())
    assert reports or aside
    for report in reports:
        assert report.text.encode()


@pytest.mark.parametrize("suffix", READERS)
def test_nothing_is_read_from_an_empty_file(suffix: str) -> None:
    reports, aside = read_source(f"a{suffix}", b" \n")
    assert not reports
    assert "empty" in aside[0].reason


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html"])
def test_a_file_over_five_megabytes_is_set_aside(name: str) -> None:
    reports, aside = read_source(name, b"<p>It broke.</p> " * 300_000)
    assert not reports
    assert "over 5 MB" in aside[0].reason


def test_an_unknown_suffix_is_answered_with_those_that_are_read() -> None:
    reports, aside = read_source("a.docx", b"The dam broke.")
    assert not reports
    assert ".txt, " in aside[0].reason


@pytest.mark.parametrize("text", ["Ten", "12 34 56", "* * *", "Contents\n\nIndex\n"])
def test_a_text_without_a_sentence_is_set_aside(text: str) -> None:
    reports, aside = read_source("a.txt", text.encode())
    assert not reports
    assert "no sentence" in aside[0].reason


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"The dam broke.", "The dam broke."),
        (b'{"text": "It broke."}', "It broke."),
        (b'{\n "text": "It broke."\n}', "It broke."),
        (b'[{"text": "It broke."}]', "It broke."),
        (b'{"text": "It broke."}\n{"text": "So what?"}', "It broke."),
    ],
)
def test_standard_input_is_read_by_what_it_begins_with(data: bytes, text: str) -> None:
    reports, aside = read_source("-", data)
    assert not aside
    assert (reports[0].text, reports[0].outlet) == (text, "")
