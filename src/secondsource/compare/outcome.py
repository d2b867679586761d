"""Outcomes: it happened, it did not."""

from secondsource.compare.claims import Statement
from secondsource.compare.difference import Difference
from secondsource.compare.matter import Matter
from secondsource.compare.opposites import opposed
from secondsource.compare.order import came_true
from secondsource.records.layers import Polarity
from secondsource.records.story import Kind, Relation

LIKE_ENOUGH = 0.6


def compare_outcomes(a: Statement, b: Statement, matter: Matter) -> Difference | None:
    """A conflict if one denies what the other affirms; an update if it came true since."""
    if matter.score < LIKE_ENOUGH or matter.rank > 0 or a.claim.speaker and b.claim.speaker:
        return None
    reason = _denial(a, b)
    if reason is None:
        return None
    relation = Relation.UPDATE if came_true(a, b) else Relation.CONFLICT
    return Difference(Kind.OUTCOME, relation, (a.claim.text, b.claim.text), reason)


def _denial(a: Statement, b: Statement) -> str | None:
    contrary = opposed(a.claim.predicate, b.claim.predicate)
    same_polarity = a.claim.polarity == b.claim.polarity
    if contrary and same_polarity:
        return f"“{a.claim.predicate}” and “{b.claim.predicate}” cannot both be true"
    if not contrary and not same_polarity:
        denies = "the first" if a.claim.polarity == Polarity.DENIED else "the second"
        return f"{denies} denies what the other affirms"
    return None
