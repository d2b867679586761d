"""Status: planned, agreed, refused, done."""

from secondsource.compare.claims import Statement
from secondsource.compare.difference import Difference
from secondsource.compare.ground import same_argument, same_verb
from secondsource.compare.matter import Matter
from secondsource.compare.order import came_true, is_ahead
from secondsource.records.layers import Status
from secondsource.records.story import Kind, Relation

LIKE_ENOUGH = 0.52


def compare_statuses(a: Statement, b: Statement, matter: Matter) -> Difference | None:
    """An update if what was ahead is now done; a conflict if it is ahead for the later report."""
    if matter.score < LIKE_ENOUGH or not matter.mutual or is_ahead(a) == is_ahead(b):
        return None
    done = b if is_ahead(a) else a
    if not done.past or a.direct or b.direct or not _same_deed(a, b):
        return None
    relation = Relation.UPDATE if came_true(a, b) else Relation.CONFLICT
    values = f"{_state(a)}: {a.claim.text}", f"{_state(b)}: {b.claim.text}"
    reason = f"{_state(a)} for the one, {_state(b)} for the other"
    return Difference(Kind.STATUS, relation, values, reason)


def _same_deed(a: Statement, b: Statement) -> bool:
    """Whether both speak of one deed: the same verb, with the same thing or name."""
    return same_verb(a, b) and same_argument(a, b)


def _state(statement: Statement) -> str:
    status = statement.claim.status
    return Status.PLANNED if status is Status.DONE and is_ahead(statement) else status
