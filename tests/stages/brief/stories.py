"""A story with its alignment, made by hand: what the brief stage is given."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from secondsource.records.evidence import Maker, Passage
from secondsource.records.layers import (
    QUANTITIES,
    QUOTES,
    AnnotatedReport,
    Layer,
    LayerKey,
    Polarity,
    Quantity,
    Quote,
    Status,
)
from secondsource.records.layers import Approximation as A
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


def story(reports: Sequence[AnnotatedReport]) -> Story:
    """The story of some reports, in the order given."""
    ids = tuple(one.report.id for one in reports)
    return Story("s1", "Bridge closed", ids, None, None, None, "", MAKER)


def claim(annotated: AnnotatedReport, words: str, **fields: object) -> Claim:
    """The claim that `words`, which stand once in the report, make."""
    report = annotated.report
    start = report.text.index(words)
    plain = Claim(
        id=f"{report.id}:{start}",
        said_in=Passage(report.id, start, start + len(words)),
        text=words,
        speaker=None,
        polarity=Polarity.AFFIRMED,
        status=Status.DONE,
        subject=words.split()[0],
        predicate="",
        object="",
        quantities=(),
        times=(),
        places=(),
        people=(),
    )
    return replace(plain, **fields)  # type: ignore[arg-type]


def point(relation: Relation, *sides: Sequence[Claim], kind: Kind | None = None) -> Point:
    """A point of those sides, each named by its first claim."""
    made = tuple(Side(some[0].text, tuple(c.id for c in some), ()) for some in sides)
    ids = "+".join(c.id for some in sides for c in some)
    return Point(f"p:{ids}", "s1", relation, kind, sides[0][0].text, made, 0, (), MAKER)


def alignment(
    reports: Iterable[AnnotatedReport],
    points: Sequence[tuple[Point, Sequence[Claim]]] = (),
    *,
    reprints: Sequence[AnnotatedReport] = (),
    names: Sequence[tuple[str, str, str]] = (),
) -> Alignment:
    """An alignment in which each report is an origin, but that the reprints are of the first's."""
    first, *others = reports
    copies = [one.report.id for one in reprints]
    how = tuple("it reprints the first" for _ in copies)
    origins = [Origin(f"o-{first.report.id}", (first.report.id, *copies), how, MAKER)]
    for one in others:
        if one.report.id not in copies:
            origins.append(Origin(f"o-{one.report.id}", (one.report.id,), (), MAKER))
    claims = {c.id: c for _, some in points for c in some}
    return Alignment(
        tuple(origins), tuple(claims.values()), tuple(p for p, _ in points), tuple(names)
    )


def agree(*claims: Claim) -> tuple[Point, Sequence[Claim]]:
    """A point on which the claims agree."""
    return point(Relation.AGREE, claims), claims


def differ(one: Claim, other: Claim, kind: Kind = Kind.NUMBER) -> tuple[Point, Sequence[Claim]]:
    """A point on which two claims contradict each other."""
    return point(Relation.CONFLICT, [one], [other], kind=kind), (one, other)


def supersede(one: Claim, other: Claim) -> tuple[Point, Sequence[Claim]]:
    """A point on which a later claim replaces an earlier one."""
    return point(Relation.UPDATE, [other], [one], kind=Kind.NUMBER), (one, other)


def alone(one: Claim) -> tuple[Point, Sequence[Claim]]:
    """A point that one claim speaks to."""
    return point(Relation.SINGLE, [one]), (one,)


def with_quotes(annotated: AnnotatedReport, *said: tuple[str, str | None]) -> AnnotatedReport:
    """The report with exactly this direct speech: words and speaker."""
    text = annotated.report.text
    items = tuple(
        Quote(text.index(words), text.index(words) + len(words), True, speaker, None, None)
        for words, speaker in said
    )
    return _with(annotated, QUOTES, items)


def with_figures(
    annotated: AnnotatedReport, *found: tuple[str, float, str, str]
) -> AnnotatedReport:
    """The report with exactly these figures: words, value, unit, what it counts."""
    text = annotated.report.text
    items = tuple(
        Quantity(text.index(w), text.index(w) + len(w), value, value, unit, A.EXACT, of, "")
        for w, value, unit, of in found
    )
    return _with(annotated, QUANTITIES, items)


def _with(
    annotated: AnnotatedReport, key: LayerKey[Any], items: tuple[Any, ...]
) -> AnnotatedReport:
    kept = tuple(layer for layer in annotated.layers if layer.key != key)
    return AnnotatedReport(annotated.report, (*kept, Layer(key, MAKER, items)))
