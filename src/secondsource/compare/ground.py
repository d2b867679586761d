"""Common ground: what two statements must share before a difference between them means anything."""

from collections.abc import Iterator

from secondsource.compare.claims import LIGHT, Statement
from secondsource.compare.date_comparison import compare_times
from secondsource.compare.word_lists import converses, opposed, verb_families

STEM = 5  # letters in which "inspect" and "inspection" are the same


def stems(statement: Statement) -> frozenset[str]:
    """The common words of a statement, each as `stem` gives it."""
    return frozenset(stem(word) for word in {*statement.common, statement.claim.predicate} - LIGHT)


def stem(word: str) -> str:
    """What different forms of a word share: its family's name, else its first letters."""
    return verb_families().get(word, word[:STEM])


def shared(a: Statement, b: Statement) -> int:
    """How many common words two statements share, whatever their form."""
    return len(stems(a) & stems(b))


def same_verb(a: Statement, b: Statement) -> bool:
    """Whether the verb of one stands in the other, as a verb or not: "inspected", "inspection"."""
    one, other = stem(a.claim.predicate), stem(b.claim.predicate)
    return one == other or one in stems(b) or other in stems(a)


def same_argument(a: Statement, b: Statement) -> bool:
    """Whether the verbs share a subject or object: a thing in common, or a name as the subject."""
    ours, theirs = ({s.subject_head, s.object_head} & s.common for s in (a, b))
    if ours & theirs:
        return True
    subjects = ({name for name in s.named if name in s.claim.subject} for s in (a, b))
    one, other = subjects
    return bool(one & other)


def same_time(a: Statement, b: Statement) -> bool:
    """Whether a time of one fits a time of the other."""
    return any(compare_times(x, y).fits for x in a.claim.times for y in b.claim.times)


def contrary_cues(a: Statement, b: Statement) -> Iterator[tuple[str, str]]:
    """Pairs of a cue of one and a cue of the other that deny each other, in a fixed order."""
    pairs = ((x, y) for x in sorted(a.cues) for y in sorted(b.cues) if opposed(x, y))
    return (pair for pair in pairs if frozenset(pair) not in converses())  # sold it, bought it
