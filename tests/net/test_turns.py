"""Hosts are asked one at a time, with a pause, and not while they want quiet."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import timedelta

import pytest

from secondsource.errors import TryAgain
from secondsource.net.clock import Clock
from secondsource.net.fetcher import Fetcher
from secondsource.net.settings import FetchSettings
from secondsource.net.turns import MOST_HOSTS, KeyedLocks, Turns
from tests.net.hosts import Asked, at_loopback, by_path, fetcher, hosting, reply


@dataclass
class Hours:
    """A clock that stands still unless somebody sleeps."""

    at: float = 1_000.0
    slept: list[float] = field(default_factory=list)

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.at += seconds

    @property
    def clock(self) -> Clock:
        return Clock(elapsed=lambda: self.at, sleep=self.sleep)


def take(turns: Turns, host: str, delay: float = 1.0) -> None:
    with turns.take(host, delay):
        pass


def test_the_first_request_to_a_host_does_not_wait() -> None:
    hours = Hours()
    turns = Turns(hours.clock)
    take(turns, "a.example")
    take(turns, "b.example")
    assert sum(hours.slept) == 0


def test_the_next_request_waits_from_the_end_of_the_last() -> None:
    hours = Hours()
    turns = Turns(hours.clock)
    with turns.take("a.example", 1.0):
        hours.at += 30
    hours.at += 0.25
    take(turns, "a.example")
    assert sum(hours.slept) == 0.75


def test_a_host_that_wants_quiet_is_left_alone_until_then() -> None:
    hours = Hours()
    turns = Turns(hours.clock)
    turns.close("a.example", timedelta(seconds=90))
    hours.at += 30
    with pytest.raises(TryAgain) as caught:
        take(turns, "a.example")
    assert caught.value.retry_after == timedelta(seconds=60)
    take(turns, "b.example")
    hours.at += 60
    take(turns, "a.example")


def test_no_more_hosts_are_remembered_than_need_be() -> None:
    hours = Hours()
    turns = Turns(hours.clock)
    for number in range(MOST_HOSTS + 10):
        take(turns, f"{number}.example")
    assert len(turns._ended) == MOST_HOSTS
    assert not turns._hosts._wanted


def test_locks_of_one_key_keep_threads_apart_and_are_forgotten() -> None:
    locks, inside, most = KeyedLocks(), [0], [0]

    def work(_: int) -> None:
        with locks.hold("one"):
            inside[0] += 1
            most[0] = max(most[0], inside[0])
            time.sleep(0.001)
            inside[0] -= 1

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(work, range(40)))
    assert most == [1]
    assert not locks._wanted


def slow(asked: Asked) -> Iterator[bytes]:
    time.sleep(0.08)
    yield from reply(200, b"x")


def test_requests_to_one_host_do_not_overlap_and_keep_their_distance() -> None:
    with hosting(slow) as host:
        reader = fetcher(delay=0.05)
        with ThreadPoolExecutor(4) as pool:
            urls = [host.url(f"/{n}") for n in range(4)]
            list(pool.map(lambda url: reader.get(url, robots=False), urls))
    spans = sorted(host.spans)
    gaps = [start - end for (_, end), (start, _) in zip(spans, spans[1:], strict=False)]
    assert len(spans) == 4
    # The host notes the end of its answer a little after the reader has it.
    assert min(gaps) > 0.04


def test_requests_to_many_hosts_go_side_by_side() -> None:
    with hosting(slow) as host:
        reader = fetcher(delay=5.0)
        with ThreadPoolExecutor(6) as pool:
            urls = [host.url(name=f"{n}.example") for n in range(6)]
            list(pool.map(lambda url: reader.get(url, robots=False), urls))
    spans = sorted(host.spans)
    assert any(start < end for (_, end), (start, _) in zip(spans, spans[1:], strict=False))


@pytest.mark.parametrize("status", [429, 503])
def test_a_host_that_says_wait_is_not_asked_for_anything_meanwhile(status: int) -> None:
    hours = Hours()
    settings = FetchSettings(allow_net=("127.0.0.1/32",))
    reader = Fetcher(settings, resolve=at_loopback, clock=hours.clock)
    answers = {"/busy": reply(status, retry_after="120"), "/other": reply(200, b"x")}
    with hosting(by_path(answers)) as host:
        with pytest.raises(TryAgain, match="120 s of quiet") as first:
            reader.get(host.url("/busy"), robots=False)
        asked = len(host.asked)
        with pytest.raises(TryAgain, match="left alone") as second:
            reader.get(host.url("/other"))
        with pytest.raises(TryAgain, match="left alone"):
            reader.post(host.url("/other"), b"", {})
        assert len(host.asked) == asked
        hours.at += 121
        assert reader.get(host.url("/other"), robots=False).body == b"x"
    assert first.value.retry_after == timedelta(seconds=120)
    assert second.value.retry_after == timedelta(seconds=120)
