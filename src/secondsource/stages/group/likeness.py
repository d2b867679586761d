"""How likely two reports tell of one event: log-odds from words, meaning, figures and time."""

import functools
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import resources

import numpy as np
from numpy.typing import NDArray

from secondsource.stages.group.sketch import OF_ONE_OUTLET, REPRINTED, is_reprint
from secondsource.stages.group.skim import (
    AS_KEY,
    BODY_WORDS,
    IN_FIGURES,
    IN_LEAD,
    IN_TITLE,
    WORDS,
    Skim,
)

Floats = NDArray[np.float64]

FLOOR, CEILING = -8.0, 4.0  # log-odds: beyond these, more evidence changes nothing
SURE = 8.0  # above the ceiling: a reprint, which joins whatever else is said of the two
LAST_BITS = 0xFFFF
REPRINT_WORDS = 0.5  # a reprint shares at least so much of its words: spares a closer look
DAY_SECONDS = 86_400
# In this order in `evidence` and by these names in the data file.
EVIDENCE = (
    "words",
    "words_root",
    "length",
    "words_by_length",
    "lead",
    "title",
    "figures",
    "vector",
    "other_days",
)


@dataclass(frozen=True, slots=True)
class Scale:
    """What each piece of evidence weighs, as `training/fit_grouping.py` found it.

    `days_same` is for two reports of one moment, `days_slope` times the logarithm of the days
    between them comes off it, as if no more than `days_most` lay between. `few_bonus` comes off
    the threshold where only a handful of reports is given.
    """

    weights: tuple[float, ...]
    base: float
    days_same: float
    days_slope: float
    days_most: float
    threshold: float
    crowd_weight: float
    crowd_usual: float
    few_bonus: float


@functools.cache
def scale() -> Scale:
    """The scale that the package carries."""
    text = resources.files(__package__).joinpath("data/likeness.toml").read_text("utf-8")
    read = tomllib.loads(text)
    days, crowd = read["days"], read["crowd"]
    return Scale(
        weights=tuple(read["evidence"][name] for name in EVIDENCE),
        base=read["base"],
        days_same=days["same"],
        days_slope=days["slope"],
        days_most=days["most"],
        threshold=read["threshold"],
        crowd_weight=crowd["weight"],
        crowd_usual=crowd["usual"],
        few_bonus=read["few"]["bonus"],
    )


@dataclass(frozen=True, slots=True)
class Compared:
    """A report against others, in their order: log-odds, and what they share of their keys."""

    likeness: Floats
    keys: Floats


def compared(a: Skim, others: Sequence[Skim]) -> Compared:
    """Log-odds that `a` and each of `others` tell of one event; none of them may be missing.

    Between `FLOOR` and `CEILING`, or `SURE` where one is a reprint of the other. The same both
    ways and on any machine: rounded, since sums of floats hang on their order.
    """
    on = scale()
    shared = shared_weights(a, others)
    found = evidence(a, others, shared)
    odds = on.base + days_evidence(a, others, on) + (found * on.weights).sum(axis=1)
    odds = np.round(np.clip(odds, FLOOR, CEILING), 4)
    for i in np.flatnonzero(shared[:, WORDS] >= REPRINT_WORDS).tolist():
        least = OF_ONE_OUTLET if a.outlet and a.outlet == others[i].outlet else REPRINTED
        if is_reprint(a.sketch, others[i].sketch, least=least):
            odds[i] = SURE
    return Compared(odds, np.round(shared[:, AS_KEY], 6))


def evidence(a: Skim, others: Sequence[Skim], shared: Floats) -> Floats:
    """What speaks for one event: a row for each other, columns in the order of `EVIDENCE`.

    `words_root` makes the first shared words count most. Short reports share fewer words than
    long ones even of one event: `length` is that of the shorter, 0 for a long one.
    """
    words = shared[:, WORDS]
    shorter = np.minimum([one.length for one in others], a.length)
    length = np.log((5 + shorter) / (5 + BODY_WORDS))
    vectors = np.stack([one.vector for one in others]).astype(np.float64)
    other_days = [bool(a.days and one.days and not a.days & one.days) for one in others]
    return np.column_stack([
        words,
        np.sqrt(words),
        length,
        length * words,
        shared[:, IN_LEAD],
        shared[:, IN_TITLE],
        shared[:, IN_FIGURES],
        vectors @ a.vector.astype(np.float64),
        other_days,
    ])  # fmt: skip


def shared_weights(a: Skim, others: Sequence[Skim]) -> Floats:
    """The dot product of each column of weights with that of each other report."""
    totals = np.zeros((len(others), a.weights.shape[1]))
    sizes = [len(one.numbers) for one in others]
    numbers = np.concatenate([one.numbers for one in others])
    if not len(numbers) or not len(a.numbers):
        return totals
    # Most words are not shared: their last bits tell so at a fraction of the price of a search.
    maybe = np.zeros(LAST_BITS + 1, dtype=np.bool_)
    maybe[a.numbers & LAST_BITS] = True
    hit = np.flatnonzero(maybe[numbers & LAST_BITS])
    at = np.minimum(np.searchsorted(a.numbers, numbers[hit]), len(a.numbers) - 1)
    same = a.numbers[at] == numbers[hit]
    hit, at = hit[same], at[same]
    owner = np.repeat(np.arange(len(others)), sizes)[hit]
    theirs = np.concatenate([one.weights for one in others])[hit]
    products = a.weights[at].astype(np.float64) * theirs
    for column in range(totals.shape[1]):
        totals[:, column] = np.bincount(owner, products[:, column], len(others))
    return totals


def days_evidence(a: Skim, others: Sequence[Skim], on: Scale) -> Floats:
    """What the time between reports says; nothing where one has no date."""
    gaps = np.array([days_between(a, one) for one in others], dtype=np.float64)  # None: nan
    said = on.days_same - on.days_slope * np.log1p(np.minimum(gaps, on.days_most))
    return np.where(np.isnan(gaps), 0.0, said)


def days_between(a: Skim, b: Skim) -> float | None:
    """Days from one publication to the other; None where one has no date."""
    if a.published is None or b.published is None:
        return None
    return abs((a.published - b.published).total_seconds()) / DAY_SECONDS
