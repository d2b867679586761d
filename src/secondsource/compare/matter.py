"""Which statements of different reports speak to the same matter."""

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from secondsource.compare.claims import Statement

# Share of rare words in common counts less than likeness of meaning: reporters paraphrase.
WORDS_WEIGHT = 0.35
# Below this, even the best match of a statement in another report is chance.
LOWEST = 0.42
RUNNERS_UP = 2  # besides the best match, so many next ones are looked at


@dataclass(frozen=True, slots=True)
class Matter:
    """Two statements, by index, that may speak to the same matter.

    `score` is cosine of meaning plus weighted overlap of words, 0 to about 1.3; `mutual` is true
    where each is the other's best match between their two reports; `rank` counts better matches
    of the one that has fewer.
    """

    a: int
    b: int
    score: float
    meaning: float
    mutual: bool
    rank: int


def matters(statements: Sequence[Statement], vectors: NDArray[np.float32]) -> Iterator[Matter]:
    """Candidate pairs between every two reports: best matches and their runners-up.

    `vectors` has one row a statement, of length 1. Statements of one report stand together.
    """
    words = word_vectors(statements)
    runs = _runs(statements)
    for i, one in enumerate(runs):
        for other in runs[i + 1 :]:
            yield from _between(one, other, vectors, words)


def word_vectors(statements: Sequence[Statement]) -> NDArray[np.float32]:
    """One row a statement: its content words, weighted by rarity in the story, of length 1."""
    seen = Counter(lemma for statement in statements for lemma in statement.lemmas)
    shared = {lemma: k for k, lemma in enumerate(w for w, n in sorted(seen.items()) if n > 1)}
    rows = np.zeros((len(statements), len(shared) + 1), dtype=np.float32)
    for i, statement in enumerate(statements):
        rest = 0.0
        for lemma in statement.lemmas:
            weight = math.log((len(statements) + 1) / (seen[lemma] + 0.5))
            if lemma in shared:
                rows[i, shared[lemma]] = weight
            else:
                rest += weight * weight
        length = math.sqrt(float(rows[i] @ rows[i]) + rest)
        rows[i] /= length or 1.0
    return rows


def _runs(statements: Sequence[Statement]) -> list[range]:
    runs: list[range] = []
    start = 0
    for i in range(1, len(statements) + 1):
        if i == len(statements) or statements[i].report_id != statements[start].report_id:
            runs.append(range(start, i))
            start = i
    return runs


def _between(
    one: range, other: range, vectors: NDArray[np.float32], words: NDArray[np.float32]
) -> Iterator[Matter]:
    a, b = slice(one.start, one.stop), slice(other.start, other.stop)
    meaning = vectors[a] @ vectors[b].T
    scores = meaning + WORDS_WEIGHT * (words[a] @ words[b].T)
    by_row = (-scores).argsort(axis=1).argsort(axis=1)
    by_column = (-scores).argsort(axis=0).argsort(axis=0)
    rank = np.minimum(by_row, by_column)
    for i, j in zip(*np.nonzero((scores >= LOWEST) & (rank <= RUNNERS_UP)), strict=True):
        mutual = bool(by_row[i, j] == 0 and by_column[i, j] == 0)
        yield Matter(
            one.start + int(i),
            other.start + int(j),
            float(scores[i, j]),
            float(meaning[i, j]),
            mutual,
            int(rank[i, j]),
        )
