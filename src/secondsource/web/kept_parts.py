"""What was made for a page and is the same for everybody: kept for whoever asks next."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from typing import Generic, TypeVar

Made = TypeVar("Made")


class KeptParts(Generic[Made]):
    """Keeps what was asked for last, up to a weight in all.

    A key must name everything that its part is made of, so that none ever grows old; what one
    person alone may see has no place here. Several that ask for one part at once wait for the
    first, which makes it.
    """

    def __init__(self, *, most: int, weigh: Callable[[Made], int]) -> None:
        self._most = most
        self._weigh = weigh
        self._lock = threading.Lock()
        self._parts: OrderedDict[Hashable, tuple[int, Made]] = OrderedDict()
        self._making: dict[Hashable, Future[Made]] = {}
        self._weight = 0

    @property
    def weight(self) -> int:
        """What is kept weighs this much."""
        return self._weight

    def __len__(self) -> int:
        """How many parts are kept."""
        return len(self._parts)

    def get(self, key: Hashable, make: Callable[[], Made]) -> Made:
        """The part that has this key, made now if it is not kept; what `make` raises is raised."""
        with self._lock:
            if key in self._parts:
                self._parts.move_to_end(key)
                return self._parts[key][1]
            waiting = self._making.get(key)
            mine = self._making.setdefault(key, Future())
        if waiting is not None:
            return waiting.result()
        return self._make(key, make, mine)

    def _make(self, key: Hashable, make: Callable[[], Made], told: Future[Made]) -> Made:
        try:
            made = make()
        except BaseException as error:
            with self._lock:
                del self._making[key]
            told.set_exception(error)
            raise
        with self._lock:
            del self._making[key]
            self._keep(key, made)
        told.set_result(made)
        return made

    def _keep(self, key: Hashable, made: Made) -> None:
        weight = self._weigh(made)
        if weight > self._most:
            return
        self._parts[key] = weight, made
        self._weight += weight
        while self._weight > self._most:
            _, (lost, _) = self._parts.popitem(last=False)
            self._weight -= lost
