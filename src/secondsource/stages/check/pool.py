"""What a draft is read against: sentences and statements of all reports, to be searched."""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from secondsource.abilities import Encoder
from secondsource.compare.claims import Names, Statement, content_lemmas, statements
from secondsource.compare.office import Holding, holdings
from secondsource.compare.speech import Speech, speeches
from secondsource.records.evidence import Passage
from secondsource.records.layers import (
    QUANTITIES,
    SENTENCES,
    TIMES,
    AnnotatedReport,
    Quantity,
    Time,
)

WORDS_WEIGHT = 0.35
NEAREST = 6  # passages looked at for each sentence of a draft


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence of a report that may speak to a sentence of the draft.

    `meaning` is the cosine of the two, `covered` the share of the draft's words, by rarity,
    that the sentence has; `score` joins them.
    """

    passage: Passage
    text: str
    meaning: float
    covered: float
    index: int

    @property
    def score(self) -> float:
        """Likeness in meaning and words, 0 to about 1.35."""
        return self.meaning + WORDS_WEIGHT * self.covered


class Pool:
    """The sentences, statements, speeches and offices of the reports."""

    def __init__(self, reports: Sequence[AnnotatedReport], names: Names, encoder: Encoder) -> None:
        self.passages: list[Passage] = []
        self.texts: list[str] = []
        self.lemmas: list[frozenset[str]] = []
        self.quantities: list[list[Quantity]] = []
        self.times: list[list[Time]] = []
        for one in reports:
            for sentence in one.get(SENTENCES):
                self.passages.append(Passage(one.report.id, sentence.start, sentence.end))
                self.texts.append(" ".join(sentence.within(one.report.text).split()))
                self.lemmas.append(content_lemmas(one.parse, sentence))
                self.quantities.append([q for q in one.get(QUANTITIES) if sentence.contains(q)])
                self.times.append([t for t in one.get(TIMES) if sentence.contains(t)])
        self.statements: list[Statement] = [s for one in reports for s in statements(one, names)]
        self.speeches: list[Speech] = [s for one in reports for s in speeches(one, names)]
        self.holdings: list[Holding] = [h for one in reports for h in holdings(one, names)]
        self._vectors = encoder.encode(self.texts)
        self.statement_vectors = encoder.encode([s.claim.text for s in self.statements])
        self._seen = Counter(lemma for lemmas in self.lemmas for lemma in lemmas)

    def rarity(self, lemma: str) -> float:
        """How much a word tells: the rarer in the reports, the more."""
        return math.log((len(self.texts) + 1) / (self._seen[lemma] + 0.5))

    def known(self, lemmas: frozenset[str]) -> float:
        """The share of words, by rarity, that stand anywhere in the reports."""
        return self._share(lemmas, frozenset(lemma for lemma in lemmas if self._seen[lemma]))

    def nearest(self, vector: NDArray[np.float32], lemmas: frozenset[str]) -> list[Candidate]:
        """The sentences that come nearest to one of the draft, best first."""
        if not self.texts:
            return []
        meanings = self._vectors @ vector
        found = [
            Candidate(passage, text, float(meaning), self._share(lemmas, lemmas & own), index)
            for index, (passage, text, own, meaning) in enumerate(
                zip(self.passages, self.texts, self.lemmas, meanings, strict=True)
            )
        ]
        found.sort(key=lambda candidate: (-candidate.score, candidate.passage))
        return found[:NEAREST]

    def _share(self, lemmas: frozenset[str], present: frozenset[str]) -> float:
        whole = sum(self.rarity(lemma) for lemma in lemmas)
        return sum(self.rarity(lemma) for lemma in present) / whole if whole > 0 else 0.0
