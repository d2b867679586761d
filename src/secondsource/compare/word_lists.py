"""Tables of general English that comparators use, read once from their files."""

from collections.abc import Iterator
from functools import cache
from importlib.resources import files


@cache
def negatives() -> frozenset[str]:
    """Lemmas that deny by themselves: "decline", "undetectable"."""
    return frozenset(_lines("negatives.txt"))


@cache
def families() -> dict[str, str]:
    """For a counted thing the family of things that reports use for one another."""
    rows = (line.partition("\t") for line in _lines("counted.txt"))
    return {word: family for family, _, words in rows for word in words.split()}


@cache
def verb_families() -> dict[str, str]:
    """For a verb, or the noun of one, the first word of its family."""
    rows = (line.split() for line in _lines("verbs.txt"))
    found: dict[str, str] = {}
    for words in rows:
        for word in words:
            found.setdefault(word.replace("_", " "), words[0])
    return found


@cache
def opposites() -> dict[str, frozenset[str]]:
    """For each predicate those that deny it; a predicate of two words is joined by a space."""
    found: dict[str, set[str]] = {}
    for line in _lines("opposites.txt"):
        sides = [[w.replace("_", " ") for w in side.split()] for side in line.split("\t")]
        for one, other in (sides, reversed(sides)):
            for word in one:
                found.setdefault(word, set()).update(other)
    return {word: frozenset(others) for word, others in found.items()}


def opposed(one: str, other: str) -> bool:
    """Whether one predicate denies the other."""
    return other in opposites().get(one, frozenset())


@cache
def countries() -> frozenset[str]:
    """Countries and regions, in lower case: where towns are."""
    return frozenset(_lines("countries.txt"))


@cache
def state_changes() -> frozenset[str]:
    """Predicates that end the state they deny: a road closed may be open later."""
    return frozenset(_lines("state_changes.txt"))


def _lines(name: str) -> Iterator[str]:
    table = files("secondsource.compare").joinpath("data", name).read_text(encoding="utf-8")
    return (line for line in table.splitlines() if line and not line.startswith("#"))
