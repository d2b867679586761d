"""A job told as it goes on, by server-sent events: to pages and to programs alike."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from hashlib import blake2b

from fastapi import Response
from sse_starlette import EventSourceResponse, ServerSentEvent
from starlette.concurrency import run_in_threadpool

from secondsource.codec.jobs import job_to_json
from secondsource.errors import NotFound
from secondsource.records.job import ENDED, Job

LOOK = 0.5  # seconds between two looks at a job
HEARTBEAT = 15  # seconds after which a quiet stream says that it lives
NOTHING_MORE = 204  # tells a browser to ask no more


def job_events(job: Job, look: Callable[[], Job], *, seen: str) -> Response:
    """`progress` whenever the job has got on, and `end` when it has ended; each has the job.

    Whoever has `seen` an event (`Last-Event-ID`) is told only what is new; 204 if that was the end.
    """
    if job.state in ENDED and _id(job) == seen:
        return Response(status_code=NOTHING_MORE)
    return EventSourceResponse(
        _events(job, look, seen), ping=HEARTBEAT, headers={"Cache-Control": "no-store"}
    )


async def _events(job: Job, look: Callable[[], Job], seen: str) -> AsyncIterator[ServerSentEvent]:
    """Until the job ends; whoever hangs up has this cancelled."""
    while True:
        if (now := _id(job)) != seen:
            seen = now
            yield _event(job, now)
        if job.state in ENDED:
            return
        await asyncio.sleep(LOOK)
        try:
            job = await run_in_threadpool(look)
        except NotFound:  # ended, and forgotten since
            return


def _event(job: Job, name: str) -> ServerSentEvent:
    told = json.dumps(job_to_json(job), ensure_ascii=True, separators=(",", ":"))
    kind = "end" if job.state in ENDED else "progress"
    return ServerSentEvent(told, event=kind, id=name)


def _id(job: Job) -> str:
    """Another one whenever anything about the job is another."""
    return blake2b(repr(job).encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
