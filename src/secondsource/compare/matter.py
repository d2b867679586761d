"""Which statements of different reports speak to the same matter."""

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from secondsource.abilities import Encoder
from secondsource.compare.claims import Statement
from secondsource.records.layers import Precision

# Share of rare words in common counts less than likeness of meaning: reporters paraphrase.
WORDS_WEIGHT = 0.35
# A telling figure in common (121 votes, 6,150 people) counts, whatever the words around it.
FIGURE_WEIGHT = 0.15
SMALLEST_TELLING = 13.0
# The day itself is in every other statement; a clock time, a month or a year is not.
TELLING_TIMES = frozenset({Precision.MINUTE, Precision.HOUR, Precision.MONTH, Precision.YEAR})
# Below this, even the best match of a statement in another report is chance.
LOWEST = 0.42
RUNNERS_UP = 2  # besides the best match, so many next ones are looked at


@dataclass(frozen=True, slots=True)
class Matter:
    """Two statements, by index, that may speak to the same matter.

    `score` is cosine of meaning plus weighted overlap of words, 0 to about 1.3; `mutual` is true
    where each is the other's best match between their two reports; `rank` counts better matches
    of the one that has fewer. `shared` is the overlap of common words alone, `bare` the cosine of
    what both say without names and times: two statements of one person share a name, no matter.
    """

    a: int
    b: int
    score: float
    meaning: float
    mutual: bool
    rank: int
    shared: float = 0.0
    bare: float = 0.0


@dataclass(frozen=True, slots=True)
class Views:
    """Ways to compare statements: each has one row a statement, of length 1 but for figures."""

    meaning: NDArray[np.float32]
    bare: NDArray[np.float32]
    words: NDArray[np.float32]
    shared: NDArray[np.float32]
    figures: NDArray[np.float32]


def matters(statements: Sequence[Statement], encoder: Encoder) -> Iterator[Matter]:
    """Candidate pairs between every two reports: best matches and their runners-up.

    Statements of one report must stand together.
    """
    views = Views(
        meaning=encoder.encode([statement.claim.text for statement in statements]),
        bare=encoder.encode([statement.masked for statement in statements]),
        words=word_vectors([statement.lemmas for statement in statements]),
        shared=word_vectors([statement.common for statement in statements]),
        figures=_figures(statements),
    )
    runs = _runs(statements)
    for i, one in enumerate(runs):
        for other in runs[i + 1 :]:
            yield from _between(one, other, views)


def word_vectors(bags: Sequence[frozenset[str]]) -> NDArray[np.float32]:
    """One row a bag of words, weighted by rarity among the bags, of length 1."""
    seen = Counter(word for bag in bags for word in bag)
    places = {word: k for k, word in enumerate(w for w, n in sorted(seen.items()) if n > 1)}
    rows = np.zeros((len(bags), len(places) + 1), dtype=np.float32)
    for i, bag in enumerate(bags):
        rest = 0.0
        for word in bag:
            weight = math.log((len(bags) + 1) / (seen[word] + 0.5))
            if word in places:
                rows[i, places[word]] = weight
            else:
                rest += weight * weight
        length = math.sqrt(float(rows[i] @ rows[i]) + rest)
        rows[i] /= length or 1.0
    return rows


def telling_figures(statement: Statement) -> frozenset[str]:
    """Figures and points in time that two statements rarely share by chance."""
    numbers = (
        f"{q.low:g} {q.unit}"
        for q in statement.claim.quantities
        if q.low == q.high and q.low >= SMALLEST_TELLING
    )
    times = (
        f"{time.precision} {time.first.isoformat()}"
        for time in statement.claim.times
        if time.precision in TELLING_TIMES
    )
    return frozenset((*numbers, *times))


def _figures(statements: Sequence[Statement]) -> NDArray[np.float32]:
    """One row a statement, one column a telling figure: 1 where the statement has it."""
    bags = [telling_figures(statement) for statement in statements]
    places = {value: k for k, value in enumerate(sorted({v for bag in bags for v in bag}))}
    rows = np.zeros((len(bags), len(places) + 1), dtype=np.float32)
    for i, bag in enumerate(bags):
        rows[i, [places[value] for value in bag]] = 1.0
    return rows


def _runs(statements: Sequence[Statement]) -> list[range]:
    runs: list[range] = []
    start = 0
    for i in range(1, len(statements) + 1):
        if i == len(statements) or statements[i].report_id != statements[start].report_id:
            runs.append(range(start, i))
            start = i
    return runs


def _between(one: range, other: range, views: Views) -> Iterator[Matter]:
    a, b = slice(one.start, one.stop), slice(other.start, other.stop)
    meaning, bare, words, shared = (
        view[a] @ view[b].T for view in (views.meaning, views.bare, views.words, views.shared)
    )
    figures = np.minimum(views.figures[a] @ views.figures[b].T, 2.0)
    scores = meaning + WORDS_WEIGHT * words + FIGURE_WEIGHT * figures**0.75
    by_row = (-scores).argsort(axis=1).argsort(axis=1)
    by_column = (-scores).argsort(axis=0).argsort(axis=0)
    rank = np.minimum(by_row, by_column)
    for i, j in zip(*np.nonzero((scores >= LOWEST) & (rank <= RUNNERS_UP)), strict=True):
        yield Matter(
            one.start + int(i),
            other.start + int(j),
            score=float(scores[i, j]),
            meaning=float(meaning[i, j]),
            mutual=bool(by_row[i, j] == 0 and by_column[i, j] == 0),
            rank=int(rank[i, j]),
            shared=float(shared[i, j]),
            bare=float(bare[i, j]),
        )
