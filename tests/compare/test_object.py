"""Another thing was bought, hit or promised."""

from secondsource.compare.object import compare_objects
from secondsource.records.story import Kind, Relation
from tests.compare.pairs import differences

ORDERED = "The ministry ordered six helicopters from a Swedish maker."


def test_another_thing_of_the_same_count_is_a_conflict() -> None:
    second = "The ministry ordered six tanks from a Swedish maker."
    (found,) = differences(compare_objects, ORDERED, second)
    assert found.kind is Kind.OBJECT
    assert found.relation is Relation.CONFLICT
    assert {"helicopters" in value for value in found.values} == {True, False}


def test_the_same_done_by_two_unlike_things_is_a_conflict() -> None:
    first = "A lorry struck the railway bridge in Tarvik before dawn."
    second = "A barge struck the railway bridge in Tarvik before dawn."
    (found,) = differences(compare_objects, first, second)
    assert {"lorry" in value for value in found.values} == {True, False}


def test_the_same_thing_is_no_difference() -> None:
    second = "A Swedish maker will build the six helicopters that the ministry ordered."
    assert differences(compare_objects, ORDERED, second) == []


def test_a_thing_that_was_not_ordered_is_no_other_object() -> None:
    second = "The ministry did not order six tanks from a Swedish maker."
    assert differences(compare_objects, ORDERED, second) == []


def test_two_things_of_one_doer_need_not_exclude_each_other() -> None:
    first = "The ministry ordered helicopters from a Swedish maker."
    second = "The ministry ordered tanks from a Swedish maker."
    assert differences(compare_objects, first, second) == []


def test_statements_without_a_thing_in_common_are_not_compared() -> None:
    first = "The frigate sailed past the old lighthouse at dawn."
    second = "The old lighthouse went dark at dawn."
    assert differences(compare_objects, first, second) == []


def test_the_same_thing_by_its_name_is_left_to_those_who_compare_names() -> None:
    first = "The frigate Storm struck the pier in Tarvik before dawn."
    second = "The ferry Halden struck the pier in Tarvik before dawn."
    assert differences(compare_objects, first, second) == []
