"""Jobs: what is being done, how far it is, and to stop it."""

from typing import Annotated

from fastapi import APIRouter, Header, Query, Request, Response

from secondsource.access.progress import job_events
from secondsource.access.who import NotAllowed
from secondsource.api.answering import JsonAnswer, answered, next_page, tag
from secondsource.api.asking import Reader, TheDesk
from secondsource.api.bounds import AnyId, Cursor, Flag, Limit
from secondsource.api.once import OnceRoute
from secondsource.api.promises import Answers, kept, problems
from secondsource.api.schemas import jobs
from secondsource.codec.jobs import job_to_json, jobs_to_json
from secondsource.records.people import Scope

router = APIRouter(prefix="/jobs", tags=["jobs"], route_class=OnceRoute)

EVENT = {
    "type": "object",
    "required": ["id", "event", "data"],
    "properties": {
        "id": {"type": "string"},
        "event": {"enum": ["progress", "end"]},
        "data": {
            "type": "string",
            "contentMediaType": "application/json",
            "contentSchema": {"$ref": f"#/components/schemas/{jobs.Job.__name__}"},
        },
    },
}
STREAM: Answers = {
    200: {
        "description": "`progress` whenever the job has got on, `end` when it has ended.",
        "content": {"text/event-stream": {"schema": EVENT}},
    }
}
SEEN: Answers = {204: {"description": "The event that was seen last was the end."}}


@router.get("", responses=kept(jobs.Jobs, pages=True))
def list_jobs(  # noqa: PLR0913 - each parameter is one of the request
    request: Request,
    desk: TheDesk,
    caller: Reader,
    mine: Annotated[Flag, Query(description="Only those that you asked for.")] = False,
    limit: Limit = 50,
    after: Cursor | None = None,
) -> Response:
    """Jobs, the newest first. Those that ended are forgotten after some days."""
    user = caller.user_id if mine else None
    found, cursor = desk.jobs.list(user_id=user, after=after, limit=limit)
    return answered(
        request,
        tag(found, cursor),
        lambda: jobs_to_json(found, after=cursor),
        headers=next_page(request, cursor),
    )


@router.get("/{job_id}", responses=kept(jobs.Job, 404))
def show_job(request: Request, desk: TheDesk, _: Reader, job_id: AnyId) -> Response:
    """A job as it stands."""
    job = desk.jobs.get(job_id)
    return answered(request, tag(job), lambda: job_to_json(job))


@router.get(
    "/{job_id}/events", responses={**STREAM, **SEEN, **problems(404)}, response_class=Response
)
def follow_job(
    request: Request,
    desk: TheDesk,
    _: Reader,
    job_id: AnyId,
    last_event_id: Annotated[
        str, Header(max_length=64, description="The event that was seen last.")
    ] = "",
) -> Response:
    """How a job gets on, until it ends, as server-sent events."""
    return job_events(desk.jobs.get(job_id), lambda: desk.jobs.get(job_id), seen=last_event_id)


@router.post("/{job_id}/cancel", responses={200: {"model": jobs.Job}, **problems(404, 409)})
def cancel_job(desk: TheDesk, caller: Reader, job_id: AnyId) -> Response:
    """Have a job that you asked for done no further; what it has taken in stays.

    Another's needs the scope `manage`.
    """
    if desk.jobs.get(job_id).user_id != caller.user_id and not caller.may(Scope.MANAGE):
        raise NotAllowed(Scope.MANAGE)
    return JsonAnswer(job_to_json(desk.jobs.cancel(job_id)))
