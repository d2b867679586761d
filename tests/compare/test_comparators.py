"""The table of comparators: the first difference it finds between two statements."""

import pytest

from secondsource.compare.comparators import COMPARATORS, Comparator, difference
from secondsource.records.story import Kind
from tests.compare.pairs import pairs

TWO_WAYS = (
    "The crash near Ostrel derailed 14 wagons on Tuesday.",
    "The crash near Ostrel derailed 19 wagons on Friday.",
)


def test_two_statements_that_differ_in_two_ways_have_the_first_difference_of_the_table() -> None:
    kinds = [found.kind for pair in pairs(*TWO_WAYS) if (found := difference(*pair))]
    assert kinds == [Kind.NUMBER]


def test_statements_that_say_the_same_do_not_differ() -> None:
    text = "The crash near Ostrel derailed 14 wagons on Tuesday."
    assert [difference(*pair) for pair in pairs(text, text)] == [None]


@pytest.mark.parametrize("compare", COMPARATORS)
@pytest.mark.parametrize(
    "texts",
    [
        TWO_WAYS,
        ("Parliament approved the pension reform.", "Parliament rejected the pension reform."),
        ("Leaders signed the treaty in Geneva.", "Leaders signed the treaty in Vienna."),
        ("Maria Olsund was elected chair.", "Peter Dahlberg was elected chair."),
        ("The ministry ordered six tanks.", "The ministry ordered six helicopters."),
        ("The navy plans to sell the lighthouse.", "The navy sold the lighthouse."),
    ],
    ids=["number", "outcome", "place", "person", "object", "status"],
)
def test_a_difference_is_the_same_from_either_side(
    compare: Comparator, texts: tuple[str, str]
) -> None:
    for a, b, matter in pairs(*texts, hours=5):
        there, back = compare(a, b, matter), compare(b, a, matter)
        assert (there is None) == (back is None)
        if there is not None and back is not None:
            assert (there.kind, there.relation) == (back.kind, back.relation)
            assert there.values == back.values[::-1]
