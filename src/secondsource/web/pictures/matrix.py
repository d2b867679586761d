"""Points by sources at a look: who says it, who says otherwise, who is silent."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from secondsource.export.sheet import counted
from secondsource.records.brief import Account
from secondsource.records.evidence import Passage
from secondsource.records.story import Claim, Point, Relation, Side
from secondsource.web.pictures.drawing import (
    MOST_STOPS,
    WIDTH,
    Frame,
    Picture,
    anchor,
    cite_link,
    picture,
)
from secondsource.web.pictures.kinship import Kin, Relative, families
from secondsource.web.pictures.lettering import Lettering, lettering, lines_of

TITLE = "Points and sources"
MOST_POINTS = 60
MOST_NAMED = 100  # reports named for one side in the table
ENOUGH = 30  # points; what one source alone says is drawn up to so many, the rest is in the table
_LEAST_WORDS, _MOST_WORDS = 286.0, 430.0  # pixels for the points
_WIDEST, _NARROWEST = 30.0, 2.4
SHAPED = 10.0  # columns less wide than this hold bars of different heights instead of shapes
NAMED = 16.0  # columns less wide than this bear no name
_NAME = 132.0  # how long a name may be, set aslant
_SLANT_UP, _SLANT_OUT = 0.87, 0.5  # what a length at 60 degrees takes up in height and width
_SHAPES = ("circle", "diamond", "triangle", "square")
_LATEST = datetime.max.replace(tzinfo=UTC)
_RELATIONS = (Relation.CONFLICT, Relation.UPDATE, Relation.AGREE, Relation.SINGLE)
_TONES = {Relation.CONFLICT: "-disputed", Relation.UPDATE: "-changed"}
WORDS = {
    Relation.AGREE: "agree",
    Relation.CONFLICT: "contradict each other",
    Relation.UPDATE: "changed over time",
    Relation.SINGLE: "only one source",
}
# By tone, what each shape means; as bars all shapes but the first are one.
MEANINGS = {
    "": {"circle": "says so"},
    "-disputed": {
        "circle": "disputed: on the best attested side",
        "diamond": "contradicts that side",
        "triangle": "on a third side",
        "square": "on yet another side",
        "cross": "on more than one side",
    },
    "-changed": {
        "circle": "says what was reported last",
        "diamond": "says what was reported before",
        "triangle": "earlier still",
        "square": "earliest",
        "cross": "says both",
    },
}


@dataclass(frozen=True, slots=True)
class Column:
    """A report: the middle of its column, and its name where there is room."""

    report_id: str
    label: str
    x: float
    name: Lettering | None
    own: bool


@dataclass(frozen=True, slots=True)
class Mark:
    """What a report says of a point: the sign in their cell, what it means, where it is said."""

    x: float
    y: float
    sign: str
    name: str
    link: str


@dataclass(frozen=True, slots=True)
class Bars:
    """All cells of a row that bear one sign, as one path: for columns too thin for shapes."""

    sign: str
    path: str


@dataclass(frozen=True, slots=True)
class Row:
    """A point: its words, its marks or bars, and the cells of those who are silent as a path.

    `y` is the middle of the row, `rule` the line below it.
    """

    point_id: str
    lines: tuple[Lettering, ...]
    whole: str
    link: str
    y: float
    rule: float
    marks: tuple[Mark, ...]
    bars: tuple[Bars, ...]
    silent: str


@dataclass(frozen=True, slots=True)
class Matrix:
    """The whole picture; `cell` is how wide a column is."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    cell: float
    top: float
    width: float
    height: float
    note: str


@dataclass(frozen=True, slots=True)
class _Stand:
    """Which side of a point a report is on, -1 for more than one, and where it says so."""

    side: int
    value: str
    passage: Passage


def matrix(account: Account) -> Picture | None:
    """The picture of points by sources; None where there is one report, or no point."""
    if len(account.reports) < 2 or not account.alignment.points:
        return None
    laid = lay_out(account)
    signs = {mark.sign for row in laid.rows for mark in row.marks}
    signs |= {bars.sign for row in laid.rows for bars in row.bars}
    disputed = sum(p.relation is Relation.CONFLICT for p in account.alignment.points)
    frame = Frame(
        id=anchor("matrix", account.story.id),
        title=TITLE,
        words=f"{counted(len(account.alignment.points), 'point')} by "
        f"{counted(len(account.reports), 'report')}; the reports contradict each other on "
        f"{disputed}.",
        width=laid.width,
        height=laid.height,
        key=tuple(_key(signs, dense=laid.cell < SHAPED)),
        stops=sum(len(row.marks) for row in laid.rows) <= MOST_STOPS,
    )
    return picture("matrix", frame, laid=laid, rows=tuple(_table(account)))


