"""The figures of a story: all of them for the record, and those no other line has told."""

import math
from collections.abc import Iterable, Sequence

from secondsource.records.brief import Figure, Line, Section
from secondsource.records.evidence import Passage
from secondsource.records.layers import QUANTITIES, AnnotatedReport, Quantity
from secondsource.stages.brief.material import Material
from secondsource.stages.brief.reading import reading
from secondsource.stages.brief.standing import is_denied_at
from secondsource.stages.brief.stated import is_stated, stating
from secondsource.stages.brief.wording import leans_back

MOST_LINES = 8
# Below this a figure is an age in brackets or "one of them": left to the list of all figures.
LEAST_WEIGHT = 1.4
# Lengths of time and ages are common and seldom the news.
DURATIONS = frozenset({"second", "minute", "hour", "day", "week", "month", "year"})
# A larger value that comes again with another unit or noun is the same figure again.
SMALL = 100

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
    """Lines for figures outside the passages that other lines rest on, the weightiest first."""
    told = list(told)
    groups: dict[tuple[float, float, str, str], list[Found]] = {}
    stated = stating(material)
    for one in material.reports:
        for quantity in one.get(QUANTITIES):
            if not is_stated(material, _at((one, quantity)), stated):
                continue
            key = (quantity.low, quantity.high, quantity.unit, quantity.of)
            groups.setdefault(key, []).append((one, quantity))
    ranked = sorted(groups.values(), key=lambda group: -_weight(material, group))
    lines: list[Line] = []
    values: set[float] = set()
    for group in ranked:
        if len(lines) == MOST_LINES or _weight(material, group) < LEAST_WEIGHT:
            break
        value = group[0][1].high
        if value in values or any(_told(one, told) for one in group):
            continue
        values |= {value} if value > SMALL else set()
        if line := _line(group, material):
            lines.append(line)
            told += line.cites
    return lines


def _weight(material: Material, group: Sequence[Found]) -> float:
    """How much a figure tells: its origins, a unit or what it counts, its size."""
    one, quantity = group[0]
    words = quantity.within(one.report.text)
    if words.isdigit() or not (quantity.unit or (quantity.of and " " in words)):
        return 0.0
    origins = len({material.origins([_at(found)]) for found in group})
    size = min(1.0, math.log10(1 + abs(quantity.high)) / 4) if math.isfinite(quantity.high) else 0
    measured = bool(quantity.unit) and quantity.unit not in DURATIONS
    return origins + 0.5 * measured + size


def _told(found: Found, told: Sequence[Passage]) -> bool:
    one, quantity = found
    return any(
        passage.report_id == one.report.id and passage.span.overlaps(quantity) for passage in told
    )


def _line(group: Sequence[Found], material: Material) -> Line | None:
    """The figure with the shortest statement of it that reads alone; None if none does.

    What is said to be so is not told together with what is denied.
    """
    told = [found for found in group if not is_denied_at(material, _at(found))]
    group = told or group
    readings = [reading(material, _at(found)) for found in group]
    best = min(readings, key=lambda told: (leans_back(told.text), len(told.text)))
    if leans_back(best.text):
        return None
    one, quantity = group[readings.index(best)]
    value = " ".join(quantity.within(one.report.text).split())
    text = best.text.removesuffix(f", {value}")
    cites = material.in_order(told.passage for told in readings)
    return Line(Section.FIGURES, f"{value}: {text}", cites)


def _at(found: Found) -> Passage:
    one, quantity = found
    return Passage(one.report.id, quantity.start, quantity.end)
