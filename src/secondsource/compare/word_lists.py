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
            found.setdefault(word.replace("_", " "), words[0].replace("_", " "))
    return found


@cache
def governors() -> dict[str, str]:
    """For a word that governs a verb, what it makes of the deed: "so", "not", "ahead" …"""
    rows = (line.split("\t") for line in _lines("governors.txt"))
    return {word.replace("_", " "): effect for effect, words in rows for word in words.split()}


@cache
def ordinals() -> dict[str, int]:
    """For "first" and "1st" the rank that they stand for."""
    rows = enumerate(_lines("ordinals.txt"), 1)
    return {word: rank for rank, words in rows for word in words.split()}


@cache
def parties() -> dict[str, frozenset[int]]:
    """For a noun that stands for somebody who speaks, the parties that it may be of."""
    found: dict[str, set[int]] = {}
    for number, line in enumerate(_lines("parties.txt")):
        for word in line.split():
            found.setdefault(word.replace("_", " "), set()).add(number)
    return {word: frozenset(numbers) for word, numbers in found.items()}


@cache
def words_of(name: str) -> frozenset[str]:
    """The words of a plain list, one a line."""
    return frozenset(word.replace("_", " ") for word in _lines(name))


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
    """Whether one predicate denies the other, or the word for its family does."""
    family, against = verb_families(), opposites()
    return other in against.get(one, frozenset()) or (
        family.get(other, other) in against.get(family.get(one, one), frozenset())
    )


@cache
def converses() -> frozenset[frozenset[str]]:
    """Pairs of deeds that are one seen from either side: "buy" and "sell"."""
    return frozenset(frozenset(line.split("\t")) for line in _lines("converses.txt"))


@cache
def _things() -> dict[str, tuple[frozenset[str], frozenset[str]]]:
    """For a concrete noun, the words next to it in meaning, and what it is a kind of."""
    rows = (line.split("\t") for line in _lines("things.txt"))
    return {noun: (frozenset(near.split()), frozenset(far.split())) for noun, near, far in rows}


def unlike(one: str, other: str) -> bool:
    """Whether two concrete nouns cannot mean one thing: a frog is no snake, but a ship a vessel.

    Nouns that the table lacks, or that share a near word, may.
    """
    if one == other or one not in _things() or other not in _things():
        return False
    if families().get(one, one) == families().get(other, other):
        return False
    (near, far), (next_to, wide) = _things()[one], _things()[other]
    return not (other in near | far or one in next_to | wide or near & next_to)


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
