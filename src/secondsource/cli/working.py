"""The command that does what was put off: worker."""

import os
import platform
import signal
import threading
import time
from typing import TYPE_CHECKING, Annotated, Any, Self

import typer

from secondsource.cli.opening import AllowNet, InStore, opened
from secondsource.cli.output import list_set_aside, note
from secondsource.cli.rounds import LOOK_AGAIN, pause, something, sum_up
from secondsource.errors import TryAgain
from secondsource.export.safe import one_line
from secondsource.records.job import Lane

if TYPE_CHECKING:
    from types import FrameType, TracebackType

    from secondsource.desk.running import RunningDesk

app = typer.Typer()

POLL = 0.25  # seconds between two looks for a job, each up to a millisecond's work
GRACE = 3  # seconds to come to a place where a job can be left; then it is left anywhere
AFTER_TROUBLE = 5.0  # seconds, when the desk is away or busy
TIDY = 3600.0  # seconds between two times that old jobs are forgotten
NICENESS = 5  # how far a worker steps back for those who read


@app.command()
def worker(
    lane: Annotated[
        list[Lane] | None,
        typer.Option(
            "--lane",
            metavar="quick|long",
            help="Do only what is quick (checks, briefs) or only what takes long (adding, feeds); "
            "both by default, the quick first.",
        ),
    ] = None,
    once: Annotated[
        bool, typer.Option("--once", help="Do what waits and what is due now, and end.")
    ] = False,
    allow_net: AllowNet = None,
    store: InStore = None,
    parent: Annotated[int | None, typer.Option("--parent", hidden=True)] = None,
) -> None:
    """Do the jobs that were asked for on pages and over HTTP, and ask the feeds that are due.

    Goes on until it is interrupted; a job that it is at then is given back. Any number of workers
    may work on one desk, also on several machines if it is kept in PostgreSQL. A job whose worker
    is killed is begun again by another within half a minute.
    """
    _step_back()
    with Ending(parent) as ending, opened(store, allow_net) as desk:
        Worker(desk, tuple(lane or Lane), ending).work(once=once)


class Ending:
    """Whether a worker has been told to end: by a signal, or by the end of who started it.

    In its `with`, the first SIGTERM or Ctrl-C asks for it, and whatever is at work ends at the next
    place where it can. After a few seconds it ends anywhere, by a `KeyboardInterrupt`; by a second
    signal at once.
    """

    def __init__(self, parent: int | None = None) -> None:
        self._parent = parent
        self._asked = False
        self._before: dict[int, Any] = {}

    def __enter__(self) -> Self:
        for number in (signal.SIGTERM, signal.SIGINT):
            self._before[number] = signal.signal(number, self._heed)
        if hasattr(signal, "SIGALRM"):
            self._before[signal.SIGALRM] = signal.signal(signal.SIGALRM, _interrupt)
        if self._parent is not None:
            threading.Thread(target=_follow, args=(self._parent,), daemon=True).start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: "TracebackType | None",
    ) -> None:
        if hasattr(signal, "SIGALRM"):
            signal.alarm(0)
        for number, handler in self._before.items():
            signal.signal(number, handler)

    def asked(self) -> bool:
        """Whether to end as soon as that can be."""
        return self._asked

    def _heed(self, number: int, frame: "FrameType | None") -> None:
        if self._asked:
            raise KeyboardInterrupt
        self._asked = True
        if hasattr(signal, "SIGALRM"):
            signal.alarm(GRACE)


class GiveWay(BaseException):
    """A round is left for a job that somebody waits for; what it has stored stays. No error."""


class Worker:
    """Does jobs and, where it does the long ones, rounds of watching between them."""

    def __init__(self, desk: "RunningDesk", lanes: tuple[Lane, ...], ending: Ending) -> None:
        self._desk = desk
        self._lanes = lanes
        self._ending = ending
        self._name = f"{platform.node()} {os.getpid()}"
        self._next_round = 0.0 if Lane.LONG in lanes else float("inf")
        self._next_tidying = 0.0
        self._looked = 0.0

    def work(self, *, once: bool) -> None:
        """Until there is nothing to do (`once`), or the worker is told to end."""
        while not self._ending.asked():
            try:
                if self._one():
                    continue
            except TryAgain as later:
                if once:
                    raise
                note(f"secondsource: {one_line(str(later))}; looking again in a moment")
                self._rest(AFTER_TROUBLE)
                continue
            if once:
                return
            time.sleep(POLL)
        raise KeyboardInterrupt

    def _one(self) -> bool:
        """Do one thing; whether there was one."""
        if self._desk.jobs.work_one(self._lanes, worker=self._name, stopping=self._ending.asked):
            return True
        if time.monotonic() >= self._next_round:
            self._round()
            return True
        if time.monotonic() < self._next_tidying:
            return False
        some = self._desk.jobs.forget_old() > 0  # there may be more of them
        self._next_tidying = time.monotonic() + (0.0 if some else TIDY)
        return some

    def _round(self) -> None:
        """A round of watching, as `watch` does it."""
        self._next_round = time.monotonic() + LOOK_AGAIN
        try:
            done = self._desk.round(progress=self._look_up)
        except GiveWay:
            self._next_round = 0.0
            return
        self._next_round = time.monotonic() + pause(done.next_due)
        if something(done):
            sum_up(done)
        list_set_aside(done.set_aside)

    def _look_up(self, doing: str, done: int, total: int) -> None:
        """Between two steps of a round: whether there is something more urgent."""
        if self._ending.asked():
            raise KeyboardInterrupt
        if time.monotonic() - self._looked > POLL:
            self._looked = time.monotonic()
            if self._desk.jobs.waiting(self._lanes):
                raise GiveWay

    def _rest(self, seconds: float) -> None:
        until = time.monotonic() + seconds
        while time.monotonic() < until and not self._ending.asked():
            time.sleep(POLL)


def _step_back() -> None:
    """Have those who read go first, here and in the processes that are started from here."""
    if hasattr(os, "setpriority"):
        before = os.getpriority(os.PRIO_PROCESS, 0)
        os.setpriority(os.PRIO_PROCESS, 0, max(before, NICENESS))


def _interrupt(number: int, frame: "FrameType | None") -> None:
    raise KeyboardInterrupt


def _follow(parent: int) -> None:
    """Have this process end after who started it: it would go on alone otherwise."""
    while os.getppid() == parent:
        time.sleep(1.0)
    os.kill(os.getpid(), signal.SIGTERM)
