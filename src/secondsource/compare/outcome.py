"""Outcomes and status: it happened or it did not; it is done, or still to come."""

from secondsource.compare.claims import Statement
from secondsource.compare.difference import Difference
from secondsource.compare.ground import contrary_cues, same_argument, same_verb
from secondsource.compare.matter import Matter
from secondsource.compare.order import came_true, is_ahead, later
from secondsource.compare.word_lists import negatives, state_changes
from secondsource.records.story import Kind, Relation

LIKE_ENOUGH = 0.52
CLOSE_IN_MEANING = 0.6
# That something is or has something is not what another verb denies of it.
SAYS_LITTLE = frozenset({"be", "have"})


def compare_outcomes(a: Statement, b: Statement, matter: Matter) -> Difference | None:
    """A conflict if one denies what the other affirms; an update if it came true since."""
    if matter.score < LIKE_ENOUGH or not matter.mutual or a.direct or b.direct:
        return None
    if any(q.high == 0 for s in (a, b) for q in s.claim.quantities):
        return None  # "zero percent" and "no" deny alike
    reason = _denial(a, b, matter)
    if reason is None:
        return None
    pending = a.pending or b.pending
    overtaken = came_true(a, b) or (pending and _pending_first(a, b)) or _changed(a, b)
    relation = Relation.UPDATE if overtaken else Relation.CONFLICT
    kind = Kind.STATUS if pending or is_ahead(a) != is_ahead(b) else Kind.OUTCOME
    return Difference(kind, relation, (a.claim.text, b.claim.text), reason)


def _denial(a: Statement, b: Statement, matter: Matter) -> str | None:
    """Why one denies the other: contrary predicates of the same, or the same denied."""
    contrary = next(contrary_cues(a, b), None)
    if contrary and a.claim.polarity == b.claim.polarity and same_argument(a, b):
        return f"“{contrary[0]}” and “{contrary[1]}” cannot both be true"
    denied = a.affirms != b.affirms and a.claim.polarity != b.claim.polarity
    if denied and not contrary and _same_thing(a, b, matter):
        return "one denies what the other affirms"
    return None


def _same_thing(a: Statement, b: Statement, matter: Matter) -> bool:
    """Whether both speak of one thing: the same verb, or a subject or object in common.

    A name in common is not enough: of one person or country many things are told.
    """
    if a.claim.predicate != b.claim.predicate:
        # "did not close" denies "closed"; beside another verb a negative in common tells nothing.
        if negatives() & a.common & b.common:
            return False
        if SAYS_LITTLE & {a.claim.predicate, b.claim.predicate}:
            return False
    heads = [{s.subject_head, s.object_head} & s.common for s in (a, b)]
    loosely = bool(heads[0] & b.common or heads[1] & a.common)
    if a.pending or b.pending:  # rare and telling: "has not been signed yet"
        return loosely or (bool(a.named & b.named) and same_verb(a, b))
    if a.claim.predicate == b.claim.predicate:
        return same_argument(a, b) or loosely
    return loosely and matter.meaning >= CLOSE_IN_MEANING


def _changed(a: Statement, b: Statement) -> bool:
    """Whether a state was ended by the later news: closed, then open again."""
    if later(a, b) is None:
        return False
    return any({*pair} & state_changes() for pair in contrary_cues(a, b))


def _pending_first(a: Statement, b: Statement) -> bool:
    if a.published is None or b.published is None:
        return False
    return (a.pending and a.published < b.published) or (b.pending and b.published < a.published)
