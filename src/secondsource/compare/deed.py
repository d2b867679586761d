"""Deeds of two reports: what the one denies, the other tells as done.

Drafts are held to more: of reports, one may tell what came later, or of another of several.
"""

from secondsource.compare.claims import Statement
from secondsource.compare.deed_comparison import deed_differences
from secondsource.compare.deeds import Deed
from secondsource.compare.difference import Difference
from secondsource.compare.matter import Matter
from secondsource.compare.order import came_true, is_ahead
from secondsource.compare.truth import Mode
from secondsource.records.story import Kind, Relation

LIKE_ENOUGH = 0.55


def compare_deeds_told(a: Statement, b: Statement, matter: Matter) -> Difference | None:
    """A conflict if a deed that one tells is denied by the other; an update if not done yet."""
    if matter.score < LIKE_ENOUGH or not matter.mutual or a.direct or b.direct:
        return None
    found = (
        why
        for mine, theirs, why in deed_differences(a, b)
        if why.kind is Kind.OUTCOME and _is_told(mine) and _is_told(theirs)
        if mine.truth.mode is theirs.truth.mode
    )
    why = next(found, None)
    if why is None:
        return None
    pending = a.pending or b.pending or is_ahead(a) or is_ahead(b)
    update = came_true(a, b) or (pending and a.published != b.published)
    relation = Relation.UPDATE if update else Relation.CONFLICT
    return Difference(why.kind, relation, (a.claim.text, b.claim.text), why.reason)


def _is_told(deed: Deed) -> bool:
    """Whether a report tells the deed itself: not what describes something, or may come about."""
    return deed.main and deed.truth.mode is not Mode.OPEN
