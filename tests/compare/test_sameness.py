"""Which statements confirm each other."""

import pytest

from secondsource.compare.sameness import same_statement
from tests.compare.pairs import pairs


def confirms(first: str, second: str) -> bool:
    """Whether the best match of two reports is a confirmation."""
    return any(same_statement(*pair) for pair in pairs(first, second))


def test_the_same_told_in_other_words_confirms() -> None:
    first = "Crews rescued the hikers from the flooded cave."
    assert confirms(first, "The hikers were rescued by crews from the flooded cave.")


def test_two_things_told_of_one_person_do_not_confirm_each_other() -> None:
    first = "Lena Holt photographed the flooded harbour."
    assert not confirms(first, "Lena Holt was born near a glacier in Norway.")


def test_a_passing_name_in_common_is_no_confirmation() -> None:
    first = "A storm tore roofs off houses in Tarvik."
    assert not confirms(first, "Tarvik elected a new mayor by nine votes.")


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("The crash closed the line to the coast.",
         "The crash did not close the line to the coast."),
        ("A short circuit in a pump was the cause of the fire, the chief said.",
         "Nobody at the plant knows of a short circuit in a pump as the cause of the fire."),
        ("Parliament approved the pension reform.", "Parliament rejected the pension reform."),
        ("Maria Olsund was elected chair of the council.",
         "Peter Dahlberg was elected chair of the council."),
        ("The crash near Ostrel derailed 14 wagons.", "The crash near Ostrel derailed 19 wagons."),
    ],
    ids=["denied", "denied by another verb", "contrary", "another person", "another figure"],
)  # fmt: skip
def test_statements_that_speak_against_each_other_never_confirm(first: str, second: str) -> None:
    assert not confirms(first, second)


def test_two_accounts_of_one_person_at_one_time_confirm_each_other() -> None:
    first = "Lena Holt, who sails alone, crossed the finish line on Monday."
    second = "Lena Holt reached the finish of the race for single sailors on Monday."
    assert confirms(first, second)


def test_words_between_quotation_marks_are_confirmed_as_quotes_not_as_facts() -> None:
    text = "“The old pumps failed within an hour of the flood,” said Lena Holt."
    assert not confirms(text, text)


def test_the_very_same_figure_of_the_same_thing_helps_to_confirm() -> None:
    first = "Officers counted 5,412 runners at the start of the race."
    assert confirms(first, "Some 5,412 runners lined up for the race at dawn.")
