"""Whether two figures can both be told of one thing: units, rates, rounding, approximations."""

import math
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from secondsource.compare.comparison import Comparison
from secondsource.records.layers import Approximation, Quantity

# A figure told as "about" may be this far off; a very round one ("about 20") a little further.
ABOUT_SHARE = 0.1
ABOUT_ROUND_SHARE = 0.15
# A plain round figure may stand for what rounds to it ("38,000" for 38,412), but no further off.
ROUNDED_SHARE = 0.05
# Whole numbers below this are counted one by one, and not rounded unless the text says so.
ROUNDED_FROM = 100.0
# Figures in two units are converted and rounded by hand: 12 km are "seven and a half miles".
CONVERTED_SHARE = 0.04
RATE_SHARE = 0.08  # months and years are no fixed number of days
MINUTE, HOUR, DAY = 60.0, 3600.0, 86400.0
PERIODS = {
    "second": 1.0,
    "minute": MINUTE,
    "hour": HOUR,
    "day": DAY,
    "night": DAY,
    "week": 7 * DAY,
    "fortnight": 14 * DAY,
    "month": 365.25 * DAY / 12,
    "quarter": 365.25 * DAY / 4,
    "year": 365.25 * DAY,
    "annum": 365.25 * DAY,
    "decade": 3652.5 * DAY,
}
FLOORS = {Approximation.AT_LEAST, Approximation.MORE_THAN}
CEILINGS = {Approximation.AT_MOST, Approximation.LESS_THAN}


@dataclass(frozen=True, slots=True)
class Unit:
    """What a unit measures, and how its values become those of the first unit of the dimension."""

    dimension: str
    factor: float
    offset: float


@dataclass(frozen=True, slots=True)
class Reach:
    """The values that a figure leaves possible, with open or closed ends."""

    low: float
    high: float
    open_low: bool = False
    open_high: bool = False

    def meets(self, other: "Reach") -> bool:
        """Whether some value is possible under both."""
        return not (_ends_before(self, other) or _ends_before(other, self))


def _ends_before(one: Reach, other: Reach) -> bool:
    if one.high == other.low:
        return one.open_high or other.open_low
    return one.high < other.low


def compare_quantities(a: Quantity, b: Quantity) -> Comparison:
    """Whether two figures can both be told of one thing; what they count is not looked at.

    Different dimensions, different currencies, and a rate beside a total give `fits` None. `fits`
    is the same whichever is given first, and true for a figure and itself.
    """
    said = f"{describe(a)} and {describe(b)}"
    if not all(map(math.isfinite, (a.low, a.high, b.low, b.high))):
        return Comparison(None, exact=False, reason=f"{said}: not figures that can be compared")
    if a.unit != b.unit and _both_money(a.unit, b.unit):
        return Comparison(None, exact=False, reason=f"two currencies: {said} may be the same sum")
    scales = _scales(a, b)
    if scales is None:
        return Comparison(None, exact=False, reason=f"{said} measure different things")
    return _compared(a, b, scales)


@cache
def _units() -> dict[str, Unit]:
    table = files("secondsource.compare").joinpath("data", "unit_dimensions.txt").read_text("utf-8")
    rows = (line.split("|") for line in table.splitlines() if line and not line.startswith("#"))
    return {
        unit.strip(): Unit(dimension.strip(), float(factor), float(offset))
        for unit, dimension, factor, offset in rows
    }


def unit_of(name: str) -> Unit:
    """The unit of a name; one that no table has is a dimension of its own."""
    return _units().get(name, Unit(name, 1.0, 0.0))


def _both_money(a: str, b: str) -> bool:
    """ISO 4217 codes are three capitals; no measure's name is."""
    return all(len(unit) == 3 and unit.isalpha() and unit.isupper() for unit in (a, b))


@dataclass(frozen=True, slots=True)
class Scale:
    """How a figure's values become comparable: `value * factor + offset`."""

    factor: float
    offset: float

    def of(self, value: float) -> float:
        """The value on the common scale."""
        return value * self.factor + self.offset


def _scales(a: Quantity, b: Quantity) -> tuple[Scale, Scale] | None:
    """Scales on which the two can be compared; None where there are none."""
    one, other = unit_of(a.unit), unit_of(b.unit)
    if one.dimension != other.dimension or not _periods_compare(a.per, b.per):
        return None
    if a.unit == b.unit and a.per == b.per:
        return Scale(1.0, 0.0), Scale(1.0, 0.0)
    return tuple(  # type: ignore[return-value]
        Scale(unit.factor / PERIODS.get(q.per, 1.0), unit.offset)
        for unit, q in ((one, a), (other, b))
    )


def _periods_compare(a: str, b: str) -> bool:
    """A rate per time is no total; what else a figure is for ("per course") may go unsaid."""
    return (a in PERIODS) == (b in PERIODS)


def _compared(a: Quantity, b: Quantity, scales: tuple[Scale, Scale]) -> Comparison:
    converted = scales[0] != scales[1]
    one, other = _reach(a, b, scales[0], converted), _reach(b, a, scales[1], converted)
    same = _ends(a, scales[0]) == _ends(b, scales[1]) or a == b
    fits = a == b or one.meets(other)
    reason = _reason(a, b, fits=fits, converted=converted, same=same)
    return Comparison(fits, exact=fits and same, reason=reason)


