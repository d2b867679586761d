"""Lays out what changed last before somebody asks, so that nobody waits for a first look."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from secondsource.desk.running import RunningDesk
from secondsource.errors import SecondSourceError
from secondsource.records.summary import StorySummary
from secondsource.web.laid_out import LaidOut
from secondsource.web.matrix import Pages

AT_START = 1_000  # stories, those that changed last
AFTERWARDS = 20  # of them looked at each time
PAUSE = 3.0  # seconds between two looks for what has changed
SHARE = 0.5  # of one core at most, as those who ask come first


@contextmanager
def laying_out(desk: RunningDesk, laid_out: LaidOut) -> Iterator[None]:
    """Keep the latest stories laid out meanwhile, in a thread that steps back for readers."""
    ending = threading.Event()
    thread = threading.Thread(target=_keep, args=(desk, laid_out, ending), daemon=True)
    thread.start()
    try:
        yield
    finally:
        ending.set()
        thread.join()


def _keep(desk: RunningDesk, laid_out: LaidOut, ending: threading.Event) -> None:
    number = AT_START
    while not ending.is_set():
        try:
            _lay_out_latest(desk, laid_out, number, ending)
        except SecondSourceError:  # the store is away or busy; readers are told so themselves
            pass
        else:
            number = AFTERWARDS
        ending.wait(PAUSE)


def _lay_out_latest(
    desk: RunningDesk, laid_out: LaidOut, number: int, ending: threading.Event
) -> None:
    for story in _latest(desk, number):
        began = time.monotonic()
        told = laid_out.latest(story)
        if told is not None:
            laid_out.matrix(told, Pages())
        took = time.monotonic() - began
        if ending.wait(took * (1 / SHARE - 1)) or laid_out.is_full:
            return


def _latest(desk: RunningDesk, number: int) -> Iterator[StorySummary]:
    after: str | None = None
    while number > 0:
        found, after = desk.stories(after=after, limit=min(number, 50))
        yield from found
        number -= len(found)
        if after is None:
            return
