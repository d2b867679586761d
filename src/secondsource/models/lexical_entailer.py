"""Entailment judged by words alone, until a trained model takes its place.

What it sees: how much of the hypothesis the premise covers, in content words; figures and names
that are not the same; a denial on one side only; opposites; one word changed in like company.
What it cannot see: paraphrase in other words, who did what to whom, what a figure counts,
conditions, irony. On pairs that it was not fitted to it tells entailed from not with a balanced
accuracy of 0.6, as word overlap does at its best threshold. So it is a second opinion to the
typed comparators, never the judge.
"""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from secondsource.abilities import Entailment
from secondsource.records.evidence import Maker

DATA = Path(__file__).parent / "data" / "entailer"
WORD = re.compile(r"n't\b|\d+(?:[.,]\d+)*(?:st|nd|rd|th)?|[^\W\d_]+(?:[-'’][^\W\d_]+)*")
NEGATED = re.compile(r"(\w)n['’]t\b")
ENDINGS = ("ings", "ing", "ies", "ied", "edly", "ed", "es", "ly", "s")
NEAR = 6  # words between a denial and the words that it may deny
FEATURES = (
    "one",
    "covered",
    "covered squared",
    "all covered",
    "neighbours kept",
    "premise covered",
    "figures differ",
    "figures missing",
    "names missing",
    "denial differs",
    "opposites",
    "word exchanged",
)


class LexicalEntailer:
    """An `Entailer` that compares words and figures; see the module for what it cannot do."""

    maker = Maker("secondsource/lexical-entailer", "1")

    def __init__(self) -> None:
        self._weights = np.array(json.loads((DATA / "constants.json").read_bytes())["weights"])

    def weigh(self, pairs: Sequence[tuple[str, str]]) -> list[Entailment]:
        """One judgement a (premise, hypothesis) pair, in order; an empty text bears on nothing."""
        return [self._judge(premise, hypothesis) for premise, hypothesis in pairs]

    def _judge(self, premise: str, hypothesis: str) -> Entailment:
        row = features(premise, hypothesis)
        if row is None:
            return Entailment(0.0, 1.0, 0.0)
        scores = self._weights @ row
        shares = np.exp(scores - scores.max())
        entails, neutral, contradicts = (float(share) for share in shares / shares.sum())
        return Entailment(entails, neutral, contradicts)


@dataclass(frozen=True, slots=True)
class Words:
    """The content words of a text: stems in order, each once with its weight, figures, names."""

    stems: tuple[str, ...]
    weights: dict[str, float]
    figures: frozenset[str]
    names: frozenset[str]
    denials: tuple[int, ...]

    @property
    def neighbours(self) -> frozenset[tuple[str, str]]:
        """Pairs of content words that follow one another."""
        return frozenset(zip(self.stems, self.stems[1:], strict=False))


def features(premise: str, hypothesis: str) -> NDArray[np.float64] | None:
    """What `LexicalEntailer` weighs, in the order of `FEATURES`; None where a text has no words."""
    given, asked = words(premise), words(hypothesis)
    if not given.stems or not asked.stems:
        return None
    kept = {stem for stem in asked.weights if _has(given, stem)}
    covered = _share(asked.weights, kept)
    back = _share(given.weights, {stem for stem in given.weights if _has(asked, stem)})
    pairs = asked.neighbours
    missing = asked.figures - given.figures
    values = (
        1.0,
        covered,
        covered**2,
        float(covered > 0.999),
        len(pairs & given.neighbours) / max(len(pairs), 1),
        back,
        covered * bool(missing and given.figures - asked.figures),
        covered * bool(missing and not given.figures - asked.figures),
        len(asked.names - kept) / max(len(asked.names), 1),
        covered * (_denies(given, kept) != _denies(asked, kept)),
        covered * _opposed(given, asked),
        covered * _exchanged(given, asked, kept),
    )
    return np.array(values)


