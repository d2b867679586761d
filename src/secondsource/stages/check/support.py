"""How far the reports say a claim: meaning, words, and entailment, weighed in one call a draft."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from secondsource.abilities import Entailer, Entailment
from secondsource.stages.check.objections import Near
from secondsource.stages.check.pool import Candidate, Pool, Window

# Weights of words and of entailment beside likeness in meaning, and the support from which a
# sentence counts as said: rounded from a logistic regression on 110 sentences of ten drafts.
KNOWN, ENTAILED, ENOUGH = 0.65, 0.4, 0.85
# Support that each claim of a sentence must have that is said on the whole. Of 120 supported
# sentences with several claims (WiCE, QAGS, the desk's drafts) none has a claim below it, of 29
# partly supported ones of WiCE every fifth.
CLAIM_ENOUGH = 0.7
# That the claim entails the passage, too, is a sign that the two say the same. The share is not
# fitted: any up to a half ranks as well on WiCE, QAGS and the desk's drafts.
BACK = 0.25
WEIGHED = 2  # of the nearest passages, so many are weighed for entailment


@dataclass(frozen=True, slots=True)
class Asked:
    """Words to be looked for: a whole sentence, or one claim of it.

    `matches` are the statements of the reports nearest to each statement in the words.
    """

    text: str
    lemmas: frozenset[str]
    vector: NDArray[np.float32]
    matches: Sequence[Near]


@dataclass(frozen=True, slots=True)
class Looked:
    """What was found near some words, to be weighed."""

    asked: Asked
    candidates: list[Candidate]
    windows: list[Window]

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """Passage and claim for each window; then claim and the nearest passage."""
        forth = [(window.text, self.asked.text) for window in self.windows]
        return [*forth, *((self.asked.text, window.text) for window in self.windows[:1])]


@dataclass(frozen=True, slots=True)
class Support:
    """How far some words are said, and by which passages, the nearest first."""

    score: float
    candidates: list[Candidate]
    windows: list[Window]
    lemmas: frozenset[str]

    @property
    def covered(self) -> frozenset[str]:
        """The words that the best window has."""
        best = max(self.windows, key=lambda window: window.covered, default=None)
        return best.lemmas if best else frozenset()


def look(asked: Asked, pool: Pool) -> Looked:
    """The passages nearest to some words."""
    candidates = pool.nearest(asked.vector, asked.lemmas)
    return Looked(asked, candidates, [pool.window(c, asked.lemmas) for c in candidates[:WEIGHED]])


def weigh(looked: Sequence[Looked], pool: Pool, entailer: Entailer) -> list[Support]:
    """The support of each, in order. All pairs of a draft are judged in one call.

    A model reads a batch several times as fast as one pair after the other.
    """
    judged = iter(entailer.weigh([pair for one in looked for pair in one.pairs]))
    return [_support(one, pool, [next(judged) for _ in one.pairs]) for one in looked]


def _support(looked: Looked, pool: Pool, judged: Sequence[Entailment]) -> Support:
    asked = looked.asked
    score = 0.0
    if looked.candidates:
        local = max(window.covered for window in looked.windows)
        # Words that stand somewhere in the reports tell half: together, they may say otherwise.
        words = (local + pool.known(asked.lemmas)) / 2
        score = _meaning(looked) + KNOWN * words + ENTAILED * _entailed(judged)
    return Support(score, looked.candidates, looked.windows, asked.lemmas)


def _meaning(looked: Looked) -> float:
    """Likeness to the nearest sentence, or that of its statements to theirs, on average.

    A short sentence is little like a long one that says it in passing.
    """
    whole = max(candidate.meaning for candidate in looked.candidates)
    nearest = [max(_meanings(near), default=0.0) for near in looked.asked.matches]
    return max(whole, sum(nearest) / len(nearest)) if nearest else whole


def _meanings(near: Near) -> Iterator[float]:
    return (matter.meaning for _, matter in near)


def _entailed(judged: Sequence[Entailment]) -> float:
    *forth, back = judged
    return (1 - BACK) * max(one.entails for one in forth) + BACK * back.entails


def put_together(whole: Support, claims: Sequence[Support], pool: Pool) -> Support:
    """The support of a sentence whose claims may rest on passages of several reports.

    Its words count as found together where each claim's are.
    """
    have = whole.covered.union(*(one.covered for one in claims))
    more = pool.share(whole.lemmas, have & whole.lemmas) - pool.share(whole.lemmas, whole.covered)
    return replace(whole, score=whole.score + KNOWN * more / 2) if claims else whole
