"""The words of all reports: spoken in one go, cut, changed, or written without marks."""

import pytest

from secondsource.stages.check.speech_book import SpeechBook, changes, pieces, spoken_words
from tests.build import annotated

TEXT = (
    "“It was,” said Ana Korvin, “a long night, and we didn't sleep.” Boris Lenk called the bill "
    "a bad joke. He spoke of “dirty tricks”."
)


@pytest.fixture(scope="module")
def book() -> SpeechBook:
    return SpeechBook([annotated(TEXT)], {})


def test_words_on_both_sides_of_she_said_are_found_as_one(book: SpeechBook) -> None:
    found = book.said(pieces("It was a long night"))
    assert [speech.claim.object for speech in found] == [
        "It was,",
        "a long night, and we didn't sleep.",
    ]


def test_a_word_is_found_whole_only(book: SpeechBook) -> None:
    assert book.said(pieces("a long nigh")) == []


def test_pieces_must_stand_in_their_order(book: SpeechBook) -> None:
    assert book.said(pieces("a long … sleep"))
    assert book.said(pieces("sleep … a long")) == []


@pytest.mark.parametrize("cut", ["…", "...", ". . .", "[…]", "[the mayor]", "(…)"])
def test_a_cut_parts_the_pieces(cut: str) -> None:
    assert pieces(f"we came {cut} to stay") == (("we", "came"), ("to", "stay"))


def test_the_typography_of_apostrophes_is_no_difference() -> None:
    assert spoken_words("We didn’t") == spoken_words("we didn't")


def test_written_words_are_told_from_words_in_marks(book: SpeechBook) -> None:
    assert [marked for _, marked in book.written(("a", "bad", "joke"))] == [False]
    assert [marked for _, marked in book.written(("dirty", "tricks"))] == [True]


def test_the_nearest_speech_is_shown_word_by_word(book: SpeechBook) -> None:
    asked = spoken_words("a long day and we didn't sleep")
    close = book.nearest(asked, 55)
    assert close is not None
    assert changes(close.words, asked) == [(("night",), ("day",))]


def test_nothing_is_near_to_words_of_another_kind(book: SpeechBook) -> None:
    assert book.nearest(spoken_words("xylophones quiz jumbo pizzas"), 55) is None
