"""Indirect speech: which words are the content, and whose they are."""

import pytest

from secondsource.records.layers import QUOTES
from tests.build import annotated


def indirect(text: str) -> list[tuple[str, str | None]]:
    """The contents of indirect speech in `text` with their speakers."""
    quotes = [quote for quote in annotated(text).get(QUOTES) if not quote.direct]
    return [(quote.within(text), quote.speaker) for quote in quotes]


@pytest.mark.parametrize(
    ("sentence", "content"),
    [
        ("The ministry said that the road was shut.", "that the road was shut"),
        ("The ministry says the road is shut.", "the road is shut"),
        ("The road is shut, the ministry said.", "The road is shut"),
        ("According to the ministry, the road is shut.", "the road is shut"),
        ("The road is shut, according to the ministry.", "The road is shut"),
        ("The ministry denied that the road was shut.", "that the road was shut"),
        ("The ministry told drivers that the road was shut.", "that the road was shut"),
        ("The ministry warned of a landslide on the road.", "a landslide on the road"),
        ("The ministry promised to open the road.", "to open the road"),
    ],
)
def test_the_content_is_found_in_every_frame(sentence: str, content: str) -> None:
    [(found, speaker)] = indirect(sentence)
    assert found == content
    assert speaker is not None
    assert speaker.lower() == "the ministry"


def test_a_content_that_its_verb_interrupts_comes_in_two_pieces() -> None:
    assert indirect("The road, officials said, would stay shut.") == [
        ("The road", "officials"),
        ("would stay shut", "officials"),
    ]


def test_a_verb_that_shares_its_subject_is_given_the_same_speaker() -> None:
    text = "Ines Farrow said the ice was thick and warned that the ferries would stay in port."
    assert [speaker for _, speaker in indirect(text)] == ["Ines Farrow", "Ines Farrow"]


def test_words_in_marks_inside_a_content_are_direct_speech_as_well() -> None:
    text = "The ministry said the road was “a death trap” in winter."
    found = [(quote.direct, quote.within(text)) for quote in annotated(text).get(QUOTES)]
    assert found == [
        (False, "the road was “a death trap” in winter"),
        (True, "a death trap"),
    ]


def test_a_quotation_alone_is_no_indirect_speech() -> None:
    assert indirect("“The road is shut,” the ministry said.") == []


def test_being_told_is_not_saying() -> None:
    assert indirect("Asked whether the road was shut, the minister smiled.") == []


def test_a_statement_of_fact_is_nobodys_speech() -> None:
    assert indirect("When the road was shut, drivers turned back.") == []


def test_the_content_ends_where_the_reporter_turns_to_somebody_else() -> None:
    text = "Ines Farrow said the ice was thick, while her deputy saw no danger."
    assert indirect(text)[0] == ("the ice was thick", "Ines Farrow")
