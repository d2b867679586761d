"""Status: planned, agreed, refused, done."""

from secondsource.compare.claims import Statement
from secondsource.compare.difference import Difference
from secondsource.compare.matter import Matter
from secondsource.compare.order import came_true, is_ahead
from secondsource.records.story import Kind, Relation

LIKE_ENOUGH = 0.62


def compare_statuses(a: Statement, b: Statement, matter: Matter) -> Difference | None:
    """An update if what was ahead is now done; a conflict if it is ahead for the later report."""
    if matter.score < LIKE_ENOUGH or not matter.mutual or is_ahead(a) == is_ahead(b):
        return None
    if a.claim.speaker or b.claim.speaker:
        return None
    relation = Relation.UPDATE if came_true(a, b) else Relation.CONFLICT
    values = f"{a.claim.status}: {a.claim.text}", f"{b.claim.status}: {b.claim.text}"
    return Difference(
        Kind.STATUS,
        relation,
        values,
        f"{a.claim.status} for the one, {b.claim.status} for the other",
    )
