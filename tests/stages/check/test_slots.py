"""Figures of a draft that the nearest passages say otherwise, and those that they bear out."""

import pytest

from secondsource.compare.number import between, one_digit_off, speaks_to
from secondsource.records.finding import Verdict
from secondsource.records.layers import QUANTITIES, Quantity
from secondsource.records.story import Kind
from tests.build import annotated
from tests.stages.check.checking import check

YEAR = annotated(
    "Tarvel Foods had sales of $214 million last year, down from $243 million a year earlier. "
    "For this year it hopes for no more than $1.3 billion."
)
CLINIC = annotated(
    "The district paid 90 million crowns for two oxygen plants in the middle of 2018. "
    "At least seven patients died in 2020 because the cylinders ran out, the prosecution said."
)


def _figure(text: str) -> Quantity:
    (found,) = annotated(text).get(QUANTITIES)
    return found


def test_a_figure_that_is_one_digit_off_is_contradicted() -> None:
    (found,) = check("Tarvel Foods had sales of $314 million last year.", YEAR)
    assert (found.verdict, found.kind) == (Verdict.CONTRADICTED, Kind.NUMBER)


def test_a_ceiling_far_above_bears_no_figure_out() -> None:
    assert not speaks_to(_figure("It earned $21 million."), _figure("No more than $1.3 billion."))
    assert speaks_to(_figure("It earned $1.2 billion."), _figure("No more than $1.3 billion."))


def test_the_difference_of_two_sums_is_no_figure_of_its_own() -> None:
    (found,) = check("Sales came to $214 million, $29 million less than before.", YEAR)
    assert found.verdict is not Verdict.CONTRADICTED
    sums = [_figure("It sold for $243 million."), _figure("It sold for $214 million.")]
    assert between(_figure("It is $29 million less."), sums)
    assert not between(_figure("It is $60 million less."), sums)


@pytest.mark.parametrize(
    ("one", "other", "off"),
    [
        ("It cost $214 million.", "It cost $314 million.", True),
        ("It cost $214 million.", "It cost $325 million.", False),
        ("It cost $21 million.", "It cost $31 million.", False),
    ],
)
def test_only_a_telling_figure_can_be_one_digit_off(one: str, other: str, off: bool) -> None:
    assert one_digit_off(_figure(one), _figure(other)) is off


def test_so_many_of_one_thing_are_not_so_many_of_another() -> None:
    (found,) = check("The district paid 90 million crowns for two machines in 2018.", CLINIC)
    assert (found.verdict, found.kind) == (Verdict.CONTRADICTED, Kind.OBJECT)


def test_people_may_be_the_patients() -> None:
    draft = "According to the prosecution, people died in 2020 because the cylinders ran out."
    (found,) = check(draft, CLINIC)
    assert found.verdict is Verdict.SUPPORTED
