"""Another person did it or said it."""

import pytest

from secondsource.compare.person import compare_persons
from secondsource.records.story import Kind, Relation
from tests.compare.pairs import differences

ELECTED = "Maria Olsund was elected chair of the council by a wide margin."


def test_the_same_told_of_two_people_is_a_conflict() -> None:
    second = "Peter Dahlberg was elected chair of the council by a wide margin."
    (found,) = differences(compare_persons, ELECTED, second)
    assert found.kind is Kind.PERSON
    assert found.relation is Relation.CONFLICT
    assert sorted(found.values) == ["Maria Olsund", "Peter Dahlberg"]


@pytest.mark.parametrize(
    "second",
    [
        "Ms Olsund was elected chair of the council by a wide margin.",
        "María Olsund was elected chair of the council by a wide margin.",
        "A teacher was elected chair of the council by a wide margin.",
    ],
    ids=["surname", "spelling", "no name"],
)
def test_another_way_to_name_one_person_is_no_difference(second: str) -> None:
    assert differences(compare_persons, ELECTED, second) == []


def test_different_things_told_of_two_people_are_no_difference() -> None:
    second = "Peter Dahlberg left the chamber of the council in tears."
    assert differences(compare_persons, ELECTED, second) == []
