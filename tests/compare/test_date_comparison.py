from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secondsource.compare.date_comparison import compare_times
from secondsource.records.layers import Precision, Time

LENGTHS = {
    Precision.MINUTE: timedelta(minutes=1),
    Precision.HOUR: timedelta(hours=1),
    Precision.DAY_PART: timedelta(hours=7),
    Precision.DAY: timedelta(days=1),
    Precision.WEEK: timedelta(days=7),
    Precision.MONTH: timedelta(days=30),
    Precision.SEASON: timedelta(days=90),
    Precision.YEAR: timedelta(days=365),
}


def at(written: str, precision: str, zone: int = 0) -> Time:
    first = datetime.fromisoformat(written).replace(tzinfo=timezone(timedelta(hours=zone)))
    grain = Precision(precision)
    return Time(0, 1, first, first + LENGTHS[grain], grain)


times = st.builds(
    lambda first, precision: Time(0, 1, first, first + LENGTHS[precision], precision),
    st.dates(date(1900, 1, 1), date(2100, 1, 1)).map(
        lambda day: datetime(day.year, day.month, day.day, 9, 30, tzinfo=UTC)
    ),
    st.sampled_from(list(Precision)),
)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (at("2025-02-09 17:00", "day part"), at("2025-02-09", "day")),
        (at("2025-02-09 18:40", "minute"), at("2025-02-09 17:00", "day part")),
        (at("2025-02-09 18:40", "minute"), at("2025-02-09 18:00", "hour")),
        (at("2025-06-03", "day"), at("2025-06-01", "week")),
        (at("2025-06-03", "day"), at("2025-06-01", "month")),
        (at("2025-06-03", "day"), at("2025-01-01", "year")),
        (at("2025-02-09 18:40", "minute"), at("2025-02-09 18:41", "minute")),
        (at("2025-02-09 16:30", "minute"), at("2025-02-09 17:00", "day part")),
    ],
)
def test_times_that_can_both_be_true_fit(a: Time, b: Time) -> None:
    assert compare_times(a, b).fits is True


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (at("2025-02-03", "day"), at("2025-01-27", "day")),
        (at("2025-02-03", "day"), at("2025-02-04", "day")),
        (at("2025-02-03 20:00", "minute"), at("2025-02-04", "day")),
        (at("2025-02-09 18:40", "minute"), at("2025-02-09 19:40", "minute")),
        (at("2025-02-09 04:00", "day part"), at("2025-02-09 17:00", "day part")),
        (at("2025-02-01", "month"), at("2025-04-01", "month")),
        (at("2024-01-01", "year"), at("2025-06-03", "day")),
    ],
)
def test_times_that_cannot_both_be_true_do_not_fit(a: Time, b: Time) -> None:
    assert compare_times(a, b).fits is False


def test_the_same_hour_told_in_two_zones_fits() -> None:
    local = at("2025-02-09 02:35", "minute", zone=1)
    assert compare_times(local, at("2025-02-09 02:35", "minute", zone=0)).fits is True
    assert compare_times(local, at("2025-02-09 01:35", "minute", zone=0)).fits is True


def test_days_do_not_blur_into_one_another_between_zones() -> None:
    assert compare_times(at("2025-02-03", "day", zone=9), at("2025-02-04", "day")).fits is False


def test_the_same_hour_of_two_days_is_left_open() -> None:
    a, b = at("2025-02-09 02:35", "minute"), at("2025-02-10 02:35", "minute")
    assert compare_times(a, b).fits is None


def test_the_reason_names_both_days() -> None:
    comparison = compare_times(at("2025-02-03", "day"), at("2025-01-27", "day"))
    assert comparison.reason == "3 February 2025 is not 27 January 2025"


def test_the_reason_names_the_wider_time() -> None:
    comparison = compare_times(at("2025-02-01", "month"), at("2025-02-03", "day"))
    assert comparison.reason == "3 February 2025 may be in February 2025"


@given(times)
def test_a_time_fits_itself(a: Time) -> None:
    comparison = compare_times(a, a)
    assert (comparison.fits, comparison.exact) == (True, True)


@given(times, times)
def test_the_order_of_two_times_does_not_matter(a: Time, b: Time) -> None:
    assert compare_times(a, b).fits is compare_times(b, a).fits
