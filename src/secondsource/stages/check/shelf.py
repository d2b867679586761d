"""Texts of the reports to be searched by meaning and words, each encoded when first needed."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from secondsource.abilities import Encoder
from secondsource.compare.matter import WORDS_WEIGHT

# Up to so many texts are compared with a draft by meaning, all of them: five reports of 350 words
# have about 150 statements. Of more, those that share most words with what is looked for: a model
# reads some 600 short texts a second, and a report's text is mostly about something else.
FEW, WORTH_READING = 400, 40


@dataclass(frozen=True, slots=True)
class Hit:
    """A text by its number, its likeness in meaning and words, and the two together."""

    index: int
    meaning: float
    words: float
    score: float


class Shelf:
    """Texts with a key each: of those with equal keys, copies, the first in order stands for all.

    A sentence that thirty outlets printed would else crowd out what others have.
    """

    def __init__(
        self, texts: Sequence[str], keys: Sequence[Hashable], order: Sequence[int], encoder: Encoder
    ) -> None:
        self._texts = texts
        self._order = np.array(order, dtype=np.intp)
        first: dict[Hashable, int] = {}
        for at in np.argsort(self._order, kind="stable"):
            first.setdefault(keys[at], int(at))
        self._kept = np.array(sorted(first.values()), dtype=np.intp)
        self._encoder = encoder
        self._vectors = np.zeros((0, 0), dtype=np.float32)
        self._has = np.zeros(len(texts), dtype=bool)

    def best(
        self, vector: NDArray[np.float32], words: NDArray[np.float64], number: int
    ) -> list[Hit]:
        """The texts nearest to a vector, best first; `words` has each text's likeness in words."""
        rows = self._worth_reading(words)
        if not len(rows):
            return []
        meanings = (self._read(rows) @ vector).astype(np.float64)
        scores = meanings + WORDS_WEIGHT * words[rows]
        best = np.lexsort((self._order[rows], -scores))[:number]
        return [
            Hit(int(rows[k]), float(meanings[k]), float(words[rows[k]]), float(scores[k]))
            for k in best
        ]

    def _worth_reading(self, words: NDArray[np.float64]) -> NDArray[np.intp]:
        if len(self._kept) <= FEW:
            return self._kept
        by_words = np.lexsort((self._order[self._kept], -words[self._kept]))
        return self._kept[by_words[:WORTH_READING]]

    def _read(self, rows: NDArray[np.intp]) -> NDArray[np.float32]:
        new = rows[~self._has[rows]]
        if len(new):
            vectors = self._encoder.encode([self._texts[row] for row in new])
            if not self._vectors.size:
                self._vectors = np.zeros((len(self._texts), vectors.shape[1]), dtype=np.float32)
            self._vectors[new] = vectors
            self._has[new] = True
        return self._vectors[rows]
