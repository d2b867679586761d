"""Objects: another thing was bought, hit, promised."""

from secondsource.compare.claims import Statement
from secondsource.compare.difference import Difference
from secondsource.compare.matter import Matter
from secondsource.records.story import Kind, Relation

LIKE_ENOUGH = 0.62


def compare_objects(a: Statement, b: Statement, matter: Matter) -> Difference | None:
    """A conflict if the same was done by or to the same, but with two unlike things."""
    if matter.score < LIKE_ENOUGH or not matter.mutual:
        return None
    one, other = a.claim.object, b.claim.object
    if not one or not other or not _same_count(a, b):
        return None
    if a.object_head == b.object_head or a.object_head in b.lemmas or b.object_head in a.lemmas:
        return None
    return Difference(
        Kind.OBJECT, Relation.CONFLICT, (one, other), f"one says {one}, the other {other}"
    )


def _same_count(a: Statement, b: Statement) -> bool:
    """Whether both count their object and count it alike: "four radars", "four ambulances"."""
    counts = (
        {
            q.low
            for q in s.claim.quantities
            if not q.unit and s.clause.object and s.clause.object.overlaps(q)
        }
        for s in (a, b)
    )
    one, other = counts
    return bool(one & other)
