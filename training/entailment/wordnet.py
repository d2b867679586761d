"""WordNet's synonyms and antonyms, read from its database files (Debian: `wordnet-base`).

WordNet 3.0, Princeton University, under the WordNet licence. Only a word's most frequent sense is
looked at: two words are synonyms here if each other's first sense is one and the same.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDER = Path("/usr/share/wordnet")
KINDS = {"VERB": "verb", "NOUN": "noun", "ADJ": "adj", "ADV": "adv"}
SENSES_WITH_ANTONYMS = 2
LEMMA, POINTER_COUNT = 0, 3  # places in a line of an index file
WORD_COUNT, FIRST_WORD = 3, 4  # places in a line of a data file


@dataclass(frozen=True, slots=True)
class Sense:
    """The words of a synonym set, and for each the words that are opposed to it."""

    words: tuple[str, ...]
    opposed: tuple[tuple[str, str], ...]


def has_wordnet() -> bool:
    """Whether the database is there."""
    return (FOLDER / "index.verb").is_file()


def synonyms(lemma: str, pos: str) -> tuple[str, ...]:
    """Words that mean the same in the most frequent sense of both; `pos` as spaCy names it."""
    senses = _senses(lemma, pos)
    if not senses:
        return ()
    words = _sense(KINDS[pos], senses[0]).words
    return tuple(
        one for one in words if one != lemma and one.isalpha() and _first(one, pos) == senses[0]
    )


def antonyms(lemma: str, pos: str) -> tuple[str, ...]:
    """Words opposed to one of the first senses of a word."""
    found = [
        other
        for offset in _senses(lemma, pos)[:SENSES_WITH_ANTONYMS]
        for word, other in _sense(KINDS[pos], offset).opposed
        if word == lemma and other.isalpha()
    ]
    return tuple(dict.fromkeys(found))


def share_a_sense(one: str, other: str, pos: str) -> bool:
    """Whether two words have any sense in common."""
    return bool(set(_senses(one, pos)) & set(_senses(other, pos)))


def _first(lemma: str, pos: str) -> int | None:
    senses = _senses(lemma, pos)
    return senses[0] if senses else None


def _senses(lemma: str, pos: str) -> tuple[int, ...]:
    return _index(KINDS[pos]).get(lemma, ()) if pos in KINDS and has_wordnet() else ()


@cache
def _index(kind: str) -> dict[str, tuple[int, ...]]:
    """Of every single word the places of its senses in the data file, most frequent first."""
    found = {}
    for line in _lines(FOLDER / f"index.{kind}"):
        parts = line.split()
        if "_" not in parts[LEMMA]:
            offsets = parts[POINTER_COUNT + int(parts[POINTER_COUNT]) + 3 :]
            found[parts[LEMMA]] = tuple(map(int, offsets))
    return found


@cache
def _data(kind: str) -> dict[int, Sense]:
    lines = (line.partition("|")[0].split() for line in _lines(FOLDER / f"data.{kind}"))
    parsed = {int(parts[0]): parts for parts in lines}
    words = {offset: _words(parts) for offset, parts in parsed.items()}
    return {
        offset: Sense(words[offset], tuple(_opposed(parts, words)))
        for offset, parts in parsed.items()
    }


def _sense(kind: str, offset: int) -> Sense:
    return _data(kind)[offset]


def _words(parts: list[str]) -> tuple[str, ...]:
    count = int(parts[WORD_COUNT], 16)
    every = parts[FIRST_WORD : FIRST_WORD + 2 * count : 2]
    return tuple(one.partition("(")[0].lower() for one in every)


def _opposed(parts: list[str], words: dict[int, tuple[str, ...]]) -> Iterator[tuple[str, str]]:
    offset, place = int(parts[0]), FIRST_WORD + 2 * int(parts[WORD_COUNT], 16)
    for at in range(place + 1, place + 1 + 4 * int(parts[place]), 4):
        mark, other, _, ends = parts[at : at + 4]
        if mark == "!" and int(other) in words:
            source, target = int(ends[:2], 16), int(ends[2:], 16)
            yield words[offset][source - 1], words[int(other)][target - 1]


def _lines(path: Path) -> Iterator[str]:
    with path.open(encoding="utf-8") as file:
        yield from (line for line in file if not line.startswith("  "))
