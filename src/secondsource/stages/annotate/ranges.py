"""Joins figures that are told together: sums in two units, ranges, two with one unit."""

import re
from dataclasses import replace
from functools import cache

from secondsource.records.evidence import Span
from secondsource.stages.annotate.data_rows import data_rows
from secondsource.stages.annotate.figure import Figure

# "5 hours 20 minutes", "six feet two inches": a smaller unit of the same kind goes on.
ADDED = re.compile(r"\s*(?:,?\s*and\s+|,\s*)?")


@cache
def _smaller() -> dict[tuple[str, str], float]:
    return {(large, small): float(many) for large, small, many in data_rows("units_sums.txt")}


def with_sums(text: str, figures: list[Figure]) -> list[Figure]:
    """The figures, those told in two units joined to one: "six feet two inches", "3 leva 40"."""
    kept: list[Figure] = []
    for figure in figures:
        last = kept[-1] if kept else None
        if last is not None and ADDED.fullmatch(text, last.end, figure.start):
            total = _sum(text, last, figure)
            if total is not None:
                kept[-1] = total
                continue
        kept.append(figure)
    return kept


def _sum(text: str, last: Figure, figure: Figure) -> Figure | None:
    many = _smaller().get((last.unit, figure.unit))
    if many is not None and figure.high < many and last.low == last.high:
        value = last.low + figure.low / many
        return replace(last, end=figure.end, low=value, high=value)
    coins = (
        last.money and not last.share and figure.unit == "" and figure.bare and figure.high < 100
    )
    small = text[last.end : figure.start].isspace() and last.end > last.number.end
    counts = re.compile(r"\s+[a-z]").match(text, figure.end)
    if coins and small and last.low == int(last.low) and len(text[figure.start : figure.end]) == 2:
        if counts and not re.compile(r"\s+(?:and|per|for|a|an|in|at|on|to|from)\b").match(
            text, figure.end
        ):
            return None
        value = last.low + figure.low / 100
        return replace(last, end=figure.end, low=value, high=value)
    return None


RANGE = re.compile(r"\s*(?:[-\u2010-\u2015]|to|and|or)\s*")
# A currency sign may stand between these words and the figure.
BETWEEN = re.compile(r"\bbetween\s+\S{0,3}$", re.I)
FROM = re.compile(r"\bfrom\s+(?:[A-Za-z]{0,3}[$€£¥]\s?)?$", re.I)
LEAD = 14  # characters in which they are looked for
# What a range counts stands in the plural behind it; "2-3 at home" is a score.
PLURAL = re.compile(
    r"\s+(?!(?:to|at|in|on|by|for|with|against|away|last|this|was|is|as)\b)(?:[a-z-]+\s+){0,2}?"
    r"(?:[a-z]+s|people|men|women|children)\b"
)


def with_ranges(text: str, figures: list[Figure]) -> list[Figure]:
    """Ranges as one figure; two figures that share a unit ("from 3 to 5 percent") both with it."""
    kept: list[Figure] = []
    for figure in figures:
        last = kept[-1] if kept else None
        joint = RANGE.fullmatch(text, last.end, figure.start) if last else None
        if last is None or joint is None:
            kept.append(figure)
            continue
        last, figure = _shared(last, figure)
        if _is_range(text, last, figure, joint[0].strip()):
            kept[-1] = _span_of(last, figure)
        else:
            kept[-1:] = [last, figure]
    return kept


def _span_of(last: Figure, figure: Figure) -> Figure:
    number = Span(last.number.start, figure.number.end)
    return replace(
        figure, start=last.start, low=last.low, number=number, vague=False, bare=False
    )  # fmt: skip


def _shared(last: Figure, figure: Figure) -> tuple[Figure, Figure]:
    """Unit and scale of the one that has them, given to the one that has not."""
    if last.money and not figure.unit:
        figure = replace(figure, unit=last.unit, money=True)
    elif figure.unit and not last.unit:
        last = replace(last, unit=figure.unit, money=figure.money)
    scale = next(
        (s for s in (1e12, 1e9, 1e6, 1e3) if figure.low >= s and figure.low / s < 1000), 1.0
    )
    if last.unit == figure.unit and last.low < 1000 <= scale and last.low < figure.low / scale:
        last = replace(last, low=last.low * scale, high=last.high * scale, bare=False)
    return last, figure


def _is_range(text: str, last: Figure, figure: Figure, joint: str) -> bool:
    if last.low >= figure.high or last.unit != figure.unit or last.vague or last.low != last.high:
        return False
    before = text[max(0, last.start - LEAD) : last.start]
    if joint == "and":
        return BETWEEN.search(before) is not None
    if joint == "or":
        return figure.high - last.low <= max(10.0, last.low)
    if FROM.search(before):
        return False  # from one figure to another is a change
    return bool(figure.unit) or PLURAL.match(text, figure.end) is not None
