"""Persons: another one did it or said it."""

from secondsource.compare.claims import Statement
from secondsource.compare.difference import Difference
from secondsource.compare.matter import Matter
from secondsource.compare.speech import same_person
from secondsource.records.story import Kind, Relation

LIKE_ENOUGH = 0.52


def compare_persons(a: Statement, b: Statement, matter: Matter) -> Difference | None:
    """A conflict if the same is told of two different people, and each names only the one."""
    if matter.score < LIKE_ENOUGH or not matter.mutual or a.direct or b.direct:
        return None
    if len(a.claim.people) != 1 or len(b.claim.people) != 1 or not a.lemmas & b.lemmas:
        return None
    one, other = a.claim.people[0], b.claim.people[0]
    if same_person(one, other):
        return None
    return Difference(
        Kind.PERSON, Relation.CONFLICT, (one, other), f"one says {one}, the other {other}"
    )
