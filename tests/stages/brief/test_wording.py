import pytest

from secondsource.stages.brief.wording import (
    attributed,
    awkwardness,
    bare,
    content,
    plain,
    repeats,
    sentence,
)
from tests.build import annotated
from tests.stages.brief.stories import claim

REPORT = annotated(
    "And the mayor left, he said. He left the hall early that evening. The mayor left."
)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("and the mayor left,", "The mayor left."),
        ("However, nobody came", "Nobody came."),
        ("“It is over.”", "“It is over.”"),
        ("the fire, which began at noon, is out.", "The fire, which began at noon, is out."),
        ("butter was scarce", "Butter was scarce."),
    ],
)
def test_a_line_is_a_sentence_of_its_own(text: str, line: str) -> None:
    assert sentence(text) == line


def test_a_mark_that_cutting_left_alone_is_taken_away() -> None:
    assert bare("“the mayor left") == "the mayor left"


def test_a_pronoun_at_the_start_reads_worse_than_a_name() -> None:
    pronoun = claim(REPORT, "He left the hall early that evening")
    named = claim(REPORT, "the mayor left, he said")
    assert awkwardness(named) < awkwardness(pronoun)


def test_a_fragment_without_a_subject_reads_worse_than_a_statement() -> None:
    whole = claim(
        REPORT, "He left the hall early that evening", text="The mayor left the hall early"
    )
    fragment = claim(REPORT, "left the hall early that evening", subject="")
    assert awkwardness(whole) < awkwardness(fragment)


def test_a_line_that_says_the_same_again_is_a_repeat() -> None:
    told = [content("The bridge over the Tarn was closed on Tuesday.")]
    assert repeats("Bridge over the Tarn closed Tuesday", told)
    assert not repeats("Ferries will run until the spring", told)


def test_the_word_that_tied_a_clause_to_its_sentence_is_taken_away() -> None:
    tied = claim(REPORT, "The mayor left", text="when the mayor left", subject="the mayor")
    assert plain(tied) == "the mayor left"


def test_a_condition_stays_a_condition() -> None:
    tied = claim(REPORT, "The mayor left", text="if the mayor left", subject="the mayor")
    assert plain(tied) == "if the mayor left"


def test_who_says_it_is_not_told_twice() -> None:
    words = "according to the NWP, the mayor left"
    told = claim(REPORT, "The mayor left.", text=words, speaker="New World Press")
    assert attributed(told) == "According to the NWP, the mayor left"
