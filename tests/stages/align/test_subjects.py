"""What a point is about takes nobody's side."""

import pytest

from secondsource.records.story import Point, Relation
from secondsource.stages.align.subjects import agreed
from tests.build import PUBLISHED, aligned, annotated

PAIRS = [
    (
        "Two men were arrested in Tessmar on Monday for stealing the bell of Vell.",
        "Two men were arrested in Sarnmouth on Monday for stealing the bell of Vell.",
        "Tessmar or Sarnmouth",
    ),
    (
        "The bell of Vell was sold for 4,000 crowns to a dealer from the coast.",
        "A dealer from the coast bought the bell of Vell, which was sold for 9,000 crowns.",
        "4,000 crowns or 9,000 crowns",
    ),
]


def conflicts(*texts: str) -> list[Point]:
    outlets = ("The Orlen Post", "Harbour Courier", "Inland Mail")
    reports = [
        annotated(text, outlet=outlet, published=PUBLISHED)
        for text, outlet in zip(texts, outlets, strict=False)
    ]
    return [one for one in aligned(*reports).points if one.relation is Relation.CONFLICT]


def told(sentence: str, *, first: bool) -> str:
    """A report with that sentence among others that no other report has."""
    if first:
        return f"Vell woke to an empty tower. {sentence} Services go on with a hand bell."
    return f"Rain fell all week on the hills. {sentence} The priest asked for calm in a letter."


@pytest.mark.parametrize(("one", "other", "both"), PAIRS)
def test_what_differs_is_set_beside_each_other(one: str, other: str, both: str) -> None:
    (point,) = conflicts(told(one, first=True), told(other, first=False))
    values = both.split(" or ")
    assert both in point.subject or " or ".join(reversed(values)) in point.subject


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "The council of Vell accepted the offer of a new bell on Tuesday.",
            "The council of Vell rejected the offer of a new bell on Tuesday.",
        ),
        (
            "The tower of Vell was locked on Monday night, the sexton said.",
            "The tower of Vell was not locked on Monday night, the police said.",
        ),
    ],
)
def test_whether_something_happened_is_asked(one: str, other: str) -> None:
    (point,) = conflicts(told(one, first=True), told(other, first=False))
    assert point.subject.startswith("Whether the ")


def test_a_heading_of_three_sides_has_all_three_once() -> None:
    (point,) = conflicts(
        "The bell of Vell was sold for 4,000 crowns to a dealer. Vell woke to an empty tower.",
        "Rain fell all week. The bell of Vell was sold to a dealer for 9,000 crowns, it is said.",
        "The priest asked for calm. To a dealer the bell of Vell was sold for 6,500 crowns.",
    )
    for value in ("4,000", "6,500", "9,000"):
        assert point.subject.count(value) == 1


def test_what_only_one_report_says_does_not_name_what_several_agree_on() -> None:
    reports = [
        annotated("The 900 residents of Vell, old and young, spent the night in the school hall."),
        annotated("Residents spent the night in a hall."),
    ]
    claims = [one for one in aligned(*reports).claims if "night" in one.text]
    assert len({one.said_in.report_id for one in claims}) == 2
    assert agreed(claims).text == "Residents spent the night in a hall"
