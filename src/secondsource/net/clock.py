"""Time as the network needs it: what time it is, how much has passed, and how much is left."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime


def utc_now() -> datetime:
    """The time of day."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Clock:
    """The time of day, seconds that only go forward, and how to wait for some."""

    now: Callable[[], datetime] = utc_now
    elapsed: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep


@dataclass(frozen=True, slots=True)
class Deadline:
    """When a connection has to be done, and how long it may be silent until then (seconds)."""

    at: float
    silence: float
    elapsed: Callable[[], float]

    def wait(self) -> float:
        """How long to wait for the next sign of life; `TimeoutError` once it is too late."""
        left = self.at - self.elapsed()
        if left <= 0:
            raise TimeoutError("the time is up")
        return min(left, self.silence)


class Patience:
    """The seconds that one fetch may keep connections for, over all of its redirects.

    Waiting for a host's turn uses up none of it.
    """

    def __init__(self, seconds: float, silence: float, clock: Clock) -> None:
        self._left = seconds
        self._silence = silence
        self._clock = clock

    @contextmanager
    def spend(self) -> Iterator[Deadline]:
        """The deadline of one connection."""
        started = self._clock.elapsed()
        try:
            yield Deadline(started + self._left, self._silence, self._clock.elapsed)
        finally:
            self._left -= self._clock.elapsed() - started
