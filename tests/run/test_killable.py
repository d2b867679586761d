"""Worker processes: what they give back, what ends them, and that the rest goes on."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from secondsource.errors import BadConfig, BadInput, TryAgain
from secondsource.run.killable import AHEAD, Killable
from tests.run import tasks

MEGABYTE = 2**20
posix = pytest.mark.skipif(sys.platform == "win32", reason="signals and limits of POSIX")


def pool(workers: int = 1, seconds: float = 20, memory: int = 256 * MEGABYTE) -> Killable:
    """Workers that import nothing beforehand: tests start many."""
    return Killable(workers, seconds, memory, preload=())


@pytest.fixture(scope="module")
def workers() -> Iterator[Killable]:
    with pool(2) as made:
        yield made


def reason(found: pytest.ExceptionInfo[BadInput]) -> str:
    assert found.value.input == "page"
    return found.value.reason


def gone(process: int) -> bool:
    """Whether it ended and was waited for: a zombie still has its number."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return True
    return False


def ended_within(seconds: float, process: int) -> bool:
    """Whether a process that is not ours to wait for has ended, if only by half."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        about = Path(f"/proc/{process}/stat")
        if gone(process) or (about.exists() and ") Z " in about.read_text()):
            return True
        time.sleep(0.02)
    return False


def test_a_result_comes_back(workers: Killable) -> None:
    assert workers.run(tasks.shout, "page", times=2) == "PAGEPAGE"


def test_it_is_worked_out_in_another_process(workers: Killable) -> None:
    assert workers.run(tasks.identity, "page") != os.getpid()


def test_large_arguments_and_results_come_through(workers: Killable) -> None:
    assert workers.run(tasks.length, "page", bytes(30 * MEGABYTE)) == 30 * MEGABYTE
    assert len(workers.run(tasks.many, "page", 30 * MEGABYTE)) == 30 * MEGABYTE


def test_a_bad_input_comes_back_as_it_is(workers: Killable) -> None:
    with pytest.raises(BadInput) as found:
        workers.run(tasks.refuse, "page")
    assert reason(found) == "no"


def test_any_other_error_comes_back_with_where_it_arose(workers: Killable) -> None:
    with pytest.raises(ZeroDivisionError, match="by nought") as found:
        workers.run(tasks.stumble, "page")
    assert "in stumble" in found.value.__notes__[0]


def test_an_error_that_cannot_be_sent_is_told_in_words(workers: Killable) -> None:
    with pytest.raises(RuntimeError, match="TwoPart: one two"):
        workers.run(tasks.stumble_twice, "page")


def test_a_result_that_cannot_be_sent_says_so(workers: Killable) -> None:
    with pytest.raises(Exception, match="pickle"):
        workers.run(tasks.unsendable, "page")
    assert workers.run(tasks.shout, "page") == "PAGE"


def test_what_a_task_prints_or_reads_has_no_part_in_ours(
    workers: Killable, capfd: pytest.CaptureFixture[str]
) -> None:
    assert workers.run(tasks.talk, "page") == ""
    assert workers.run(tasks.shout, "page") == "PAGE"
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("task", [tasks.spin, tasks.hang_in_c])
def test_a_task_that_takes_too_long_is_ended_and_the_rest_goes_on(task: object) -> None:
    with pool(seconds=0.3) as workers:
        begun = time.monotonic()
        with pytest.raises(BadInput) as found:
            workers.run(task, "page")  # type: ignore[arg-type]
        assert "over 0.3 seconds" in reason(found)
        assert time.monotonic() - begun < 5
        assert workers.run(tasks.shout, "page") == "PAGE"


def test_starting_a_worker_takes_nothing_of_the_time_of_the_task() -> None:
    with Killable(1, 0.15, 512 * MEGABYTE) as workers:  # it loads trafilatura and feedparser
        assert workers.run(tasks.shout, "page") == "PAGE"


@posix
def test_a_task_that_needs_too_much_memory_is_set_aside_and_the_rest_goes_on() -> None:
    with pool(memory=128 * MEGABYTE) as workers:
        with pytest.raises(BadInput) as found:
            workers.run(tasks.hold, "page", 128 * MEGABYTE)
        assert "over 128 MB of memory" in reason(found)
        assert workers.run(tasks.hold, "page", 64 * MEGABYTE) == 64 * MEGABYTE


@posix
def test_what_earlier_tasks_left_in_memory_is_no_fault_of_a_page() -> None:
    with pool(memory=128 * MEGABYTE) as workers:
        assert [workers.run(tasks.keep, "page", 60 * MEGABYTE) for _ in range(3)] == [1, 1, 1]


@posix
def test_a_page_that_an_old_worker_crashes_at_is_tried_with_a_new_one() -> None:
    with pool() as workers:
        workers.run(tasks.keep, "page", 1)
        assert workers.run(tasks.crash_if_old, "page") == "page"


@posix
def test_a_crash_is_a_reason_to_set_aside_and_the_rest_goes_on() -> None:
    with pool() as workers:
        with pytest.raises(BadInput) as found:
            workers.run(tasks.crash, "page")
        assert "SIGSEGV" in reason(found)
        assert workers.run(tasks.shout, "page") == "PAGE"


def test_a_task_that_leaves_is_set_aside() -> None:
    with pool() as workers, pytest.raises(BadInput, match="exit status 7"):
        workers.run(tasks.leave, "page")


@posix
def test_a_worker_stopped_from_outside_is_not_the_fault_of_its_input() -> None:
    with pool() as workers, pytest.raises(TryAgain, match="read it again"):
        workers.run(tasks.end, "page", signal.SIGTERM)


@posix
def test_an_idle_worker_that_was_killed_is_replaced() -> None:
    with pool() as workers:
        process = workers.run(tasks.identity, "page")
        os.kill(process, signal.SIGKILL)
        assert workers.run(tasks.shout, "page") == "PAGE"


def test_workers_start_when_first_needed_and_serve_again() -> None:
    with pool(8) as workers:
        assert len({workers.run(tasks.identity, "page") for _ in range(5)}) == 1


@posix
def test_no_process_is_left_at_the_end() -> None:
    with pool(2) as workers:
        seen = set(workers.map(tasks.identity, [("page",)] * 8))
    assert all(gone(process) for process in seen if isinstance(process, int))


def test_a_closed_pool_takes_no_task() -> None:
    workers = pool()
    workers.close()
    with pytest.raises(TryAgain):
        workers.run(tasks.shout, "page")


def test_closing_ends_a_task_that_runs_in_another_thread() -> None:
    told: list[Exception] = []
    done = threading.Event()

    def ask() -> None:
        try:
            closing.run(tasks.sleep, "page", 100)
        except TryAgain as error:
            told.append(error)
        done.set()

    with pool(seconds=100) as closing:
        closing.run(tasks.shout, "page")
        threading.Thread(target=ask).start()
        time.sleep(0.3)
    assert done.wait(5)
    assert len(told) == 1


def test_a_worker_that_cannot_start_says_what_to_mend() -> None:
    with (
        Killable(1, preload=("no_such_module",)) as workers,
        pytest.raises(BadConfig, match=r"no_such_module.*check"),
    ):
        workers.run(tasks.shout, "page")


@posix
def test_memory_that_no_worker_can_live_in_is_a_matter_of_settings() -> None:
    with (
        Killable(1, memory=30 * MEGABYTE) as workers,
        pytest.raises(BadConfig, match="memory"),
    ):
        workers.run(tasks.shout, "page")


def test_answers_come_in_the_order_of_the_tasks_whatever_each_takes() -> None:
    waits = [("a", 0.3), ("b", 0.0), ("c", 0.1), ("d", 0.0), ("e", 0.0)]
    with pool(3) as workers:
        assert list(workers.map(tasks.sleep, waits)) == ["a", "b", "c", "d", "e"]


def test_one_bad_task_of_many_is_told_in_its_place() -> None:
    given = [("a", 0.0), ("page", 60.0), ("c", 0.0)]
    with pool(2, seconds=0.5) as workers:
        found = list(workers.map(tasks.sleep, given))
    assert [one if isinstance(one, str) else one.input for one in found] == ["a", "page", "c"]


def test_tasks_are_taken_only_as_answers_are() -> None:
    taken: list[int] = []

    def endless() -> Iterator[tuple[str]]:
        while True:
            taken.append(1)
            yield ("page",)

    with pool(2) as workers:
        answers = workers.map(tasks.shout, endless())
        for _ in range(20):
            assert next(answers) == "PAGE"
        assert len(taken) <= 20 + AHEAD * 2


def test_many_threads_get_each_their_own_answer(workers: Killable) -> None:
    wrong: list[int] = []

    def ask(number: int) -> None:
        for step in range(20):
            size = number * 100 + step
            if workers.run(tasks.length, "page", bytes(size)) != size:
                wrong.append(size)

    threads = [threading.Thread(target=ask, args=[number]) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


SCRIPT = """
import sys
from secondsource.run.killable import Killable
from tests.run import tasks
workers = Killable(1, 0.5, preload=())
print(workers.run(tasks.identity, "page"), flush=True)
{then}
"""


def started(then: str) -> "subprocess.Popen[str]":
    """A program that prints the number of its worker's process, and does `then`."""
    # No `if __name__ == "__main__"`: a worker must not run the program that uses it again.
    return subprocess.Popen(
        [sys.executable, "-c", SCRIPT.format(then=then)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True,
        cwd=Path(__file__).parents[2],
    )  # fmt: skip


@posix
@pytest.mark.parametrize(
    "then", ["input()", "workers.run(tasks.hang_in_c, 'page')"], ids=["idle", "busy"]
)
def test_a_worker_does_not_outlive_a_starter_that_was_killed(then: str) -> None:
    with started(then) as starter:
        assert starter.stdout is not None
        worker = int(starter.stdout.readline())
        time.sleep(0.2)
        starter.kill()
    assert ended_within(10, worker)


@posix
def test_ctrl_c_ends_the_program_and_its_workers_and_prints_nothing_of_theirs() -> None:
    then = "with workers:\n    workers.run(tasks.sleep, 'page', 0.3)\n    tasks.sleep('page', 60)"
    with started(then) as starter:
        assert starter.stdout is not None
        worker = int(starter.stdout.readline())
        time.sleep(0.2)
        os.killpg(starter.pid, signal.SIGINT)
        _, told = starter.communicate(timeout=20)
    assert starter.returncode != 0
    assert told.rstrip().endswith("KeyboardInterrupt")
    assert told.count("Traceback") == 1
    assert ended_within(5, worker)


def test_modules_of_the_working_folder_do_not_reach_a_worker(tmp_path: Path) -> None:
    (tmp_path / "lxml.py").write_text("raise SystemExit('taken over')")
    script = (
        "import sys; sys.path[:] = [p for p in sys.path if p]\n"
        "from secondsource.run.killable import Killable\n"
        "from secondsource.stages.ingest import read_source\n"
        "with Killable(1) as workers: print(workers.run(read_source, 'a.txt', b'It rained.'))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert "It rained." in done.stdout
