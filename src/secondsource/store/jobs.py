"""Jobs: kept until a worker has done them, each done by one worker at a time.

A worker takes a job for a while, its lease, and says again and again that it is still at it. If it
is ended, the lease ends, and the job is begun again. What came of a job is stored only while the
lease is that of its worker: one that was thought dead and is not changes nothing any more.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    and_,
    case,
    delete,
    func,
    insert,
    literal,
    or_,
    select,
    update,
)

from secondsource.codec.jobs import done_from_bytes, done_to_bytes
from secondsource.errors import NotFound, StaleRecord
from secondsource.records.job import ENDED, LANES, Job, JobDone, JobKind, JobState, Lane
from secondsource.store.columns import Instant
from secondsource.store.cursors import number_of
from secondsource.store.database import AnyRow, Database
from secondsource.store.lists import among
from secondsource.store.reviews import put_answer
from secondsource.store.schema import inputs, jobs

MOST_TRIES = 5  # of a job; what ends its worker each time would end every worker in turn
UNENDED = tuple(state.value for state in JobState if state not in ENDED)
WORKERS_ENDED = (
    f"its worker was ended {MOST_TRIES} times before it was done: see its log, then ask again"
)


@dataclass(frozen=True, slots=True)
class Lease:
    """The right to do a job until `ends`; `token` is that of one worker at one try."""

    token: str
    ends: datetime


@dataclass(frozen=True, slots=True)
class Claimed:
    """A job that was taken, and what is to be done: the parts that `codec.jobs` made."""

    job: Job
    parts: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a job; with the answer of a check, as bytes, for the review that it fills."""

    done: JobDone
    answer: bytes | None = None


class Jobs:
    """The jobs of a desk."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, job: Job, parts: Sequence[bytes], *, once: bool = False) -> Job:
        """Keep a job that waits; the job that is kept.

        With `once`, that is the one of the same kind about the same thing, if it has not ended.
        """
        with self._database.writing() as connection:
            alike = _alike(connection, job) if once else None
            if alike is None:
                insert_job(connection, job, parts)
            return alike or job

    def get(self, id: str) -> Job:
        """The job of this id; `NotFound` if there is none, or it is too long ago."""
        with self._database.reading() as connection:
            row = connection.execute(select(jobs).where(among(jobs.c.id, [id]))).one_or_none()
        if row is None:
            raise NotFound(f"no job {id}: those that ended are kept for some days only")
        return _job(row)

    def list(
        self, *, user_id: str | None = None, after: str | None = None, limit: int = 50
    ) -> tuple[tuple[Job, ...], str | None]:
        """Jobs, the newest first, of one user if given, and a cursor to go on with.

        `BadInput` for a cursor that is none.
        """
        query = select(jobs).order_by(jobs.c.number.desc()).limit(limit + 1)
        if user_id is not None:
            query = query.where(among(jobs.c.user_id, [user_id]))
        if after is not None:
            query = query.where(jobs.c.number < number_of(after))
        with self._database.reading() as connection:
            rows = connection.execute(query).all()
        cursor = str(rows[limit - 1].number) if len(rows) > limit else None
        return tuple(_job(row) for row in rows[:limit]), cursor

    def cancel(self, id: str, *, at: datetime) -> Job:
        """Have a job not done, or done no further; one that has ended stays as it is.

        `NotFound` as for `get`. The worker that is at it learns of it by its next word.
        """
        with self._database.writing() as connection:
            _end(connection, among(jobs.c.id, [id]), JobState.CANCELLED, at)
        return self.get(id)

    def waiting(self, lanes: Collection[Lane], *, now: datetime) -> bool:
        """Whether there is a job that a worker could begin; quick to ask again and again."""
        query = select(jobs.c.number).where(_free(lanes, now)).limit(1)
        with self._database.reading() as connection:
            return connection.execute(query).first() is not None

    def take(self, lanes: Collection[Lane], lease: Lease, *, now: datetime) -> Claimed | None:
        """Begin the job that is next, the quick before the long; None if there is none to do.

        One that was begun `MOST_TRIES` times, and whose lease has ended, has failed.
        """
        with self._database.writing() as connection:
            in_vain = _free(lanes, now) & (jobs.c.tries >= MOST_TRIES)
            _end(connection, in_vain, JobState.FAILED, now, problem=WORKERS_ENDED)
            quick_first = case((jobs.c.lane == Lane.QUICK.value, 0), else_=1)
            query = select(jobs.c.number).where(_free(lanes, now))
            number = connection.execute(query.order_by(quick_first, jobs.c.number).limit(1))
            return _begun(connection, number.scalar(), lease, now)

    def renew(self, id: str, lease: Lease) -> bool:
        """Keep a job for longer; whether it was still the worker's own."""
        return self._change(id, lease.token, free=lease.ends)

    def tell(self, id: str, token: str, doing: str, done: int, total: int) -> bool:
        """Say how far a job is; whether it was still the worker's own."""
        return self._change(id, token, doing=doing, done=done, total=total)

    def give_back(self, id: str, token: str) -> bool:
        """Let others begin the job at once, as if this try had not been."""
        back = {"state": JobState.WAITING.value, "lease": None, "free": None}
        return self._change(id, token, tries=jobs.c.tries - 1, **back)

    def put_off(self, id: str, token: str, problem: str, *, until: datetime) -> bool:
        """Let the job be begun again at that time; what went wrong is told meanwhile."""
        back = {"state": JobState.WAITING.value, "lease": None, "free": until}
        return self._change(id, token, problem=problem, **back)

    def fail(self, id: str, token: str, problem: str, *, at: datetime) -> bool:
        """End a job that cannot be done; whether it was still the worker's own."""
        with self._database.writing() as connection:
            return _end(connection, _own(id, token), JobState.FAILED, at, problem=problem)

    def end(self, id: str, token: str, outcome: Outcome, *, at: datetime) -> bool:
        """Keep what came of a job, and end it; whether it was still the worker's own.

        If it was not, nothing of it is kept. `NotFound` if the review that it filled is gone.
        """
        result = done_to_bytes(outcome.done)
        with self._database.writing() as connection:
            own = _end(connection, _own(id, token), JobState.DONE, at, problem="", result=result)
            if own and outcome.answer is not None and outcome.done.review_id is not None:
                put_answer(connection, outcome.done.review_id, outcome.answer, at=at)
        return own

    def _change(self, id: str, token: str, **values: Any) -> bool:
        with self._database.writing() as connection:
            changed = connection.execute(update(jobs).where(_own(id, token)).values(**values))
            return changed.rowcount > 0

    def prune(self, before: datetime, *, limit: int = 500) -> int:
        """Forget up to `limit` jobs that ended before that time; how many were forgotten."""
        old = select(jobs.c.number).where(jobs.c.ended < before).limit(limit)
        with self._database.writing() as connection:
            numbers = connection.execute(old).scalars().all()
            connection.execute(delete(inputs).where(among(inputs.c.job, numbers)))
            connection.execute(delete(jobs).where(among(jobs.c.number, numbers)))
        return len(numbers)


