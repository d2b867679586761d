"""Planned, promised, refused or done."""

from secondsource.compare.status import compare_statuses
from secondsource.records.story import Kind, Relation
from tests.compare.pairs import differences, relations

PLANNED = "The navy plans to sell the old lighthouse to a hotel chain."
DONE = "The navy sold the old lighthouse to a hotel chain."


def test_planned_for_one_and_done_for_the_other_in_one_hour_is_a_conflict() -> None:
    (found,) = differences(compare_statuses, PLANNED, DONE)
    assert found.kind is Kind.STATUS
    assert found.relation is Relation.CONFLICT
    assert {value.partition(":")[0] for value in found.values} == {"planned", "done"}


def test_what_was_planned_and_is_later_done_is_an_update() -> None:
    assert relations(compare_statuses, PLANNED, DONE, hours=24) == {Relation.UPDATE}


def test_what_was_done_and_is_later_only_planned_is_a_conflict() -> None:
    assert relations(compare_statuses, DONE, PLANNED, hours=24) == {Relation.CONFLICT}


def test_planned_for_both_is_no_difference() -> None:
    second = "The navy will sell the old lighthouse to a hotel chain."
    assert relations(compare_statuses, PLANNED, second) == set()


def test_done_with_one_thing_and_planned_with_another_is_no_difference() -> None:
    second = "A hotel chain opened a restaurant in the old harbour."
    assert relations(compare_statuses, PLANNED, second) == set()
