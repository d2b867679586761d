"""`python -m benchmarks.jobs_killed`: workers are killed again and again; no job may suffer by it.

Jobs that add reports, write briefs and check drafts are put on a desk. A worker process does them,
with the real models, and at a random moment it is ended with SIGKILL (on PostgreSQL, in every
fifth round, the server is stopped at once instead). In every fourth round it is first held
(SIGSTOP) until its lease has ended and another worker has begun the same job, and then goes on, as
a machine that was asleep does. After each round the desk is examined: every job that was put is
there; one that is done has all it promised, once; one that has ended never changes again; a review
has its findings if, and only if, its job is done. In the end one more worker does what is left, and
no job waits or runs any more.

The lease is a second here, so that a round need not wait half a minute for it.
"""

import argparse
import os
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import select

from benchmarks.durability import Database, Server, _started
from secondsource.build import ConfiguredModels
from secondsource.config import load_settings
from secondsource.desk.asked import pasted_report
from secondsource.desk.doing import Doing
from secondsource.desk.holding import Rhythm
from secondsource.desk.jobs import Jobs
from secondsource.desk.polling import Pace
from secondsource.desk.running import RunningDesk, Tools
from secondsource.errors import TryAgain
from secondsource.net.fetcher import Fetcher
from secondsource.net.settings import FetchSettings
from secondsource.records.job import (
    ENDED,
    Job,
    JobDone,
    JobKind,
    JobState,
    Lane,
    Pasted,
    ToAdd,
    ToBrief,
    Upload,
)
from secondsource.records.kept import Grade
from secondsource.records.review import Against
from secondsource.run.killable import Killable
from secondsource.run.reading_pool import ReadingPool
from secondsource.store import Store, open_store
from secondsource.store.schema import inputs, jobs

RHYTHM = Rhythm(timedelta(seconds=1.0), renew=0.25, tell=0.05)
LONGEST_WAIT = 5.0  # seconds until a worker has begun a job
HOLD_EVERY = 4  # rounds
PAGE_EVERY = 5  # adds
WAITING = 6  # jobs, so that a worker is hardly ever killed without one
LANES = (Lane.QUICK, Lane.LONG)
IN_VAIN = "its worker was ended"  # how the problem begins of a job that was killed too often

NAMES = ("Anneke", "Birkholm", "Castine", "Dunmere", "Elverum", "Fjordgard", "Gilleleje", "Holmsk")
NUMBERS = ("twelve", "thirty", "forty-one", "sixty", "eighty-five", "ninety")


# -- what is asked for ----------------------------------------------------------------------------


def event_of(step: int) -> tuple[Pasted, Pasted, Upload]:
    """Three reports of one event; no two events share a text."""
    name, many = NAMES[step % len(NAMES)], NUMBERS[step % len(NUMBERS)]
    ship, when = f"{name} {step}", datetime(2026, 3, 1, 12, tzinfo=UTC) + timedelta(hours=step)
    first = (
        f"The ferry {ship} ran aground off {name}sund on Sunday with {many} passengers on board. "
        f"The coastguard said that the rudder of the {ship} had failed."
    )
    second = (
        f"The ferry {ship} lies on a sandbank off {name}sund. There were {step + 200} passengers "
        f"on board, said Marit Oosting, who speaks for the harbour."
    )
    third = f"Tugs are to pull the ferry {ship} free on Tuesday, the harbour of {name}sund said."
    return (
        Pasted(first, f"Ferry {ship} aground", f"Courier {step}", None, when),
        Pasted(second, f"{ship} on a sandbank", f"Gazette {step}", None, when),
        _page(step, third)
        if step % PAGE_EVERY == 0
        else Upload(f"Post {step}.txt", third.encode()),
    )


def _page(step: int, text: str) -> Upload:
    """A file that is read by another process, which takes a second to start."""
    return Upload(f"Post {step}.html", f"<html><body><article><p>{text}</article>".encode())


