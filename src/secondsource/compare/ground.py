"""Common ground: what two statements must share before a difference between them means anything."""

from secondsource.compare.claims import Statement

STEM = 5  # letters in which "inspect" and "inspection" are the same


def stems(statement: Statement) -> frozenset[str]:
    """The common words of a statement, cut to the letters that their forms share."""
    return frozenset(word[:STEM] for word in statement.common)


def shared(a: Statement, b: Statement) -> int:
    """How many common words two statements share, whatever their form."""
    return len(stems(a) & stems(b))


def same_verb(a: Statement, b: Statement) -> bool:
    """Whether the verb of one stands in the other, as a verb or not: "inspected", "inspection"."""
    one, other = a.claim.predicate[:STEM], b.claim.predicate[:STEM]
    return one == other or one in stems(b) or other in stems(a)


def same_argument(a: Statement, b: Statement) -> bool:
    """Whether the verbs share a subject or object: a thing in common, or a name as the subject."""
    ours, theirs = ({s.subject_head, s.object_head} & s.common for s in (a, b))
    if ours & theirs:
        return True
    subjects = ({name for name in s.named if name in s.claim.subject} for s in (a, b))
    one, other = subjects
    return bool(one & other)
