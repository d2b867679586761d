"""Accounts put together by hand: which claims make which points, and nothing else.

A claim is named by its report and the number of its sentence: "a1" is the first of report a.
`account("a b", agree("a1 b1"), conflict("a2", "b2"))` has two reports and two points; a claim that
no point names is a point of its own.
"""

from datetime import UTC, datetime, timedelta
from functools import cache

from secondsource.records.brief import Account, Brief, Line, Section
from secondsource.records.evidence import Maker, Passage
from secondsource.records.layers import Polarity, Status
from secondsource.records.report import Report
from secondsource.records.story import (
    Alignment,
    Claim,
    Kind,
    Origin,
    Point,
    Relation,
    Side,
    Story,
)

MAKER = Maker("test", "1")
NOON = datetime(2025, 10, 16, 12, tzinfo=UTC)
SENTENCES = 4
SECTIONS = {
    Relation.AGREE: Section.CONFIRMED,
    Relation.CONFLICT: Section.DISPUTED,
    Relation.UPDATE: Section.CHANGED,
    Relation.SINGLE: Section.SINGLE,
}
Matter = tuple[Relation, Kind | None, tuple[str, ...]]


def agree(claims: str) -> Matter:
    """The claims say the same."""
    return (Relation.AGREE, None, (claims,))


def conflict(*sides: str, kind: Kind = Kind.NUMBER) -> Matter:
    """Each side says something else."""
    return (Relation.CONFLICT, kind, sides)


def update(*sides: str, kind: Kind = Kind.NUMBER) -> Matter:
    """Each side supersedes the one before it."""
    return (Relation.UPDATE, kind, sides)


@cache
def report(name: str) -> Report:
    """The report of that name; each is published an hour after the one before it."""
    text = " ".join(_sentence(name, number) for number in range(1, SENTENCES + 1))
    published = NOON + timedelta(hours=ord(name) - ord("a"))
    return Report.from_text(text, outlet=f"Outlet {name.upper()}", published=published)


def _sentence(name: str, number: int) -> str:
    return f"Witness {name}{number} speaks of matter {number}."


def passage(claim: str) -> Passage:
    """Where a claim stands."""
    one, words = report(claim[0]), _sentence(claim[0], int(claim[1]))
    start = one.text.index(words)
    return Passage(one.id, start, start + len(words) - 1)


def account(reports: str, *matters: Matter, one_origin: str = "") -> Account:
    """The account of some reports; those in `one_origin` are no second source to each other."""
    names = reports.split()
    named = {claim for _, _, sides in matters for side in sides for claim in side.split()}
    every = [f"{name}{number}" for name in names for number in range(1, SENTENCES + 1)]
    alone = [(Relation.SINGLE, None, (claim,)) for claim in every if claim not in named]
    origins = _origins(names, one_origin.split())
    points = [_point(matter, origins) for matter in (*matters, *alone)]
    ids = tuple(report(name).id for name in names)
    lines = (*map(_line, points), *map(_source, names))
    return Account(
        story=Story("s1", "Matters", ids, None, None, None, "", MAKER),
        reports=tuple(report(name) for name in names),
        alignment=Alignment(origins, tuple(_claim(claim) for claim in every), tuple(points), ()),
        quotes=(),
        figures=(),
        timeline=(),
        brief=Brief("b1", "s1", lines, NOON, MAKER),
    )


def _origins(names: list[str], together: list[str]) -> tuple[Origin, ...]:
    apart = [[name] for name in names if name not in together]
    groups = [*([together] if together else []), *apart]
    return tuple(
        Origin(
            f"o-{group[0]}",
            tuple(report(name).id for name in group),
            tuple(f"Outlet {name.upper()} reprints it" for name in group[1:]),
            MAKER,
        )
        for group in groups
    )


def _point(matter: Matter, origins: tuple[Origin, ...]) -> Point:
    relation, kind, parts = matter
    of = {report_id: origin.id for origin in origins for report_id in origin.report_ids}
    sides = tuple(
        Side(
            part,
            tuple(part.split()),
            tuple(sorted({of[report(claim[0]).id] for claim in part.split()})),
        )
        for part in parts
    )
    if relation is Relation.AGREE and len(sides[0].origins) < 2:
        relation = Relation.SINGLE
    count = len({origin for side in sides for origin in side.origins})
    name = f"{relation}:{kind}:{'|'.join(parts)}"
    return Point(name, "s1", relation, kind, parts[0], sides, count, (), MAKER)


def _claim(name: str) -> Claim:
    return Claim(
        id=name,
        said_in=passage(name),
        text=_sentence(name[0], int(name[1])).removesuffix("."),
        speaker=None,
        polarity=Polarity.AFFIRMED,
        status=Status.DONE,
        subject="Witness",
        predicate="speak",
        object="",
        quantities=(),
        times=(),
        places=(),
        people=(),
    )


def _line(point: Point) -> Line:
    claims = [claim for side in point.sides for claim in side.claim_ids]
    text = " against ".join(side.value for side in point.sides)
    return Line(SECTIONS[point.relation], f"{text}.", tuple(map(passage, claims)), point.id)


def _source(name: str) -> Line:
    return Line(Section.SOURCES, f"Outlet {name.upper()}", (passage(f"{name}1"),))
