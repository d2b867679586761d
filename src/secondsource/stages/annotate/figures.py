"""Finds figures in a sentence by their form: number, unit and currency, ranges, shares."""

import math
import re
from collections.abc import Sequence
from dataclasses import replace

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
    factor, end = _scaled(text, numeral, currency)
    found = _unit_of(text, numeral, end, currency)
    start = currency.at if currency else numeral.start
    stop = found.at if found else end
    if _glued(text, start, stop) or not math.isfinite(numeral.high * factor):
        return None
    below = _sign_before(text, start, found)
    sign = -1.0 if below is not None else 1.0
    low, high = (_exactly(sign * factor * value * (found.factor if found else 1.0))
                 for value in (numeral.low, numeral.high))  # fmt: skip
    return Figure(
        start if below is None else below,
        stop,
        low=min(low, high),
        high=max(low, high),
        unit=found.unit if found else "",
        number=Span(numeral.start, end),
        bare=numeral.bare and factor == 1.0,
        words=numeral.words,
        vague=numeral.vague,
        money=bool(found and found.money),
    )


def _before(text: str, at: int, many: int) -> str:
    return text[max(0, at - many) : at]


def _exactly(value: float) -> float:
    """A product without the dust of floating point: 16.4 million, not 16,399,999.999999998."""
    return float(f"{value:.12g}")


def _scaled(text: str, numeral: Numeral, currency: UnitFound | None) -> tuple[float, int]:
    """Factor of a short scale after the digits ("7bn", "3m people"), and where the number ends."""
    if numeral.words:
        return 1.0, numeral.end
    scale = scale_after(text, numeral.end, money=currency is not None)
    if scale is not None:
        return scale
    if currency is None and _are_millions(text, numeral.end):
        return 1e6, numeral.end + 1
    return 1.0, numeral.end


def _unit_of(text: str, numeral: Numeral, end: int, currency: UnitFound | None) -> UnitFound | None:
    found = unit_after(text, _past_of(text, numeral, end), digits=not numeral.words)
    if currency is not None:
        return found if found and found.unit == currency.unit else replace(currency, at=end)
    if found is None and not numeral.words and MAGNITUDE.search(_before(text, numeral.start, 11)):
        return UnitFound("magnitude", end)
    return found


MINUS = re.compile(r"(?:(?:^|[\s(])(?P<sign>[-\u2212\u2013])|\b(?P<word>minus)\s+)$", re.I)


def _sign_before(text: str, at: int, found: UnitFound | None) -> int | None:
    """Where a minus before a figure begins; a dash counts only before a temperature or a share."""
    minus = MINUS.search(text, max(0, at - 8), at)
    if minus is None:
        return None
    signed = found is not None and found.unit in ("C", "F", "degree", "percent")
    return minus.start(minus.lastgroup or 0) if minus["word"] or signed else None


def _past_of(text: str, numeral: Numeral, at: int) -> int:
    """ "hundreds of miles", "millions of dollars": the unit of a vague number stands past "of"."""
    of = re.compile(r"\s+of(?=\s)").match(text, at) if numeral.words else None
    return of.end() if of else at


MAGNITUDE = re.compile(r"\bmagnitude[\s-]$", re.I)
MILLIONS = re.compile(r"m\s+(?=[a-z]{3,}(?:s|people|men|women|children)\b)")
LENGTHS = re.compile(
    r"m\s+(?:hurdles|metres|meters|miles|sports|series|yards|runners|finals|feet|times)\b"
)


def _are_millions(text: str, at: int) -> bool:
    """Whether an "m" stands for millions: "3m doses", "5m dollars", but not "100m hurdles"."""
    if not text.startswith("m ", at) or LENGTHS.match(text, at):
        return False
    money = unit_after(text, at + 1, digits=False)
    return MILLIONS.match(text, at) is not None or bool(money and money.money)


def _glued(text: str, start: int, end: int) -> bool:
    before = text[max(0, start - 2) : start]
    return bool(GLUED_BEFORE.search(before) or GLUED_AFTER.match(text, end))
