"""Clauses: where a sentence is split, and what polarity and status each part has."""

import pytest

from secondsource.records.layers import CLAUSES, Clause, Polarity, Status
from tests.build import annotated


def clauses(text: str) -> list[tuple[str, Clause]]:
    read = annotated(text)
    return [(clause.within(read.report.text), clause) for clause in read.get(CLAUSES)]


def test_a_sentence_of_two_statements_gives_two_clauses() -> None:
    found = [
        words
        for words, _ in clauses("Police closed the bridge, and the ferry sank in the harbour.")
    ]
    assert found == ["Police closed the bridge", "the ferry sank in the harbour"]


def test_a_relative_clause_after_a_comma_is_a_statement_of_its_own() -> None:
    found = [words for words, _ in clauses("The mayor, who won in May, opened the bridge.")]
    assert "who won in May" in found


def test_the_content_of_reported_speech_is_apart_from_the_speaker() -> None:
    found = [words for words, _ in clauses("The ministry said that the dam had burst.")]
    assert "that the dam had burst" in found


def test_the_subject_of_a_joined_verb_is_that_of_the_first() -> None:
    read = clauses("The company bought the mine and sold the railway.")
    assert read[-1][1].subject is not None
    assert "The company bought the mine and sold the railway."[
        read[-1][1].subject.start : read[-1][1].subject.end
    ] == ("The company")


@pytest.mark.parametrize(
    ("text", "polarity"),
    [
        ("The council approved the plan.", Polarity.AFFIRMED),
        ("The council did not approve the plan.", Polarity.DENIED),
        ("Nobody approved the plan.", Polarity.DENIED),
        ("Not all of the members approved the plan.", Polarity.AFFIRMED),
        ("The council never approved the plan.", Polarity.DENIED),
        ("The council failed to approve the plan.", Polarity.DENIED),
        ("No plan was approved by the council.", Polarity.DENIED),
    ],
)
def test_polarity_counts_the_words_that_deny(text: str, polarity: Polarity) -> None:
    assert clauses(text)[0][1].polarity == polarity


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("The firm built a plant.", Status.DONE),
        ("The firm will build a plant.", Status.PLANNED),
        ("The firm is to build a plant.", Status.PLANNED),
        ("The firm plans to build a plant.", Status.PLANNED),
        ("The firm is expected to build a plant.", Status.EXPECTED),
        ("The firm promised to build a plant.", Status.PROMISED),
        ("The firm refused to build a plant.", Status.REFUSED),
        ("The firm could build a plant.", Status.CONDITIONAL),
    ],
)
def test_status_says_how_far_the_thing_has_come(text: str, status: Status) -> None:
    assert clauses(text)[0][1].status == status


def test_every_clause_lies_inside_its_sentence_and_leaves_marks_outside() -> None:
    text = "OSLO, May 3 (Wire) - Ships waited, and, as the wind rose, “crews slept,” he said."
    for words, _ in clauses(text):
        assert words == words.strip(" ,;:–—-“”\"'")
        assert "Wire" not in words
