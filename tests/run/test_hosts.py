"""Many hosts are asked at once, each of them by one at a time."""

import threading
import time
from collections import Counter
from urllib.parse import urlsplit

import pytest

from secondsource.run.hosts import each_by_host


def name(address: str) -> str:
    return address


def test_every_task_comes_back_with_what_became_of_it() -> None:
    tasks = [f"https://outlet{k % 5}.example/{k}" for k in range(23)]
    done = dict(each_by_host(tasks, name, len))
    assert done == {task: len(task) for task in tasks}


def test_no_host_is_asked_twice_at_once_while_others_are() -> None:
    busy: Counter[str] = Counter()
    most: Counter[str] = Counter()
    lock, together = threading.Lock(), []

    def ask(address: str) -> None:
        host = urlsplit(address).hostname or ""
        with lock:
            busy[host] += 1
            most[host] = max(most[host], busy[host])
            together.append(sum(busy.values()))
        time.sleep(0.01)
        with lock:
            busy[host] -= 1

    tasks = [f"https://outlet{k % 3}.example/{k}" for k in range(12)]
    list(each_by_host(tasks, name, ask))
    assert set(most.values()) == {1}
    assert max(together) > 1


def test_a_slow_host_keeps_nobody_waiting() -> None:
    slow = threading.Event()

    def ask(address: str) -> str:
        if "slow" in address:
            slow.wait(5)
        return address

    tasks = [
        "https://slow.example/1",
        "https://slow.example/2",
        *(f"https://q{k}.example/" for k in range(20)),
    ]
    order = []
    for task, _ in each_by_host(tasks, name, ask, threads=2):
        order.append(task)
        if len(order) == 20:
            slow.set()
    assert order[20:] == tasks[:2]


def test_an_address_that_is_none_is_a_host_of_its_own() -> None:
    assert len(list(each_by_host(["http://[", "http://["], name, len))) == 2


def test_what_the_work_raises_is_raised() -> None:
    with pytest.raises(ZeroDivisionError):
        list(each_by_host(["https://outlet.example/"], name, lambda one: 1 // 0))


def test_whoever_stops_asking_does_not_wait_for_a_slow_host() -> None:
    slow = threading.Event()

    def ask(address: str) -> None:
        if "slow" in address:
            slow.wait(5)

    asked = each_by_host(["https://slow.example/1", "https://quick.example/1"], name, ask)
    assert next(asked)[0] == "https://quick.example/1"
    begun = time.monotonic()
    asked.close()  # type: ignore[attr-defined]
    slow.set()
    assert time.monotonic() - begun < 2
