"""Several processes read what one would, and say so where they cannot."""

import os
import signal
from collections.abc import Iterator

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


def test_a_pipeline_that_is_not_installed_is_told_by_name() -> None:
    with ReadingPool(1, "no_such_pipeline") as pool, pytest.raises(BadConfig, match="no_such_pipe"):
        list(pool.read(reports(1)))
