"""Numbers: figures for the same measure that do not fit together."""

from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from secondsource.compare.claims import Statement
from secondsource.compare.difference import Difference
from secondsource.compare.matter import Matter
from secondsource.compare.number_comparison import compare_quantities
from secondsource.compare.order import later
from secondsource.records.layers import Approximation, Quantity
from secondsource.records.story import Kind, Relation

LIKE_ENOUGH = 0.55  # score from which two figures of like things are of one measure
FLOORS = frozenset({Approximation.AT_LEAST, Approximation.MORE_THAN})


def compare_numbers(a: Statement, b: Statement, matter: Matter) -> Difference | None:
    """A conflict, or an update of a tally that grows, if no figures of the like thing fit."""
    if matter.score < LIKE_ENOUGH:
        return None
    for one, other in _same_measure(a, b):
        comparison = compare_quantities(one, other)
        if comparison.fits is not False or _fits_another(one, b) or _fits_another(other, a):
            continue
        grown = _grown(a, b, one, other)
        relation = Relation.UPDATE if grown else Relation.CONFLICT
        reason = (
            f"{comparison.reason}; the later figure is a tally that grew"
            if grown
            else comparison.reason
        )
        return Difference(Kind.NUMBER, relation, (a.words(one), b.words(other)), reason)
    return None


def _same_measure(a: Statement, b: Statement) -> Iterator[tuple[Quantity, Quantity]]:
    """Figures of one measure: same unit, or counts of the same or a like thing."""
    for one in a.claim.quantities:
        for other in b.claim.quantities:
            if alike(one, other):
                yield one, other


def alike(one: Quantity, other: Quantity) -> bool:
    """Whether two figures can be of one measure, by unit and by what they count."""
    if bool(one.unit) != bool(other.unit):
        return False
    if one.unit:
        return (
            not (one.of and other.of) or one.of == other.of or _family(one.of) == _family(other.of)
        )
    return bool(one.of) and (one.of == other.of or _family(one.of) == _family(other.of))


def _fits_another(quantity: Quantity, statement: Statement) -> bool:
    """Whether another figure of the statement says the same: "15 of the 40", "40"."""
    return any(
        alike(quantity, other) and compare_quantities(quantity, other).fits
        for other in statement.claim.quantities
    )


def _grown(a: Statement, b: Statement, one: Quantity, other: Quantity) -> bool:
    last = later(a, b)
    if last is None:
        return False
    new, old = (one, other) if last is a else (other, one)
    counts_up = old.approximation in FLOORS or _family(old.of) in ("victims", "tally")
    return counts_up and new.low > old.low


@cache
def _families() -> dict[str, str]:
    table = files("secondsource.compare").joinpath("data", "counted.txt")
    found = {}
    for line in table.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            family, _, words = line.partition("\t")
            found.update(dict.fromkeys(words.split(), family))
    return found


def _family(of: str) -> str:
    """The family of a counted thing, itself if it has none."""
    return _families().get(of, of)
