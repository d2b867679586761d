"""What is being done for whoever looks: each job with how far it is, and what came of it."""

from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Header
from starlette.requests import Request
from starlette.responses import Response

from secondsource.access.progress import job_events
from secondsource.access.who import NotAllowed
from secondsource.desk.running import RunningDesk
from secondsource.errors import NotFound
from secondsource.export.safe import web_link
from secondsource.records.job import ENDED, Job, JobKind, JobState
from secondsource.records.people import Caller, Scope
from secondsource.records.report import Report
from secondsource.records.story import Story
from secondsource.web.flashes import flash
from secondsource.web.frame import Frame, see_other

MOST_TOLD = 30  # reports that a page names

KIND_WORDS = {
    JobKind.ADD: "Take reports in",
    JobKind.BRIEF: "Write a brief",
    JobKind.CHECK: "Check a draft",
    JobKind.ROUND: "Ask the feeds",
}
STATE_WORDS = {
    JobState.WAITING: ("…", "Waiting"),
    JobState.RUNNING: ("▸", "At work"),
    JobState.DONE: ("✓", "Done"),
    JobState.FAILED: ("✗", "Failed"),
    JobState.CANCELLED: ("–", "Cancelled"),
}
NEEDS = {
    JobKind.ADD: Scope.ADD,
    JobKind.BRIEF: Scope.READ,
    JobKind.CHECK: Scope.CHECK,
    JobKind.ROUND: Scope.ADD,
}


@dataclass(frozen=True, slots=True)
class Came:
    """A report that a job brought, and the story that it is in now."""

    report: Report
    story: Story | None


def jobs_pages(frame: Frame) -> APIRouter:
    """`/jobs` and what is below it: who may not read sees what they asked for themselves."""
    router = frame.router()
    desk = frame.desk

    @router.get("/jobs")
    def jobs(request: Request, after: str | None = None, told: str = "") -> Response:
        caller = frame.who(request)
        own = None if caller.may(Scope.READ) else caller.user_id
        found, more = desk.jobs.list(user_id=own, after=after)
        return frame.page(
            request,
            "jobs.html.j2",
            jobs=found,
            more=more,
            told=flash(told),
            users=_names(desk, found),
            **_words(caller),
        )

    @router.get("/jobs/{job_id}")
    def job(request: Request, job_id: str, told: str = "") -> Response:
        found = _seen(frame, request, job_id)
        content = {**_outcome(desk, found), **_words(frame.who(request))}
        return frame.page(request, "job.html.j2", job=found, told=flash(told), **content)

    @router.get("/jobs/{job_id}/events")
    def events(
        request: Request, job_id: str, last_event_id: Annotated[str, Header(max_length=64)] = ""
    ) -> Response:
        found = _seen(frame, request, job_id)
        return job_events(found, lambda: desk.jobs.get(job_id), seen=last_event_id)

    @router.post("/jobs/{job_id}/cancel")
    def cancel(request: Request, job_id: str) -> Response:
        caller, found = frame.who(request), _seen(frame, request, job_id)
        if not may_cancel(caller, found):
            raise NotAllowed(Scope.MANAGE)
        desk.jobs.cancel(job_id)
        return see_other(f"/jobs/{job_id}?told=cancelled")

    return router


def _seen(frame: Frame, request: Request, job_id: str) -> Job:
    """A job, for those who may read or asked for it themselves."""
    caller, found = frame.who(request), frame.desk.jobs.get(job_id)
    if not caller.may(Scope.READ) and found.user_id != caller.user_id:
        raise NotAllowed(Scope.READ)
    return found


def may_cancel(caller: Caller, job: Job) -> bool:
    """Whether this is theirs to cancel: what they asked for themselves, or manage."""
    if job.state in ENDED:
        return False
    own = caller.user_id == job.user_id and caller.may(NEEDS[job.kind])
    return own or caller.may(Scope.MANAGE)


def _words(caller: Caller) -> dict[str, Any]:
    return {
        "kind_words": KIND_WORDS,
        "state_words": STATE_WORDS,
        "ended": ENDED,
        "may_cancel": lambda job: may_cancel(caller, job),
    }


def _names(desk: RunningDesk, jobs: tuple[Job, ...]) -> dict[str, str]:
    asked = {job.user_id for job in jobs if job.user_id}
    return {user.id: user.name for user in desk.people.users() if user.id in asked} if asked else {}


def _outcome(desk: RunningDesk, job: Job) -> dict[str, Any]:
    done = job.result
    if done is None:
        return {"came": (), "stories": (), "again": False}
    reports = (_came(desk, one) for one in done.reports[:MOST_TOLD])
    return {
        "came": tuple(one for one in reports if one is not None),
        "stories": desk.summaries(done.stories[:MOST_TOLD]),
        "again": any(web_link(name) for name, _ in done.set_aside),
    }


def _came(desk: RunningDesk, report_id: str) -> Came | None:
    try:
        return Came(desk.report(report_id), desk.home(report_id))
    except NotFound:
        return None
