"""How a figure moved: what each report gave for one matter, in the order in which they came out."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import tzinfo
from math import floor, isfinite, log10

from secondsource.records.brief import Account
from secondsource.records.evidence import Passage
from secondsource.records.layers import Approximation, Quantity
from secondsource.records.report import Report
from secondsource.records.story import Claim, Kind, Point, Relation, Side
from secondsource.web.pictures.coverage import clock
from secondsource.web.pictures.drawing import (
    MOST_STOPS,
    WIDTH,
    Frame,
    Picture,
    anchor,
    cite_link,
    picture,
)
from secondsource.web.pictures.kinship import Kin, kin_of
from secondsource.web.pictures.lettering import Lettering, lettering, width
from secondsource.web.pictures.time_axis import zone_name, zone_of

TITLE = "How figures moved"
MOST_SERIES, MOST_ROWS = 6, 30  # drawn
MOST_TOLD, MOST_NAMED = 20, 100  # in the table
_CHART, _RIGHT = 324.0, WIDTH - 96  # the words of a mark stand right of it
_ROW, _HEAD = 22.0, 62.0
_SIDES = ("circle", "diamond", "triangle", "square")
_ABOUT = {
    Approximation.EXACT: "",
    Approximation.ABOUT: "about ",
    Approximation.AT_LEAST: "at least ",
    Approximation.MORE_THAN: "more than ",
    Approximation.AT_MOST: "at most ",
    Approximation.LESS_THAN: "less than ",
}

STATES = {
    Relation.UPDATE: "changed over time",
    Relation.CONFLICT: "disputed",
    Relation.AGREE: "these fit together",
}
# What a figure counts: figures of one point that measure alike are one matter.
Measure = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Given:
    """What one report gives: the quantity, which side of the point it is on, where it stands."""

    report: Report
    quantity: Quantity
    side: int
    passage: Passage

    @property
    def words(self) -> str:
        """The figure without its unit: "about 40", "40 to 55 million"."""
        low, high = figure(self.quantity.low), figure(self.quantity.high)
        value = low if self.quantity.low == self.quantity.high else f"{low} to {high}"
        return f"{_ABOUT[self.quantity.approximation]}{value}"


@dataclass(frozen=True, slots=True)
class Series:
    """All that the reports give for one matter, in the order in which they came out."""

    point: Point
    unit: str
    given: tuple[Given, ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """A figure in the chart: a bar from `left` to `right` if it is a range, its sign at `x`."""

    x: float
    left: float
    right: float
    y: float
    sign: str
    open: str
    words: Lettering
    outlet: Lettering
    time: Lettering
    name: str
    link: str


@dataclass(frozen=True, slots=True)
class Grade:
    """A value on the scale."""

    x: float
    label: Lettering


@dataclass(frozen=True, slots=True)
class Panel:
    """One matter: its name, its scale, its marks, and the step line through what replaced what."""

    name: Lettering
    whole: str
    state: Lettering
    unit: Lettering
    grades: tuple[Grade, ...]
    marks: tuple[Mark, ...]
    steps: str
    top: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Moved:
    """The panels of the picture."""

    panels: tuple[Panel, ...]
    height: float
    note: str


def moved(account: Account) -> Picture | None:
    """The picture of figures that moved; None where all reports give the same."""
    known = series(account)
    if not known:
        return None
    laid = lay_out(account)
    signs = {mark.sign for panel in laid.panels for mark in panel.marks}
    words = "; ".join(
        f"{one.point.subject}: {', '.join(dict.fromkeys(g.words for g in one.given))}"
        for one in known[:MOST_SERIES]
    )
    frame = Frame(
        id=anchor("figures", account.story.id),
        title=TITLE,
        words=f"What each report gives, in order of publication. {words}.",
        width=WIDTH,
        height=laid.height,
        key=tuple(_key(signs, laid)),
        stops=sum(len(panel.marks) for panel in laid.panels) <= MOST_STOPS,
    )
    return picture("moved", frame, laid=laid, rows=tuple(_table(account)))


def series(account: Account) -> tuple[Series, ...]:
    """The matters of which the reports give figures that are not all the same.

    Figures belong together if aligning found their claims to speak to one point and they measure
    alike: the same unit or, without one, the same thing counted. A unit alone would put the cost
    of a bridge beside that of a bus. Updates come first, then what is disputed.
    """
    claims = {claim.id: claim for claim in account.alignment.claims}
    reports = {report.id: report for report in account.reports}
    found = [
        one
        for point in account.alignment.points
        if point.relation is not Relation.SINGLE
        and (one := _series(account, point, claims, reports)) is not None
    ]
    order = (Relation.UPDATE, Relation.CONFLICT, Relation.AGREE)
    return tuple(sorted(found, key=lambda s: (order.index(s.point.relation), -s.point.origins)))


def lay_out(account: Account) -> Moved:
    """Where each figure stands: a row a report, the value to the right."""
    kin = kin_of(account)
    zone = zone_of([report.published for report in account.reports if report.published])
    known = series(account)
    panels: list[Panel] = []
    y = 0.0
    for one in known[:MOST_SERIES]:
        panels.append(_panel(account, one, kin, (y, zone)))
        y = panels[-1].bottom + 28
    return Moved(tuple(panels), y - 20, _note(account, known, zone))


def figure(value: float) -> str:
    """A number as it reads: "2,300", "1.2 million", "0.5"."""
    if not isfinite(value) or abs(value) >= 1e15:
        return f"{value:g}"
    for size, name in ((1e9, " billion"), (1e6, " million")):
        if abs(value) >= size:
            return f"{value / size:,.2f}".rstrip("0").rstrip(".") + name
    return f"{value:,.2f}".rstrip("0").rstrip(".")


def _note(account: Account, known: Sequence[Series], zone: tzinfo) -> str:
    dated = next((report.published for report in account.reports if report.published), None)
    told = [f"Times by the clock of {zone_name(zone, dated)}."] if dated else []
    if len(known) > MOST_SERIES:
        told.append(f"{len(known) - MOST_SERIES} more have no room here.")
    if any(len(one.given) > MOST_ROWS for one in known):
        told.append(f"Of each figure the first {MOST_ROWS} reports are drawn.")
    return " ".join(told)


def _series(
    account: Account, point: Point, claims: dict[str, Claim], reports: dict[str, Report]
) -> Series | None:
    measure = _measure(point, claims)
    if measure is None:
        return None
    given: dict[tuple[str, float, float], Given] = {}
    for at, side in enumerate(point.sides):
        for claim in (claims[i] for i in side.claim_ids if i in claims):
            quantity = _told(claim, side, measure, reports)
            if quantity is None or claim.said_in.report_id not in reports:
                continue
            report = reports[claim.said_in.report_id]
            passage = Passage(report.id, quantity.start, quantity.end)
            key = (report.id, quantity.low, quantity.high)
            given.setdefault(key, Given(report, quantity, at, passage))
    values = {(one.quantity.low, one.quantity.high) for one in given.values()}
    if len(values) < 2 or len({one.report.id for one in given.values()}) < 2:
        return None
    ordered = sorted(given.values(), key=_came_out)
    return Series(point, _unit(measure, [g.quantity for g in ordered]), tuple(ordered))


def _came_out(one: Given) -> tuple[bool, float, float]:
    published = one.report.published
    return published is None, published.timestamp() if published else 0.0, one.quantity.low


def _measures(quantity: Quantity) -> Measure:
    return quantity.unit, "" if quantity.unit else quantity.of, quantity.per


def _measure(point: Point, claims: dict[str, Claim]) -> Measure | None:
    """What the figures of a point measure: what most of its claims give, on most of its sides."""
    seen: dict[Measure, set[tuple[int, str]]] = {}
    for at, side in enumerate(point.sides):
        for claim in (claims[i] for i in side.claim_ids if i in claims):
            for quantity in claim.quantities:
                if isfinite(quantity.low) and isfinite(quantity.high) and any(_measures(quantity)):
                    seen.setdefault(_measures(quantity), set()).add((at, claim.id))
    apart = point.kind is Kind.NUMBER
    fitting = {
        measure: where
        for measure, where in seen.items()
        if len({at for at, _ in where}) > 1 or not apart
    }
    # A point about something else than a number has no figure that moved.
    if not fitting or (point.kind is not None and not apart):
        return None
    return max(fitting, key=lambda measure: (len({at for at, _ in fitting[measure]}),
                                             len(fitting[measure])))  # fmt: skip


def _told(
    claim: Claim, side: Side, measure: Measure, reports: dict[str, Report]
) -> Quantity | None:
    """The figure of a claim that measures so; of several the one that sets its side apart."""
    fitting = [q for q in claim.quantities if _measures(q) == measure]
    if len(fitting) == 1:
        return fitting[0]
    report = reports.get(claim.said_in.report_id)
    if report is None:
        return None
    named = [q for q in fitting if q.within(report.text).casefold() in side.value.casefold()]
    return named[0] if len(named) == 1 else None


def _unit(measure: Measure, quantities: Sequence[Quantity]) -> str:
    unit, of, per = measure
    what = unit or of
    of = next((q.of for q in quantities if q.of), "") if unit else ""
    return f"{what}{f' of {of}' if of else ''}{f' per {per}' if per else ''}"


def _panel(
    account: Account, one: Series, kin: dict[str, Kin], place: tuple[float, tzinfo]
) -> Panel:
    top, zone = place
    given = one.given[:MOST_ROWS]
    # Figures that fit together must not look far apart.
    agreed = one.point.relation is Relation.AGREE
    ends = [end for g in given for end in (g.quantity.low, g.quantity.high)]
    scale = _Scale.of(ends, from_nought=agreed)
    y = top + _HEAD
    marks = []
    for at, each in enumerate(given):
        marks.append(_mark(account, one.point, each, kin, (y + at * _ROW, scale, zone)))
    return Panel(
        name=lettering(one.point.subject, (0, top + 14), room=(WIDTH - 8) / 1.12, size=13),
        whole=one.point.subject,
        state=lettering(STATES[one.point.relation], (0, top + 38), room=164, size=11),
        unit=lettering(one.unit, (_CHART - 40, top + 38), room=_CHART - 212, size=11, side="right"),
        grades=tuple(scale.grades(top + 38)),
        marks=tuple(marks),
        steps=_steps(one.point, marks, [kin[g.report.id] for g in given]),
        top=top + 44,
        bottom=marks[-1].y + 8,
    )


def _mark(
    account: Account,
    point: Point,
    one: Given,
    kin: dict[str, Kin],
    place: tuple[float, "_Scale", tzinfo],
) -> Mark:
    y, scale, zone = place
    left, right = scale.x(one.quantity.low), scale.x(one.quantity.high)
    told = clock(one.report, zone) if one.report.published else "undated"
    disputed = point.relation is Relation.CONFLICT
    shape = _SIDES[min(one.side, 3)] if disputed else "circle"
    hollow = "" if kin[one.report.id] is Kin.OWN else "-hollow"
    return Mark(
        x=(left + right) / 2,
        left=left,
        right=right,
        y=y,
        sign=f"pic-{shape}{'-disputed' if disputed else ''}{hollow}",
        open=_open(one.quantity.approximation),
        words=lettering(one.words, (right + 14, y + 4), room=WIDTH - right - 16, size=12),
        outlet=lettering(one.report.label, (0, y + 4), room=164, size=12),
        time=lettering(told, (172, y + 4), room=_CHART - 188, size=11),
        name=f"{one.report.label}, {told}: {one.words}",
        link=cite_link(account.story.id, one.passage),
    )


def _open(approximation: Approximation) -> str:
    """Which way a figure is open: "more" for at least and more than, "less" for the others."""
    if approximation in (Approximation.AT_LEAST, Approximation.MORE_THAN):
        return "more"
    return "less" if approximation in (Approximation.AT_MOST, Approximation.LESS_THAN) else ""


def _steps(point: Point, marks: Sequence[Mark], kin: Sequence[Kin]) -> str:
    """A line from each independent figure down to the next, where the later replaced it."""
    if point.relation is not Relation.UPDATE:
        return ""
    own = [mark for mark, one in zip(marks, kin, strict=True) if one is Kin.OWN]
    if len(own) < 2:
        return ""
    first, *rest = own
    return f"M{first.x:.1f} {first.y:.1f}" + "".join(f"V{m.y:.1f}H{m.x:.1f}" for m in rest)


@dataclass(frozen=True, slots=True)
class _Scale:
    """From values to pixels, between two round values."""

    low: float
    high: float
    step: float

    @classmethod
    def of(cls, values: Sequence[float], *, from_nought: bool) -> "_Scale":
        """A scale that holds the values; it begins at nought, too, unless they lie far from it."""
        low, high = min(values), max(values)
        if low >= 0 and (from_nought or (high - low) > low / 4):
            low = 0.0
        length = (high - low) or abs(high) or 1.0
        size = 10.0 ** floor(log10(length / 4)) if length / 4 > 1e-300 else 1e-300
        step = next(size * n for n in (1, 2, 2.5, 5, 10) if size * n * 5 >= length)
        start, end = floor(low / step) * step, -floor(-high / step) * step
        return cls(start, end if end > start else start + step, step)

    def x(self, value: float) -> float:
        """Where a value stands."""
        share = (value - self.low) / (self.high - self.low)
        return _CHART + min(1.0, max(0.0, share)) * (_RIGHT - _CHART)

    def grades(self, y: float) -> Iterator[Grade]:
        """The round values with their names; one without room for its name is left out."""
        end = _CHART - 36  # where the unit ends
        for n in range(8):
            value = self.low + n * self.step
            if value > self.high + self.step / 2:
                return
            words = figure(value)
            label = lettering(words, (self.x(value), y), room=90, size=11, side="middle")
            if label.left > end and width(words, 11) < 90:
                end = label.right + 6
                yield Grade(label.x, label)


def _key(signs: set[str], laid: Moved) -> Iterator[tuple[str, str]]:
    if any(not sign.startswith("pic-circle-disputed") and "disputed" not in sign for sign in signs):
        yield "pic-circle", "given by a report"
    if any("disputed" in sign for sign in signs):
        yield "pic-diamond-disputed", "disputed: each shape is a side"
    if any(sign.endswith("-hollow") for sign in signs):
        yield "pic-circle-hollow", "reprint or relay: no second source"
    marks = [mark for panel in laid.panels for mark in panel.marks]
    if any(mark.left < mark.right for mark in marks):
        yield "pic-range", "a range"
    if any(mark.open for mark in marks):
        yield "pic-arrow", "or more (or less)"
    if any(panel.steps for panel in laid.panels):
        yield "pic-step", "from one independent figure to the next"


def _table(account: Account) -> Iterable[tuple[str, ...]]:
    """Matter, how the figures stand to each other, time, report, value, unit and link."""
    kin = kin_of(account)
    zone = zone_of([report.published for report in account.reports if report.published])
    for one in series(account)[:MOST_TOLD]:
        for given in one.given[:MOST_NAMED]:
            outlet, own = given.report.label, kin[given.report.id]
            yield (
                one.point.subject,
                STATES[one.point.relation],
                clock(given.report, zone) if given.report.published else "undated",
                outlet if own is Kin.OWN else f"{outlet} ({own.value})",
                given.words,
                one.unit,
                cite_link(account.story.id, given.passage),
            )
