"""A line of time: in order, in its bounds, long empty stretches cut, ticks that do not collide."""

from datetime import MAXYEAR, UTC, datetime, timedelta, timezone
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from secondsource.records.layers import Precision
from secondsource.web.pictures.time_axis import TimeAxis, extent, time_axis, zone_name, zone_of

NOON = datetime(2025, 3, 12, 12, 0, tzinfo=UTC)
CET = timezone(timedelta(hours=1))
anywhen = st.datetimes(timezones=st.sampled_from([UTC, CET, timezone(timedelta(hours=-11))]))


def line(*moments: datetime) -> TimeAxis:
    return time_axis([(when, when) for when in moments], (10, 400, 20), UTC)


def hours(*after: float) -> list[datetime]:
    return [NOON + timedelta(hours=n) for n in after]


def names(axis: TimeAxis) -> list[str]:
    return [tick.label.text for tick in axis.ticks if tick.label]


@given(st.lists(anywhen, min_size=1, max_size=12))
@settings(max_examples=60)
def test_moments_lie_on_the_line_in_their_order(moments: list[datetime]) -> None:
    axis = line(*moments)
    places = [axis.x(when) for when in sorted(moments)]
    assert all(10 <= x <= 400 for x in places)
    assert all(one <= other + 1e-6 for one, other in pairwise(places))


@given(st.lists(anywhen, min_size=1, max_size=12))
@settings(max_examples=60)
def test_names_of_ticks_stay_inside_and_apart(moments: list[datetime]) -> None:
    labels = [tick.label for tick in line(*moments).ticks if tick.label]
    assert all(label.left + 0.1 >= 10 and label.right <= 400.1 for label in labels)
    assert all(one.right <= other.left for one, other in pairwise(labels))


@given(st.lists(anywhen, min_size=1, max_size=12))
@settings(max_examples=60)
def test_every_line_names_a_time(moments: list[datetime]) -> None:
    assert names(line(*moments))


def test_a_single_moment_stands_in_the_middle_with_its_date() -> None:
    axis = line(NOON)
    assert axis.x(NOON) == 205
    assert names(axis) == ["12 Mar 12:00"]


def test_equal_times_take_up_equal_room() -> None:
    axis = line(*hours(0, 6, 12))
    one, two, three = (axis.x(when) for when in hours(0, 6, 12))
    assert two - one == pytest.approx(three - two)


def test_a_gap_far_longer_than_all_the_rest_is_cut_out() -> None:
    axis = line(datetime(1931, 5, 1, tzinfo=UTC), *hours(0, 6, 12, 24))
    assert len(axis.stretches) == 2
    assert len(axis.breaks) == 1
    assert axis.x(NOON + timedelta(hours=24)) - axis.x(NOON) > 100


def test_two_moments_are_not_cut_apart() -> None:
    assert line(*hours(0, 2400)).breaks == ()


def test_hours_are_named_by_the_clock_and_the_first_with_its_day() -> None:
    assert names(line(*hours(0, 12)))[:2] == ["12 Mar 12:00", "18:00"]


def test_the_year_stands_beside_a_line_that_lies_in_it() -> None:
    axis = line(*hours(0, 48))
    assert axis.clock == "2025, by the clock of UTC"
    assert not any("2025" in name for name in names(axis))


def test_the_year_stands_on_a_line_through_more_than_one() -> None:
    axis = line(datetime(2024, 12, 28, tzinfo=UTC), datetime(2025, 1, 6, tzinfo=UTC))
    assert axis.clock == "by the clock of UTC"
    assert any("2025" in name for name in names(axis))


@pytest.mark.parametrize("precision", [Precision.MINUTE, Precision.HOUR])
def test_an_hour_is_a_point(precision: Precision) -> None:
    assert extent(NOON, precision, CET) == (NOON, NOON)


@pytest.mark.parametrize(
    ("precision", "days"),
    [(Precision.DAY, 1), (Precision.WEEK, 7), (Precision.MONTH, 31), (Precision.YEAR, 365)],
)
def test_a_day_or_more_is_a_span(precision: Precision, days: int) -> None:
    first, last = extent(datetime(2025, 3, 1, tzinfo=UTC), precision, UTC)
    assert (last - first).days == pytest.approx(days, abs=60 if precision is Precision.YEAR else 0)


def test_a_day_abroad_is_the_same_day_of_the_calendar() -> None:
    first, _ = extent(datetime(2025, 3, 12, tzinfo=UTC), Precision.DAY, CET)
    assert first == datetime(2025, 3, 12, tzinfo=CET)


@pytest.mark.parametrize("precision", list(Precision))
def test_the_ends_of_the_calendar_are_drawn(precision: Precision) -> None:
    last = extent(datetime(MAXYEAR, 12, 31, 23, tzinfo=CET), precision, UTC)
    first = extent(datetime(1, 1, 1, tzinfo=CET), precision, UTC)
    assert time_axis([first, last], (0, 200, 10), UTC).ticks


def test_the_zone_is_that_of_most_moments() -> None:
    assert zone_of([NOON, NOON.astimezone(CET), NOON.astimezone(CET)]) == CET


def test_a_zone_is_named_by_how_far_it_is_from_greenwich() -> None:
    assert (zone_name(CET, NOON), zone_name(UTC, NOON)) == ("UTC+01:00", "UTC")
