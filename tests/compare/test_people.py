"""Whether two full names can be one person's."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secondsource.compare.people import parts, same_given, same_person


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Helen Marsh", "HELEN MARSH"),
        ("Oleksandr Hryhorenko", "Olexandr Grigorenko"),
        ("Bill Carrow", "William Carrow"),
        ("J. Carrow", "James Carrow"),
        ("Anna Brandt", "Anna Maria Brandt"),
        ("Jun Watanabe", "Watanabe Jun"),
        ("Tomás Vell", "Tomas Vell"),
        ("Ana Lucía Ferreira Gomes", "Ana Gomes"),
    ],
    ids=["case", "spelling", "short form", "initial", "middle name", "surname first", "accent",
         "part of a long name"],
)  # fmt: skip
def test_names_that_one_person_may_go_by(one: str, other: str) -> None:
    assert same_person(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Anna Brandt", "Jonas Brandt"),
        ("Anna Brandt", "Anna Lindqvist"),
        ("John F. Carrow", "John A. Carrow"),
        ("Robert Carrow", "Robert Carrow Jr"),
        ("Lena Holt", "Lina Holm"),
    ],
    ids=["given name", "surname", "middle initial", "generation", "two letters off"],
)
def test_names_of_two_people(one: str, other: str) -> None:
    assert not same_person(one, other)


def test_a_generation_is_no_surname() -> None:
    assert parts("Robert Carrow Jr.") == (["robert", "carrow"], "jr")
    assert parts("Junior") == (["junior"], "")


def test_an_initial_stands_for_any_name_that_begins_so() -> None:
    assert same_given("j", "james")
    assert not same_given("j", "william")


NAME = st.lists(st.text(alphabet="abehknorſłøé-'", min_size=1, max_size=8), min_size=2, max_size=4)


@given(NAME, NAME)
def test_whether_two_names_are_one_persons_does_not_depend_on_their_order(
    one: list[str], other: list[str]
) -> None:
    a, b = " ".join(one).title(), " ".join(other).title()
    if parts(a)[0] and parts(b)[0]:
        assert same_person(a, b) is same_person(b, a)
