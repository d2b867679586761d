"""Persons: another one did it or said it."""

from secondsource.compare.claims import Statement
from secondsource.compare.difference import Difference
from secondsource.compare.matter import Matter
from secondsource.compare.speech import same_person
from secondsource.records.story import Kind, Relation

LIKE_ENOUGH = 0.5


def compare_persons(a: Statement, b: Statement, matter: Matter) -> Difference | None:
    """A conflict if the same is told of two different people, neither of whom the other names."""
    if matter.score < LIKE_ENOUGH or matter.rank > 0 or not (a.doers and b.doers):
        return None
    if a.claim.speaker or b.claim.speaker:
        return None
    one, other = sorted(a.doers)[0], sorted(b.doers)[0]
    people = set(a.claim.people) | a.doers, set(b.claim.people) | b.doers
    if any(same_person(x, y) for x in people[0] for y in people[1]):
        return None
    return Difference(
        Kind.PERSON, Relation.CONFLICT, (one, other), f"one says {one}, the other {other}"
    )