def put_some(desk: RunningDesk, ledger: "Ledger", chance: random.Random) -> None:
    """Ask for as many jobs as are to be waiting."""
    waiting = sum(one.state not in ENDED for one in desk.jobs.list(limit=100)[0])
    for _ in range(WAITING - waiting):
        kinds = [JobKind.ADD, JobKind.BRIEF, JobKind.CHECK] if ledger.stories else [JobKind.ADD]
        match chance.choice(kinds):
            case JobKind.ADD:
                ledger.steps += 1
                *pasted, upload = event_of(ledger.steps)
                job = desk.jobs.put(ToAdd(pasted=tuple(pasted), uploads=(upload,)), user_id="")
                ledger.promised[job.id] = {pasted_report(one).id for one in pasted}
            case JobKind.BRIEF:
                story = chance.choice(ledger.stories)
                desk.store.briefs.outdate([story], at=_now())  # else there is nothing to write
                job = desk.jobs.put(ToBrief(story), user_id="")
            case _:
                first, *_ = event_of(ledger.steps + 1_000_000)
                against = Against((chance.choice(ledger.stories),), pasted=(first,))
                review = desk.reviews.put("", first.text, against, user_id="")
                job = desk.jobs.get(review.job_id or "")
                ledger.reviews[job.id] = review.id
        ledger.put[job.id] = job


# -- the workers ----------------------------------------------------------------------------------


class Workshop:
    """Starts workers; the models are loaded once, and each worker is a fork of this process."""

    def __init__(self, url: str) -> None:
        self.url = url
        settings = load_settings(threads=1, processes=1)
        self._models = ConfiguredModels(settings)

    def warm(self) -> None:
        """Load the models. They have no threads of their own that a fork would miss."""
        assert self._models.parser
        self._models.encoder.encode(["The ferry left."])
        assert self._models.entailer

    def desk(self) -> RunningDesk:
        """The desk, for this process alone."""
        tools = Tools(
            fetcher=Fetcher(FetchSettings()),
            hands=Killable(1),
            pool=ReadingPool(1),
            pace=Pace(timedelta(minutes=15), ()),
            now=_now,
        )
        return RunningDesk(open_store(self.url), self._models, tools)

    def worker(self) -> int:
        """A worker that goes on until it is killed."""
        child = os.fork()
        if child == 0:
            try:
                self.work(lambda: False)
            finally:
                os._exit(1)
        return child

    def work(self, enough: Callable[[], bool]) -> None:
        """Do jobs until it is enough."""
        while not enough():
            with suppress(TryAgain), self.desk() as desk:  # the server was stopped
                hasty = Jobs(desk.store, _now, Doing(desk), RHYTHM)
                while not enough():
                    if not hasty.work_one(LANES, worker=str(os.getpid())):
                        time.sleep(0.02)


def _now() -> datetime:
    return datetime.now(UTC)


# -- killing --------------------------------------------------------------------------------------


@dataclass
class Ledger:
    """What was asked for, and what was seen of it."""

    put: dict[str, Job] = field(default_factory=dict)
    promised: dict[str, set[str]] = field(default_factory=dict)  # reports by the id of their job
    reviews: dict[str, str] = field(default_factory=dict)  # review by the id of its job
    ended: dict[str, Job] = field(default_factory=dict)
    stories: list[str] = field(default_factory=list)
    steps: int = 0
    rounds: int = 0
    killed_in: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)


def kill_again_and_again(database: Database, rounds: int, *, seed: int) -> Ledger:
    """So many rounds of asking, work, kill and examination; then the rest is done."""
    ledger, chance = Ledger(), random.Random(seed)
    shop = Workshop(database.url)
    shop.warm()
    longest = _an_add(shop, ledger)
    for number in range(1, rounds + 1):
        with shop.desk() as desk:
            put_some(desk, ledger, chance)
        killed = _one_round(database, shop, number, chance.uniform(0.0, longest))
        ledger.rounds = number
        with shop.desk() as desk:
            ledger.killed_in[_job_of(desk.store, killed) or "no job of its own"] += 1
            found = list(wrong_with(desk, ledger))
        ledger.wrong += [f"round {number}: {one}" for one in found]
    _do_the_rest(shop, ledger)
    return ledger


