"""Work that is put off, kept until it is done, and done by whichever worker takes it."""

import secrets
from collections.abc import Callable
from datetime import datetime

from secondsource.codec.jobs import KINDS, task_to_parts
from secondsource.desk.asked import about, examined
from secondsource.records.job import Job, JobState, Task, ToBrief, ToRound
from secondsource.store.store import Store

ONCE = (ToBrief, ToRound)  # a second one, before the first is done, would find nothing to do


class Jobs:
    """The jobs of a desk: asked for at any door, done by workers."""

    def __init__(self, store: Store, now: Callable[[], datetime]) -> None:
        self._store = store
        self._now = now

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
