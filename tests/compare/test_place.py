"""The same thing put in different places."""

from secondsource.compare.place import compare_places
from secondsource.records.story import Kind, Relation
from tests.compare.pairs import differences

SIGNED = "Both leaders signed the river treaty in Geneva on Friday."


def test_one_event_in_two_places_is_a_conflict() -> None:
    second = "Both leaders signed the river treaty in Vienna on Friday."
    (found,) = differences(compare_places, SIGNED, second)
    assert found.kind is Kind.PLACE
    assert found.relation is Relation.CONFLICT
    assert sorted(found.values) == ["Geneva", "Vienna"]


def test_one_place_is_no_conflict() -> None:
    second = "The river treaty was signed by both leaders in Geneva."
    assert differences(compare_places, SIGNED, second) == []


def test_a_place_and_the_wider_place_around_it_that_the_text_names_are_no_conflict() -> None:
    second = "Both leaders signed the river treaty in Geneva, Switzerland, on Friday."
    assert differences(compare_places, SIGNED, second) == []


def test_a_town_and_the_country_around_it_are_no_conflict() -> None:
    first = "A glider crashed in Lyon during the storm."
    second = "A glider crashed in France during the storm."
    assert differences(compare_places, first, second) == []


def test_two_countries_are_two_places() -> None:
    first = "A glider crashed in France during the storm."
    second = "A glider crashed in Germany during the storm."
    (found,) = differences(compare_places, first, second)
    assert sorted(found.values) == ["France", "Germany"]


def test_a_report_that_names_no_place_is_no_conflict() -> None:
    second = "Both leaders signed the river treaty on Friday."
    assert differences(compare_places, SIGNED, second) == []


def test_a_country_that_acts_is_not_where_it_happened() -> None:
    second = "Both leaders signed the river treaty that Austria had drafted on Friday."
    assert differences(compare_places, SIGNED, second) == []


def test_different_things_may_be_in_different_places() -> None:
    second = "A glider crashed in Vienna during the storm."
    assert differences(compare_places, SIGNED, second) == []
