"""Finds figures in a sentence by their form: number, unit and currency, ranges, shares."""

import re
from collections.abc import Sequence

from secondsource.records.evidence import Span
from secondsource.stages.annotate.figure import Figure
from secondsource.stages.annotate.number_words import Numeral, find_numerals
from secondsource.stages.annotate.ranges import with_ranges, with_sums
from secondsource.stages.annotate.shares import with_shares
from secondsource.stages.annotate.units import UnitFound, currency_before, scale_after, unit_after

# A figure does not begin inside a word, a label or a longer number.
GLUED_BEFORE = re.compile(r"[\w.,/+\u2019'#@]$|[A-Za-z][-\u2010\u2011]$")
GLUED_AFTER = re.compile(
    r"[A-Za-z_]|[-\u2010\u2011]?(?:st|nd|rd|th)\b|['’]?s\b|/\d|\.\d|:\d"
    r"|\s(?:BCE?|AD|CE)\b|[-\u2010\u2011](?:thirds?|quarters?|fifths?|sixths?|eighths?|tenths?)\b"
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
    return with_shares(text, span, with_ranges(text, with_sums(text, plain)))


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
    found = unit_after(text, _past_of(text, numeral, end), digits=not numeral.words)
    if currency is not None and (found is None or found.unit != currency.unit):
        found = (
            UnitFound(currency.unit, end, money=True) if found is None or not found.money else found
        )
    if found is None and not numeral.words and MAGNITUDE.search(text, max(0, start - 11), start):
        found = UnitFound("magnitude", end)
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


def _past_of(text: str, numeral: Numeral, at: int) -> int:
    """ "hundreds of miles", "millions of dollars": the unit of a vague number stands past "of"."""
    of = re.compile(r"\s+of(?=\s)").match(text, at) if numeral.vague else None
    return of.end() if of else at


MAGNITUDE = re.compile(r"\bmagnitude[\s-]$", re.I)
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
