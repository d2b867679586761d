"""Reports read by several processes at once: what a machine of many cores is for.

A process takes over a second to start and 300 MB to hold, so a pool starts none before it is
given work; a handful of reports is read quicker without one.
"""

import functools
import multiprocessing
import os
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from multiprocessing.connection import wait as wait_for
from types import TracebackType
from typing import TYPE_CHECKING, Self

from secondsource.abilities import Parser
from secondsource.codec import layers_to_bytes
from secondsource.errors import TryAgain
from secondsource.records.brief import SetAside
from secondsource.records.report import Report
from secondsource.run.local import read_all
from secondsource.stages.annotate import annotate

if TYPE_CHECKING:
    from multiprocessing.process import BaseProcess

AT_ONCE = 8  # reports a task: about a second's work
QUEUED = 2  # tasks a process that wait beside the one that runs

# What a task gives: layers as they are kept, by report id, and what could not be read.
Read = tuple[dict[str, bytes], list[SetAside]]


class ReadingPool:
    """Up to `processes` processes that parse with one spaCy pipeline, until the `with` is left."""

    def __init__(self, processes: int, pipeline: str | None = None) -> None:
        self._processes = processes
        self._pipeline = pipeline
        self._pool: ProcessPoolExecutor | None = None

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
        """End the processes; the pool can be used again, and then starts new ones."""
        pool, self._pool = self._pool, None
        if pool is not None:
            pool.shutdown(cancel_futures=True)

    def read(self, reports: Sequence[Report]) -> Iterator[Read]:
        """The layers of the reports, some at a time, in whatever order they are done.

        Raises `TryAgain` where a process was ended from outside, as for want of memory.
        """
        tasks = iter([reports[at : at + AT_ONCE] for at in range(0, len(reports), AT_ONCE)])
        running: set[Future[Read]] = set()
        try:
            while True:
                room = self._processes * (1 + QUEUED) - len(running)
                running |= {self._submitted(some) for some in islice(tasks, room)}
                if not running:
                    return
                done, running = wait(running, return_when=FIRST_COMPLETED)
                yield from (one.result() for one in done)
        except BrokenProcessPool as error:
            self.close()
            raise TryAgain(
                "a process that reads reports was ended from outside, perhaps for want of memory: "
                "set 'processes = 1' and try again"
            ) from error
        finally:
            for one in running:
                one.cancel()

    def _submitted(self, reports: Sequence[Report]) -> Future[Read]:
        if self._pool is None:
            # Not forked: the models' threads would not be there, but their locks would.
            context = multiprocessing.get_context("spawn")
            self._pool = ProcessPoolExecutor(self._processes, context, initializer=_end_with_parent)
        return self._pool.submit(_read, reports, self._pipeline)


def cores() -> int:
    """How many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _end_with_parent() -> None:
    """A process whose parent was killed would wait for work for ever, with the model in memory."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_wait_for_end_of, args=(parent,), daemon=True).start()


def _wait_for_end_of(parent: "BaseProcess") -> None:
    wait_for([parent.sentinel])
    os._exit(1)


@functools.cache
def _parser(pipeline: str | None) -> Parser:
    from secondsource.models.spacy_parser import SpacyParser

    return SpacyParser(pipeline)


def _read(reports: Sequence[Report], pipeline: str | None) -> Read:
    parser = _parser(pipeline)
    done, aside = read_all(reports, lambda some: annotate(some, parser))
    return {one.report.id: layers_to_bytes(one) for one in done}, aside
