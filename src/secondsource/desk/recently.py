"""What was found out a moment ago, and when secrets were shown: what spares the store a query."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Generic, TypeVar

from secondsource.errors import SecondSourceError

TRUSTED = 4.0  # seconds
MOST = 4096  # that are remembered
EVERY = timedelta(minutes=1)  # how exactly it is known when a secret was shown last
NEVER = datetime.min.replace(tzinfo=UTC)

Found = TypeVar("Found")


class Recently(Generic[Found]):
    """Remembers what was found for a key, for `TRUSTED` seconds. Nothing found is not kept."""

    def __init__(self, elapsed: Callable[[], float]) -> None:
        self._elapsed = elapsed
        self._lock = threading.Lock()
        self._found: OrderedDict[bytes, tuple[float, Found]] = OrderedDict()
        self._forgotten = 0

    def of(self, key: bytes, find: Callable[[bytes], Found | None]) -> Found | None:
        """What is found for the key, now or a moment ago."""
        with self._lock:
            known, before = self._found.get(key), self._forgotten
        if known is not None and self._elapsed() - known[0] < TRUSTED:
            return known[1]
        at = self._elapsed()
        found = find(key)
        with self._lock:
            # What was changed while it was looked up may be what was looked up.
            if found is not None and before == self._forgotten:
                self._found[key] = at, found
                self._found.move_to_end(key)
                if len(self._found) > MOST:
                    self._found.popitem(last=False)
        return found

    def forget(self) -> None:
        """Look everything up anew: something was changed."""
        with self._lock:
            self._forgotten += 1
            self._found.clear()


class Used:
    """Notes when secrets were shown last, and stores it in a thread of its own.

    Nobody who reads a page waits for a writer that way; what cannot be stored is told again when
    the secret is shown a minute later.
    """

    def __init__(self, store: Callable[[Sequence[tuple[bytes, datetime]]], None]) -> None:
        self._store = store
        self._lock = threading.Lock()
        self._noted: OrderedDict[bytes, datetime] = OrderedDict()
        self._waiting: dict[bytes, datetime] = {}
        self._thread: ThreadPoolExecutor | None = None
        self._closed = False

    def last(self, digest: bytes, stored: datetime | None) -> datetime:
        """When a secret was shown last, as stored or as noted here since."""
        with self._lock:
            noted = self._noted.get(digest)
        return max((one for one in (stored, noted) if one is not None), default=NEVER)

    def note(self, digest: bytes, now: datetime, last: datetime) -> None:
        """A secret is shown now; `last` is when that was told before."""
        if now - last < EVERY:
            return
        with self._lock:
            self._noted[digest] = now
            self._noted.move_to_end(digest)
            if len(self._noted) > MOST:
                self._noted.popitem(last=False)
            idle = not self._waiting
            self._waiting[digest] = now
            if idle and not self._closed:
                self._thread = self._thread or ThreadPoolExecutor(1, thread_name_prefix="used")
                self._thread.submit(self._flush)

    def close(self) -> None:
        """Store what is waiting, and nothing more."""
        with self._lock:
            self._closed = True
            thread = self._thread
        if thread is not None:
            thread.shutdown(wait=True)

    def _flush(self) -> None:
        with self._lock:
            told, self._waiting = self._waiting, {}
        with suppress(SecondSourceError):
            self._store(tuple(told.items()))
