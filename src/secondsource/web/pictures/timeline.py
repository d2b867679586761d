"""The event on a line of time: a day is a span, an hour a point, each with what happened."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import tzinfo
from itertools import groupby

from secondsource.records.brief import Account, Moment
from secondsource.records.evidence import Passage
from secondsource.records.layers import Precision
from secondsource.web.pictures.drawing import (
    MOST_STOPS,
    WIDTH,
    Frame,
    Picture,
    anchor,
    cite_link,
    picture,
)
from secondsource.web.pictures.lettering import Lettering, lettering, lines_of
from secondsource.web.pictures.time_axis import Extent, TimeAxis, extent, time_axis, zone_of

TITLE = "What happened when"
FINE = (Precision.MINUTE, Precision.HOUR, Precision.DAY_PART, Precision.DAY)
MOST_FINE, MOST_COARSE = 24, 8
CHART = 232.0  # pixels for the line of time; the words stand beside it
_WORDS = CHART + 18
_MOST_CITES = 6
_POINT = 5.0  # how far a point reaches to each side
_TOP, _LINE, _GAP = 34.0, 17.0, 14.0

PARTS = ((3, "night"), (11, "morning"), (16, "afternoon"), (19, "evening"), (23, "night"))


@dataclass(frozen=True, slots=True)
class Cite:
    """The number of a report as a link to its passage, and who published it."""

    label: Lettering
    link: str
    outlet: str


@dataclass(frozen=True, slots=True)
class Entry:
    """What happened at a moment, on one or two lines, and the reports that say so."""

    lines: tuple[Lettering, ...]
    whole: str
    link: str
    cites: tuple[Cite, ...]

    @property
    def bottom(self) -> float:
        """The line that its last words or numbers stand on."""
        return max(one.y for one in (*self.lines, *(cite.label for cite in self.cites)))


@dataclass(frozen=True, slots=True)
class Row:
    """All that happened at one moment: a mark from `left` to `right`, a stamp and its entries.

    `point` is whether it is known to the hour; it lies between `top` and `bottom`.
    """

    left: float
    right: float
    top: float
    bottom: float
    point: bool
    stamp: Lettering
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Panel:
    """A line of time with its rows: what is known by the day, or what is known less exactly."""

    name: Lettering
    axis: TimeAxis
    top: float
    bottom: float
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Timeline:
    """All panels, and how many moments had no room."""

    panels: tuple[Panel, ...]
    height: float
    left_out: int


def timeline(account: Account) -> Picture | None:
    """The picture of what happened when; None where the reports tell no time."""
    if not account.timeline:
        return None
    laid = lay_out(account)
    told = sum(len(row.entries) for panel in laid.panels for row in panel.rows)
    frame = Frame(
        id=anchor("timeline", account.story.id),
        title=TITLE,
        words=f"{told} things that happened, in order of time, with the reports that say so.",
        width=WIDTH,
        height=laid.height,
        key=(("pic-point", "at this time"), ("pic-span", "some time within")),
        stops=sum(map(len, (m.cites for m in account.timeline))) <= MOST_STOPS,
    )
    return picture("timeline", frame, laid=laid, rows=tuple(_table(account)))


def lay_out(account: Account) -> Timeline:
    """Where each moment of the account lies; those told by most reports where there are many."""
    zone = zone_of([m.when for m in account.timeline])
    fine = [m for m in account.timeline if m.precision in FINE]
    coarse = [m for m in account.timeline if m.precision not in FINE]
    both = (
        ("Known by the day", fine, MOST_FINE),
        ("Known by the week or less", coarse, MOST_COARSE),
    )
    parts = [part for part in both if part[1]]
    panels: list[Panel] = []
    y, shown = 0.0, 0
    for name, moments, most in sorted(parts, key=lambda part: extent_of(part[1][0], zone)):
        kept = _best_told(moments, most)
        panels.append(_panel(account, name, kept, (y, zone)))
        y, shown = panels[-1].bottom + 22, shown + len(kept)
    return Timeline(tuple(panels), y - 14, len(account.timeline) - shown)


def extent_of(moment: Moment, zone: tzinfo) -> Extent:
    """From when to when it may have been."""
    return extent(moment.when, moment.precision, zone)


def stamp(moment: Moment) -> str:
    """When it was, in words, no finer than it is known."""
    when = moment.when
    day = f"{when:%a} {when.day} {when:%b} {when.year}"
    match moment.precision:
        case Precision.MINUTE | Precision.HOUR:
            return f"{day}, {when:%H:%M}"
        case Precision.DAY_PART:
            return f"{day}, {next(word for hour, word in PARTS if when.hour <= hour)}"
        case Precision.DAY:
            return day
        case Precision.WEEK:
            return f"week of {when.day} {when:%b} {when.year}"
        case Precision.MONTH:
            return f"{when:%B} {when.year}"
        case Precision.SEASON:
            return f"from {when:%B} {when.year}"
    return str(when.year)


def _best_told(moments: Sequence[Moment], most: int) -> list[Moment]:
    reports = {id(m): len({cite.report_id for cite in m.cites}) for m in moments}
    kept = {id(m) for m in sorted(moments, key=lambda m: -reports[id(m)])[:most]}
    return [m for m in moments if id(m) in kept]


def _panel(
    account: Account, name: str, moments: Sequence[Moment], place: tuple[float, tzinfo]
) -> Panel:
    top, zone = place
    extents = [extent_of(m, zone) for m in moments]
    axis = time_axis(extents, (0, CHART, top + 14), zone)
    # The clocks of reports differ, and which one a picture goes by must be said.
    told = name if moments[0].precision not in FINE else f"{name}, {axis.clock}"
    head = lettering(told, (_WORDS, top + 14), room=WIDTH - _WORDS, size=11)
    y = top + _TOP
    rows = []
    for _, group in groupby(moments, key=lambda m: (stamp(m), extent_of(m, zone))):
        rows.append(_row(account, tuple(group), axis, y))
        y = rows[-1].bottom + _GAP
    return Panel(head, axis, top + 20, y - _GAP + 4, tuple(rows))


def _row(account: Account, moments: Sequence[Moment], axis: TimeAxis, top: float) -> Row:
    first, last = extent(moments[0].when, moments[0].precision, axis.zone)
    point = moments[0].precision in FINE[:2]
    left, right = axis.x(first), axis.x(last)
    if point:
        left, right = left - _POINT, right + _POINT
    label = lettering(stamp(moments[0]), (_WORDS, top + 12), room=220, size=12)
    entries: list[Entry] = []
    y = label.y
    for moment in moments:
        entries.append(_entry(account, moment, y + _LINE))
        y = entries[-1].bottom + 3
    return Row(left, max(right, left + 4), top, y + 1, point, label, tuple(entries))


def _entry(account: Account, moment: Moment, y: float) -> Entry:
    """The words, and the numbers of the reports after them: on a line of their own if need be."""
    start = lettering("", (_WORDS, y), room=1, size=13)
    lines = lines_of(start, moment.text, room=WIDTH - _WORDS - 4, most=2)
    numbers = _cites(account, moment.cites, (lines[-1].right + 10, lines[-1].y))
    if numbers and (lines[-1].rtl or numbers[-1].label.right > WIDTH):
        numbers = _cites(account, moment.cites, (_WORDS, lines[-1].y + _LINE))
    link = cite_link(account.story.id, moment.cites[0]) if moment.cites else ""
    return Entry(lines, moment.text, link, numbers)


def _cites(
    account: Account, passages: Sequence[Passage], at: tuple[float, float]
) -> tuple[Cite, ...]:
    numbers = {report.id: n for n, report in enumerate(account.reports, start=1)}
    names = {report.id: report.label for report in account.reports}
    x, y = at
    cites = []
    for passage in list({p.report_id: p for p in passages}.values())[:_MOST_CITES]:
        label = lettering(str(numbers[passage.report_id]), (x, y), room=40, size=11)
        link = cite_link(account.story.id, passage)
        cites.append(Cite(label, link, names[passage.report_id]))
        x = label.right + 9
    return tuple(cites)


def _table(account: Account) -> Iterator[tuple[str, str, tuple[tuple[str, str], ...]]]:
    names = {report.id: report.label for report in account.reports}
    for moment in account.timeline:
        cites = ((names[p.report_id], cite_link(account.story.id, p)) for p in moment.cites)
        yield stamp(moment), moment.text, tuple(cites)
