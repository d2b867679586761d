"""Time as a line of a picture: long empty stretches cut out, ticks that read and do not collide."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import MAXYEAR, UTC, datetime, timedelta, tzinfo
from itertools import pairwise

from secondsource.records.layers import Precision
from secondsource.web.pictures.lettering import Lettering, lettering, width

BREAK = 22.0  # pixels of a break of the line
_PAD = 7.0
LONG = 4.0  # times as long as all the rest: a gap that says no more than that nothing happened
_MOST_CUTS = 3  # more would not be understood
_HOUR = timedelta(hours=1)
_DAY = timedelta(days=1)
_STEPS = (
    *(timedelta(minutes=m) for m in (5, 15, 30)),
    *(_HOUR * n for n in (1, 2, 3, 6, 12)),
    *(_DAY * n for n in (1, 2, 5, 10)),
)
_MONTHS = (1, 3, 6, 12, 24, 60, 120, 240, 600, 1200)
_LENGTHS = {
    Precision.MINUTE: timedelta(0),
    Precision.HOUR: timedelta(0),
    Precision.DAY_PART: _HOUR * 6,
    Precision.DAY: _DAY,
    Precision.WEEK: _DAY * 7,
}
_MONTHS_LONG = {Precision.MONTH: 1, Precision.SEASON: 3, Precision.YEAR: 12}
_SIZE = 11
_MOST_TICKS = 40

Extent = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class Stretch:
    """Part of the line without a break: the time between its ends runs evenly."""

    first: datetime
    last: datetime
    left: float
    right: float

    def x(self, when: datetime) -> float:
        """Where a moment of the stretch lies; in its middle if it is but one moment."""
        if self.first == self.last:
            return (self.left + self.right) / 2
        share = (when - self.first) / (self.last - self.first)
        return self.left + _PAD + share * (self.right - self.left - 2 * _PAD)


@dataclass(frozen=True, slots=True)
class Tick:
    """A place on the line and, where there is room for it, what it is called."""

    x: float
    label: Lettering | None


@dataclass(frozen=True, slots=True)
class TimeAxis:
    """The line, its stretches in order, all in the zone whose clock the ticks show."""

    stretches: tuple[Stretch, ...]
    ticks: tuple[Tick, ...]
    zone: tzinfo

    def x(self, when: datetime) -> float:
        """Where a moment lies; one outside all stretches at the end of the nearest."""
        home = min(self.stretches, key=lambda one: _outside(one, when))
        return home.x(max(home.first, min(home.last, when)))

    @property
    def clock(self) -> str:
        """The year of all ticks, if it is one, and whose clock they go by."""
        ends = [local(end, self.zone) for one in self.stretches for end in (one.first, one.last)]
        year = f"{ends[0].year}, " if _in_one_year(ends) else ""
        return f"{year}by the clock of {zone_name(self.zone, ends[0])}"

    @property
    def breaks(self) -> tuple[float, ...]:
        """The middles of the breaks."""
        return tuple((one.right + other.left) / 2 for one, other in pairwise(self.stretches))


def time_axis(
    extents: Sequence[Extent],
    place: tuple[float, float, float],
    zone: tzinfo,
    *,
    long: float = LONG,
) -> TimeAxis:
    """A line that holds every extent; `place` is where it begins and ends and its labels stand.

    A gap that is `long` times as long as all the rest is cut out.
    """
    left, right, y = place
    parts = _parts(extents, long)
    room = right - left - BREAK * (len(parts) - 1)
    stretches: list[Stretch] = []
    at = left
    for part, share in zip(parts, _shares(parts), strict=True):
        stretches.append(Stretch(part[0][0], _end(part), at, at + room * share))
        at = stretches[-1].right + BREAK
    years = not _in_one_year([local(end, zone) for pair in extents for end in pair])
    ticks = _without_collisions(
        [tick for one in stretches for tick in _ticks(one, y, zone, years=years)], left, right
    )
    return TimeAxis(tuple(stretches), ticks, zone)


def extent(when: datetime, precision: Precision, zone: tzinfo) -> Extent:
    """From when to when a moment may lie: a day is a span, an hour a point.

    An hour is the same moment everywhere. A day or more is that of the calendar, as a reader
    abroad would take it.
    """
    if precision in (Precision.MINUTE, Precision.HOUR):
        return when, when
    first = when.replace(tzinfo=zone)
    if precision in _MONTHS_LONG:
        return first, _months_on(first, _MONTHS_LONG[precision])
    try:
        return first, first + _LENGTHS[precision]
    except OverflowError:
        return first, first


def zone_of(moments: Sequence[datetime]) -> tzinfo:
    """The zone that most of some moments are in; that of Greenwich if there are none."""
    zones = [when.tzinfo or UTC for when in moments]
    return max(zones, key=zones.count) if zones else UTC


def local(when: datetime, zone: tzinfo) -> datetime:
    """A moment by the clock of `zone`; at the ends of the calendar by its own."""
    try:
        return when.astimezone(zone)
    except OverflowError:
        return when.replace(tzinfo=zone)


def zone_name(zone: tzinfo, at: datetime) -> str:
    """ "UTC", "UTC+01:00"."""
    shown = f"{local(at, zone):%z}"
    return "UTC" if shown in ("", "+0000") else f"UTC{shown[:3]}:{shown[3:5]}"


def _in_one_year(moments: Sequence[datetime]) -> bool:
    """Whether all moments are of one year, or end with it."""
    first, last = min(moments), max(moments)
    return first.year == last.year or last == first.replace(
        year=min(first.year + 1, MAXYEAR), month=1, day=1, hour=0, minute=0, second=0, microsecond=0
    )


def _outside(stretch: Stretch, when: datetime) -> timedelta:
    return max(stretch.first - when, when - stretch.last, timedelta(0))


def _end(part: Sequence[Extent]) -> datetime:
    return max(last for _, last in part)


def _parts(extents: Sequence[Extent], long: float) -> list[list[Extent]]:
    """The extents in order of time, apart where a long gap between them is cut out."""
    parts = [sorted(extents)]
    for _ in range(_MOST_CUTS):
        gaps = [
            (part[i][0] - _end(part[:i]), at, i)
            for at, part in enumerate(parts)
            for i in range(1, len(part))
        ]
        if not gaps:
            break
        gap, at, i = max(gaps)
        rest = sum((_end(part) - part[0][0] for part in parts), timedelta(0)) - gap
        if not rest or gap / rest < long:
            break
        parts[at : at + 1] = [parts[at][:i], parts[at][i:]]
    return parts


def _shares(parts: Sequence[Sequence[Extent]]) -> list[float]:
    """What each part gets of the line: half by how long it is, half by how much is in it."""
    long = [(_end(part) - part[0][0]).total_seconds() for part in parts]
    whole, held = sum(long) or 1.0, sum(map(len, parts))
    raw = [
        max(0.15, seconds / whole + len(part) / held)
        for seconds, part in zip(long, parts, strict=True)
    ]
    return [share / sum(raw) for share in raw]


def _ticks(stretch: Stretch, y: float, zone: tzinfo, *, years: bool) -> Iterator[Tick]:
    ends = local(stretch.first, zone), local(stretch.last, zone)
    first = ends[0]
    scales = _scales(*ends, years=years)
    found = next((ticks for ticks in scales if _fit(ticks, stretch)), [])
    if not found:
        # A single moment, or one too short for round times: it is called by its beginning.
        found = [(first, f"{first.day} {first:%b} {first.year}")]
    for when, words in found:
        at = stretch.x(when)
        yield Tick(at, lettering(words, (at, y), room=120, size=_SIZE, side="middle"))


def _scales(
    first: datetime, last: datetime, *, years: bool
) -> Iterator[list[tuple[datetime, str]]]:
    """Round times between two moments with their names, from the finest scale to the coarsest."""
    length = last - first
    for step in _STEPS:
        if length / step <= _MOST_TICKS:
            yield _named(list(_every(first, last, step)), step, years=years)
    for months in _MONTHS:
        if length / (_DAY * 30 * months) <= _MOST_TICKS:
            yield [(at, _month(at, months)) for at in _every_month(first, last, months)]


def _named(
    moments: Sequence[datetime], step: timedelta, *, years: bool
) -> list[tuple[datetime, str]]:
    """Days by their date, a new year with its number; hours by the clock, the first with its day.

    Where all is of one year, that stands beside the line: `years` says whether it does not.
    """
    named: list[tuple[datetime, str]] = []
    year = 0
    for when in moments:
        midnight = (when.hour, when.minute) == (0, 0)
        words = f"{when.day} {when:%b}" if midnight or step >= _DAY else f"{when:%H:%M}"
        if years and (midnight or step >= _DAY) and when.year != year:
            words, year = f"{words} {when.year}", when.year
        elif not named and not midnight and step < _DAY:
            words = f"{when.day} {when:%b} {words}"
        named.append((when, words))
    return named


def _month(when: datetime, months: int) -> str:
    return str(when.year) if months >= 12 else f"{when:%b} {when.year}"


def _every(first: datetime, last: datetime, step: timedelta) -> Iterator[datetime]:
    start = first.replace(hour=0, minute=0, second=0, microsecond=0)
    at = start + step * -((start - first) // step)
    while at <= last:
        yield at
        try:
            at += step
        except OverflowError:
            return


def _every_month(first: datetime, last: datetime, months: int) -> Iterator[datetime]:
    start = first.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    if months >= 12:
        years = months // 12
        start = start.replace(year=max(1, start.year // years * years), month=1)
    else:
        start = start.replace(month=(start.month - 1) // months * months + 1)
    at = start if start >= first else _months_on(start, months)
    while first <= at <= last:
        yield at
        later = _months_on(at, months)
        if later <= at:
            return
        at = later


def _months_on(when: datetime, months: int) -> datetime:
    """So many months later, on the first of the month; the same moment at the calendar's end."""
    years, month = divmod(when.month - 1 + months, 12)
    if when.year + years > MAXYEAR:
        return when
    return when.replace(year=when.year + years, month=month + 1, day=1)


def _fit(ticks: Sequence[tuple[datetime, str]], stretch: Stretch) -> bool:
    """Whether there are ticks, and each has room for its name."""
    if not ticks:
        return False
    places = [(stretch.x(when), width(words, _SIZE)) for when, words in ticks]
    return all(
        other - one >= (wide + wider) / 2 + 10 for (one, wide), (other, wider) in pairwise(places)
    )


def _without_collisions(ticks: Sequence[Tick], left: float, right: float) -> tuple[Tick, ...]:
    """The ticks, their names moved inside the picture, one without its name where none fits."""
    kept: list[Tick] = []
    end = left - 12.0
    for tick in ticks:
        label = tick.label and _inside(tick.label, left, right)
        if label and label.left < end + 6:
            label = None
        end = label.right if label else end
        kept.append(Tick(tick.x, label))
    return tuple(kept)


def _inside(label: Lettering, left: float, right: float) -> Lettering:
    x = min(max(label.x, left + label.width / 2), right - label.width / 2)
    return lettering(label.text, (x, label.y), room=right - left, size=label.size, side="middle")
