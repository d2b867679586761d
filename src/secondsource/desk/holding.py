"""A job that is being done here: its lease is kept alive, its progress told, its end heeded."""

import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import TracebackType
from typing import Self

from secondsource.errors import SecondSourceError
from secondsource.records.job import Job
from secondsource.store.jobs import Lease
from secondsource.store.store import Store


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How long a lease lasts, how often it is renewed, and how often progress is told at most.

    The clocks of all who work on a desk must agree within the time between renewal and end; where
    they do not, work is done twice, though its result is still kept once.
    """

    lease: timedelta = timedelta(seconds=30)
    renew: float = 10.0  # seconds
    tell: float = 0.3


class Withdrawn(BaseException):
    """The job is no longer ours: it was cancelled, or taken for dead and given to another.

    No error: what sets a report aside that cannot be read must let this pass.
    """


class Stopping(BaseException):
    """Whoever works here has been told to end: the job is to be given back. No error either."""


class Holding:
    """One try of a job. In its `with`, a thread of its own renews the lease, and tells what was
    said last, should nothing more be said for long."""

    def __init__(
        self, store: Store, job: Job, token: str, now: Callable[[], datetime], rhythm: Rhythm
    ) -> None:
        self._store = store
        self._job = job
        self._token = token
        self._now = now
        self._rhythm = rhythm
        self._lock = threading.Lock()
        self._untold: tuple[str, int, int] | None = None
        self._told = float("-inf")
        self._renewed = time.monotonic()
        self._lost = False
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._keep, name="lease", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._over.set()
        self._thread.join()

    def progress(self, doing: str, done: int, total: int) -> None:
        """Tell how far the work is, not too often; `Withdrawn` if it is to go no further."""
        with self._lock:
            self._untold = (doing, done, total)
            self._tell()
            if self._lost:
                raise Withdrawn

    def _keep(self) -> None:
        while not self._over.wait(self._rhythm.tell):
            with self._lock:
                self._tell()
                self._renew()

    def _tell(self) -> None:
        if self._untold is None or time.monotonic() - self._told < self._rhythm.tell:
            return
        with suppress(SecondSourceError):  # the work itself says so, if it matters
            self._lost |= not self._store.jobs.tell(self._job.id, self._token, *self._untold)
        self._untold, self._told = None, time.monotonic()

    def _renew(self) -> None:
        if time.monotonic() - self._renewed < self._rhythm.renew:
            return
        lease = Lease(self._token, self._now() + self._rhythm.lease)
        with suppress(SecondSourceError):  # the next time is soon
            self._lost |= not self._store.jobs.renew(self._job.id, lease)
            self._renewed = time.monotonic()