def _an_add(shop: Workshop, ledger: Ledger) -> float:
    """How many seconds an add takes here and now: within that many a job is killed."""
    with shop.desk() as desk:
        *pasted, upload = event_of(0)
        job = desk.jobs.put(ToAdd(pasted=tuple(pasted), uploads=(upload,)), user_id="")
    ledger.put[job.id] = job
    child = shop.worker()
    with open_store(shop.url) as store:
        while not _all_ended(store):
            time.sleep(0.01)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    with shop.desk() as desk:
        ended = desk.jobs.get(job.id)
    assert ended.started is not None
    assert ended.ended is not None
    return (ended.ended - ended.started).total_seconds()


def _one_round(database: Database, shop: Workshop, number: int, seconds: float) -> int:
    """Start a worker, and kill it; its process id."""
    child = shop.worker()
    with open_store(shop.url) as store:
        _wait_for(store, child)
    time.sleep(seconds)
    if number % HOLD_EVERY == 0:
        os.kill(child, signal.SIGSTOP)
        other = shop.worker()
        time.sleep(RHYTHM.lease.total_seconds() + 0.4)
        os.kill(child, signal.SIGCONT)
        time.sleep(seconds / 4)
        os.kill(other, signal.SIGKILL)
        os.waitpid(other, 0)
    database.bring_down(child, number)
    os.waitpid(child, 0)
    return child


def _wait_for(store: Store, worker: int) -> None:
    """Wait until a worker has begun a job; there may be none."""
    until = time.monotonic() + LONGEST_WAIT
    while _job_of(store, worker) is None and time.monotonic() < until:
        time.sleep(0.005)


def _job_of(store: Store, worker: int) -> str | None:
    """The kind of the job that a worker is at."""
    its = select(jobs.c.kind).where(jobs.c.lease.startswith(f"{worker} "))
    with store.database.reading() as connection:
        return connection.execute(its).scalar()


def _do_the_rest(shop: Workshop, ledger: Ledger) -> None:
    """One more worker does what is left: nothing may be stuck."""
    until = time.monotonic() + 120
    with open_store(shop.url) as store:
        shop.work(lambda: _all_ended(store) or time.monotonic() > until)
    with shop.desk() as desk:
        found = list(wrong_with(desk, ledger))
        stuck = [one.id for one in map(desk.jobs.get, ledger.put) if one.state not in ENDED]
        if desk.store.reports.pending(1):
            found.append("a report was never grouped")
    ledger.wrong += [f"in the end: {one}" for one in found]
    ledger.wrong += [f"in the end: job {one} is stuck" for one in stuck]


def _all_ended(store: Store) -> bool:
    unended = jobs.c.state.not_in([state.value for state in ENDED])
    with store.database.reading() as connection:
        return connection.execute(select(jobs.c.id).where(unended)).first() is None


# -- examining ------------------------------------------------------------------------------------


def wrong_with(desk: RunningDesk, ledger: Ledger) -> Iterator[str]:
    """All that a job suffered from its workers being killed."""
    there = set(desk.store.reports.ids())
    for id in ledger.put:
        job = desk.jobs.get(id)
        yield from _wrong_job(desk, ledger, job, there)
        if job.state in ENDED:
            ledger.ended[id] = job
            if job.result is not None and job.kind is JobKind.ADD:
                ledger.stories += [one for one in job.result.stories if one not in ledger.stories]
    yield from _files_left(desk)
    texts = Counter(one.text for one in desk.store.reports.every())
    yield from (f"{many} times {text[:40]}" for text, many in texts.items() if many > 1)
    for one in desk.store.stories.list(limit=10_000)[0]:
        numbers = [version.number for version in desk.store.briefs.versions(one.id)]
        if numbers != list(range(1, one.brief + 1)):
            yield f"versions of {one.id}: {numbers}"
    for found in desk.store.examine(now=_now()):
        if found.grade is Grade.BAD:
            yield f"{found.matter}: {found.found}"


