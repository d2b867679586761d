"""Stories made for pictures: any number of reports, with what each gives for a point."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from secondsource.records.brief import Account, Brief, Moment
from secondsource.records.evidence import Maker, Passage
from secondsource.records.layers import (
    Approximation,
    Polarity,
    Precision,
    Quantity,
    Status,
)
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
from secondsource.web.pictures.lettering import Lettering

MAKER = Maker("by hand", "1")
START = datetime(2025, 3, 12, 6, 0, tzinfo=UTC)
WORDS = "Four barges struck the bridge over the river."


def reports(count: int, *, hours: float = 3) -> tuple[Report, ...]:
    """Reports of as many outlets, one every few hours."""
    return tuple(
        Report.from_text(
            f"{WORDS} Version {n}.",
            outlet=f"Outlet {n}",
            title=f"Bridge struck, version {n}",
            published=START + timedelta(hours=hours * n),
        )
        for n in range(count)
    )


def origin(*members: Report, how: Sequence[str] = ()) -> Origin:
    """An origin of these reports, each after the first a reprint of it if nothing else is said."""
    first, *others = members
    reasons = how or [
        f"{one.label} reprints {first.label}: 90% of its own sentences" for one in others
    ]
    return Origin(f"o-{first.id}", tuple(one.id for one in members), tuple(reasons), MAKER)


@dataclass(frozen=True, slots=True)
class Said:
    """What one report gives on a side of a point: a figure, or none."""

    report: Report
    low: float | None = None
    high: float | None = None
    approximation: Approximation = Approximation.EXACT
    unit: str = ""
    of: str = "barge"


def claim(name: str, said: Said) -> Claim:
    """The claim of a report that some number of barges struck the bridge."""
    quantities: tuple[Quantity, ...] = ()
    if said.low is not None:
        high = said.low if said.high is None else said.high
        figure = Quantity(0, 11, said.low, high, said.unit, said.approximation, said.of, "")
        quantities = (figure,)
    return Claim(
        name, Passage(said.report.id, 0, len(WORDS)), WORDS, None, Polarity.AFFIRMED, Status.DONE,
        "", "", "", quantities, (), (), (),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Made:
    """A point with the claims behind it."""

    point: Point
    claims: tuple[Claim, ...]


def point(name: str, relation: Relation, *sides: Sequence[Said], kind: Kind | None = None) -> Made:
    """A point of these sides; the sides of a conflict or update give numbers if nothing is said."""
    apart = relation in (Relation.CONFLICT, Relation.UPDATE)
    claims = [
        [claim(f"{name}-{at}-{n}", said) for n, said in enumerate(side)]
        for at, side in enumerate(sides)
    ]
    made = tuple(
        Side(f"side {at}", tuple(c.id for c in side), tuple(c.said_in.report_id for c in side))
        for at, side in enumerate(claims)
    )
    known = {i for side in made for i in side.origins}
    return Made(
        Point(
            name, "story", relation, kind or (Kind.NUMBER if apart else None),
            f"how many barges struck the bridge ({name})", made, len(known), (), MAKER,
        ),
        tuple(one for side in claims for one in side),
    )  # fmt: skip


def moment(hours: float, precision: Precision, *cited: Report, text: str = WORDS) -> Moment:
    """Something that happened so many hours after `START`."""
    cites = tuple(Passage(report.id, 0, len(WORDS)) for report in cited)
    return Moment(START + timedelta(hours=hours), precision, text, cites)


def account(
    told: Sequence[Report],
    *,
    origins: Sequence[Origin] = (),
    points: Sequence[Made] = (),
    timeline: Sequence[Moment] = (),
) -> Account:
    """A story of these reports; the name of its barges is its headline."""
    ids = tuple(report.id for report in told)
    claims = tuple(one for made in points for one in made.claims)
    aligned = Alignment(tuple(origins), claims, tuple(made.point for made in points), ())
    story = Story("story", "Barges strike bridge", ids, START, None, None, "", MAKER)
    brief = Brief("brief", "story", (), START, MAKER)
    return Account(story, tuple(told), aligned, (), (), tuple(timeline), brief)


def large(count: int = 500, matters: int = 60) -> Account:
    """A story of many reports in origins of five, each point told by every ninth of them."""
    told = reports(count, hours=0.2)
    origins = [origin(*told[at : at + 5]) for at in range(0, count, 5)]
    points = []
    for n in range(matters):
        speaking = [Said(report, float(n + 1)) for report in told[n % 9 :: 9]]
        half = len(speaking) // 2
        others = [replace(said, low=float(n + 9)) for said in speaking[half:]]
        relation = (Relation.CONFLICT, Relation.UPDATE, Relation.AGREE)[n % 3]
        sides = (speaking,) if relation is Relation.AGREE else (speaking[:half], others)
        points.append(point(f"p{n}", relation, *sides))
    moments = [moment(n * 5, list(Precision)[n % 8], *told[: n % 7 + 1]) for n in range(50)]
    return account(told, origins=origins, points=points, timeline=moments)


def apart(lines: Sequence[Lettering]) -> bool:
    """Whether no two lines of words touch."""
    return not any(
        one.left < other.right
        and other.left < one.right
        and one.top < other.bottom
        and other.top < one.bottom
        for at, one in enumerate(lines)
        for other in lines[at + 1 :]
        if one.text and other.text
    )


def inside(lines: Sequence[Lettering], size: tuple[float, float]) -> bool:
    """Whether all words lie in a picture of this size."""
    wide, high = size
    return all(
        one.left >= -0.01 and one.right <= wide + 0.01 and one.top >= -0.01 and one.bottom <= high
        for one in lines
        if one.text
    )
