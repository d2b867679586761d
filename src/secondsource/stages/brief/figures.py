"""The figures of a story: all of them for the record, and those no other line has told."""

from collections.abc import Iterable, Sequence

from secondsource.records.brief import Figure, Line, Section
from secondsource.records.evidence import Passage
from secondsource.records.layers import CLAUSES, QUANTITIES, AnnotatedReport, Quantity
from secondsource.stages.brief.material import Material
from secondsource.stages.brief.wording import bare

MOST_LINES = 8

Found = tuple[AnnotatedReport, Quantity]


def figures(material: Material) -> tuple[Figure, ...]:
    """Every figure of every report, in order."""
    return tuple(
        Figure(
            Passage(one.report.id, quantity.start, quantity.end),
            quantity.low,
            quantity.high,
            quantity.unit,
            quantity.of,
        )
        for one in material.reports
        for quantity in one.get(QUANTITIES)
    )


def further_figures(material: Material, told: Iterable[Passage]) -> list[Line]:
    """Lines for figures outside the passages that other lines rest on, the most carried first."""
    told = tuple(told)
    groups: dict[tuple[float, float, str, str], list[Found]] = {}
    for one in material.reports:
        for quantity in one.get(QUANTITIES):
            key = (quantity.low, quantity.high, quantity.unit, quantity.of)
            groups.setdefault(key, []).append((one, quantity))
    fresh = [group for group in groups.values() if not any(_told(one, told) for one in group)]
    fresh = [group for group in fresh if group[0][1].unit or group[0][1].of]
    lines = [_line(group, material) for group in fresh]
    lines.sort(key=lambda line: -len(material.origins(line.cites)))
    return lines[:MOST_LINES]


def _told(found: Found, told: Sequence[Passage]) -> bool:
    one, quantity = found
    return any(
        passage.report_id == one.report.id and passage.span.overlaps(quantity) for passage in told
    )


def _line(group: Sequence[Found], material: Material) -> Line:
    cites = [_clause(one, quantity) for one, quantity in group]
    shortest = min(cites, key=lambda passage: passage.end - passage.start)
    one, quantity = group[0]
    value = " ".join(quantity.within(one.report.text).split())
    text = f"{value}: {bare(material.words(shortest))}"
    return Line(Section.FIGURES, text, material.in_order(cites))


def _clause(annotated: AnnotatedReport, quantity: Quantity) -> Passage:
    """The smallest clause that holds the figure, the figure itself if none does."""
    around = [clause for clause in annotated.get(CLAUSES) if clause.contains(quantity)]
    span = min(around, key=lambda c: c.end - c.start, default=quantity)
    return Passage(annotated.report.id, span.start, span.end)