@lru_cache(maxsize=4096)
def words(text: str) -> Words:
    """The content words of `text`."""
    stems: list[str] = []
    weights: dict[str, float] = {}
    figures, names, denials = set(), set(), []
    for found in WORD.finditer(NEGATED.sub(r"\1 n't", text)):
        word = found.group()
        if word.lower() in _listed("denials.txt"):
            denials.append(len(stems))
        if word.lower() in _listed("idle_words.txt") or word.lower() in _listed("denials.txt"):
            continue
        stem = stem_of(word.lower())
        stems.append(stem)
        weights[stem] = _weight(word, stem)
        if stem[0].isdigit():
            figures.add(stem)
        elif word[0].isupper() and len(stems) > 1:
            names.add(stem)
    return Words(tuple(stems), weights, frozenset(figures), frozenset(names), tuple(denials))


@lru_cache(maxsize=32768)
def stem_of(word: str) -> str:
    """A form that the inflected forms of a lower-case word share; a figure without its commas."""
    word = word.removesuffix("'s").removesuffix("’s")
    if word[0].isdigit():
        return word.replace(",", "").rstrip(".")
    if known := _paired("number_names.txt").get(word) or _paired("irregular_forms.txt").get(word):
        return known
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3 and not word.endswith("ss"):
            word = word.removesuffix(ending) + ("y" if ending in ("ies", "ied") else "")
            break
    if len(word) > 4 and word[-1] == word[-2] and word[-1] not in "lsz":
        word = word[:-1]
    return word.removesuffix("e") if len(word) > 3 else word


def _weight(word: str, stem: str) -> float:
    # Rare words tell most, and rare words are long, capitalised or figures.
    if stem[0].isdigit() or word[0].isupper():
        return 1.5
    return min(len(stem), 8) / 8 + 0.25


def _has(given: Words, stem: str) -> bool:
    return stem in given.weights or (len(stem) > 5 and stem[:6] in _beginnings(given))


@lru_cache(maxsize=4096)
def _beginnings_of(stems: tuple[str, ...]) -> frozenset[str]:
    return frozenset(stem[:6] for stem in stems)


def _beginnings(given: Words) -> frozenset[str]:
    return _beginnings_of(given.stems)


def _share(weights: dict[str, float], kept: set[str]) -> float:
    return sum(weights[stem] for stem in kept) / sum(weights.values())


def _denies(side: Words, kept: set[str]) -> bool:
    """Whether an odd number of denials stand near words that both sides have."""
    near = (set(side.stems[max(at - 2, 0) : at + NEAR]) for at in side.denials)
    return bool(sum(bool(some & kept) for some in near) % 2)


def _opposed(given: Words, asked: Words) -> bool:
    opposites = _opposites()
    return any(
        other in given.weights and other not in asked.weights
        for stem in asked.weights
        if stem not in given.weights
        for other in opposites.get(stem, ())
    )


def _exchanged(given: Words, asked: Words, kept: set[str]) -> bool:
    """Whether a word stands between two that both have side by side with another word there."""
    between = {
        (a, c): b for a, b, c in zip(given.stems, given.stems[1:], given.stems[2:], strict=False)
    }
    for a, b, c in zip(asked.stems, asked.stems[1:], asked.stems[2:], strict=False):
        other = between.get((a, c))
        if b not in kept and other is not None and other not in asked.weights:
            return True
    return False


@cache
def _listed(name: str) -> frozenset[str]:
    return frozenset(word for line in _lines(name) for word in line.split())


@cache
def _paired(name: str) -> dict[str, str]:
    return dict(line.split() for line in _lines(name))


@cache
def _opposites() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for line in _lines("opposites.txt"):
        one, other = (stem_of(word) for word in line.split())
        found.setdefault(one, set()).add(other)
        found.setdefault(other, set()).add(one)
    return {stem: frozenset(others) for stem, others in found.items()}


def _lines(name: str) -> list[str]:
    text = (DATA / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]
