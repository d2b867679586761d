"""Hostile bytes are read in worker processes with limits on time and memory.

What goes over a limit is ended and replaced; the input that it read is set aside with the reason,
and the rest goes on. The limits are against bytes made to use up a machine; a worker has the rights
of its starter, and what it answers is trusted.
"""

import pickle
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType
from typing import Concatenate, ParamSpec, Self, TypeVar, cast

from secondsource.errors import BadInput, TryAgain
from secondsource.run.worker_process import (
    Answer,
    Limits,
    WorkerDied,
    WorkerProcess,
    signal_name,
)

P = ParamSpec("P")
R = TypeVar("R")

SECONDS = 8.0  # ten are promised for a page, with what comes before and after
MEMORY = 512 * 2**20  # bytes, a worker, all in all
PRELOAD = ("secondsource.stages.ingest", "trafilatura", "feedparser")
MOST_SERVED = 1000  # tasks; then a worker is replaced, as its libraries keep what they once saw
AHEAD = 4  # tasks a worker that `map` takes before it has given the first answer
# A worker ended by these was ended from outside: the input is not at fault.
FROM_OUTSIDE = {"SIGTERM", "SIGINT", "SIGHUP"} & set(signal.Signals.__members__)
INSTEAD = "save the article's text as .txt"


class Killable:
    """Up to `workers` processes, started when first needed, ended on leaving the `with`.

    `seconds` is for one task, `memory` in bytes for a whole worker (where the system can limit it:
    Linux does). `run` and `map` may be called from any thread.
    """

    def __init__(
        self,
        workers: int,
        seconds: float = SECONDS,
        memory: int = MEMORY,
        *,
        preload: tuple[str, ...] = PRELOAD,
    ) -> None:
        self._workers = workers
        self._limits = Limits(seconds, memory)
        self._preload = preload
        self._free = threading.BoundedSemaphore(workers)
        self._lock = threading.Lock()
        self._idle: list[WorkerProcess] = []
        self._busy: set[WorkerProcess] = set()
        self._closed = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """End all workers. A task that still runs in another thread is told to `TryAgain`."""
        with self._lock:
            self._closed = True
            idle, self._idle = self._idle, []
            busy = tuple(self._busy)
        for worker in busy:
            worker.interrupt()
        for worker in idle:
            worker.stop()

    def run(
        self,
        function: Callable[Concatenate[str, P], R],
        name: str,
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> R:
        """`function(name, *args, **kwargs)`, worked out in a worker.

        The function must be importable from its module, and it, its arguments and its result must
        pickle. What it raises is raised. `BadInput` for `name` where it goes over a limit or
        crashes; `TryAgain` where the worker is stopped from outside; `BadConfig` where none can
        be started.
        """
        task = pickle.dumps((function, (name, *args), kwargs), pickle.HIGHEST_PROTOCOL)
        with self._free:
            answer = self._answer(name, task)
        if isinstance(answer.value, MemoryError):
            raise self._over_memory(name)
        if not answer.well:
            raise answer.value
        return cast("R", answer.value)

    def map(
        self, function: Callable[..., R], tasks: Iterable[tuple[object, ...]]
    ) -> Iterator[R | BadInput]:
        """`run(function, *task)` for each task, in their order; a `BadInput` is given, not raised.

        Tasks are taken only as answers are: `AHEAD` for each worker, so that they may come from an
        archive of any size.
        """
        threads = ThreadPoolExecutor(self._workers, thread_name_prefix="killable")
        waiting: deque[Future[R | BadInput]] = deque()
        try:
            for task in tasks:
                waiting.append(threads.submit(self._attempt, function, task))
                if len(waiting) >= AHEAD * self._workers:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            threads.shutdown(wait=False, cancel_futures=True)

    def _attempt(self, function: Callable[..., R], task: tuple[object, ...]) -> R | BadInput:
        try:
            return self.run(function, *task)  # type: ignore[arg-type]
        except BadInput as bad:
            return bad

    def _answer(self, name: str, task: bytes) -> Answer:
        """One answer, if need be at the second try and from a new worker.

        What an old one has kept of other tasks may be what made it fail at this.
        """
        worker = self._take()
        used = worker.served > 0
        try:
            answer = self._asked(worker, task)
        except WorkerDied as died:
            if died.late or not used or self._stopped(died):
                raise self._told(name, died) from None
        else:
            if not used or not isinstance(answer.value, MemoryError):
                return answer
        try:
            return self._asked(self._take(new=True), task)
        except WorkerDied as died:
            raise self._told(name, died) from None

    def _asked(self, worker: WorkerProcess, task: bytes) -> Answer:
        fit = False  # after Ctrl-C, its answer to this must not be taken for another's
        try:
            answer = worker.ask(task)
            fit = not isinstance(answer.value, MemoryError)
            return answer
        finally:
            self._give_back(worker, fit=fit)

    def _take(self, *, new: bool = False) -> WorkerProcess:
        with self._lock:
            worker = self._idle.pop() if self._idle else None
        if worker is not None and new:
            worker.stop()
        if worker is None or new:
            self._refuse_if_closed()
            worker = WorkerProcess(self._limits, self._preload)
        with self._lock:
            self._busy.add(worker)
        try:
            self._refuse_if_closed()
        except TryAgain:
            self._give_back(worker, fit=False)
            raise
        return worker

    def _refuse_if_closed(self) -> None:
        if self._closed:
            raise _stopped_outside()

    def _give_back(self, worker: WorkerProcess, *, fit: bool) -> None:
        with self._lock:
            keep = fit and worker.served < MOST_SERVED and not self._closed
            self._busy.discard(worker)
            if keep:
                self._idle.append(worker)
        if not keep:
            worker.kill()

    def _stopped(self, died: WorkerDied) -> bool:
        return self._closed or signal_name(died.code) in FROM_OUTSIDE

    def _told(self, name: str, died: WorkerDied) -> BadInput | TryAgain:
        how = signal_name(died.code)
        if died.late or how == "SIGALRM":
            seconds = f"{self._limits.seconds:g} seconds"
            return BadInput(name, f"reading it took over {seconds} and was stopped: {INSTEAD}")
        if self._stopped(died):
            return _stopped_outside()
        if how == "SIGKILL":
            return BadInput(
                name, f"reading it was ended, as by a system short of memory: {INSTEAD}"
            )
        return BadInput(name, f"it broke its reader ({how}): {INSTEAD}, and please report the file")

    def _over_memory(self, name: str) -> BadInput:
        megabytes = self._limits.memory // 2**20
        return BadInput(name, f"reading it takes over {megabytes} MB of memory: {INSTEAD}")


def _stopped_outside() -> TryAgain:
    return TryAgain("the reading was stopped from outside: read it again")
