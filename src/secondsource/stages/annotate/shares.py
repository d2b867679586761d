"""Finds parts of a whole: "seven in ten", "two-thirds of", "half an hour"."""

import re
from functools import cache

from secondsource.records.evidence import Span
from secondsource.stages.annotate.data_rows import data_rows
from secondsource.stages.annotate.figure import Figure
from secondsource.stages.annotate.units import unit_after

OUT_OF = re.compile(r"\s+(?:in|out\s+of|of)\s+(?:every\s+|each\s+)?")
EVERY = re.compile(r"\s+(?:in|out\s+of|of)\s+(?:every|each)\s+|\s+out\s+of\s+")


def with_shares(text: str, span: Span, figures: list[Figure]) -> list[Figure]:
    """ "Seven in ten", "one out of every three", "two-thirds of", "half an hour"."""
    kept: list[Figure] = []
    for figure in figures:
        last = kept[-1] if kept else None
        if last is not None and (share := _share(text, last, figure)):
            kept[-1] = share
        else:
            kept.append(figure)
    parts = [
        part
        for part in _parts(text, span)
        if not any(part.overlaps(f) and f.end > part.end for f in kept)
    ]
    kept = [figure for figure in kept if not any(figure.overlaps(part) for part in parts)]
    return sorted([*kept, *parts], key=lambda figure: figure.start)


def _covers(figure: Figure, part: Figure) -> bool:
    return figure.overlaps(part) and (figure.end > part.end or figure.start < part.start)


def _share(text: str, last: Figure, figure: Figure) -> Figure | None:
    if (
        last.unit
        or figure.unit
        or last.share
        or not 0 < last.high < figure.low
        or last.low != last.high
    ):
        return None
    if not OUT_OF.fullmatch(text, last.end, figure.start):
        return None
    plainly = EVERY.fullmatch(text, last.end, figure.start) is not None
    whole = text[last.end : figure.start].split()[0] == "in" and (
        figure.low <= 10 or figure.low % 10 == 0
    )
    if not (plainly or whole):
        return None
    value = 100 * last.low / figure.low
    return Figure(
        last.start, figure.end, low=value, high=value, unit="percent",
        number=Span(last.start, figure.end), share=True, words=last.words,
    )  # fmt: skip


@cache
def _fractions() -> tuple[re.Pattern[str], dict[str, int]]:
    names = {word: int(denominator) for word, denominator in data_rows("number_fractions.txt")}
    one = "|".join(sorted(names, key=len, reverse=True))
    many = "an?|one|two|three|four|five|seven|nine"
    return re.compile(
        rf"\b(?:(?P<many>{many})[\s-]+)?(?P<part>{one})(?=\s+(?P<link>of|an?|the|his|her|its|their)\b"
        rf"|[-\s](?P<unit>hour|mile|century|dozen|million|billion|decade))", re.I,
    ), names  # fmt: skip


MANY = {
    "a": 1,
    "an": 1,
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "seven": 7,
    "nine": 9,
}


def _parts(text: str, span: Span) -> list[Figure]:
    pattern, names = _fractions()
    found = (_part(text, hit, names) for hit in pattern.finditer(text, span.start, span.end))
    return [figure for figure in found if figure is not None]


def _part(text: str, hit: "re.Match[str]", names: dict[str, int]) -> Figure | None:
    part, link = hit["part"].lower(), (hit["link"] or "").lower()
    if not hit["many"] and part != "half" and part != "quarter":
        return None  # "the third of", "tenth of"
    value = MANY[(hit["many"] or "a").lower()] / names[part]
    measured = re.compile(r"(?:\s+of)?\s+(?:an?|one)(?=\s)|(?=[-\s])").match(text, hit.end())
    unit = unit_after(text, measured.end(), digits=False) if measured else None
    if unit is not None and unit.unit != "percent":
        return _made_part(hit, unit.at, value * unit.factor, unit.unit)
    if not link or link == "an" or (link == "a" and part != "half"):
        return None
    if not hit["many"] and part == "quarter":
        return None
    return _made_part(hit, hit.end(), 100 * value, "percent")


def _made_part(hit: "re.Match[str]", end: int, value: float, unit: str) -> Figure:
    return Figure(
        hit.start(), end, low=value, high=value, unit=unit, number=Span(hit.start(), hit.end()),
        words=True, share=unit == "percent",
    )  # fmt: skip
