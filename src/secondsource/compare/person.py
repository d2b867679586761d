"""Persons: another one did it or said it."""

import re

from secondsource.compare.claims import Statement
from secondsource.compare.difference import Difference
from secondsource.compare.ground import same_verb, shared
from secondsource.compare.matter import Matter
from secondsource.compare.speech import same_person
from secondsource.records.story import Kind, Relation

LIKE_ENOUGH, SURE = 0.52, 0.7
ENOUGH = 2  # common words to share, the verb among them
BARE, ENOUGH_IF_BARE = 0.65, 1  # where what is left without the names is much the same
# "It was he who …" says of one person what it denies of all others.
CLEFT = re.compile(r"it (?:was|is) s?he\b", re.IGNORECASE)


def compare_persons(a: Statement, b: Statement, matter: Matter) -> Difference | None:
    """A conflict if the same is told of two different people, and each names only the one."""
    if matter.score < LIKE_ENOUGH or not matter.mutual or a.direct or b.direct:
        return None
    if (bodies := _bodies(a, b, matter)) is not None:
        return bodies
    if len(a.claim.people) != 1 or len(b.claim.people) != 1:
        return None
    enough = ENOUGH_IF_BARE if matter.bare >= BARE else ENOUGH
    if shared(a, b) < enough or not same_verb(a, b):
        return None
    if _is_guess(a) or _is_guess(b):
        return None
    one, other = a.claim.people[0], b.claim.people[0]
    if same_person(one, other):
        return None
    return Difference(
        Kind.PERSON, Relation.CONFLICT, (one, other), f"one says {one}, the other {other}"
    )


def _is_guess(statement: Statement) -> bool:
    """Whether the person is not named in the clause but meant by a pronoun in passing."""
    words = statement.words(statement.clause)
    return statement.claim.people[0].split()[-1] not in words and not CLEFT.match(words)


def _bodies(a: Statement, b: Statement, matter: Matter) -> Difference | None:
    """The same for any two names as subjects: one firm or the other won the contract."""
    if matter.score < SURE or a.claim.predicate != b.claim.predicate:
        return None
    if not a.object_head or a.object_head != b.object_head or a.object_head not in a.common:
        return None
    names = [sorted(n for n in s.named - {*s.claim.places} if n in s.claim.subject) for s in (a, b)]
    if any(len(found) != 1 for found in names) or names[0][0] in b.named or names[1][0] in a.named:
        return None
    one, other = names[0][0], names[1][0]
    if same_person(one, other):
        return None
    return Difference(
        Kind.PERSON, Relation.CONFLICT, (one, other), f"one says {one}, the other {other}"
    )
