import pytest

from secondsource.compare.role_comparison import compare_roles
from secondsource.records.layers import Role


def role(title: str, qualifier: str = "", of: str = "") -> Role:
    return Role(0, 1, title, qualifier, of, "Ada Lund")


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (role("finance minister"), role("economy minister")),
        (role("prime minister", "deputy"), role("prime minister")),
        (role("prime minister", "deputy", "Freeland"), role("prime minister", of="Freeland")),
        (role("chief executive"), role("chief medical officer", of="company")),
        (role("president", "former"), role("president")),
        (role("president", "elect"), role("president")),
        (role("prime minister"), role("foreign minister")),
        (role("prime minister", of="Latvia"), role("prime minister", of="Estonia")),
        (role("spokesperson", of="federal police"), role("spokesperson", of="prosecutor's office")),
        (role("hooker"), role("lock")),
        (role("coach"), role("referee")),
        (role("judge"), role("prosecutor")),
        (role("chief executive", of="Halden Air"), role("chief executive", of="Norsk Rail")),
    ],
)
def test_titles_that_exclude_each_other(a: Role, b: Role) -> None:
    assert compare_roles(a, b) is not None
    assert compare_roles(b, a) is not None


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (role("minister"), role("finance minister")),
        (role("party leader"), role("prime minister")),
        (role("professor"), role("director")),
        (role("captain"), role("number eight")),
        (role("chairman"), role("chief executive")),
        (role("founder"), role("chief executive")),
        (role("director", of="museum"), role("director")),
        (role("director", of="museum"), role("director", of="Museum of Tides")),
        (role("president", "outgoing"), role("president", "former")),
        (role("president", "acting"), role("president")),
        (role("prime minister", "former"), role("ambassador")),
        (role("deputy prime minister", "former"), role("prime minister")),
        (role("spokesperson", of="Defence Ministry"), role("spokesperson", of="ministry")),
        (role("spokesperson", of="NRA"), role("spokesperson", of="National Rail Authority")),
        (role("chief executive", of="company"), role("chief executive", of="Halden Air")),
        (role("chief of staff", "designate"), role("interior secretary")),
        (role("mayor", "outgoing"), role("ambassador")),
        (role("adviser", "former", "Bank of Freeland"), role("adviser", of="Treasury")),
        (role("member of parliament"), role("finance minister")),
    ],
)
def test_titles_that_one_person_can_hold_at_once(a: Role, b: Role) -> None:
    assert compare_roles(a, b) is None
    assert compare_roles(b, a) is None


def test_the_reason_names_both_offices_in_words() -> None:
    reason = compare_roles(role("president", "former", "Freeland"), role("president"))
    assert reason == "former president of Freeland or president"
