from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest

from secondsource.stages.group.likeness import CEILING, FLOOR, SURE, compared, days_between
from secondsource.stages.group.skim import Skim, skim
from tests.build import report
from tests.stages.group.invented import invented
from tests.stages.group.texts import FERRY, OTHER_FERRY, told

VECTOR = np.array([1.0, 0.0], dtype=np.float32)
NEAR_BY = np.array([0.5, 0.75**0.5], dtype=np.float32)


def likeness(a: Skim, b: Skim) -> float:
    return float(compared(a, [b]).likeness[0])


@pytest.fixture
def pair() -> tuple[Skim, Skim]:
    """Two reports of one event, alike enough to leave room above."""
    a, b, _ = told(FERRY)
    return skim(a, VECTOR), skim(b, NEAR_BY)


def test_likeness_is_the_same_both_ways(pair: tuple[Skim, Skim]) -> None:
    a, b = pair
    assert likeness(a, b) == likeness(b, a)


def test_likeness_does_not_hang_on_what_else_is_compared() -> None:
    skims = invented(3, 60)
    whole = [compared(one, skims).likeness.tolist() for one in skims]
    for i, one in enumerate(skims):
        assert [row[i] for row in whole] == whole[i]
        assert [likeness(one, other) for other in skims[:9]] == whole[i][:9]


def test_reports_of_one_event_are_more_alike_than_of_two(pair: tuple[Skim, Skim]) -> None:
    a, b = pair
    other = skim(told(OTHER_FERRY)[0], NEAR_BY)
    assert likeness(a, b) > likeness(a, replace(other, published=b.published))


def test_vectors_that_point_apart_lower_it(pair: tuple[Skim, Skim]) -> None:
    a, b = pair
    apart = replace(b, vector=-VECTOR)
    assert likeness(a, apart) < likeness(a, b)


def test_days_between_reports_lower_it_until_no_more_can_be_told(pair: tuple[Skim, Skim]) -> None:
    a, b = pair
    assert a.published is not None
    near, far, farther = (
        likeness(a, replace(b, published=a.published + timedelta(days=days)))
        for days in (0, 10, 25)
    )
    assert near > far
    assert far == pytest.approx(farther)


def test_without_a_date_time_says_nothing(pair: tuple[Skim, Skim]) -> None:
    a, b = pair
    assert days_between(a, replace(b, published=None)) is None
    same, other = (replace(b, published=when) for when in (a.published, None))
    assert likeness(a, other) < likeness(a, same)


def test_weekdays_that_both_name_but_none_shared_lower_it(pair: tuple[Skim, Skim]) -> None:
    a, b = pair
    monday, friday = 1, 16
    assert likeness(replace(a, days=monday), replace(b, days=friday)) < likeness(
        replace(a, days=monday), replace(b, days=monday)
    )


def test_likeness_stays_in_its_bounds(pair: tuple[Skim, Skim]) -> None:
    a, _ = pair
    assert likeness(a, replace(a, sketch=a.sketch[:0])) == CEILING
    assert likeness(a, skim(report("Zyx qwv."), -VECTOR)) == FLOOR


def test_a_reprint_is_sure_even_weeks_later_under_another_title() -> None:
    text = " ".join(body for _, body in FERRY)
    first = report(text, title="Ferry runs aground")
    assert first.published
    later = first.published + timedelta(days=20)
    light = text.replace("said", "told us").replace("hurt", "injured")
    other = report(light, title="Drama in the strait", outlet="Herald", published=later)
    assert likeness(skim(first, VECTOR), skim(other, -VECTOR)) == SURE


def test_reports_of_one_event_in_words_of_their_own_are_no_reprints(
    pair: tuple[Skim, Skim],
) -> None:
    assert likeness(*pair) < SURE


def test_pages_of_one_outlet_that_share_their_frame_are_no_reprints() -> None:
    frame = " ".join(body for _, body in FERRY)
    parts = (f"{frame} {body}" for _, body in OTHER_FERRY)
    one, other = (skim(report(text, outlet="Post"), VECTOR) for text in parts)
    assert likeness(one, other) < SURE
    assert likeness(one, replace(other, outlet=other.outlet + 1)) == SURE


def test_a_page_of_one_outlet_that_hardly_changed_is_the_same_page() -> None:
    frame = " ".join(body for _, body in FERRY)
    one, other = (skim(report(frame + end, outlet="Post"), VECTOR) for end in ("", " Updated."))
    assert likeness(one, other) == SURE
