"""The points of a story against its sources: who agrees, who contradicts, who is silent."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from secondsource.export.sheet import KIND_WORDS, Source, by_origin
from secondsource.records.brief import Account
from secondsource.records.evidence import Passage
from secondsource.records.story import Claim, Point, Relation, Side

ROWS, COLUMNS = 40, 24  # on one page
_WEIGHT = (Relation.CONFLICT, Relation.UPDATE, Relation.AGREE, Relation.SINGLE)
_UNDATED = datetime.max.replace(tzinfo=UTC)


class Stand(StrEnum):
    """How a source stands to a point."""

    AGREES = "agrees"
    CONTRADICTS = "contradicts"
    CHANGES = "changes"  # it is on one side of a point that a later report supersedes
    ALONE = "alone"  # no other origin speaks of it
    SILENT = "silent"


STANDS = {
    Relation.AGREE: Stand.AGREES,
    Relation.CONFLICT: Stand.CONTRADICTS,
    Relation.UPDATE: Stand.CHANGES,
    Relation.SINGLE: Stand.ALONE,
}


@dataclass(frozen=True, slots=True)
class Cell:
    """What a source says of a point: on which sides it is, by number, and where it says so."""

    stand: Stand
    sides: tuple[int, ...] = ()
    passage: Passage | None = None


SILENCE = Cell(Stand.SILENT)


@dataclass(frozen=True, slots=True)
class Row:
    """A point: what it is about, its sides numbered from 1, and a cell for each column."""

    point: Point
    label: str
    sides: tuple[str, ...]
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A column: one source, with those that are not independent of it in a large story."""

    source: Source
    others: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True)
class Pages:
    """Which page of the rows and of the columns is wanted, from 1."""

    rows: int = 1
    columns: int = 1


@dataclass(frozen=True, slots=True)
class Matrix:
    """A page of the points against the sources; `all_rows` and `all_columns` count all pages."""

    headings: tuple[Heading, ...]
    rows: tuple[Row, ...]
    pages: Pages
    all_rows: int
    all_columns: int
    points: int


def matrix(account: Account, sources: Sequence[Source], pages: Pages) -> Matrix:
    """A page of the matrix: points in conflict first, reprints beside what they reprint.

    A story of more sources than fit has a column an origin. A page beyond the last is the last.
    """
    points = _weighed(account.alignment.points)
    headings = _headings(sources)
    all_rows, all_columns = _pages(len(points), ROWS), _pages(len(headings), COLUMNS)
    at = Pages(min(max(pages.rows, 1), all_rows), min(max(pages.columns, 1), all_columns))
    shown = headings[(at.columns - 1) * COLUMNS : at.columns * COLUMNS]
    claims = {claim.id: claim for claim in account.alignment.claims}
    dates = {report.id: report.published or _UNDATED for report in account.reports}
    rows = points[(at.rows - 1) * ROWS : at.rows * ROWS]
    return Matrix(
        headings=shown,
        rows=tuple(_row(point, shown, claims, dates) for point in rows),
        pages=at,
        all_rows=all_rows,
        all_columns=all_columns,
        points=len(points),
    )


def _weighed(points: Iterable[Point]) -> list[Point]:
    """Disputed points first, then those that changed, then what most origins say."""
    return sorted(points, key=lambda point: (_WEIGHT.index(point.relation), -point.origins))


def _headings(sources: Sequence[Source]) -> tuple[Heading, ...]:
    groups = by_origin(sources)
    if len(sources) <= COLUMNS:
        return tuple(Heading(source) for group in groups for source in group)
    return tuple(Heading(group[0], group[1:]) for group in groups)


def _pages(things: int, on_one: int) -> int:
    return max(1, -(-things // on_one))


def _row(
    point: Point,
    headings: Sequence[Heading],
    claims: Mapping[str, Claim],
    dates: Mapping[str, datetime],
) -> Row:
    sides = [[claims[one] for one in side.claim_ids] for side in point.sides]
    order = _order(point, sides, dates)
    said: dict[str, dict[int, Passage]] = {}
    for number, at in enumerate(order, start=1):
        for claim in sides[at]:
            said.setdefault(claim.said_in.report_id, {}).setdefault(number, claim.said_in)
    stand = STANDS[point.relation]
    return Row(
        point=point,
        label=KIND_WORDS[point.kind] if point.kind and stand is Stand.CONTRADICTS else "",
        sides=tuple(_value(point.sides[at]) for at in order) if len(order) > 1 else (),
        cells=tuple(_cell(heading, said, stand) for heading in headings),
    )


def _order(
    point: Point, sides: Sequence[Sequence[Claim]], dates: Mapping[str, datetime]
) -> list[int]:
    """The sides as the brief numbers them: those of an update in order of time."""
    order = list(range(len(sides)))
    if point.relation is Relation.UPDATE:
        order.sort(key=lambda at: min(dates[claim.said_in.report_id] for claim in sides[at]))
    return order


def _value(side: Side) -> str:
    return side.value[:1].upper() + side.value[1:]


def _cell(heading: Heading, said: Mapping[str, Mapping[int, Passage]], stand: Stand) -> Cell:
    on: dict[int, Passage] = {}
    for source in (heading.source, *heading.others):
        for number, passage in said.get(source.report.id, {}).items():
            on.setdefault(number, passage)
    if not on:
        return SILENCE
    return Cell(stand, tuple(sorted(on)), on[min(on)])
