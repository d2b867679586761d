"""Whether two times can both be told of one event: days, parts of days, weeks, clocks."""

from datetime import datetime, timedelta

from secondsource.compare.comparison import Comparison
from secondsource.records.layers import Precision, Time

# What the ends of a grain leave open. Days, weeks, months and years end sharply; parts of a day do
# not: dusk is evening to one and afternoon to another. Seasons begin in one month or the next.
BLUR = {
    Precision.MINUTE: timedelta(minutes=2),
    Precision.HOUR: timedelta(minutes=20),
    Precision.DAY_PART: timedelta(hours=1),
    Precision.SEASON: timedelta(days=14),
}
CLOCK = {Precision.MINUTE, Precision.HOUR}
COARSER = (
    Precision.MINUTE,
    Precision.HOUR,
    Precision.DAY_PART,
    Precision.DAY,
    Precision.WEEK,
    Precision.MONTH,
    Precision.SEASON,
    Precision.YEAR,
)


Ends = tuple[datetime, datetime]


def compare_times(a: Time, b: Time) -> Comparison:
    """Whether two times can both be told of one event; `fits` is the same in either order.

    Times are compared as the clock on the wall shows them, since outlets abroad tell the hour of
    the place of the event; two times of the clock also as instants, since some convert it. The
    same minute of two days gives None: a report often leaves the day of an hour to be understood.
    """
    said = f"{describe(a)} and {describe(b)}"
    if _wall(a) == _wall(b):
        return Comparison(True, exact=True, reason=f"both say {describe(a)}")
    if _meet(_wall(a), _wall(b), _blur(a, b)) or _meet_as_instants(a, b):
        return Comparison(True, exact=False, reason=_overlap_reason(a, b))
    if _same_clock(a, b):
        return Comparison(None, exact=False, reason=f"{said} are one hour of two days")
    return Comparison(False, exact=False, reason=f"{describe(a)} is not {describe(b)}")


def _wall(time: Time) -> Ends:
    return time.first.replace(tzinfo=None), time.last.replace(tzinfo=None)


def _meet(a: Ends, b: Ends, blur: timedelta) -> bool:
    return a[0] - blur < b[1] and b[0] - blur < a[1]


def _meet_as_instants(a: Time, b: Time) -> bool:
    both = a.precision in CLOCK and b.precision in CLOCK
    return both and _meet((a.first, a.last), (b.first, b.last), _blur(a, b))


def _blur(a: Time, b: Time) -> timedelta:
    """What the coarser of the two leaves open, or a season, whose ends are softer than a year's."""
    if Precision.SEASON in (a.precision, b.precision):
        return BLUR[Precision.SEASON]
    coarse = max(a.precision, b.precision, key=COARSER.index)
    return BLUR.get(coarse, timedelta(0))


def _same_clock(a: Time, b: Time) -> bool:
    return (
        a.precision in CLOCK
        and a.precision is b.precision
        and a.first.time() == b.first.time()
        and a.first.date() != b.first.date()
    )


def _overlap_reason(a: Time, b: Time) -> str:
    fine, coarse = sorted((a, b), key=lambda time: COARSER.index(time.precision))
    return f"{describe(fine)} may be in {describe(coarse)}"


def describe(time: Time) -> str:
    """A time in words: "3 February 2025", "18:40 on 9 February 2025", "April 2026", "1998"."""
    first = time.first
    day = f"{first.day} {first:%B} {first.year}"
    if time.precision in CLOCK:
        return f"{first:%H:%M} on {day}"
    if time.precision is Precision.DAY_PART:
        last = time.last
        return f"{day} between {first:%H:%M} and {last:%H:%M}"
    if time.precision is Precision.MONTH:
        return f"{first:%B} {first.year}"
    if time.precision is Precision.YEAR and (time.last - first).days < 400:
        return str(first.year)
    return _stretch(time, day)


def _stretch(time: Time, day: str) -> str:
    last = time.last - timedelta(microseconds=1)
    if last.date() <= time.first.date():
        return day
    return f"{day} to {last.day} {last:%B} {last.year}"
