"""It happened or it did not."""

from dataclasses import replace

import pytest

from secondsource.compare.outcome import compare_outcomes
from secondsource.records.story import Kind, Relation
from tests.compare.pairs import differences, pairs, relations


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Parliament approved the pension reform.", "Parliament rejected the pension reform."),
        ("The rocket reached orbit after launch.", "The rocket did not reach orbit after launch."),
        ("The jury found the former mayor guilty.",
         "The jury found the former mayor not guilty."),
        ("The union supports the harbour plan.", "The union opposes the harbour plan."),
        ("The crash closed the line to the coast.",
         "The crash did not close the line to the coast."),
    ],
    ids=["opposite verbs", "negation", "verdict", "support", "a verb that denies by itself"],
)  # fmt: skip
def test_what_one_affirms_and_the_other_denies_is_a_conflict(first: str, second: str) -> None:
    (found,) = differences(compare_outcomes, first, second)
    assert found.kind is Kind.OUTCOME
    assert found.relation is Relation.CONFLICT


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Parliament approved the pension reform.", "Lawmakers passed the pension reform."),
        ("The ministry declined to pay the farmers for their losses.",
         "The ministry did not pay the farmers for their losses."),
        ("Parliament in Belmora approved the pension reform on Monday.",
         "Parliament in Belmora opened a new wing on Monday."),
        ("The minister held talks with the union on Monday.",
         "The ministry released a statement on the talks on Monday."),
        ("A freight train left the rails near Ostrel.",
         "A freight train came off the track near Ostrel."),
    ],
    ids=["other words", "declined", "another thing", "talks held", "left the rails"],
)  # fmt: skip
def test_what_does_not_deny_the_other_is_no_conflict(first: str, second: str) -> None:
    assert Relation.CONFLICT not in relations(compare_outcomes, first, second)


def test_a_state_that_ended_by_the_later_report_is_an_update() -> None:
    first = "Police closed the Karst tunnel after the snow."
    second = "Police reopened the Karst tunnel after the snow."
    assert relations(compare_outcomes, first, second, hours=12) == {Relation.UPDATE}


def test_two_states_of_the_same_hour_are_a_conflict() -> None:
    first = "Police closed the Karst tunnel after the snow."
    second = "Police reopened the Karst tunnel after the snow."
    assert relations(compare_outcomes, first, second) == {Relation.CONFLICT}


def test_what_had_not_happened_yet_and_then_did_is_an_update() -> None:
    first = "Shareholders of Kelvar have not yet approved the merger."
    second = "Shareholders of Kelvar approved the merger."
    (found,) = differences(compare_outcomes, first, second, hours=24)
    assert found.kind is Kind.STATUS
    assert found.relation is Relation.UPDATE


def test_what_had_happened_and_then_has_not_yet_is_a_conflict() -> None:
    first = "Shareholders of Kelvar approved the merger."
    second = "Shareholders of Kelvar have not yet approved the merger."
    assert relations(compare_outcomes, first, second, hours=24) == {Relation.CONFLICT}


def test_without_dates_nothing_had_not_happened_yet() -> None:
    first = "Shareholders of Kelvar have not yet approved the merger."
    second = "Shareholders of Kelvar approved the merger."
    ((a, b, matter),) = pairs(first, second, hours=24)
    found = compare_outcomes(replace(a, published=None), replace(b, published=None), matter)
    assert found is not None
    assert found.relation is Relation.CONFLICT


def test_of_two_deeds_the_denial_of_one_says_nothing_of_the_other() -> None:
    first = "The club that lost the harbour race sold two boats to Kelvar."
    second = "The club that lost the harbour race has no trainer."
    assert relations(compare_outcomes, first, second) == set()


def test_two_people_quoted_as_disagreeing_is_no_conflict_of_reports() -> None:
    first = "“The new law will help the fishermen of Tarvik,” said Lena Holt on Monday."
    second = "“The new law will not help the fishermen of Tarvik,” said Oscar Lind on Monday."
    assert relations(compare_outcomes, first, second) == set()
