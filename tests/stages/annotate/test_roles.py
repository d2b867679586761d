import pytest

from secondsource.records.layers import ROLES, Role
from tests.build import annotated


def roles(text: str) -> list[tuple[str, str, str, str | None]]:
    """Qualifier, title, body and holder of every role, in order."""
    return [_told(role) for role in annotated(text).get(ROLES)]


def _told(role: Role) -> tuple[str, str, str, str | None]:
    return role.qualifier, role.title, role.of, role.holder


@pytest.mark.parametrize(
    ("text", "role"),
    [
        (
            "Latvian Prime Minister Ada Lund left.",
            ("", "prime minister", "Latvia", "Ada Lund"),
        ),
        ("Ada Lund, the finance minister, left.", ("", "finance minister", "", "Ada Lund")),
        ("The minister of finance, Ada Lund, left.", ("", "finance minister", "", "Ada Lund")),
        (
            "Ada Lund, spokeswoman for the port authority, left.",
            ("", "spokesperson", "port authority", "Ada Lund"),
        ),
        ("Deputy PM Ada Lund left.", ("deputy", "prime minister", "", "Ada Lund")),
        (
            "The country's deputy prime minister, Ada Lund, left.",
            ("deputy", "prime minister", "country", "Ada Lund"),
        ),
        ("The chief executive Ada Lund left.", ("", "chief executive", "", "Ada Lund")),
        ("The CEO, Ada Lund, left.", ("", "chief executive", "", "Ada Lund")),
        (
            "Ada Lund, 54, the company's chief medical officer, left.",
            ("", "chief medical officer", "company", "Ada Lund"),
        ),
        (
            "Former US President Ada Lund left.",
            ("former", "president", "United States", "Ada Lund"),
        ),
        ("Ex-president Ada Lund left.", ("former", "president", "", "Ada Lund")),
        ("President-elect Ada Lund left.", ("elect", "president", "", "Ada Lund")),
        ("The acting mayor, Ada Lund, left.", ("acting", "mayor", "", "Ada Lund")),
        ("The minister Ada Lund left.", ("", "minister", "", "Ada Lund")),
        ("The Dutch premier, Ada Lund, left.", ("", "prime minister", "Netherlands", "Ada Lund")),
        ("The union leader Ada Lund left.", ("", "union leader", "", "Ada Lund")),
        ("The museum director Ada Lund left.", ("", "director", "museum", "Ada Lund")),
        ("Ada Lund is the mayor of Oslo.", ("", "mayor", "Oslo", "Ada Lund")),
        ("Ada Lund was sworn in as governor on Friday.", ("", "governor", "", "Ada Lund")),
        (
            "Ms Lund, head of the disaster agency, left.",
            ("", "head", "disaster agency", "Lund"),
        ),
        (
            "The driver, 46-year-old Ada Lund, was unhurt.",
            ("", "driver", "", "Ada Lund"),
        ),
        (
            "Former vice president Ada Lund left.",
            ("former", "vice president", "", "Ada Lund"),
        ),
    ],
)
def test_a_title_with_its_qualifier_body_and_holder(
    text: str, role: tuple[str, str, str, str]
) -> None:
    assert roles(text) == [role]


def test_an_office_may_be_stated_by_a_verb() -> None:
    text = "Ada Lund, who chairs the teachers' union, was not there."
    assert [(title, holder) for _, title, _, holder in roles(text)] == [("chairman", "Ada Lund")]


def test_vice_before_a_hyphen_belongs_to_the_title_and_not_to_a_name() -> None:
    (role,) = roles("Aides dismissed remarks by US Vice-President Ada Moss on Monday.")
    assert role[:2] == ("vice", "president")


def test_an_office_with_a_name_set_behind_it_is_nobody_elses() -> None:
    text = "President Ada Moss left. South Korea's president, Moon Jae-in, urged her to return."
    assert "Ada Moss" not in roles(text)[1]


def test_an_office_without_a_name_is_its_one_holder() -> None:
    text = "Finance Minister Ada Lund spoke first. The minister was calm. The mayor was not."
    assert roles(text)[1:] == [("", "minister", "", "Ada Lund"), ("", "mayor", "", None)]


def test_an_office_that_two_people_hold_names_neither() -> None:
    text = (
        "Irish President Ada Lund met Swiss President Ugo Meier. "
        "The president of Ireland smiled. The president did not."
    )
    assert [holder for _, _, _, holder in roles(text)][2:] == ["Ada Lund", None]


def test_two_offices_of_one_person_are_both_held() -> None:
    text = "Ada Lund, founder and chief executive of Vantory Airlines, left."
    assert [(title, holder) for _, title, _, holder in roles(text)] == [
        ("founder", "Ada Lund"),
        ("chief executive", "Ada Lund"),
    ]


def test_a_person_who_speaks_after_a_comma_is_not_the_office() -> None:
    text = "Ada Lund was angry. After the call with the president, Lund said that she was done."
    assert ("", "president", "", "Ada Lund") not in roles(text)


@pytest.mark.parametrize(
    ("text", "qualifier"),
    [
        ("The board named Ada Lund as chief executive on Friday.", "designate"),
        ("Ada Lund was appointed chief executive on Friday.", "designate"),
        ("The board dismissed Ada Lund as chief executive on Friday.", "outgoing"),
        ("Ada Lund resigned as chief executive on Friday.", "outgoing"),
        ("Ada Lund serves as chief executive.", ""),
    ],
)
def test_who_comes_into_an_office_or_leaves_it_is_marked_so(text: str, qualifier: str) -> None:
    assert roles(text) == [(qualifier, "chief executive", "", "Ada Lund")]


def test_whoever_dismisses_the_holder_does_not_hold_the_office() -> None:
    text = "President Ugo Meier fired Ada Lund as chief of staff and replaced her with Bo Dahl."
    assert ("outgoing", "chief of staff", "", "Ada Lund") in roles(text)


def test_an_office_denied_is_not_held() -> None:
    assert all(holder is None for *_, holder in roles("Ada Lund is not the mayor of Oslo."))


def test_things_that_share_a_word_with_a_title_are_no_roles() -> None:
    assert roles("A chair broke the wing of the pilot project, and she had to head home.") == []
