"""Makes compare/data/things.txt: concrete nouns and what else the thing may be called.

From WordNet 3.0 as Debian packs it (`apt-get install wordnet-base`), for nouns that the encoder's
vocabulary has as one word, that is: frequent ones.

    python training/thing_words.py /usr/share/wordnet src/secondsource/compare/data/things.txt
"""

import argparse
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

TOKENIZER = Path("src/secondsource/models/data/encoder/tokenizer.json")
# Lexicographer files: animals, artefacts, bodies, food, natural objects, plants, substances.
CONCRETE = frozenset({"05", "06", "08", "13", "17", "20", "27"})
PERSON = "18"
SENSES = 3  # of a noun's senses, the most frequent first, so many are looked at
FEWEST_CONCRETE = 0.4  # share of a noun's uses that must be of a thing
SHORTEST = 3
# Kinds so wide that everything is one.
WIDEST = frozenset(
    {"entity", "physical_entity", "object", "whole", "artifact", "artefact", "instrumentality"}
    | {"instrumentation", "matter", "substance", "thing", "unit", "abstraction", "part", "portion"}
    | {"relation", "living_thing", "organism", "being", "physical_object", "chordate", "vertebrate"}
    | {"placental", "eutherian", "causal_agent", "cause", "body_part", "attribute", "group"}
    | {"piece", "material", "stuff", "component", "component_part", "constituent", "article"}
    | {"creation", "item"}
)
HEADER = """\
# Concrete nouns, and what else the thing may be called: noun, tab, words next to it in meaning
# (synonyms and the nearest kind), tab, wider kinds. Two nouns that meet in none of these name two
# things. Frequent words only. Made by training/thing_words.py from WordNet 3.0, Copyright 2006 by
# Princeton University, whose licence stands in NOTICE.
"""


@dataclass(frozen=True, slots=True)
class Sense:
    """One synset: its lexicographer file, its words, and the synsets that it is a kind of."""

    file: str
    words: frozenset[str]
    kinds: tuple[str, ...]


def main() -> None:
    """Write the table."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("wordnet", type=Path)
    arguments.add_argument("table", type=Path)
    given = arguments.parse_args()
    frequent = _frequent_words()
    senses = dict(_senses(given.wordnet / "data.noun"))
    counts = _counts(given.wordnet / "cntlist.rev")
    rows = (
        _row(noun, [senses[o] for o in offsets], senses, frequent)
        for noun, offsets in _nouns(given.wordnet / "index.noun")
        if noun in frequent and _is_thing([senses[o] for o in offsets], counts, noun)
    )
    kept = sorted(row for row in rows if row.split("\t", 1)[1].strip())
    given.table.write_text(HEADER + "".join(f"{row}\n" for row in kept), encoding="utf-8")


def _frequent_words() -> frozenset[str]:
    vocabulary = json.loads(TOKENIZER.read_text(encoding="utf-8"))["model"]["vocab"]
    return frozenset(w for w in vocabulary if w.isascii() and w.isalpha() and len(w) >= SHORTEST)


def _lines(path: Path) -> Iterator[list[str]]:
    """The rows of a WordNet file without its licence, which is indented."""
    text = path.read_text(encoding="utf-8")
    return (line.split() for line in text.splitlines() if line and not line.startswith("  "))


def _senses(path: Path) -> Iterator[tuple[str, Sense]]:
    for row in _lines(path):
        size = int(row[3], 16)
        after = 4 + 2 * size
        pointers = row[after + 1 : after + 1 + 4 * int(row[after])]
        kinds = tuple(
            offset
            for sign, offset in zip(pointers[::4], pointers[1::4], strict=True)
            if sign == "@"  # "@i" is an instance: a horse by its name
        )
        yield row[0], Sense(row[1], frozenset(w.lower() for w in row[4:after:2]), kinds)


def _nouns(path: Path) -> Iterator[tuple[str, list[str]]]:
    """Each noun with its synsets, the most frequent first."""
    for row in _lines(path):
        yield row[0], row[-int(row[2]) :]


def _counts(path: Path) -> Counter[tuple[str, int]]:
    """How often each sense of a noun was tagged in running text; senses count from 1."""
    counts: Counter[tuple[str, int]] = Counter()
    for key, number, times in _lines(path):
        noun, _, kind = key.partition("%")
        if kind.startswith("1"):
            counts[noun, int(number)] = int(times)
    return counts


def _is_thing(senses: list[Sense], counts: Counter[tuple[str, int]], noun: str) -> bool:
    """Whether a noun mostly names a concrete thing, by how its senses are used."""
    concrete = [k for k, sense in enumerate(senses) if sense.file in CONCRETE]
    if not {0, 1} & set(concrete) or senses[0].file == PERSON:
        return False
    uses = sum(counts[noun, k + 1] for k in range(len(senses)))
    of_things = sum(counts[noun, k + 1] for k in concrete)
    return of_things >= FEWEST_CONCRETE * uses if uses else 0 in concrete


def _row(noun: str, own: list[Sense], senses: dict[str, Sense], frequent: frozenset[str]) -> str:
    near: set[str] = set()
    far: set[str] = set()
    for sense in [s for s in own if s.file in CONCRETE][:SENSES]:
        near |= sense.words
        for distance, kind in _above(sense, senses, 1):
            if not kind.words & WIDEST:
                (near if distance == 1 else far).update(kind.words)
    near = (near & frequent) - WIDEST - {noun}
    far = (far & frequent) - WIDEST - near - {noun}
    return "\t".join((noun, " ".join(sorted(near)), " ".join(sorted(far))))


def _above(sense: Sense, senses: dict[str, Sense], distance: int) -> Iterator[tuple[int, Sense]]:
    for offset in sense.kinds:
        kind = senses[offset]
        yield distance, kind
        yield from _above(kind, senses, distance + 1)


if __name__ == "__main__":
    main()
