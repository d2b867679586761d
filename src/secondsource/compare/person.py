"""Persons: another one did it or said it."""

from secondsource.compare.claims import Statement
from secondsource.compare.difference import Difference
from secondsource.compare.ground import same_verb, shared
from secondsource.compare.matter import Matter
from secondsource.compare.speech import same_person
from secondsource.records.story import Kind, Relation

LIKE_ENOUGH = 0.52
ENOUGH = 2  # common words to share, the verb among them
SURE_OF_A_GUESS = 0.75


def compare_persons(a: Statement, b: Statement, matter: Matter) -> Difference | None:
    """A conflict if the same is told of two different people, and each names only the one."""
    if matter.score < LIKE_ENOUGH or not matter.mutual or a.direct or b.direct:
        return None
    if len(a.claim.people) != 1 or len(b.claim.people) != 1:
        return None
    if shared(a, b) < ENOUGH or not same_verb(a, b):
        return None
    if (_is_guess(a) or _is_guess(b)) and matter.score < SURE_OF_A_GUESS:
        return None
    one, other = a.claim.people[0], b.claim.people[0]
    if same_person(one, other):
        return None
    return Difference(
        Kind.PERSON, Relation.CONFLICT, (one, other), f"one says {one}, the other {other}"
    )


def _is_guess(statement: Statement) -> bool:
    """Whether the person is not named in the clause but meant by a pronoun."""
    surname = statement.claim.people[0].split()[-1]
    return surname not in statement.words(statement.clause)
