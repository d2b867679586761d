"""Coverage of a story over time: how many reports came when, and from which outlets."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo

from secondsource.export.sheet import counted
from secondsource.records.brief import Account
from secondsource.records.report import Report
from secondsource.web.pictures.drawing import (
    MOST_STOPS,
    WIDTH,
    Frame,
    Picture,
    anchor,
    picture,
    report_link,
)
from secondsource.web.pictures.kinship import Kin, kin_of
from secondsource.web.pictures.lettering import Lettering, lettering
from secondsource.web.pictures.time_axis import TimeAxis, local, time_axis, zone_of

TITLE = "Coverage over time"
LEFT = 176.0  # pixels for the names of outlets
MOST_OUTLETS = 30
_BARS, _REPORT = 76.0, 16.0  # the highest that a bar is, and the part of it that is one report
_BINS = 48
_LONG = 20.0  # how fast a story was taken up is what the picture tells: it is seldom cut
_RIGHT = WIDTH - 8
_MARK = 4.5
_LEVELS = 4  # marks of one time stand above each other; more than so many would fill the page
SIGNS = {
    Kin.OWN: "pic-circle",
    Kin.REPRINT: "pic-square-hollow",
    Kin.RELAY: "pic-diamond-hollow",
    Kin.OTHER: "pic-triangle-hollow",
}
MEANINGS = {
    Kin.OWN: "independent",
    Kin.REPRINT: "reprint: no second source",
    Kin.RELAY: "relay: only repeats another outlet",
    Kin.OTHER: "not independent for another reason",
}


@dataclass(frozen=True, slots=True)
class Bar:
    """The reports of a stretch of time, independent ones below, the others on top."""

    x: float
    width: float
    foot: float
    top: float
    base: float
    independent: int
    others: int


@dataclass(frozen=True, slots=True)
class Mark:
    """A report: where it stands, which sign it bears, what to call it, where it is read."""

    x: float
    y: float
    sign: str
    name: str
    link: str


@dataclass(frozen=True, slots=True)
class Row:
    """An outlet and its reports; `line` is the height of the line that they stand on."""

    name: Lettering
    line: float
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Scale:
    """A height and the number of reports that it stands for."""

    y: float
    label: Lettering


@dataclass(frozen=True, slots=True)
class CoverageChart:
    """All of the picture; `note` says what it leaves out and whose clock it goes by."""

    axis: TimeAxis
    base: float
    bars: tuple[Bar, ...]
    scale: tuple[Scale, ...]
    rows: tuple[Row, ...]
    height: float
    note: str


def coverage(account: Account) -> Picture | None:
    """The picture of who reported when; None where fewer than two reports are dated."""
    dated = [report for report in account.reports if report.published]
    if len(dated) < 2:
        return None
    kin = kin_of(account)
    laid = lay_out(account)
    own = sum(kin[report.id] is Kin.OWN for report in account.reports)
    kinds = dict.fromkeys(kin[report.id] for report in account.reports)
    frame = Frame(
        id=anchor("coverage", account.story.id),
        title=TITLE,
        words=f"{counted(own, 'independent report')} and {len(account.reports) - own} that are no "
        f"second source, by the time of publication and by outlet.",
        width=WIDTH,
        height=laid.height,
        key=tuple((SIGNS[one], MEANINGS[one]) for one in Kin if one in kinds),
        stops=len(dated) <= MOST_STOPS,
    )
    return picture("coverage", frame, laid=laid, rows=tuple(_table(account, kin)))


def lay_out(account: Account) -> CoverageChart:
    """Where each report of the account stands."""
    kin = kin_of(account)
    dated = sorted(
        (report for report in account.reports if report.published), key=lambda r: when(r)
    )
    zone = zone_of([when(report) for report in dated])
    extents = [(when(report), when(report)) for report in dated]
    axis = time_axis(extents, (LEFT, _RIGHT, 18), zone, long=_LONG)
    counts = _counts(dated, kin, axis)
    most = max(sum(pair) for pair in counts.values())
    # Bars of one report each would only repeat the rows below.
    base = min(_BARS, most * _REPORT) + 10 if most > 1 else 2.0
    bars, scale = _bars(counts, base) if most > 1 else ((), ())
    axis = time_axis(extents, (LEFT, _RIGHT, base + 18), zone, long=_LONG)
    rows = _rows(account, dated, kin, axis, base + 34)
    bottom = rows[-1].line + 12
    return CoverageChart(axis, base, bars, scale, rows, bottom, _note(account, dated, axis))


def when(report: Report) -> datetime:
    """When a dated report was published."""
    if report.published is None:
        raise ValueError(f"report {report.id} has no date")
    return report.published


def _note(account: Account, dated: Sequence[Report], axis: TimeAxis) -> str:
    outlets = len({report.label for report in dated}) - MOST_OUTLETS
    undated = len(account.reports) - len(dated)
    told = [f"Times of {axis.clock}." if axis.clock[0].isdigit() else f"Times {axis.clock}."]
    if outlets > 0:
        told.append(f"{counted(outlets, 'outlet')} with few reports: in the bars and the table.")
    if undated:
        told.append(f"{counted(undated, 'report')} without a date: in the table.")
    return " ".join(told)


def _counts(
    dated: Sequence[Report], kin: dict[str, Kin], axis: TimeAxis
) -> dict[int, tuple[int, int]]:
    """How many independent and other reports stand in each part of the line that has any."""
    counts: dict[int, tuple[int, int]] = {}
    for report in dated:
        share = (axis.x(when(report)) - LEFT) / (_RIGHT - LEFT)
        at = min(_BINS - 1, int(share * _BINS))
        own, others = counts.get(at, (0, 0))
        is_own = kin[report.id] is Kin.OWN
        counts[at] = (own + is_own, others + (not is_own))
    return counts


def _bars(
    counts: dict[int, tuple[int, int]], base: float
) -> tuple[tuple[Bar, ...], tuple[Scale, ...]]:
    most = max(sum(pair) for pair in counts.values())
    step = min(_BARS / most, _REPORT)
    wide = (_RIGHT - LEFT) / _BINS
    bars = []
    for at, (own, others) in sorted(counts.items()):
        x, foot = LEFT + at * wide + 1, base - own * step
        bars.append(Bar(x, wide - 2, foot, foot - others * step, base, own, others))
    heights = dict.fromkeys((most, most // 2, 0)) if most >= 4 else (most, 0)
    return tuple(bars), tuple(_scale(n, base - n * step) for n in heights)


def _scale(number: int, y: float) -> Scale:
    return Scale(y, lettering(str(number), (LEFT - 8, y + 4), room=60, size=11, side="right"))


def _rows(
    account: Account,
    dated: Sequence[Report],
    kin: dict[str, Kin],
    axis: TimeAxis,
    top: float,
) -> tuple[Row, ...]:
    rows: list[Row] = []
    y = top
    for name, reports in _by_outlet(dated):
        places = _levels([axis.x(when(report)) for report in reports])
        line = y + 10 + (_MARK * 2 + 1) * max(places)
        marks = tuple(
            Mark(
                axis.x(when(report)),
                line - (_MARK * 2 + 1) * level,
                SIGNS[kin[report.id]],
                f"{report.label}, {clock(report, axis.zone)}: {report.title or kin[report.id]}",
                report_link(account.story.id, report.id),
            )
            for report, level in zip(reports, places, strict=True)
        )
        label = lettering(name, (LEFT - 12, line + 4), room=LEFT - 14, size=12, side="right")
        rows.append(Row(label, line, marks))
        y = line + 10
    return tuple(rows)


def clock(report: Report, zone: tzinfo) -> str:
    """When a dated report was published by the clock of `zone`: "12 Mar 2025, 06:10"."""
    at = local(when(report), zone)
    return f"{at.day} {at:%b} {at.year}, {at:%H:%M}"


def _by_outlet(dated: Sequence[Report]) -> list[tuple[str, list[Report]]]:
    """Outlets in the order in which they came to the story; of many those with most reports."""
    groups: dict[str, list[Report]] = {}
    for report in dated:
        groups.setdefault(report.label, []).append(report)
    busy = set(sorted(groups, key=lambda name: -len(groups[name]))[:MOST_OUTLETS])
    return [(name, reports) for name, reports in groups.items() if name in busy]


def _levels(places: Iterable[float]) -> list[int]:
    """How high each mark of a row stands, so that none covers the one before it."""
    ends = [-1000.0] * _LEVELS
    levels = []
    for x in places:
        free = [level for level, end in enumerate(ends) if x - _MARK * 2 - 1 >= end]
        level = free[0] if free else ends.index(min(ends))
        ends[level] = x
        levels.append(level)
    return levels


def _table(account: Account, kin: dict[str, Kin]) -> Iterable[tuple[str, str, str, str, str]]:
    dated = [when(report) for report in account.reports if report.published]
    zone = zone_of(dated)
    for report in sorted(account.reports, key=lambda r: (r.published is None, r.published or 0)):
        told = clock(report, zone) if report.published else "undated"
        title = report.title or "without a title"
        link = report_link(account.story.id, report.id)
        yield told, report.label, title, MEANINGS[kin[report.id]], link
