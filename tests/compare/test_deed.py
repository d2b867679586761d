"""Deeds that one report tells and another denies."""

import pytest

from secondsource.compare.deed import compare_deeds_told
from secondsource.records.story import Kind, Relation
from tests.compare.pairs import differences


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("The club lodged a protest against the result.",
         "No protest against the result had been lodged by the club."),
        ("The crew raised the sunken barge on Friday.",
         "The crew was not able to raise the sunken barge on Friday."),
        ("Rovers paid the fine for the riot.", "Rovers refused to pay the fine for the riot."),
    ],
)  # fmt: skip
def test_a_deed_that_another_report_denies_is_a_conflict(first: str, second: str) -> None:
    (found,) = differences(compare_deeds_told, first, second)
    assert (found.kind, found.relation) == (Kind.OUTCOME, Relation.CONFLICT)


def test_what_was_not_done_yet_is_updated_by_its_deed() -> None:
    first = "The senate has not yet confirmed the judge from Brask."
    second = "The senate confirmed the judge from Brask."
    (found,) = differences(compare_deeds_told, first, second, hours=20)
    assert found.relation is Relation.UPDATE


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("The state lifted the sanctions on the yard.",
         "The sanctions that the state imposed on the yard hurt the town."),
        ("The club may lodge a protest against the result.",
         "The club lodged no protest against the result."),
        ("Peterson was not able to answer the question.",
         "Peterson was unable to answer the question."),
    ],
    ids=["what describes a thing", "what may come", "one denial in two forms"],
)  # fmt: skip
def test_what_can_stand_beside_a_deed_is_none(first: str, second: str) -> None:
    assert not differences(compare_deeds_told, first, second)
