"""Balanced accuracy, the mean of the recalls of true and false, at thresholds set elsewhere.

A threshold is never set on what it scores: of a set cut in two, each half is scored with the
threshold best on the other; a domain of a family with the one best on the mean of the others.
Where a program has a threshold of its own, or says yes or no, that counts as it stands.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
Truth = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Scored:
    """The scores that a program gave, and its own threshold: None to set one on other data."""

    name: str
    found: Numbers
    threshold: float | None = None


def balanced(truth: Truth, said: Truth) -> float:
    """The mean of the two recalls; a half where one class is missing."""
    if truth.all() or not truth.any():
        return 0.5
    return (float(said[truth].mean()) + float((~said[~truth]).mean())) / 2


def best_threshold(quality: Callable[[float], float], found: Numbers) -> float:
    """The number at which `quality` is best, among those that occur."""
    tried = np.unique(np.quantile(found, np.linspace(0.01, 0.99, 99)))
    return float(max(tried, key=lambda at: (quality(float(at)), -abs(at - 0.5))))


def said_across_halves(
    truth: Truth, half: NDArray[np.int_], found: Numbers, own: float | None = None
) -> Truth:
    """What is called true, each half at the threshold best on the other, or all at `own`."""
    if own is not None:
        return np.asarray(found >= own)
    said = np.zeros(len(truth), dtype=bool)
    for one in (0, 1):
        other = half != one
        if other.all() or not other.any():
            other = np.ones(len(truth), dtype=bool)
        at = best_threshold(_quality(truth[other], found[other]), found[other])
        said[half == one] = found[half == one] >= at
    return said


def across_domains(
    parts: Mapping[str, tuple[Truth, Numbers]], own: float | None = None
) -> dict[str, float]:
    """Balanced accuracy of each domain, at `own` or what is best on the mean of the others."""
    values = {}
    for domain, (truth, found) in parts.items():
        limit = own
        if limit is None:
            others = [part for one, part in parts.items() if one != domain] or [(truth, found)]
            limit = best_threshold(_mean(others), np.concatenate([some for _, some in others]))
        values[domain] = balanced(truth, found >= limit)
    return values


def _quality(truth: Truth, found: Numbers) -> Callable[[float], float]:
    return lambda at: balanced(truth, found >= at)


def _mean(parts: list[tuple[Truth, Numbers]]) -> Callable[[float], float]:
    return lambda at: float(np.mean([balanced(known, some >= at) for known, some in parts]))
