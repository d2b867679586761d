"""All figures and times of the reports: whether a draft has one that nothing in them fits."""

from collections.abc import Iterable, Sequence

from secondsource.compare.date_comparison import compare_times
from secondsource.compare.number import speaks_to
from secondsource.compare.number_comparison import compare_quantities
from secondsource.records.evidence import Span
from secondsource.records.layers import Quantity, Time

COUNTED = 1.0  # "one" is as often a word as a figure


class Values:
    """The values that stand anywhere in the reports, each kept once."""

    def __init__(self, quantities: Iterable[Quantity], times: Iterable[Time]) -> None:
        self._quantities = {
            (q.low, q.high, q.unit, q.approximation, q.per): q for q in quantities
        }.values()
        self._numbers = {(q.low, q.high) for q in self._quantities}
        self._times = {(t.first, t.last, t.precision): t for t in times}.values()

    def missing(self, quantities: Sequence[Quantity], times: Sequence[Time]) -> Span | None:
        """The first figure or time that fits none of the reports'; None if all fit some."""
        figures: Iterable[Span] = (q for q in quantities if not self._has_figure(q))
        moments: Iterable[Span] = (t for t in times if not self._has_time(t))
        return min((*figures, *moments), default=None, key=lambda span: span.start)

    def _has_figure(self, mine: Quantity) -> bool:
        # An age may be "29" here and "29-year-old" there: the same number is enough.
        if mine.high <= COUNTED or (mine.low, mine.high) in self._numbers:
            return True
        return any(
            speaks_to(mine, q) or (mine.unit == q.unit and compare_quantities(mine, q).fits is None)
            for q in self._quantities
        )

    def _has_time(self, mine: Time) -> bool:
        return any(compare_times(mine, time).fits is not False for time in self._times)
