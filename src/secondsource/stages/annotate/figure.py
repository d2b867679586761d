"""What a figure is before it is known what it counts: a number with its unit."""

from dataclasses import dataclass

from secondsource.records.evidence import Span

DURATIONS = frozenset(
    ("second", "minute", "hour", "day", "night", "weekend", "week", "fortnight", "month")
    + ("quarter", "year", "decade", "century")
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