def lay_out(account: Account) -> Matrix:
    """Where each point has its row, each report its column and each statement its mark."""
    points = in_order(account.alignment.points)
    shared = sum(point.relation is not Relation.SINGLE for point in points)
    shown = points[: min(MOST_POINTS, max(shared, ENOUGH))]
    columns, cell, width = _columns(account)
    top = _NAME * _SLANT_UP + 16 if cell >= NAMED else 12.0
    two_lines = len(shown) <= 24
    step = 40.0 if two_lines else 24.0
    claims = {claim.id: claim for claim in account.alignment.claims}
    rows = tuple(
        _row(account, point, (columns, cell), (top + step * (at + 0.5), two_lines), claims)
        for at, point in enumerate(shown)
    )
    placed = tuple(_named(column, top - 8, cell) for column in columns)
    height = top + step * len(shown) + 4
    return Matrix(placed, rows, cell, top, width, height, _note(len(shown), len(points), cell))


def in_order(points: Sequence[Point]) -> list[Point]:
    """What is disputed first, then what changed, what is agreed on, what one alone says."""
    return sorted(points, key=lambda p: (_RELATIONS.index(p.relation), -p.origins))


def sides_in_order(point: Point, claims: dict[str, Claim], account: Account) -> list[Side]:
    """The sides, the best attested first; of what changed, the one reported last first."""
    if point.relation is not Relation.UPDATE:
        return sorted(point.sides, key=lambda side: -len(side.origins))
    dates = {report.id: report.published or _LATEST for report in account.reports}

    def since(side: Side) -> datetime:
        said = (claims[i].said_in.report_id for i in side.claim_ids if i in claims)
        return min((dates.get(report_id, _LATEST) for report_id in said), default=_LATEST)

    return sorted(point.sides, key=since, reverse=True)


def _note(drawn: int, points: int, cell: float) -> str:
    told = ["Hollow or thin: a reprint or relay, which is no second source."]
    if cell < NAMED:
        told.append("A column is a report; those of one origin stand side by side.")
    if points > drawn:
        told.append(f"{drawn} of {points} points drawn; the table has all.")
    return " ".join(told)


def _columns(account: Account) -> tuple[list[Column], float, float]:
    """The reports, those of one origin side by side, with the width of a column and of all."""
    known = families(account)
    room = WIDTH - _LEAST_WORDS
    cell = max(_NARROWEST, min(_WIDEST, room / len(account.reports)))
    gap = 7.0 if cell >= NAMED else 0.0
    out = _NAME * _SLANT_OUT if cell >= NAMED else 0.0
    columns: list[Column] = []
    needed = cell * len(account.reports) + gap * len(known) + out
    x = max(_LEAST_WORDS, min(_MOST_WORDS, WIDTH - needed)) + 8
    for family in known:
        for one in family.members:
            columns.append(_column(one, x + cell / 2))
            x += cell
        x += gap
    return columns, cell, max(x - gap + 8, columns[-1].x + out + 8)


def _column(one: Relative, x: float) -> Column:
    return Column(one.report.id, one.report.label, x, None, one.kin is Kin.OWN)


def _named(column: Column, y: float, cell: float) -> Column:
    name = lettering(column.label, (column.x, y), room=_NAME, size=12) if cell >= NAMED else None
    return Column(column.report_id, column.label, column.x, name, column.own)


def _row(
    account: Account,
    point: Point,
    across: tuple[Sequence[Column], float],
    place: tuple[float, bool],
    claims: dict[str, Claim],
) -> Row:
    columns, cell = across
    y, two_lines = place
    stands = _stands(point, claims, account)
    room = columns[0].x - cell / 2 - 22
    one = lettering(point.subject, (0, y + 4), room=room, size=12)
    start = lettering("", (0, y - 3), room=1, size=12)
    two = lines_of(start, point.subject, room=room, most=2) if two_lines else ()
    dense = cell < SHAPED
    first = next(iter(stands.values()), None)
    speaking = [column for column in columns if column.report_id in stands]
    return Row(
        point_id=point.id,
        lines=two if len(two) == 2 else (one,),
        whole=point.subject,
        link=cite_link(account.story.id, first.passage) if first else "",
        y=y,
        rule=y + (20 if two_lines else 12),
        marks=() if dense else tuple(_marks(account, point, speaking, stands, y)),
        bars=tuple(_bars(point, speaking, stands, (y, cell))) if dense else (),
        silent="" if dense else _silent([c for c in columns if c.report_id not in stands], y),
    )