def insert_job(connection: Connection, job: Job, parts: Sequence[bytes]) -> None:
    """Store a job that waits, and what is to be done."""
    row = insert(jobs).values(
        id=job.id,
        kind=job.kind.value,
        lane=LANES[job.kind].value,
        about=job.about,
        user_id=job.user_id,
        state=JobState.WAITING.value,
        doing="",
        done=0,
        total=0,
        problem="",
        tries=0,
        created=job.created,
    )
    number = connection.execute(row.returning(jobs.c.number)).scalar_one()
    rows = [{"job": number, "position": at, "data": part} for at, part in enumerate(parts)]
    connection.execute(insert(inputs), rows)


def _end(
    connection: Connection, which: ColumnElement[bool], state: JobState, at: datetime, **values: Any
) -> bool:
    """End those of the jobs that have not ended, and drop the files that came with them."""
    ended = update(jobs).where(which, jobs.c.state.in_(UNENDED))
    over = {"state": state.value, "doing": "", "lease": None, "free": None}
    ended = ended.values(ended=at, **over, **values)
    numbers = connection.execute(ended.returning(jobs.c.number)).scalars().all()
    files = among(inputs.c.job, numbers) & (inputs.c.position > 0)
    connection.execute(delete(inputs).where(files))
    return bool(numbers)


def _begun(
    connection: Connection, number: int | None, lease: Lease, now: datetime
) -> Claimed | None:
    if number is None:
        return None
    its = jobs.c.number == number
    began = (
        update(jobs)
        .where(its)
        .values(
            state=JobState.RUNNING.value,
            lease=lease.token,
            free=lease.ends,
            tries=jobs.c.tries + 1,
            started=func.coalesce(jobs.c.started, literal(now, Instant())),
            doing="",
            done=0,
            total=0,
        )
    )
    connection.execute(began)
    row = connection.execute(select(jobs).where(its)).one()
    parts = select(inputs.c.data).where(inputs.c.job == number).order_by(inputs.c.position)
    return Claimed(_job(row), tuple(connection.execute(parts).scalars()))


def _alike(connection: Connection, job: Job) -> Job | None:
    its = and_(jobs.c.kind == job.kind.value, jobs.c.about == job.about)
    unended = select(jobs).where(jobs.c.state.in_(UNENDED), its).order_by(jobs.c.number)
    row = connection.execute(unended.limit(1)).one_or_none()
    return _job(row) if row else None


def _free(lanes: Collection[Lane], now: datetime) -> ColumnElement[bool]:
    """What may be begun: what waits, and what a worker has begun that did not end it in time."""
    return and_(
        jobs.c.state.in_(UNENDED),
        jobs.c.lane.in_([lane.value for lane in lanes]),
        or_(jobs.c.free.is_(None), jobs.c.free <= now),
    )


def _own(id: str, token: str) -> ColumnElement[bool]:
    return and_(jobs.c.id == id, jobs.c.lease == token, jobs.c.state == JobState.RUNNING.value)


def _job(row: AnyRow) -> Job:
    return Job(
        id=row.id,
        kind=JobKind(row.kind),
        user_id=row.user_id,
        state=JobState(row.state),
        doing=row.doing,
        done=row.done,
        total=row.total,
        result=_result(row.result),
        problem=row.problem,
        tries=row.tries,
        created=row.created,
        started=row.started,
        ended=row.ended,
        about=row.about,
    )


def _result(data: bytes | None) -> JobDone | None:
    """What came of it, None also where another version kept it in a form of its own."""
    try:
        return done_from_bytes(data) if data is not None else None
    except StaleRecord:
        return None
