"""Requests to many hosts at once, one at a time to each: no thread waits for a turn at a host."""

from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from typing import TypeVar
from urllib.parse import urlsplit

T = TypeVar("T")
R = TypeVar("R")

THREADS = 8  # hosts that are asked at once


def each_by_host(
    tasks: Iterable[T],
    address: Callable[[T], str],
    work: Callable[[T], R],
    *,
    threads: int = THREADS,
) -> Iterator[tuple[T, R]]:
    """Each task with what `work` makes of it, as it is done.

    `address` says at which address a task asks. What `work` raises is raised. Whoever stops asking
    for more, as by Ctrl-C, does not wait for what is under way: nobody hears of it any more.
    """
    queues: dict[str, deque[T]] = defaultdict(deque)
    for task in tasks:
        queues[_host(address(task))].append(task)
    waiting = deque(queues)
    running: dict[Future[R], tuple[str, T]] = {}
    pool = ThreadPoolExecutor(threads, thread_name_prefix="hosts")
    try:
        while waiting or running:
            while waiting and len(running) < threads:
                host = waiting.popleft()
                task = queues[host].popleft()
                running[pool.submit(work, task)] = host, task
            for one in wait(running, return_when=FIRST_COMPLETED).done:
                host, task = running.pop(one)
                if queues[host]:
                    waiting.append(host)
                yield task, one.result()
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _host(address: str) -> str:
    try:
        return urlsplit(address).hostname or address
    except ValueError:  # whoever asks there says what is wrong with it
        return address
