"""`python -m benchmarks.readers`: how quickly pages come while many read and reports are added.

50 people who signed in read a desk of 10,000 reports in 500 stories and one of 500 reports, each
over a connection of their own: story pages, and every third time the list, half of these a search.
Meanwhile a report a second is given to a worker, which groups it and writes the brief of its story
anew. Once they read with a second between two pages, as the quickest of people would, and once
without, which is as much as the machine can do. The server, its workers and the readers share the
machine. First one reader is alone at the desk as it is opened, a minute before the others come, and
the processor's time of the server is told, too, which is the same however much else the machine has
to do (on Linux).
"""

import argparse
import http.client
import os
import queue
import random
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median, quantiles
from urllib.parse import quote, urlsplit

from benchmarks.desks import LARGE_ID, STORIES, fresh_texts, make
from evals.table import Row, show
from secondsource.access.who import COOKIE
from secondsource.build import open_running_desk
from secondsource.config import load_settings
from secondsource.desk.running import RunningDesk
from secondsource.records.job import Pasted, ToAdd
from secondsource.records.people import EVERY_SCOPE
from secondsource.store.store import open_store

READERS = 50
ALONE = 30  # pages of a kind that one reader asks for
SECONDS = 30.0
OPENED = 60.0  # seconds that the desk is open before they come: it lays out stories meanwhile
THINKING = (1.0, 0.0)  # seconds between two pages of a reader
EVERY = 1.0  # seconds between two reports that are added
PATIENCE = 60.0
PASSWORD = "fifty readers of one desk"
SEARCHED = ("minister", '"said on"', "hosp*", "court ruling", "fire", "police spokesman")
OK = 200


@dataclass
class Took:
    """Milliseconds that pages took, by kind, and answers that were no page."""

    pages: dict[str, list[float]] = field(default_factory=dict)
    refused: list[int] = field(default_factory=list)

    def rows(self, name: str, seconds: float) -> Iterator[Row]:
        """The figures of one kind after the other."""
        every = sum(map(len, self.pages.values()))
        yield Row(f"{name}, pages a second", every / seconds, note=f"{len(self.refused)} refused")
        for kind, took in sorted(self.pages.items()):
            cuts = quantiles(took, n=100, method="inclusive")
            for percent in (50, 95, 99):
                yield Row(f"{name}, {kind} p{percent}, ms", cuts[percent - 1], note=f"{len(took)}")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.readers", description=__doc__)
    parser.add_argument("--desk", type=Path, help="made by benchmarks.desks; else one is made")
    parser.add_argument("--readers", type=int, default=READERS)
    parser.add_argument("--seconds", type=float, default=SECONDS)
    parser.add_argument("--opened", type=float, default=OPENED, help="seconds before they come")
    parser.add_argument("--quiet", action="store_true", help="add nothing meanwhile")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "desk.db"
        _ready(file, args.desk)
        with open_running_desk(load_settings(store=str(file))) as desk:
            cookies = [_signed_in(desk, number) for number in range(args.readers)]
            with _served(file) as (place, process):
                rows = list(_alone(place, cookies[0], process))
                time.sleep(args.opened)
                for think in THINKING:
                    with _adding(desk, wanted=not args.quiet) as added:
                        took = _read(place, cookies, seconds=args.seconds, think=think)
                    name = f"{args.readers} readers, {think:g} s between pages"
                    rows += took.rows(name, args.seconds)
                    rows.append(Row(f"{name}, reports added", added.qsize()))
    show(rows, title="Readers")


def _ready(file: Path, made: Path | None) -> None:
    if made is not None:
        shutil.copy(made, file)
        return
    with open_store(str(file)) as store:
        make(store)


def _signed_in(desk: RunningDesk, number: int) -> str:
    """The cookie of a new user."""
    desk.people.add_user(f"reader {number}", password=PASSWORD, scopes=EVERY_SCOPE)
    signed = desk.people.sign_in(f"reader {number}", PASSWORD)
    assert signed is not None
    return f"{COOKIE}={signed[0]}"


