"""Figures of one measure that do not fit, and the many that only look different."""

import pytest

from secondsource.compare.number import alike, compare_numbers
from secondsource.records.layers import Approximation, Quantity
from secondsource.records.story import Kind, Relation
from tests.compare.pairs import differences, relations

WAGONS = "The crash near Ostrel derailed 14 wagons on Tuesday."


def figure(value: float, of: str, unit: str = "") -> Quantity:
    return Quantity(0, 2, value, value, unit, Approximation.EXACT, of, "")


def test_two_counts_of_one_thing_conflict_and_say_the_words_of_each() -> None:
    (found,) = differences(compare_numbers, WAGONS, "The crash derailed 19 wagons near Ostrel.")
    assert found.kind is Kind.NUMBER
    assert found.relation is Relation.CONFLICT
    assert set(found.values) == {"14 wagons", "19 wagons"}
    assert "14" in found.reason
    assert "19" in found.reason


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (WAGONS, "The crash near Ostrel derailed fourteen wagons on Tuesday."),
        (WAGONS, "The crash near Ostrel derailed more than a dozen wagons on Tuesday."),
        ("The flood damaged 1,204 houses in the valley.", "The flood damaged about 1,200 houses."),
        ("The slick stretches 10 miles along the coast.",
         "The slick stretches 16 kilometres along the coast."),
        ("The bank earned 2.5 billion crowns last year.",
         "The bank earned 2,500 million crowns last year."),
        ("Police seized 40 of the 120 boats in the harbour.",
         "Police counted 120 boats in the harbour and seized a third of them."),
    ],
    ids=["in words", "dozen", "rounded", "miles", "billion", "part and whole"],
)  # fmt: skip
def test_figures_that_only_look_different_are_no_difference(first: str, second: str) -> None:
    assert differences(compare_numbers, first, second) == []


def test_counts_of_different_things_are_not_compared() -> None:
    second = "The crash near Ostrel injured 19 passengers on Tuesday."
    assert differences(compare_numbers, WAGONS, second) == []


def test_what_is_left_out_of_a_count_is_no_count_of_the_whole() -> None:
    second = "The crash near Ostrel derailed all but 19 wagons on Tuesday."
    assert differences(compare_numbers, WAGONS, second) == []


def test_a_toll_that_rises_in_a_later_report_is_an_update() -> None:
    first = "The landslide in the Kell valley killed 5 people."
    second = "The landslide in the Kell valley killed 9 people."
    assert relations(compare_numbers, first, second, hours=24) == {Relation.UPDATE}


def test_two_tolls_of_the_same_hour_conflict() -> None:
    first = "The landslide in the Kell valley killed 5 people."
    second = "The landslide in the Kell valley killed 9 people."
    assert relations(compare_numbers, first, second) == {Relation.CONFLICT}


def test_a_toll_that_falls_is_no_tally_that_grew() -> None:
    first = "The landslide in the Kell valley killed 9 people."
    second = "The landslide in the Kell valley killed 5 people."
    assert relations(compare_numbers, first, second, hours=24) == {Relation.CONFLICT}


def test_a_provisional_figure_is_superseded_by_a_later_one() -> None:
    first = "The draft budget sets the deficit at 12 billion crowns."
    second = "The final budget sets the deficit at 9 billion crowns."
    assert relations(compare_numbers, first, second, hours=24) == {Relation.UPDATE}


def test_those_taken_to_hospital_are_counted_by_that() -> None:
    first = "Nine people were taken to hospital with light injuries after the ferry ran aground."
    second = "Four passengers were rushed to hospital after the ferry ran aground."
    assert relations(compare_numbers, first, second, hours=1) == {Relation.CONFLICT}


def test_more_people_in_hospital_later_are_a_tally_that_grew() -> None:
    first = "After the ferry ran aground four passengers were taken to hospital."
    second = "Nine people were taken to hospital after the ferry ran aground."
    assert relations(compare_numbers, first, second, hours=1) == {Relation.UPDATE}


def test_a_hospital_that_is_a_place_alone_is_no_fate() -> None:
    first = "The hospital at Dunmere has 40 beds for people with burns."
    second = "There are 60 beds for people with burns in the hospital at Dunmere."
    assert relations(compare_numbers, first, second, hours=1) == {Relation.CONFLICT}


def test_the_ages_of_two_people_are_not_compared() -> None:
    first = "Lena Holt, 34, won the harbour race."
    second = "Peter Dahlberg, 41, won the harbour race."
    assert differences(compare_numbers, first, second) == []


def test_one_persons_two_ages_conflict() -> None:
    first = "Lena Holt, a 34-year-old sailor, won the harbour race."
    second = "Lena Holt, a 43-year-old sailor, won the harbour race."
    assert relations(compare_numbers, first, second) == {Relation.CONFLICT}


def test_a_count_and_a_measure_are_not_alike() -> None:
    assert not alike(figure(4, "kilometre"), figure(4, "", "km"))


def test_things_that_reports_use_for_one_another_are_alike() -> None:
    assert alike(figure(4, "car"), figure(5, "vehicle"))
    assert not alike(figure(4, "car"), figure(5, "house"))


def test_a_count_of_nothing_named_is_like_no_other() -> None:
    assert not alike(figure(4, ""), figure(4, ""))


def test_a_measure_is_alike_where_one_report_does_not_say_what_of() -> None:
    assert alike(figure(4, "road", "km"), figure(5, "", "km"))
