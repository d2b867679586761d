"""Tasks and what came of them: as a desk keeps them until they are done, and for others to read.

A task is kept in parts, the bytes of each file by themselves: they are dropped when it is done.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from secondsource.codec.answers import Json
from secondsource.errors import StaleRecord
from secondsource.records.job import (
    Job,
    JobDone,
    JobKind,
    Pasted,
    Task,
    ToAdd,
    ToBrief,
    ToCheck,
    ToRound,
    Upload,
)

JOBS_SCHEMA = "secondsource/jobs/1"

KINDS: Mapping[type[Task], JobKind] = {
    ToAdd: JobKind.ADD,
    ToBrief: JobKind.BRIEF,
    ToCheck: JobKind.CHECK,
    ToRound: JobKind.ROUND,
}


def task_to_parts(task: Task) -> tuple[bytes, ...]:
    """What is to be done, then the bytes of each file that came with it."""
    files = task.uploads if isinstance(task, ToAdd) else ()
    return _to_bytes({"kind": KINDS[type(task)].value, **_task(task)}), *(one.data for one in files)


def task_from_parts(parts: Sequence[bytes]) -> Task:
    """The task again; `StaleRecord` for one of another version, or whose files were dropped."""
    head, *files = parts
    try:
        said = _from_bytes(head)
        match JobKind(said["kind"]):
            case JobKind.ADD:
                return _to_add(said, files)
            case JobKind.BRIEF:
                return ToBrief(said["story"])
            case JobKind.CHECK:
                return ToCheck(said["review"])
            case JobKind.ROUND:
                return ToRound()
    except (KeyError, TypeError, ValueError) as error:
        raise StaleRecord("the task was kept by another version: ask for it again") from error


def done_to_bytes(done: JobDone) -> bytes:
    """What came of a job; `done_from_bytes` gives the same back."""
    return _to_bytes(done_to_json(done))


def done_from_bytes(data: bytes) -> JobDone:
    """What came of a job; `StaleRecord` for what another version kept."""
    try:
        said = _from_bytes(data)
        return JobDone(
            reports=tuple(said["reports"]),
            known=int(said["known"]),
            feeds=tuple(said["feeds"]),
            stories=tuple(said["stories"]),
            damaged=int(said["damaged"]),
            set_aside=tuple((one["input"], one["reason"]) for one in said["set_aside"]),
            review_id=said["review"],
        )
    except (KeyError, TypeError, ValueError) as error:
        raise StaleRecord("what came of the job was kept by another version") from error


def job_to_json(job: Job) -> Json:
    """A job as it stands, for whoever asks how far it is."""
    return {
        "id": job.id,
        "kind": job.kind.value,
        "about": job.about or None,
        "user": job.user_id,
        "state": job.state.value,
        "doing": job.doing,
        "done": job.done,
        "total": job.total,
        "result": done_to_json(job.result) if job.result else None,
        "problem": job.problem,
        "tries": job.tries,
        "created": _moment(job.created),
        "started": _moment(job.started),
        "ended": _moment(job.ended),
    }


def jobs_to_json(jobs: Iterable[Job], *, after: str | None) -> Json:
    """A list of jobs; `after` is the cursor to go on with."""
    told = [job_to_json(one) for one in jobs]
    return {"schema": JOBS_SCHEMA, "jobs": told, "after": after}


def done_to_json(done: JobDone) -> Json:
    """What came of a job, by the ids of what it brought."""
    return {
        "reports": list(done.reports),
        "known": done.known,
        "feeds": list(done.feeds),
        "stories": list(done.stories),
        "damaged": done.damaged,
        "set_aside": [{"input": name, "reason": reason} for name, reason in done.set_aside],
        "review": done.review_id,
    }


def pasted_to_json(one: Pasted) -> Json:
    """A pasted text with what is known of it."""
    return {
        "text": one.text,
        "title": one.title,
        "outlet": one.outlet,
        "url": one.url,
        "published": _moment(one.published),
    }


def pasted_from_json(said: Json) -> Pasted:
    """The pasted text again."""
    when = said["published"]
    return Pasted(
        text=said["text"],
        title=said["title"],
        outlet=said["outlet"],
        url=said["url"],
        published=datetime.fromisoformat(when) if when else None,
    )


def _task(task: Task) -> Json:
    match task:
        case ToAdd():
            return {
                "addresses": list(task.addresses),
                "pasted": [pasted_to_json(one) for one in task.pasted],
                "uploads": [one.name for one in task.uploads],
                "outlet": task.outlet,
            }
        case ToBrief():
            return {"story": task.story_id}
        case ToCheck():
            return {"review": task.review_id}
        case ToRound():
            return {}


def _to_add(said: Json, files: Sequence[bytes]) -> ToAdd:
    uploads = zip(said["uploads"], files, strict=True)
    return ToAdd(
        addresses=tuple(said["addresses"]),
        pasted=tuple(pasted_from_json(one) for one in said["pasted"]),
        uploads=tuple(Upload(name, data) for name, data in uploads),
        outlet=said["outlet"],
    )


def _to_bytes(data: Json) -> bytes:
    return json.dumps(data, ensure_ascii=True, allow_nan=False, separators=(",", ":")).encode()


def _from_bytes(data: bytes) -> Any:
    return json.loads(data)


def _moment(when: datetime | None) -> str | None:
    return when.isoformat() if when else None
