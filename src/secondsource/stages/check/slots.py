"""Figures and times of a draft's sentence that the passages nearest to it say otherwise."""

from collections.abc import Sequence

from secondsource.compare.date_comparison import compare_times
from secondsource.compare.number import alike
from secondsource.compare.number_comparison import compare_quantities
from secondsource.records.layers import Precision, Quantity, Time
from secondsource.records.story import Kind
from secondsource.stages.check.pool import Candidate, Pool
from secondsource.stages.check.said import Objection, Said

CLOSE = 0.8  # share of the best score from which a passage speaks to the same matter
LIKE_ENOUGH = 0.6  # likeness in meaning that the best passage must have for its values to count
COARSE = frozenset({Precision.SEASON, Precision.YEAR})


def wrong_number(said: Said, candidates: Sequence[Candidate], pool: Pool) -> Objection | None:
    """An objection if a figure fits none of the like figures in the nearest passages."""
    near = _near(candidates)
    for quantity in said.quantities:
        theirs = [(c, q) for c in near for q in pool.quantities[c.index] if alike(quantity, q)]
        verdicts = [(c, q, compare_quantities(quantity, q)) for c, q in theirs]
        if any(v.fits for *_, v in verdicts) or _said_elsewhere(quantity, candidates, pool):
            continue
        against = [(c, v) for c, _, v in verdicts if v.fits is False]
        if against:
            passages = tuple(dict.fromkeys(c.passage for c, _ in against))
            return Objection(Kind.NUMBER, passages, against[0][1].reason)
    return None


def wrong_time(said: Said, candidates: Sequence[Candidate], pool: Pool) -> Objection | None:
    """An objection if the one time of the sentence is not the one time of the nearest passage."""
    mine = _fine(said.times)
    near = _near(candidates)[:2]
    if len(mine) != 1 or not near:
        return None
    theirs = [(c, _fine(pool.times[c.index])) for c in near]
    comparisons = [(c, compare_times(mine[0], t)) for c, times in theirs for t in times]
    if not comparisons or len(theirs[0][1]) != 1:
        return None
    if any(comparison.fits is not False for _, comparison in comparisons):
        return None
    passages = tuple(dict.fromkeys(c.passage for c, _ in comparisons))
    return Objection(Kind.DATE, passages, comparisons[0][1].reason)


def _near(candidates: Sequence[Candidate]) -> list[Candidate]:
    if not candidates or candidates[0].meaning < LIKE_ENOUGH:
        return []
    return [c for c in candidates if c.score >= CLOSE * candidates[0].score]


def _said_elsewhere(quantity: Quantity, candidates: Sequence[Candidate], pool: Pool) -> bool:
    """Whether a passage a little further off has the very figure."""
    return any(
        alike(quantity, q) and compare_quantities(quantity, q).exact
        for c in candidates
        for q in pool.quantities[c.index]
    )


def _fine(times: Sequence[Time]) -> list[Time]:
    return [time for time in times if time.precision not in COARSE]
