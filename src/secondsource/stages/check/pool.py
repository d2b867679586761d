"""What a draft is read against: sentences and statements of all reports, to be searched."""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from secondsource.abilities import Encoder
from secondsource.compare.claims import Names, Statement, content_lemmas, statements
from secondsource.compare.matter import LOWEST, Matter
from secondsource.compare.nouns import kinds_of_things
from secondsource.compare.office import Holding, holdings
from secondsource.compare.spelling import plain
from secondsource.records.evidence import Passage, Span, spans_within
from secondsource.records.layers import (
    QUANTITIES,
    SENTENCES,
    TIMES,
    AnnotatedReport,
    Quantity,
    Time,
)
from secondsource.stages.check.shelf import Hit, Shelf
from secondsource.stages.check.speech_book import SpeechBook
from secondsource.stages.check.values import Values
from secondsource.stages.check.word_index import WordIndex

# "Slovakia" and "the Slovaks" are one: names are met by their first letters.
SHORTEST_NAME, NAME_STEM = 3, 4
# A draft is about the story: that its statement speaks to one of the reports' is likely.
PRIOR = 0.05
LOOKED_AT = 5  # statements of the reports compared with each statement of the draft
NEIGHBOUR = 0.1  # share of a claim's words that a neighbouring sentence must add to be read too
AROUND = 8  # statements of the reports that are compared with each other for each of the draft
NEAREST = 6  # passages looked at for each sentence of a draft


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence of a report that may speak to a sentence of the draft."""

    passage: Passage
    text: str
    hit: Hit

    @property
    def index(self) -> int:
        """The number of the sentence."""
        return self.hit.index

    @property
    def meaning(self) -> float:
        """Cosine of the two sentences."""
        return self.hit.meaning

    @property
    def covered(self) -> float:
        """The share of the draft's words, by rarity, that the sentence has."""
        return self.hit.words

    @property
    def score(self) -> float:
        """Likeness in meaning and words, 0 to about 1.35."""
        return self.hit.score


@dataclass(frozen=True, slots=True)
class Window:
    """A sentence of a report with those beside it that have more of a claim's words.

    A name may stand in one sentence, the deed in the next. `covered` is the share of the claim's
    words, by rarity, that they have together; `passages` are the sentences, the nearest first.
    """

    passages: tuple[Passage, ...]
    text: str
    lemmas: frozenset[str]
    covered: float
    index: int


