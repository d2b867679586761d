"""Work that is put off, kept until it is done, and done by whichever worker takes it."""

import logging
import secrets
from collections.abc import Callable, Collection
from datetime import datetime, timedelta
from typing import Protocol

from secondsource.codec.jobs import KINDS, task_from_parts, task_to_parts
from secondsource.desk.asked import about, examined
from secondsource.desk.holding import Holding, Rhythm, Stopping, Withdrawn
from secondsource.desk.reading import Progress
from secondsource.errors import SecondSourceError, TryAgain
from secondsource.records.job import Job, JobState, Lane, Task, ToBrief, ToRound
from secondsource.store.jobs import MOST_TRIES, Claimed, Lease, Outcome
from secondsource.store.store import Store

LOG = logging.getLogger(__name__)

ONCE = (ToBrief, ToRound)  # a second one, before the first is done, would find nothing to do
FIRST_WAIT = timedelta(seconds=2)  # before a second try; four times as long before each further
KEPT = timedelta(days=7)  # how long a job that has ended can be asked for


class Does(Protocol):
    """What knows how to do a task."""

    def outcome(self, task: Task, job: Job, progress: Progress) -> Outcome:
        """Do it, and tell what came of it; done again, it changes nothing further."""


RHYTHM = Rhythm()


def unhurried() -> bool:
    """Nobody wants the worker to end."""
    return False


class Jobs:
    """The jobs of a desk: asked for at any door, done by workers."""

    def __init__(
        self, store: Store, now: Callable[[], datetime], does: Does, rhythm: Rhythm = RHYTHM
    ) -> None:
        self._store = store
        self._now = now
        self._does = does
        self._rhythm = rhythm

    def put(self, task: Task, *, user_id: str) -> Job:
        """Have something done; what is asked for is durable when this returns.

        A brief or round that is asked for already and not done yet is not asked for again: its job
        is given back. `BadInput` for what can never be done: an address that is none of the web,
        a text with nothing in it; `NotFound` for a story that there is not.
        """
        job, parts = self.made(task, user_id=user_id)
        return self._store.jobs.put(job, parts, once=isinstance(task, ONCE))

    def made(self, task: Task, *, user_id: str) -> tuple[Job, tuple[bytes, ...]]:
        """The job that `put` would keep, for `store.jobs.insert_job` among other rows."""
        task = examined(task, self._store)
        job = Job(
            id=secrets.token_hex(8),
            kind=KINDS[type(task)],
            user_id=user_id,
            state=JobState.WAITING,
            doing="",
            done=0,
            total=0,
            result=None,
            problem="",
            tries=0,
            created=self._now(),
            started=None,
            ended=None,
            about=about(task),
        )
        return job, task_to_parts(task)

    def get(self, job_id: str) -> Job:
        """A job as it stands; `NotFound` if there is none, or it ended days ago."""
        return self._store.jobs.get(job_id)

    def list(
        self, *, user_id: str | None = None, after: str | None = None, limit: int = 50
    ) -> tuple[tuple[Job, ...], str | None]:
        """Jobs, the newest first, and a cursor to go on with; None at the end."""
        return self._store.jobs.list(user_id=user_id, after=after, limit=limit)

    def cancel(self, job_id: str) -> Job:
        """Have a job not done, or done no further; one that has ended stays as it is.

        What it has taken in already stays. `NotFound` as for `get`.
        """
        return self._store.jobs.cancel(job_id, at=self._now())

    def waiting(self, lanes: Collection[Lane]) -> bool:
        """Whether there is a job that could be begun; quick to ask again and again."""
        return self._store.jobs.waiting(lanes, now=self._now())

    def work_one(
        self,
        lanes: Collection[Lane],
        *,
        worker: str,
        stopping: Callable[[], bool] = unhurried,
    ) -> bool:
        """Take the next job of these lanes and do it; False if there is none to do.

        What came of it is stored together with its end, unless it was cancelled meanwhile, or taken
        for dead and given to another. When `stopping` says so, or Ctrl-C is pressed, it is given
        back as if it had not been begun.
        """
        if not self.waiting(lanes):
            return False
        token = f"{worker} {secrets.token_hex(8)}"
        lease = Lease(token, self._now() + self._rhythm.lease)
        claimed = self._store.jobs.take(lanes, lease, now=self._now())
        if claimed is None:
            return False
        with Holding(self._store, claimed.job, token, self._now, self._rhythm) as held:

            def progress(doing: str, done: int, total: int) -> None:
                if stopping():
                    raise Stopping
                held.progress(doing, done, total)

            self._try(claimed, token, progress)
        return True

    def forget_old(self) -> int:
        """Forget jobs that ended days ago; how many."""
        return self._store.jobs.prune(self._now() - KEPT)

    def _try(self, claimed: Claimed, token: str, progress: Progress) -> None:
        """Do a job once; whatever comes of it, the job is not left as if it were being done."""
        id = claimed.job.id
        try:
            outcome = self._does.outcome(task_from_parts(claimed.parts), claimed.job, progress)
            self._store.jobs.end(id, token, outcome, at=self._now())
        except Withdrawn:
            return
        except TryAgain as later:
            self._put_off(claimed.job, token, later)
        except SecondSourceError as error:
            self._store.jobs.fail(id, token, str(error), at=self._now())
        except Exception as error:
            LOG.exception("job %s failed by a fault of ours", id)
            said = f"{type(error).__name__}: {error}"
            problem = f"it failed by a fault of ours ({said}); please report this text"
            self._store.jobs.fail(id, token, problem, at=self._now())
        except BaseException as told:  # Ctrl-C, too
            self._store.jobs.give_back(id, token)
            if not isinstance(told, Stopping):
                raise

    def _put_off(self, job: Job, token: str, later: TryAgain) -> None:
        if job.tries >= MOST_TRIES:
            problem = f"{later}; given up after {job.tries} tries"
            self._store.jobs.fail(job.id, token, problem, at=self._now())
            return
        wait = max(FIRST_WAIT * 4 ** (job.tries - 1), later.retry_after or timedelta())
        until = self._now() + wait
        self._store.jobs.put_off(job.id, token, str(later), until=until)
