"""Which of many bags of words have a word: what one bag shares with each is then soon added up."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray


class WordIndex:
    """An inverted index: comparing a bag with all others touches only those that share a word."""

    def __init__(self, bags: Sequence[frozenset[str]]) -> None:
        self._size = len(bags)
        self._bags_with: dict[str, list[int]] = defaultdict(list)
        for number, bag in enumerate(bags):
            for word in bag:
                self._bags_with[word].append(number)

    def shared(self, weights: Mapping[str, float]) -> NDArray[np.float64]:
        """For each bag, the weights of the words that it has, added up."""
        total = np.zeros(self._size)
        # Always in one order, so that rounding gives equal bags equal sums in every run.
        for word in sorted(weights):
            total[self._bags_with.get(word, [])] += weights[word]
        return total
