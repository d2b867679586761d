"""Paragraphs of texts as editors, feeds and old mail programs lay them out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secondsource.stages.annotate.paragraphs import LONGEST, paragraphs

LONG = "The council met in the old mill and " * 4 + "left"


def cut(text: str) -> list[str]:
    return [text[start:end] for start, end in paragraphs(text)]


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("One two.\n\nThree.", ["One two.", "Three."]),
        ("  One two. \r\n \r\n\tThree.\r\n", ["One two.", "Three."]),
        ("One\r\rTwo", ["One", "Two"]),
        ("One two\nthree four\nfive.", ["One two\nthree four\nfive."]),
        ("The dam broke.\nNobody was hurt.", ["The dam broke.", "Nobody was hurt."]),
        ("“The dam broke.”\nHe left.", ["“The dam broke.”", "He left."]),
        ("It was Mr.\nTarrant who left.", ["It was Mr.\nTarrant who left."]),
        (f"Dam breaks\n{LONG}", ["Dam breaks", LONG]),
        (f"{LONG}\nMore", [LONG, "More"]),
        ("", []),
        (" \n\t\n ", []),
    ],
)
def test_paragraphs_are_found(text: str, pieces: list[str]) -> None:
    assert cut(text) == pieces


def test_an_overlong_paragraph_is_cut_after_a_sentence() -> None:
    pieces = cut("The dam at Orlu broke. " * 2000)
    assert len(pieces) > 1
    assert all(len(piece) <= LONGEST and piece.endswith("broke.") for piece in pieces)


def test_an_overlong_word_is_cut_anywhere() -> None:
    assert cut("a" * (LONGEST + 5)) == ["a" * LONGEST, "a" * 5]


@given(st.text(alphabet='aB." \t\r\n”', max_size=200))
def test_nothing_but_white_space_is_left_out(text: str) -> None:
    spans = list(paragraphs(text))
    rest, at = "", 0
    for start, end in spans:
        assert text[start:end].strip() == text[start:end] != ""
        rest, at = rest + text[at:start], end
    assert not (rest + text[at:]).strip()
