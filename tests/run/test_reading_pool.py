"""Several processes read what one would, and say so where they cannot."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from subprocess import PIPE

import pytest

from secondsource.codec import layers_from_bytes
from secondsource.errors import BadConfig, TryAgain
from secondsource.records.report import Report
from secondsource.run.reading_pool import AT_ONCE, ReadingPool
from tests.build import annotated, report

TEXT = "Storm {k} hit the coast of Arlen on Tuesday; {k} people were hurt, the mayor said."


def reports(number: int) -> list[Report]:
    return [report(TEXT.format(k=k), outlet=f"Outlet {k}") for k in range(number)]


@pytest.fixture(scope="module")
def pool() -> Iterator[ReadingPool]:
    with ReadingPool(2) as pool:
        yield pool


def test_a_pool_reads_what_one_process_reads(pool: ReadingPool) -> None:
    given = {one.id: one for one in reports(2 * AT_ONCE + 1)}
    read = {key: data for some, _ in pool.read(list(given.values())) for key, data in some.items()}
    assert read.keys() == given.keys()
    for key, data in list(read.items())[:3]:
        expected = annotated(given[key].text, outlet=given[key].outlet)
        assert layers_from_bytes(data, given[key]) == expected


def test_a_pool_given_nothing_reads_nothing(pool: ReadingPool) -> None:
    assert list(pool.read([])) == []


def test_a_process_ended_from_outside_is_a_reason_to_try_again(pool: ReadingPool) -> None:
    answers = pool.read(reports(6 * AT_ONCE))
    next(answers)
    assert pool._pool is not None
    for process in list(pool._pool._processes):
        os.kill(process, signal.SIGKILL)
    with pytest.raises(TryAgain, match="processes = 1"):
        list(answers)
    assert sum(len(some) for some, _ in pool.read(reports(3))) == 3


KILLED = """
import multiprocessing, sys
from secondsource.records.report import Report
from secondsource.run.reading_pool import ReadingPool
if __name__ == "__main__":
    pool = ReadingPool(1)
    list(pool.read([Report.from_text("A storm hit Arlen.", outlet="The Post")]))
    print(*(one.pid for one in multiprocessing.active_children()), flush=True)
    sys.stdin.read()
"""


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="reads /proc")
def test_no_process_outlives_a_desk_that_was_killed(tmp_path: Path) -> None:
    script = tmp_path / "killed.py"
    script.write_text(KILLED, encoding="utf-8")
    desk = subprocess.Popen([sys.executable, script], stdin=PIPE, stdout=PIPE, text=True)
    with desk:
        assert desk.stdout is not None
        workers = [int(one) for one in desk.stdout.readline().split()]
        desk.kill()
    assert workers
    deadline = time.monotonic() + 10
    while any(_lives(worker) for worker in workers):
        assert time.monotonic() < deadline, "a worker outlived its desk"
        time.sleep(0.05)


def _lives(process: int) -> bool:
    try:
        state = Path(f"/proc/{process}/stat").read_text(encoding="ascii")
    except OSError:
        return False
    return state.rpartition(")")[2].split()[0] != "Z"


def test_a_pipeline_that_is_not_installed_is_told_by_name() -> None:
    with ReadingPool(1, "no_such_pipeline") as pool, pytest.raises(BadConfig, match="no_such_pipe"):
        list(pool.read(reports(1)))
