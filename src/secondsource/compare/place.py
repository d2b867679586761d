"""Places: the same thing put in different places."""

import re

from secondsource.compare.claims import Statement
from secondsource.compare.difference import Difference
from secondsource.compare.ground import same_time, same_verb, shared
from secondsource.compare.matter import Matter
from secondsource.compare.word_lists import countries
from secondsource.records.story import Kind, Relation

LIKE_ENOUGH = 0.45
WIDE = re.compile(
    r"\b(?:County|Region|Province|State|District|Coast|Valley|Gulf|Sea|Strait|Bay|Island|Islands"
    r"|North|South|East|West|Northern|Southern|Eastern|Western|Central)\b"
)
# Long statements and lists of places put many things in many places.
MOST_PLACES, SHORT = 2, 17
ENOUGH, ENOUGH_AT_ONE_TIME = 2, 0  # common words to share


def compare_places(a: Statement, b: Statement, matter: Matter) -> Difference | None:
    """A conflict if each puts the same thing in a place that the other does not name."""
    if matter.score < LIKE_ENOUGH or matter.rank > 0 or a.direct or b.direct:
        return None
    enough = ENOUGH_AT_ONE_TIME if same_time(a, b) else ENOUGH
    if shared(a, b) < enough or not (matter.mutual or same_verb(a, b)):
        return None
    if not all(len(s.claim.places) <= MOST_PLACES and len(s.lemmas) <= SHORT for s in (a, b)):
        return None
    one, other = a.located - b.named, b.located - a.named
    if not one or not other or a.located & b.located:
        return None
    values = ", ".join(sorted(one)), ", ".join(sorted(other))
    if _part_of(values[0], values[1]) or _town_and_country(one, other):
        return None
    return Difference(
        Kind.PLACE, Relation.CONFLICT, values, f"one says {values[0]}, the other {values[1]}"
    )


def _town_and_country(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether one may lie in the other: a region, or a country beside a town."""
    if any(WIDE.search(name) for name in one | other):
        return True
    wide = [any(name.lower() in countries() for name in names) for names in (one, other)]
    return wide[0] != wide[1]


def _part_of(one: str, other: str) -> bool:
    return one in other or other in one
