"""Another day or hour for the same event."""

import pytest

from secondsource.compare.date import compare_dates
from secondsource.records.story import Kind, Relation
from tests.compare.pairs import differences

BURST = "A water pipe burst on Monday in the museum of Larnstad."


def test_one_event_on_two_days_is_a_conflict_in_the_words_of_each() -> None:
    second = "In the museum of Larnstad a water pipe burst on Wednesday."
    (found,) = differences(compare_dates, BURST, second)
    assert found.kind is Kind.DATE
    assert found.relation is Relation.CONFLICT
    assert sorted(found.values) == ["Monday", "Wednesday"]


def test_two_hours_of_one_day_are_a_conflict() -> None:
    first = "The bomb exploded at 9 a.m. on Monday in Larnstad market."
    second = "The bomb exploded at 4 p.m. on Monday in Larnstad market."
    assert len(differences(compare_dates, first, second)) == 1


@pytest.mark.parametrize(
    "second",
    [
        "A water pipe burst on 13 October in the museum of Larnstad.",
        "A water pipe burst this week in the museum of Larnstad.",
        "A water pipe burst early on Monday in the museum of Larnstad.",
        "A water pipe burst in the museum of Larnstad.",
        "A water pipe burst in October in the museum of Larnstad.",
    ],
    ids=["date", "week", "part of the day", "no time", "month"],
)
def test_a_day_told_in_other_words_is_no_difference(second: str) -> None:
    assert differences(compare_dates, BURST, second) == []


def test_a_day_does_not_differ_from_itself_in_the_next_weeks_report() -> None:
    second = "A water pipe burst on Monday last week in the museum of Larnstad."
    assert differences(compare_dates, BURST, second, hours=7 * 24) == []


def test_what_has_happened_and_what_will_are_not_one_event() -> None:
    first = "The orchestra of Larnstad played in the harbour on Monday."
    second = "The orchestra of Larnstad will play in the harbour on Saturday."
    assert differences(compare_dates, first, second) == []
