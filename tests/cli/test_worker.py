"""A worker does what was put off, asks feeds when it is idle, and gives back what it is at."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from secondsource.build import open_running_desk
from secondsource.cli.working import Ending, Worker
from secondsource.config import load_settings
from secondsource.desk.running import RunningDesk
from secondsource.errors import TryAgain
from secondsource.records.feed import Subscription
from secondsource.records.job import Job, JobState, Lane, Pasted, ToAdd, ToBrief, ToRound
from tests.cli.door import call
from tests.desk.site import Site, newspaper
from tests.desk.told import FERRY, FERRY_TEXT

TEXT = Pasted("\n\n".join(FERRY_TEXT), FERRY, "The Harbour Courier")
ENDS = (signal.SIGINT, signal.SIGTERM)


@contextmanager
def opened(store: Path) -> Iterator[RunningDesk]:
    with open_running_desk(load_settings(store=str(store))) as desk:
        yield desk


@pytest.fixture(autouse=True)
def _tests_keep_their_priority(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "setpriority", lambda *_: None)  # of this process; workers set theirs


@pytest.fixture
def running(tmp_path: Path) -> Iterator[RunningDesk]:
    with opened(tmp_path / "desk.db") as desk:
        yield desk


def follow(desk: RunningDesk, *urls: str) -> None:
    due = datetime.now(UTC) - timedelta(hours=1)
    for url in urls:
        desk.store.feeds.put(
            Subscription(url, "", "", "", due, None, None, due, None, 0, "", False)
        )


@contextmanager
def worker(desk: RunningDesk, *options: str) -> Iterator["subprocess.Popen[bytes]"]:
    """A worker of a desk in a process of its own."""
    store = str(desk.store.database.file)
    command = [sys.executable, "-m", "secondsource", "worker", "--store", store, *options]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def until(true: Callable[[], bool], seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, "it took too long"
        time.sleep(0.02)


def state(desk: RunningDesk, job: Job) -> JobState:
    return desk.jobs.get(job.id).state


@contextmanager
def silent_host() -> Iterator[tuple[str, Callable[[], None]]]:
    """A host that takes a request and never answers, and a function that waits for one."""
    with socket.create_server(("127.0.0.1", 0)) as host:
        host.settimeout(60)
        yield f"http://127.0.0.1:{host.getsockname()[1]}/page", lambda: kept.append(host.accept())
    for connection, _ in kept:
        connection.close()
    kept.clear()


kept: list[tuple[socket.socket, object]] = []


def test_what_waits_is_done_and_the_worker_ends(running: RunningDesk) -> None:
    added = running.jobs.put(ToAdd(pasted=(TEXT,)), user_id="")
    done = call("worker", "--once", "--store", running.store.database.file)
    assert (done.code, done.out, done.err) == (0, "", "")
    result = running.jobs.get(added.id).result
    assert result is not None
    assert len(result.reports) == len(result.stories) == 1


def test_feeds_that_are_due_are_asked_when_there_is_nothing_else_to_do(
    running: RunningDesk, courier: Site
) -> None:
    courier.page("/ferry", FERRY, *FERRY_TEXT)
    courier.feed("/feed", "/ferry")
    follow(running, courier.url("/feed"))
    quick = call("worker", "--once", "--lane", "quick", "--store", running.store.database.file)
    assert (quick.code, quick.err, courier.times("/feed")) == (0, "", 0)
    done = call("worker", "--once", "--store", running.store.database.file)
    assert done.err.startswith("1 feed and 1 page asked: 1 new report, 1 story changed")
    assert running.store.reports.count() == 1


def test_a_lane_does_only_what_is_of_it(running: RunningDesk) -> None:
    added = running.jobs.put(ToAdd(pasted=(TEXT,)), user_id="")
    call("worker", "--once", "--lane", "quick", "--store", running.store.database.file)
    assert state(running, added) is JobState.WAITING
    call("worker", "--once", "--lane", "long", "--store", running.store.database.file)
    assert state(running, added) is JobState.DONE


def test_a_lane_that_there_is_not_is_a_wrong_call(tmp_path: Path) -> None:
    done = call("worker", "--lane", "slow", "--store", tmp_path / "desk.db")
    assert done.code == 2
    assert not (tmp_path / "desk.db").exists()


def test_a_round_gives_way_to_a_job_and_goes_on_afterwards(
    running: RunningDesk, courier: Site
) -> None:
    feeds = [f"/feed{number}" for number in range(4)]
    for feed in feeds:
        courier.feed(feed)
    follow(running, *map(courier.url, feeds))
    at_work = Worker(running, tuple(Lane), Ending())
    job = running.jobs.put(ToAdd(pasted=(TEXT,)), user_id="")
    at_work._round()
    assert sum(map(courier.times, feeds)) < 4
    assert state(running, job) is JobState.WAITING
    at_work.work(once=True)
    assert state(running, job) is JobState.DONE
    assert [courier.times(feed) for feed in feeds] == [1, 1, 1, 1]


def test_a_desk_that_is_away_for_a_while_ends_no_worker(
    running: RunningDesk, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    ending = Ending()
    asked = iter((TryAgain("desk.db is busy\x1b[2J"), None))

    def work_one(*_args: object, **_options: object) -> bool:
        error = next(asked)
        if error:
            raise error
        ending._asked = True
        return False

    monkeypatch.setattr(running.jobs, "work_one", work_one)
    monkeypatch.setattr("secondsource.cli.working.AFTER_TROUBLE", 0.0)
    with pytest.raises(KeyboardInterrupt):
        Worker(running, (Lane.QUICK,), ending).work(once=False)
    assert capsys.readouterr().err.startswith("secondsource: desk.db is busy�[2J; looking again")


def test_an_idle_worker_begins_a_job_at_once_and_lets_readers_go_first(
    running: RunningDesk,
) -> None:
    with worker(running, "--lane", "quick", "--lane", "long") as process:
        first = running.jobs.put(ToRound(), user_id="")
        until(lambda: state(running, first) is JobState.DONE)
        waits = []
        for _ in range(5):
            time.sleep(0.3)
            job = running.jobs.put(ToRound(), user_id="")
            until(lambda job=job: state(running, job) is JobState.DONE)  # type: ignore[misc]
            begun = running.jobs.get(job.id).started
            assert begun is not None
            waits.append((begun - job.created).total_seconds())
        assert min(waits) < 0.4
        if sys.platform == "linux":
            nice = Path(f"/proc/{process.pid}/stat").read_text().rpartition(")")[2].split()[16]
            assert int(nice) == max(os.nice(0), 5)


@pytest.mark.parametrize("how", ENDS, ids=lambda how: how.name)
def test_an_idle_worker_ends_at_once_and_quietly(how: signal.Signals, running: RunningDesk) -> None:
    with worker(running) as process:
        job = running.jobs.put(ToRound(), user_id="")
        until(lambda: state(running, job) is JobState.DONE)
        begun = time.monotonic()
        process.send_signal(how)
        out, err = process.communicate(timeout=60)
        assert (process.returncode, out, err) == (130, b"", b"")
        assert time.monotonic() - begun < 3


@pytest.mark.parametrize("how", ENDS, ids=lambda how: how.name)
def test_a_job_is_given_back_when_its_worker_is_told_to_end(
    how: signal.Signals, running: RunningDesk
) -> None:
    with silent_host() as (address, asked), worker(running) as process:
        job = running.jobs.put(ToAdd(addresses=(address,)), user_id="")
        asked()
        assert state(running, job) is JobState.RUNNING
        begun = time.monotonic()
        process.send_signal(how)
        out, err = process.communicate(timeout=60)
        assert (process.returncode, out, err) == (130, b"", b"")
        assert time.monotonic() - begun < 8  # the host would be given up after 15 seconds
    given_back = running.jobs.get(job.id)
    assert (given_back.state, given_back.tries) == (JobState.WAITING, 0)


STARTER = """
import os, subprocess, sys, time
print(subprocess.Popen([*sys.argv[1:], "--parent", str(os.getpid())]).pid, flush=True)
time.sleep(600)
"""


def test_a_worker_ends_after_the_one_that_started_it_and_gives_its_job_back(
    running: RunningDesk,
) -> None:
    store = str(running.store.database.file)
    command = [sys.executable, "-m", "secondsource", "worker", "--store", store]
    with silent_host() as (address, asked):
        job = running.jobs.put(ToAdd(addresses=(address,)), user_id="")
        starter = subprocess.Popen(
            [sys.executable, "-c", STARTER, *command],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        assert starter.stdout is not None
        child = int(starter.stdout.readline())
        asked()
        starter.kill()
        starter.communicate()
        until(lambda: not alive(child), 20)
    given_back = running.jobs.get(job.id)
    assert (given_back.state, given_back.tries) == (JobState.WAITING, 0)


def alive(process: int) -> bool:
    """Whether it still runs; one that has ended may wait for long until somebody asks how."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    stat = Path(f"/proc/{process}/stat")
    return not stat.exists() or stat.read_text().rpartition(")")[2].split()[0] != "Z"


def test_a_story_that_is_read_for_the_first_time_is_briefed_by_a_worker(
    running: RunningDesk,
) -> None:
    added = running.jobs.put(ToAdd(pasted=(TEXT,)), user_id="")
    store = running.store.database.file
    call("worker", "--once", "--store", store)
    result = running.jobs.get(added.id).result
    assert result is not None
    (story,) = result.stories
    assert running.standing(story) is None
    running.jobs.put(ToBrief(story), user_id="")
    call("worker", "--once", "--lane", "quick", "--store", store)
    assert running.standing(story) is not None


@pytest.fixture
def courier() -> Iterator[Site]:
    with newspaper("The Harbour Courier") as site:
        yield site
