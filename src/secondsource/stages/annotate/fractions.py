"""Reads fractions in words and what they are parts of: "two-thirds of", "half an hour"."""

import re
from functools import cache

from secondsource.records.evidence import Span
from secondsource.stages.annotate.data_rows import data_rows
from secondsource.stages.annotate.figure import Figure
from secondsource.stages.annotate.number_words import number_lexicon
from secondsource.stages.annotate.units import unit_after

MANY = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4} | {
    "five": 5,
    "seven": 7,
    "nine": 9,
}
# What stands between a fraction and the unit that it is a part of.
OF_A = re.compile(r"(?:\s+of)?\s+(?:an?|one)(?=\s)|(?=[-\s])")
LINK = re.compile(r"\s+(of|an?|the|his|her|its|their|our)\b", re.I)
SCALE = re.compile(r"[-\s]+(hundred|thousand|million|billion|trillion|dozen)\b", re.I)
A_UNIT = re.compile(r"\b(?:an?|another)(?=\s)", re.I)
AND_HALF = re.compile(r"\s+and\s+(?:a\s+)?(half|quarter)\b", re.I)


@cache
def _pattern() -> re.Pattern[str]:
    parts = "|".join(sorted(_denominators(), key=len, reverse=True))
    many = "|".join(sorted(MANY, key=len, reverse=True))
    return re.compile(rf"\b(?:(?P<many>{many})[\s-]+)?(?P<part>{parts})\b", re.I)


@cache
def _denominators() -> dict[str, int]:
    return {word: int(denominator) for word, denominator in data_rows("number_fractions.txt")}


def find_fractions(text: str, span: Span) -> list[Figure]:
    """The fractions in a span that are parts of something: of a measure, or a share of a whole."""
    found = [_fraction(text, hit) for hit in _pattern().finditer(text, span.start, span.end)]
    found += [_unit_and_half(text, hit) for hit in A_UNIT.finditer(text, span.start, span.end)]
    kept = [figure for figure in found if figure is not None and figure.end <= span.end]
    return _outermost(sorted(kept, key=lambda figure: (figure.start, -figure.end)))


def _outermost(figures: list[Figure]) -> list[Figure]:
    """The figures that lie in no other: "a day and a half" holds "a half"."""
    kept: list[Figure] = []
    for figure in figures:
        if not kept or figure.start >= kept[-1].end:
            kept.append(figure)
    return kept


def _fraction(text: str, hit: "re.Match[str]") -> Figure | None:
    part, many = hit["part"].lower(), (hit["many"] or "").lower()
    if not many and part not in ("half", "quarter"):
        return None  # "the third of May", "tenth of a series"
    value = MANY[many or "a"] / _denominators()[part]
    measured = _of_measure(text, hit, value)
    if measured is not None:
        return measured
    return _made(hit, hit.end(), 100 * value, "percent") if _is_share(text, hit) else None


def _of_measure(text: str, hit: "re.Match[str]", value: float) -> Figure | None:
    """ "A quarter of a million euros", "half an hour", "three quarters of a mile"."""
    before = OF_A.match(text, hit.end())
    if before is None:
        return None
    at = before.end()
    scale = SCALE.match(text, at)
    if scale is not None:
        value, at = value * number_lexicon()[scale[1].lower()][1], scale.end()
    unit = unit_after(text, at, digits=False)
    if unit is not None and unit.unit != "percent":
        return _made(hit, unit.at, value * unit.factor, unit.unit, money=unit.money)
    return _made(hit, at, value, "") if scale is not None else None


def _is_share(text: str, hit: "re.Match[str]") -> bool:
    part, many = hit["part"].lower(), (hit["many"] or "").lower()
    link = LINK.match(text, hit.end())
    if link is None:
        # "A two-thirds majority"; three quarters without a whole are nine months.
        return part.endswith("s") and part != "quarters" and MANY.get(many, 1) > 1
    word = link[1].lower()
    return word not in ("a", "an") and (bool(many) or part == "half")


def _unit_and_half(text: str, hit: "re.Match[str]") -> Figure | None:
    """ "An hour and a half", "a mile and a quarter"."""
    unit = unit_after(text, hit.end(), digits=False)
    half = AND_HALF.match(text, unit.at) if unit else None
    if unit is None or half is None:
        return None
    value = 1 + 1 / _denominators()[half[1].lower()]
    return Figure(
        hit.start(), half.end(), low=value, high=value, unit=unit.unit, words=True,
        number=Span(hit.start(), half.end()), money=unit.money,
    )  # fmt: skip


def _made(
    hit: "re.Match[str]", end: int, value: float, unit: str, *, money: bool = False
) -> Figure:
    return Figure(
        hit.start(), end, low=value, high=value, unit=unit, number=Span(hit.start(), hit.end()),
        words=True, share=unit == "percent", money=money,
    )  # fmt: skip