@contextmanager
def _served(file: Path) -> Iterator[tuple[str, int]]:
    """The desk as it is served: where, as host and port, and the server's process."""
    options = ["--port", "0", "--no-browser", "--journal", "none", "--store", str(file)]
    server = subprocess.Popen(
        [sys.executable, "-m", "secondsource", "serve", *options], stderr=subprocess.PIPE, text=True
    )
    assert server.stderr is not None
    try:
        told = next(line for line in server.stderr if "http://" in line)
        address = next(word for word in told.split() if word.startswith("http://"))
        threading.Thread(target=server.stderr.read, daemon=True).start()
        yield urlsplit(address).netloc, server.pid
    finally:
        server.terminate()
        server.wait()


@contextmanager
def _adding(desk: RunningDesk, *, wanted: bool) -> Iterator["queue.SimpleQueue[str]"]:
    """Give the workers a report now and again; the ids of the jobs that did."""
    given: queue.SimpleQueue[str] = queue.SimpleQueue()
    done = threading.Event()

    def add() -> None:
        for number, text in enumerate(fresh_texts()):
            if done.wait(EVERY):
                return
            pasted = Pasted(text, outlet=f"Late Outlet {number}")
            given.put(desk.jobs.put(ToAdd(pasted=(pasted,)), user_id="").id)

    thread = threading.Thread(target=add)
    if wanted:
        thread.start()
    try:
        yield given
    finally:
        done.set()
        if wanted:
            thread.join()


def _alone(place: str, cookie: str, process: int) -> Iterator[Row]:
    """What pages take that nobody else asks for meanwhile: for the first time, and again."""
    connection = http.client.HTTPConnection(place, timeout=PATIENCE)
    stories = tuple(f"/stories/{number:016x}" for number in range(1, ALONE + 1))
    for kind, paths in {
        "story of 20 reports, first": stories,
        "story of 20 reports, again": stories,
        "list": ALONE * ("/",),
        "search": tuple(f"/?text={quote(one)}" for one in SEARCHED),
        "story of 500 reports, first": (f"/stories/{LARGE_ID}",),
        "story of 500 reports, again": (f"/stories/{LARGE_ID}",),
    }.items():
        took, before = Took(), _worked(process)
        for path in paths:
            _ask(connection, cookie, kind, path, took)
        worked = (_worked(process) - before) / len(paths)
        yield Row(f"alone, {kind}, ms", median(took.pages[kind]), note=f"{worked:.0f} ms of work")
    connection.close()


def _worked(process: int) -> float:
    """Milliseconds of a processor that a process has had; 0 where that is not told."""
    told = Path(f"/proc/{process}/stat")
    if not told.exists():
        return 0.0
    fields = told.read_text(encoding="utf-8").rpartition(")")[2].split()
    return 1000 * (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _read(place: str, cookies: Sequence[str], *, seconds: float, think: float) -> Took:
    """What all readers found, each with a connection of their own."""
    every = [Took() for _ in cookies]
    end = time.monotonic() + seconds
    threads = [
        threading.Thread(target=_reader, args=(place, cookie, took, end, think))
        for cookie, took in zip(cookies, every, strict=True)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    whole = Took()
    for took in every:
        whole.refused += took.refused
        for kind, times in took.pages.items():
            whole.pages.setdefault(kind, []).extend(times)
    return whole


def _reader(place: str, cookie: str, took: Took, end: float, think: float) -> None:
    chance = random.Random(cookie)
    connection = http.client.HTTPConnection(place, timeout=PATIENCE)
    time.sleep(chance.random() * think)
    while time.monotonic() < end:
        kind, path = _chosen(chance)
        _ask(connection, cookie, kind, path, took)
        time.sleep(think)
    connection.close()


def _chosen(chance: random.Random) -> tuple[str, str]:
    """What somebody looks at next."""
    turn = chance.randrange(6)
    if turn == 0:
        return "list", "/"
    if turn == 1:
        return "search", f"/?text={quote(chance.choice(SEARCHED))}"
    return "story", f"/stories/{chance.randrange(1, STORIES + 1):016x}"


def _ask(
    connection: http.client.HTTPConnection, cookie: str, kind: str, path: str, took: Took
) -> None:
    start = time.perf_counter()
    connection.request("GET", path, headers={"Cookie": cookie, "Accept": "text/html"})
    answer = connection.getresponse()
    answer.read()
    spent = (time.perf_counter() - start) * 1000
    if answer.status == OK:
        took.pages.setdefault(kind, []).append(spent)
    else:
        took.refused.append(answer.status)


if __name__ == "__main__":
    main()
