"""Buckets of tokens: how often each of many may ask, in bounded memory."""

import time
from collections import OrderedDict
from collections.abc import Callable

from secondsource.access.settings import Rate

MOST = 10_000  # askers that are remembered; the one that asked longest ago is forgotten first


class Buckets:
    """One bucket for each asker: full at first, one less for each request, filled up by time."""

    def __init__(
        self, rate: Rate, *, most: int = MOST, elapsed: Callable[[], float] = time.monotonic
    ) -> None:
        self._rate = rate
        self._most = most
        self._elapsed = elapsed
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def __len__(self) -> int:
        return len(self._left)

    def take(self, asker: str) -> float:
        """Take one: 0 if there was one to take, else the seconds until there is."""
        left = self._now(asker)
        if left < 1:
            return (1 - left) / self._rate.per_second
        self._put(asker, left - 1)
        return 0.0

    def give_back(self, asker: str) -> None:
        """Put one back: it was not what is counted here."""
        self._put(asker, min(self._now(asker) + 1, self._rate.burst))

    def _now(self, asker: str) -> float:
        left, at = self._left.get(asker, (float(self._rate.burst), self._elapsed()))
        return min(left + (self._elapsed() - at) * self._rate.per_second, self._rate.burst)

    def _put(self, asker: str, left: float) -> None:
        self._left[asker] = left, self._elapsed()
        self._left.move_to_end(asker)
        if len(self._left) > self._most:
            self._left.popitem(last=False)