def _stands(point: Point, claims: dict[str, Claim], account: Account) -> dict[str, _Stand]:
    """By report: the side it is on, the best attested side first."""
    stands: dict[str, _Stand] = {}
    for at, side in enumerate(sides_in_order(point, claims, account)):
        for claim_id in side.claim_ids:
            if (claim := claims.get(claim_id)) is None:
                continue
            said_in = claim.said_in
            known = stands.get(said_in.report_id)
            if known is None:
                stands[said_in.report_id] = _Stand(at, side.value, said_in)
            elif known.side not in (at, -1):
                both = f"{known.value} / {side.value}"
                stands[said_in.report_id] = _Stand(-1, both, known.passage)
    return stands


def _sign(point: Point, stand: _Stand, *, own: bool) -> str:
    shape = "cross" if stand.side < 0 else _SHAPES[min(stand.side, len(_SHAPES) - 1)]
    return f"pic-{shape}{_TONES.get(point.relation, '')}{'' if own else '-hollow'}"


def _marks(
    account: Account,
    point: Point,
    speaking: Sequence[Column],
    stands: dict[str, _Stand],
    y: float,
) -> Iterator[Mark]:
    for column in speaking:
        stand = stands[column.report_id]
        yield Mark(
            column.x,
            y,
            _sign(point, stand, own=column.own),
            f"{column.label}: {stand.value}",
            cite_link(account.story.id, stand.passage),
        )


def _bars(
    point: Point,
    speaking: Sequence[Column],
    stands: dict[str, _Stand],
    place: tuple[float, float],
) -> Iterator[Bars]:
    """High bars for what the best attested side says, low ones for all others; copies are thin."""
    y, cell = place
    paths: dict[str, list[str]] = {}
    for column in speaking:
        stand = stands[column.report_id]
        wide = cell * (0.85 if column.own else 0.4)
        top, high = (y - 8, 16) if stand.side == 0 else (y, 8)
        sign = _sign(point, stand, own=True)
        box = f"M{column.x - wide / 2:.1f} {top:.1f}h{wide:.1f}v{high}h{-wide:.1f}z"
        paths.setdefault(sign, []).append(box)
    for sign, boxes in paths.items():
        yield Bars(sign, "".join(boxes))


def _silent(columns: Sequence[Column], y: float) -> str:
    return "".join(f"M{column.x:.1f} {y:.1f}h.01" for column in columns)


def _key(signs: set[str], *, dense: bool) -> Iterator[tuple[str, str]]:
    """The signs that the picture has, with what they mean; colour follows shape."""
    solid = {sign.removesuffix("-hollow") for sign in signs}
    told: dict[str, str] = {}
    for tone, meanings in MEANINGS.items():
        for shape, meaning in meanings.items():
            if f"pic-{shape}{tone}" in solid:
                height = "high" if shape == "circle" else "low"
                told.setdefault(f"pic-{height if dense else shape}{tone}", meaning)
    yield from told.items()
    if not dense:
        yield "pic-dot", "silent"


def _table(
    account: Account,
) -> Iterable[tuple[str, str, str, tuple[tuple[str, str], ...], int, int]]:
    """Point, relation, side, the reports on it with links, how many more, how many are silent."""
    claims = {claim.id: claim for claim in account.alignment.claims}
    own = {one.report.id: one.kin for family in families(account) for one in family.members}
    names = {report.id: report.label for report in account.reports}
    for point in in_order(account.alignment.points):
        silent = len(account.reports) - len(_stands(point, claims, account))
        for side in sides_in_order(point, claims, account):
            said = {claims[i].said_in.report_id: claims[i].said_in for i in side.claim_ids
                    if i in claims}  # fmt: skip
            reports = tuple(
                (
                    names[i] + ("" if own[i] is Kin.OWN else f" ({own[i].value})"),
                    cite_link(account.story.id, passage),
                )
                for i, passage in said.items()
            )
            shown = reports[:MOST_NAMED]
            relation = WORDS[point.relation]
            yield point.subject, relation, side.value, shown, len(reports) - len(shown), silent
