"""Dates: another day or time for the same event."""

from secondsource.compare.claims import Statement
from secondsource.compare.date_comparison import compare_times
from secondsource.compare.difference import Difference
from secondsource.compare.matter import Matter
from secondsource.compare.order import is_ahead
from secondsource.records.layers import Precision, Time
from secondsource.records.story import Kind, Relation

LIKE_ENOUGH = 0.45
FINE = frozenset({Precision.MINUTE, Precision.HOUR, Precision.DAY_PART, Precision.DAY})


def compare_dates(a: Statement, b: Statement, matter: Matter) -> Difference | None:
    """A conflict if both tell when the same thing happened, and no two of the times fit."""
    if matter.score < LIKE_ENOUGH or not matter.mutual or not a.common & b.common:
        return None
    if is_ahead(a) != is_ahead(b) or a.affirms != b.affirms:
        return None
    one, other = _when(a), _when(b)
    if not one or not other:
        return None
    comparisons = [compare_times(x, y) for x in one for y in other]
    if any(comparison.fits is not False for comparison in comparisons):
        return None
    values = a.words(one[0]), b.words(other[0])
    return Difference(Kind.DATE, Relation.CONFLICT, values, comparisons[0].reason)


def _when(statement: Statement) -> list[Time]:
    return [time for time in statement.claim.times if time.precision in FINE]