class Pool:
    """The sentences, statements, speeches and offices of the reports."""

    def __init__(self, reports: Sequence[AnnotatedReport], names: Names, encoder: Encoder) -> None:
        self.passages: list[Passage] = []
        self.texts: list[str] = []
        self.lemmas: list[frozenset[str]] = []
        self.quantities: list[list[Quantity]] = []
        self.times: list[list[Time]] = []
        self.kinds: list[dict[str, frozenset[str]]] = []
        for one in reports:
            for sentence in one.get(SENTENCES):
                self.passages.append(Passage(one.report.id, sentence.start, sentence.end))
                self.texts.append(" ".join(sentence.within(one.report.text).split()))
                self.lemmas.append(content_lemmas(one.parse, sentence))
                self.quantities.append(list(spans_within(one.get(QUANTITIES), sentence)))
                self.times.append(list(spans_within(one.get(TIMES), sentence)))
                self.kinds.append(kinds_of_things(one.parse, sentence))
        self.statements: list[Statement] = [s for one in reports for s in statements(one, names)]
        self.speech = SpeechBook(reports, names)
        self.holdings: list[Holding] = [h for one in reports for h in holdings(one, names)]
        every = plain(" ".join((*self.texts, *(one.report.title for one in reports)))).split()
        self._name_stems = {word[:NAME_STEM] for word in every}
        self._values = Values(
            [q for some in self.quantities for q in some], [t for some in self.times for t in some]
        )
        self._encoder = encoder
        self._sentences = Shelf(self.texts, self.texts, _ranks(self.passages), encoder)
        told = [s.claim.text for s in self.statements]
        at = [s.claim.said_in for s in self.statements]
        keys = [(s.claim.text, s.claim.speaker, s.claim.times) for s in self.statements]
        self._told = Shelf(told, keys, _ranks(at), encoder)
        self._seen = Counter(lemma for lemmas in self.lemmas for lemma in lemmas)
        self._words_of_texts = WordIndex(self.lemmas)
        self._words_of_statements = WordIndex([s.lemmas for s in self.statements])
        self._weights = np.array([self._weight(s.lemmas) for s in self.statements])

    def unnamed(self, names: Sequence[str]) -> str | None:
        """The first name of which no word stands in any report, spelling aside."""
        for name in names:
            words = [word for word in plain(name).split() if len(word) >= SHORTEST_NAME]
            if words and not any(word[:NAME_STEM] in self._name_stems for word in words):
                return name
        return None

    def unvalued(self, quantities: Sequence[Quantity], times: Sequence[Time]) -> Span | None:
        """The first figure or time that nothing in any report fits."""
        return self._values.missing(quantities, times)

    def rarity(self, lemma: str) -> float:
        """How much a word tells: the rarer in the reports, the more."""
        return math.log((len(self.texts) + 1) / (self._seen[lemma] + 0.5))

    def knows(self, lemma: str) -> bool:
        """Whether a word stands in any report."""
        return self._seen[lemma] > 0

    def known(self, lemmas: frozenset[str]) -> float:
        """The share of words, by rarity, that stand anywhere in the reports."""
        return self.share(lemmas, frozenset(lemma for lemma in lemmas if self._seen[lemma]))

    def nearest(self, vector: NDArray[np.float32], lemmas: frozenset[str]) -> list[Candidate]:
        """The sentences that come nearest to one of the draft, best first."""
        rarity = {lemma: self.rarity(lemma) for lemma in lemmas}
        covered = self._words_of_texts.shared(rarity) / (math.fsum(rarity.values()) or 1.0)
        return [
            Candidate(self.passages[hit.index], self.texts[hit.index], hit)
            for hit in self._sentences.best(vector, covered, NEAREST)
        ]

    def fitting(
        self, candidate: Candidate, quantities: Sequence[Quantity], times: Sequence[Time]
    ) -> int:
        """How many of some figures and times a sentence has."""
        own = Values(self.quantities[candidate.index], self.times[candidate.index])
        figures = sum(own.missing([quantity], []) is None for quantity in quantities)
        return figures + sum(own.missing([], [time]) is None for time in times)

    def window(self, candidate: Candidate, lemmas: frozenset[str]) -> Window:
        """A sentence with its neighbours, so far as they have words of the claim that it lacks."""
        at, have = candidate.index, self.lemmas[candidate.index] & lemmas
        kept = [at]
        for beside in (at - 1, at + 1):
            more = self._beside(at, beside) & lemmas - have
            if more and self.share(lemmas, more) >= NEIGHBOUR:
                kept.append(beside)
                have |= more
        return Window(
            passages=tuple(self.passages[i] for i in kept),
            text=" ".join(self.texts[i] for i in sorted(kept)),
            lemmas=have,
            covered=self.share(lemmas, have),
            index=at,
        )

    def _beside(self, at: int, beside: int) -> frozenset[str]:
        """The words of a sentence next to another; none where that is in another report."""
        if not 0 <= beside < len(self.passages):
            return frozenset()
        same = self.passages[beside].report_id == self.passages[at].report_id
        return self.lemmas[beside] if same else frozenset()

    def matches(
        self, statement: Statement, meaning: NDArray[np.float32], bare: NDArray[np.float32]
    ) -> list[tuple[Statement, Matter]]:
        """The statements of the reports that come nearest to one of the draft, best first.

        `meaning` and `bare` are its vectors, with names and times and without.
        """
        hits = self._told.best(meaning, self._overlaps(statement), LOOKED_AT)
        near = [hit for hit in hits if hit.score + PRIOR >= LOWEST]
        bares = self._encoder.encode([self.statements[hit.index].masked for hit in near]) @ bare
        return [
            (
                self.statements[hit.index],
                Matter(
                    a=0,
                    b=hit.index,
                    score=hit.score + PRIOR,
                    meaning=hit.meaning,
                    mutual=rank == 0,
                    rank=0,
                    bare=float(bares[rank]),
                ),
            )
            for rank, hit in enumerate(near)
        ]

    def around(self, statement: Statement, meaning: NDArray[np.float32]) -> list[str]:
        """The ids of the claims of reports that may speak to what a statement of the draft does."""
        hits = self._told.best(meaning, self._overlaps(statement), AROUND)
        near = (hit.index for hit in hits if hit.score + PRIOR >= LOWEST)
        return [self.statements[at].claim.id for at in near]

    def _overlaps(self, statement: Statement) -> NDArray[np.float64]:
        """Cosine of the words of a statement with those of each in the reports, by rarity."""
        shared = self._words_of_statements.shared(
            {word: self.rarity(word) ** 2 for word in statement.lemmas}
        )
        lengths = np.sqrt(self._weights * self._weight(statement.lemmas))
        return shared / np.where(lengths > 0, lengths, 1.0)

    def _weight(self, lemmas: frozenset[str]) -> float:
        return math.fsum(self.rarity(word) ** 2 for word in lemmas)

    def share(self, lemmas: frozenset[str], present: frozenset[str]) -> float:
        """The share of words, by rarity, that are among those present."""
        whole = math.fsum(self.rarity(lemma) for lemma in lemmas)
        return math.fsum(self.rarity(lemma) for lemma in present) / whole if whole > 0 else 0.0


def _ranks(passages: Sequence[Passage]) -> list[int]:
    """The place of each passage if they were sorted."""
    ranks = [0] * len(passages)
    for rank, at in enumerate(sorted(range(len(passages)), key=passages.__getitem__)):
        ranks[at] = rank
    return ranks
