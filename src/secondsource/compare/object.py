"""Objects: another thing was bought, hit, promised."""

import re

from secondsource.compare.claims import Statement
from secondsource.compare.difference import Difference
from secondsource.compare.matter import Matter
from secondsource.compare.number import PEOPLE as COUNTED_PEOPLE
from secondsource.compare.word_lists import families
from secondsource.records.story import Kind, Relation

LIKE_ENOUGH = 0.62
# Nouns of people by their endings.
PEOPLE = re.compile(r"(?:er|or|ist|ant|ent|man|men|ian|force|personnel|crowd|team|group|people)$")


def compare_objects(a: Statement, b: Statement, matter: Matter) -> Difference | None:
    """A conflict if the same was done, but with or to two unlike things."""
    if matter.score < LIKE_ENOUGH or not matter.mutual or a.direct or b.direct:
        return None
    if a.affirms != b.affirms:
        return None
    if a.claim.predicate == b.claim.predicate and _same(a.object_head, b) and _things(a, b):
        values = a.claim.subject, b.claim.subject
        heads = a.subject_head, b.subject_head
    elif _same(a.subject_head, b) and _same_count(a, b) and not _people(a, b):
        values = a.claim.object, b.claim.object
        heads = a.object_head, b.object_head
    else:
        return None
    if heads[0] not in a.common - b.lemmas or heads[1] not in b.common - a.lemmas:
        return None
    if _named(a, b, values):
        return None
    reason = f"one says {values[0]}, the other {values[1]}"
    return Difference(Kind.OBJECT, Relation.CONFLICT, values, reason)


def _things(a: Statement, b: Statement) -> bool:
    """Whether neither subject is people: gunmen and militants may be the same."""
    return not any(PEOPLE.search(s.subject_head) or s.subject_head in families() for s in (a, b))


def _people(a: Statement, b: Statement) -> bool:
    """Whether both objects are people: forty demonstrators are forty people."""
    return all(families().get(s.object_head) in COUNTED_PEOPLE for s in (a, b))


def _same(head: str, statement: Statement) -> bool:
    return bool(head) and head in statement.lemmas


def _named(a: Statement, b: Statement, values: tuple[str, str]) -> bool:
    """Whether a name stands in a value: then it is for the comparators of names."""
    return any(n in values[0] for n in a.named) or any(n in values[1] for n in b.named)


def _same_count(a: Statement, b: Statement) -> bool:
    """Whether both count their object, and alike: "four radars", "four ambulances"."""
    one, other = _counts(a), _counts(b)
    return bool(one & other)


def _counts(statement: Statement) -> frozenset[float]:
    thing = statement.clause.object
    if thing is None:
        return frozenset()
    counted = (q for q in statement.claim.quantities if not q.unit and thing.overlaps(q))
    return frozenset(q.low for q in counted)
