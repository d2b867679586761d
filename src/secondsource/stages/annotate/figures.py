"""Finds figures in a sentence by their form: number, unit, currency, range, share."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from secondsource.records.evidence import Span
from secondsource.stages.annotate.data_rows import data_rows
from secondsource.stages.annotate.number_words import Numeral, find_numerals
from secondsource.stages.annotate.units import UnitFound, currency_before, scale_after, unit_after

DURATIONS = frozenset(
    "second minute hour day night weekend week fortnight month quarter year decade century".split()
)


@dataclass(frozen=True, slots=True)
class Figure(Span):
    """A number with its unit; the span covers both, and a currency before it.

    `number` is the number alone; `bare` and `vague` as in `Numeral`; `share` is true for "a
    third of", "seven in ten", whose unit is percent.
    """

    low: float
    high: float
    unit: str
    number: Span
    bare: bool = False
    words: bool = False
    vague: bool = False
    money: bool = False
    share: bool = False
    per: str = ""


# A figure does not begin inside a word, a label or a longer number.
GLUED_BEFORE = re.compile(r"[\w.,/\u2019'#@]$|[A-Za-z][-\u2010\u2011]$")
GLUED_AFTER = re.compile(
    r"[A-Za-z_]|[-\u2010\u2011]?(?:st|nd|rd|th)\b|['’]?s\b|/\d|\.\d|:\d"
    r"|[-\u2010\u2011](?:thirds?|quarters?|fifths?|sixths?|eighths?|tenths?)\b"
)
PHONE = re.compile(
    r"(?:\+|\b00)\d[\d\s().-]{6,}\d|\b\d{3,4}[ -]\d{3}[ -]\d{3,4}\b|\bhttps?://\S+|\bwww\.\S+"
)


def find_figures(text: str, span: Span, taken: Sequence[Span]) -> list[Figure]:
    """The figures in a span of the text that overlap none of `taken`, in order."""
    closed = [
        *taken,
        *(Span(hit.start(), hit.end()) for hit in PHONE.finditer(text, span.start, span.end)),
    ]
    plain: list[Figure] = []
    for numeral in find_numerals(text, span.start, span.end):
        if any(numeral.overlaps(other) for other in closed):
            continue
        figure = _with_unit(text, numeral)
        if figure is not None and not (plain and figure.start < plain[-1].end):
            plain.append(figure)
    return _with_shares(text, span, _joined(text, _added(text, plain)))


def _with_unit(text: str, numeral: Numeral) -> Figure | None:
    currency = None if numeral.words else currency_before(text, numeral.start)
    start = currency.at if currency else numeral.start
    factor, end, scaled = 1.0, numeral.end, False
    if not numeral.words:
        scale = scale_after(text, numeral.end, money=currency is not None)
        if scale is not None:
            factor, end, scaled = *scale, True
    if scale_millions(text, numeral, end, currency):
        factor, end, scaled = 1e6, numeral.end + 1, True
    found = unit_after(text, end, digits=not numeral.words)
    if currency is not None and (found is None or found.unit != currency.unit):
        found = (
            UnitFound(currency.unit, end, money=True) if found is None or not found.money else found
        )
    if _glued(text, start, found.at if found else end):
        return None
    return Figure(
        start,
        found.at if found else end,
        low=numeral.low * factor * (found.factor if found else 1.0),
        high=numeral.high * factor * (found.factor if found else 1.0),
        unit=found.unit if found else "",
        number=Span(numeral.start, end),
        bare=numeral.bare and not scaled,
        words=numeral.words,
        vague=numeral.vague,
        money=bool(found and found.money),
    )


MILLIONS = re.compile(r"m\s+(?=[a-z]{3,}(?:s|people|men|women|children)\b)")
LENGTHS = re.compile(
    r"m\s+(?:hurdles|metres|meters|miles|sports|series|yards|runners|finals|feet|times)\b"
)


def scale_millions(text: str, numeral: Numeral, at: int, currency: UnitFound | None) -> bool:
    """Whether "m" stands for millions: "3m doses", "1.2m people", but not "100m hurdles"."""
    if numeral.words or currency or at != numeral.end or LENGTHS.match(text, at):
        return False
    money = unit_after(text, at + 1, digits=False) if text.startswith("m ", at) else None
    return MILLIONS.match(text, at) is not None or bool(money and money.money)


def _glued(text: str, start: int, end: int) -> bool:
    before = text[max(0, start - 2) : start]
    return bool(GLUED_BEFORE.search(before) or GLUED_AFTER.match(text, end))


# "5 hours 20 minutes", "six feet two inches": a smaller unit of the same kind goes on.
ADDED = re.compile(r"\s*(?:,?\s*and\s+|,\s*)?")


@cache
def _smaller() -> dict[tuple[str, str], float]:
    return {(large, small): float(many) for large, small, many in data_rows("units_sums.txt")}


def _added(text: str, figures: list[Figure]) -> list[Figure]:
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
BETWEEN = re.compile(r"\b(?:between|from)\s+(?:[$€£¥]\s?)?$", re.I)
FROM = re.compile(r"\bfrom\s+(?:[A-Za-z]{0,3}[$€£¥]\s?)?$", re.I)
COUNTS = re.compile(r"[\s-]+(?:[a-z]+\s+){0,2}?[a-z]+")


def _joined(text: str, figures: list[Figure]) -> list[Figure]:
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
            kept[-1] = replace(
                figure, start=last.start, low=last.low, number=Span(last.number.start, figure.number.end),
                vague=False, bare=False,
            )  # fmt: skip
        else:
            kept[-1:] = [last, figure]
    return kept


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
    if joint == "and":
        return re.search(r"\bbetween\s+\S{0,3}$", text[: last.start][-14:], re.I) is not None
    if joint in ("to", "-", "–", "—", "‐", "‑", "‒", "―"):
        if FROM.search(text[: last.start][-12:]):
            return False  # from one figure to another is a change
        return bool(figure.unit) or COUNTS.match(text, figure.end) is not None
    return joint == "or" and figure.high - last.low <= max(10.0, last.low)


NUMBER = r"(?:\d+(?:\.\d+)?|[a-z]+(?:-[a-z]+)?)"
OUT_OF = re.compile(r"\s+(?:in|out\s+of|of)\s+(?:every\s+|each\s+)?")
EVERY = re.compile(r"\s+(?:in|out\s+of|of)\s+(?:every|each)\s+|\s+out\s+of\s+")


def _with_shares(text: str, span: Span, figures: list[Figure]) -> list[Figure]:
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
