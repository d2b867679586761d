"""The same words, and who is said to have said them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secondsource.compare.identity import unify
from secondsource.compare.speech import (
    Speech,
    compare_speakers,
    pairs_of_same_words,
    plain_words,
    same_person,
    same_words,
    speeches,
)
from secondsource.records.story import Kind, Relation
from tests.build import annotated

WORDS = "We cannot ask our crews to sail another winter in these ships"
MARSH = f"Night ferries will stop. “{WORDS},” said Helen Marsh, who owns the company."
LIND = f"The union is glad. “{WORDS},” said Oscar Lind, a captain for thirty years."


def said(*texts: str) -> list[Speech]:
    """The direct speech of reports read together."""
    read = [annotated(text, outlet=f"Outlet {k}") for k, text in enumerate(texts)]
    names = unify(read)
    return [speech for one in read for speech in speeches(one, names)]


def test_a_quote_is_a_claim_whose_passage_runs_from_the_words_to_the_speaker() -> None:
    (speech,) = said(MARSH)
    passage = speech.claim.said_in.span.within(MARSH)
    assert passage.startswith(WORDS)
    assert "Helen Marsh" in passage
    assert speech.claim.speaker == "Helen Marsh"
    assert speech.named


def test_reported_speech_is_no_quote() -> None:
    assert said("Helen Marsh said that the night ferries would stop.") == []


def test_a_quote_of_nobody_has_no_speaker() -> None:
    (speech,) = said(f"Night ferries will stop. “{WORDS}.”")
    assert speech.claim.speaker is None
    assert speech.claim.text.startswith("Somebody")


def test_the_same_words_credited_to_two_people_are_a_conflict() -> None:
    found = compare_speakers(*said(MARSH, LIND))
    assert found is not None
    assert found.kind is Kind.ATTRIBUTION
    assert found.relation is Relation.CONFLICT
    assert found.values == ("Helen Marsh", "Oscar Lind")


def test_two_reporters_who_quote_one_speaker_agree() -> None:
    other = f"Ms Marsh spoke to reporters. “{WORDS},” Helen Marsh told them."
    assert compare_speakers(*said(MARSH, other)) is None


def test_words_of_somebody_unnamed_contradict_nobody() -> None:
    other = f"The company explained itself. “{WORDS},” a spokesman said."
    assert compare_speakers(*said(MARSH, other)) is None


def test_only_words_of_different_reports_are_paired() -> None:
    twice = f"“{WORDS},” said Helen Marsh. Later she repeated: “{WORDS}.”"
    assert list(pairs_of_same_words(said(twice))) == []
    assert len(list(pairs_of_same_words(said(MARSH, LIND)))) == 1


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (WORDS, WORDS.upper() + "!", True),
        (WORDS, "ask our crews to sail another winter", True),
        (WORDS, "We can ask nothing more of anybody in this town", False),
        ("no comment", "no comment", False),
        ("It’s an old ship, sadly", "It's an old ship sadly", True),
    ],
    ids=["marks and case", "a part", "other words", "too short", "apostrophes"],
)
def test_words_are_the_same_whatever_the_typography(one: str, other: str, same: bool) -> None:
    assert same_words(plain_words(one), plain_words(other)) is same


@given(st.text(), st.text())
def test_whether_words_are_the_same_does_not_depend_on_their_order(one: str, other: str) -> None:
    a, b = plain_words(one), plain_words(other)
    assert same_words(a, b) is same_words(b, a)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Helen Marsh", "Marsh", True),
        ("Oleksandr Grigorenko", "Oleksander Grigorenko", True),
        ("Helen Marsh", "Oscar Lind", False),
        ("", "Helen Marsh", False),
    ],
    ids=["surname", "spelling", "two people", "nobody"],
)
def test_two_names_may_be_one_person(one: str, other: str, same: bool) -> None:
    assert same_person(one, other) is same


def test_a_speaker_named_by_office_is_its_holder() -> None:
    text = f"Helen Marsh, the transport minister, came on Monday. “{WORDS},” the minister said."
    (speech,) = said(text)
    assert speech.claim.speaker == "Helen Marsh"