def _ends(figure: Quantity, scale: Scale) -> tuple[str, str]:
    """Both ends on the common scale, as far as floating point can tell them apart."""
    return f"{scale.of(figure.low):.9g}", f"{scale.of(figure.high):.9g}"


def _reach(figure: Quantity, other: Quantity, scale: Scale, converted: bool) -> Reach:
    """What a figure leaves possible: its approximation, its rounding, conversion by hand."""
    bounds = [figure.low, figure.high]
    for at, sign in ((0, -1), (1, 1)):
        value = bounds[at]
        slack = _slack(figure, other, value, converted)
        if converted:
            rate = figure.per in PERIODS and figure.per != other.per
            slack += abs(value) * (RATE_SHARE if rate else CONVERTED_SHARE)
        bounds[at] = scale.of(value + sign * slack)
    strict = not converted
    if figure.approximation in FLOORS:
        more = figure.approximation is Approximation.MORE_THAN
        return Reach(bounds[0], math.inf, open_low=strict and more)
    if figure.approximation in CEILINGS:
        less = figure.approximation is Approximation.LESS_THAN
        return Reach(-math.inf, bounds[1], open_high=strict and less)
    return Reach(bounds[0], bounds[1])


def _slack(figure: Quantity, other: Quantity, value: float, converted: bool) -> float:
    if figure.approximation is Approximation.ABOUT:
        round_slack = min(_half_step(value), ABOUT_ROUND_SHARE * abs(value))
        return max(ABOUT_SHARE * abs(value), round_slack)
    if figure.approximation is not Approximation.EXACT or figure.low != figure.high:
        return 0.0
    if not converted and not _may_round(figure, other):
        return 0.0
    return min(_half_step(value), ROUNDED_SHARE * abs(value))


def _may_round(figure: Quantity, other: Quantity) -> bool:
    """Whether a plain figure may be a rounding of the other: it is coarser, and no small count."""
    value, beside = figure.low, other.low
    if _is_small_count(value) and (_is_small_count(beside) or other.low != other.high):
        return False
    if other.approximation is Approximation.EXACT:
        return _half_step(value) > _half_step(beside)
    return abs(value) >= ROUNDED_FROM and significant_digits(value) <= 2


def _is_small_count(value: float) -> bool:
    return abs(value) < ROUNDED_FROM and value == int(value)


def significant_digits(value: float) -> int:
    """How many digits of a decimal number say something: 38,000 has 2, 2.1 has 2, 38,412 has 5."""
    digits = f"{abs(value):.12g}"
    if "e" in digits:
        digits = digits.split("e")[0]
    whole, _, part = digits.partition(".")
    plain = (whole + part).strip("0") if part else whole.strip("0")
    return max(1, len(plain.lstrip("0")))


def _half_step(value: float) -> float:
    """Half of the last significant digit's step: 500 for 38,000, 0.05 for 2.1."""
    if value == 0:
        return 0.0
    digits = significant_digits(value)
    exponent = math.floor(math.log10(abs(value))) - digits + 1
    return float(0.5 * 10.0**exponent)


def describe(figure: Quantity) -> str:
    """A figure in a few words: "about 2.1 billion EUR", "40 a day", "two weeks" as "2 weeks"."""
    number = _number(figure.low)
    if figure.high != figure.low:
        number = f"{number} to {_number(figure.high)}"
    exact = figure.approximation is Approximation.EXACT
    words = [] if exact else [str(figure.approximation.value)]
    words += [number, *([_unit_words(figure)] if figure.unit else [])]
    if figure.per:
        words += ["a" if figure.per in PERIODS else "per", figure.per]
    return " ".join(words)


PLURALS = {"foot": "feet", "inch": "inches", "century": "centuries", "percent": "percent"}


def _unit_words(figure: Quantity) -> str:
    """The unit in the number that English wants: "1 mile", "2 miles", but "2 km"."""
    unit = figure.unit
    word = len(unit) > 3 and unit.isalpha() and unit.islower()
    if not word or (figure.low == figure.high == 1):
        return unit
    return PLURALS.get(unit, f"{unit}s")


def _number(value: float) -> str:
    for size, name in ((1e12, "trillion"), (1e9, "billion"), (1e6, "million")):
        if abs(value) >= size:
            return f"{value / size:.4g} {name}"
    return f"{value:,.10g}" if abs(value) >= 1000 else f"{value:.4g}"


def _reason(a: Quantity, b: Quantity, *, fits: bool, converted: bool, same: bool) -> str:
    one, other = describe(a), describe(b)
    if not fits:
        return f"{one} is not {other}"
    if one == other:
        return f"both say {one}"
    if converted:
        sign = "is" if same or "about" in other else "is about"
        return f"{one} {sign} {other}"
    return _leeway(a, b)


def _leeway(a: Quantity, b: Quantity) -> str:
    """Which of two figures that fit leaves room for the other: the rougher for the finer."""
    rough, fine = sorted((a, b), key=lambda q: (q.approximation is Approximation.EXACT, _width(q)))
    if rough.approximation is not Approximation.EXACT:
        return f"{describe(rough)} leaves room for {describe(fine)}"
    if a.low != a.high or b.low != b.high:
        return f"{describe(a)} overlaps {describe(b)}"
    rounder, finer = sorted((a, b), key=lambda figure: significant_digits(figure.low))
    return f"{describe(rounder)} is a rounding of {describe(finer)}"


def _width(figure: Quantity) -> float:
    return figure.low - figure.high
