"""Whose turn it is: one connection a host at a time, with a pause, and none while it says wait."""

from collections.abc import Hashable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from threading import Lock

from secondsource.errors import TryAgain
from secondsource.net.clock import Clock

MOST_HOSTS = 4_096


@dataclass(slots=True)
class _Wanted:
    lock: Lock = field(default_factory=Lock)
    by: int = 0


class KeyedLocks:
    """One lock a key, forgotten when nobody holds or wants it."""

    def __init__(self) -> None:
        self._guard = Lock()
        self._wanted: dict[Hashable, _Wanted] = {}

    @contextmanager
    def hold(self, key: Hashable) -> Iterator[None]:
        """Inside, no other thread holds the key."""
        with self._guard:
            wanted = self._wanted.setdefault(key, _Wanted())
            wanted.by += 1
        try:
            with wanted.lock:
                yield
        finally:
            with self._guard:
                wanted.by -= 1
                if not wanted.by:
                    del self._wanted[key]


class Turns:
    """Turns at hosts. Threads may take turns at many at once, one after another at each."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._hosts = KeyedLocks()
        self._guard = Lock()
        self._ended: dict[str, float] = {}
        self._closed_until: dict[str, float] = {}

    @contextmanager
    def take(self, host: str, delay: float) -> Iterator[None]:
        """A turn, `delay` seconds after the end of the last one.

        `TryAgain`, at once, while the host asks to be left alone.
        """
        with self._hosts.hold(host):
            self.check_open(host)
            self._clock.sleep(max(0.0, self._ended_at(host) + delay - self._clock.elapsed()))
            try:
                yield
            finally:
                self._note(self._ended, host, self._clock.elapsed())

    def close(self, host: str, wait: timedelta) -> None:
        """Remember that a host asks to be left alone for so long."""
        self._note(self._closed_until, host, self._clock.elapsed() + wait.total_seconds())

    def check_open(self, host: str) -> None:
        """`TryAgain` while the host asks to be left alone."""
        with self._guard:
            left = self._closed_until.get(host, 0.0) - self._clock.elapsed()
        if left > 0:
            wait = timedelta(seconds=left)
            raise TryAgain(f"{host} asks to be left alone: try again in {left:.0f} s", wait)

    def _ended_at(self, host: str) -> float:
        with self._guard:
            return self._ended.get(host, float("-inf"))

    def _note(self, times: dict[str, float], host: str, time: float) -> None:
        """Keep a time, and no more of them than so many: a desk runs for months."""
        with self._guard:
            times.pop(host, None)
            times[host] = time
            if len(times) > MOST_HOSTS:
                del times[next(iter(times))]