def _wrong_job(desk: RunningDesk, ledger: Ledger, job: Job, there: set[str]) -> Iterator[str]:
    before = ledger.ended.get(job.id)
    if before is not None and before != job:
        yield f"job {job.id} changed after its end: {before} {job}"
    if job.state is JobState.FAILED and not job.problem.startswith(IN_VAIN):
        yield f"job {job.id} failed: {job.problem}"
    done = job.state is JobState.DONE
    if done != (job.result is not None):
        yield f"job {job.id} is {job.state} with {job.result}"
    review = ledger.reviews.get(job.id)
    if review is not None and (desk.reviews.get(review).answer is not None) != done:
        yield f"review {review} of a job that is {job.state} has findings or has none"
    if job.result is not None and job.id in ledger.promised:
        promised, told = ledger.promised[job.id], job.result.reports
        if not (promised <= set(told) <= there and len(told) == len(promised) + 1):
            yield f"job {job.id} promised {sorted(promised)}, tells of {told}"
        if job.result != JobDone(told, stories=job.result.stories) or not job.result.stories:
            yield f"job {job.id} gave {job.result}"


def _files_left(desk: RunningDesk) -> Iterator[str]:
    """Files are there as long as their job has not ended, and no longer."""
    query = select(jobs.c.id, jobs.c.kind, jobs.c.state, inputs.c.position)
    query = query.outerjoin(inputs, (inputs.c.job == jobs.c.number) & (inputs.c.position == 1))
    ended = [state.value for state in ENDED]
    with desk.store.database.reading() as connection:
        for row in connection.execute(query.where(jobs.c.kind == JobKind.ADD.value)):
            if (row.position is None) != (row.state in ended):
                yield f"job {row.id} is {row.state}, its file at {row.position}"


# -- command --------------------------------------------------------------------------------------


def main() -> None:
    """Run the rounds and print what came of them."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.jobs_killed", description=__doc__)
    parser.add_argument("--sqlite", type=int, default=200, metavar="ROUNDS")
    parser.add_argument("--postgres", type=int, default=50, metavar="ROUNDS")
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    ledgers: dict[str, Ledger] = {}
    with tempfile.TemporaryDirectory(prefix="jobs-killed-") as folder:
        place = Path(folder)
        if args.sqlite:
            database = Database(str(place / "desk.db"))
            ledgers["SQLite"] = kill_again_and_again(database, args.sqlite, seed=args.seed)
        if args.postgres:
            running = _started(place / "server")
            server = Server(running, running.get_uri())
            ledgers["PostgreSQL"] = kill_again_and_again(server, args.postgres, seed=args.seed)
            server.stop()
    for name, ledger in ledgers.items():
        _show(name, ledger)
    sys.exit(1 if any(ledger.wrong for ledger in ledgers.values()) else 0)


def _show(name: str, ledger: Ledger) -> None:
    moments = ", ".join(f"{what} {many}" for what, many in ledger.killed_in.most_common())
    kinds = Counter(job.kind.value for job in ledger.put.values())
    states = Counter(job.state.value for job in ledger.ended.values())
    again = sum(job.tries > 1 for job in ledger.ended.values())
    print(f"{name}: {ledger.rounds} rounds, {len(ledger.put)} jobs ({dict(kinds)})")
    print(f"  killed in: {moments}")
    print(f"  ended: {dict(states)}, of which begun again {again}")
    print(f"  lost, done twice, halved or stuck: {len(ledger.wrong)}")
    for one in ledger.wrong[:20]:
        print(f"    {one}")


if __name__ == "__main__":
    main()
