"""The pages that have a draft checked, show what came of it, and keep what editors make of it."""

from contextlib import suppress
from dataclasses import replace
from typing import Annotated, Any

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response

from secondsource.desk.running import RunningDesk
from secondsource.errors import BadInput, NotFound
from secondsource.export.review_files import REVIEW_FORMS, file_name, review_file
from secondsource.export.sheet import sources
from secondsource.records.job import ENDED, JobState
from secondsource.records.people import ALONE, Scope
from secondsource.records.review import Against, RemarkState, Review
from secondsource.records.summary import StoryFilter, StorySummary
from secondsource.web.draft_form import DraftForm, draft_again, draft_form, sources_of
from secondsource.web.flashes import flash
from secondsource.web.frame import Frame, for_part, see_other
from secondsource.web.given import Fault, PastedFields, word
from secondsource.web.received import Sent
from secondsource.web.review_page import Show, benches, cited, review_page
from secondsource.web.source_text import Chosen, SourceText, chosen, source_text

STATES = {
    JobState.WAITING: "Waiting to be checked",
    JobState.RUNNING: "Being checked",
    JobState.DONE: "Not checked",
    JobState.FAILED: "The check failed",
    JobState.CANCELLED: "The check was cancelled",
}
OFFERED = 12  # stories to choose from
LONGEST_NOTE = 4_000  # characters


def checking(frame: Frame) -> APIRouter:
    """All pages below `/checks`."""
    router = frame.router(Scope.CHECK)
    _add_list(router, frame)
    _add_form(router, frame)
    _add_review(router, frame)
    _add_findings(router, frame)
    return router


def _add_list(router: APIRouter, frame: Frame) -> None:
    @router.get("/checks")
    def reviews(request: Request, after: str | None = None, told: str = "") -> Response:
        found, more = frame.desk.reviews.list(after=after)
        content: dict[str, Any] = {"reviews": found, "more": more, "told": flash(told)}
        names = _names(frame.desk, {one.user_id for one in found})
        states = {one.id: _state(frame.desk, one.id) for one in found if not one.checked}
        return frame.page(request, "checks.html.j2", names=names, states=states, **content)

    @router.post("/checks/{review_id}/remove")
    def remove(review_id: str) -> Response:
        frame.desk.reviews.remove(review_id)
        return see_other("/checks?told=removed")


def _state(desk: RunningDesk, review_id: str) -> str:
    """How the check of a draft stands that has no findings."""
    with suppress(NotFound):
        job = desk.jobs.get(desk.reviews.get(review_id).job_id or "")
        return STATES[job.state]
    return "Not checked"


def _add_form(router: APIRouter, frame: Frame) -> None:
    desk = frame.desk

    @router.get("/checks/new")
    def blank(
        request: Request,
        story: Annotated[list[str] | None, Query()] = None,
        again: str = "",
    ) -> Response:
        form = draft_again(desk.reviews.get(again)) if again else DraftForm()
        picked = tuple(dict.fromkeys((*form.story_ids, *(story or ()))))
        return _form_page(frame, request, replace(form, story_ids=picked))

    @router.get("/checks/new/stories")
    def stories(request: Request, search: str = "") -> Response:
        return frame.page(request, "check_stories.html.j2", offered=_offered(desk, search, ()))

    @router.post("/checks/new")
    def put(request: Request, sent: Sent) -> Response:
        form = draft_form(sent, _earlier(desk, word(sent, "earlier")))
        if form.searching:
            return _form_page(frame, request, form)
        against, faults = sources_of(form)
        if not faults:
            made = _put(frame, request, form, against)
            if isinstance(made, Review):
                return see_other(f"/checks/{made.id}")
            faults = (made,)
        return _form_page(frame, request, replace(form, faults=faults), status=422)


def _add_review(router: APIRouter, frame: Frame) -> None:
    desk = frame.desk

    @router.get("/checks/{review_id}")
    def review(request: Request, review_id: str, show: Show = Show.ALL) -> Response:
        found = desk.reviews.get(review_id)
        if found.answer is None:
            return _waiting(frame, request, found)
        return frame.page(request, "check.html.j2", **_content(frame, found, show))

    @router.get("/checks/{review_id}/sources/{report_id}")
    def source(
        request: Request, review_id: str, report_id: str, start: str = "", end: str = ""
    ) -> Response:
        found = desk.reviews.get(review_id)
        told = _source(found, chosen(report_id, start, end))
        content: dict[str, Any] = {"review": found, "told": told, "report": told.source.report}
        if for_part(request):
            return frame.page(request, "check_source_text.html.j2", heading="h2", **content)
        return frame.page(request, "check_source.html.j2", heading="h1", **content)

    @router.get("/checks/{review_id}/export/{form}")
    def export(review_id: str, form: str) -> Response:
        if form not in REVIEW_FORMS:
            raise NotFound(f"no form {form} of export: choose one of {', '.join(REVIEW_FORMS)}")
        review = desk.reviews.get(review_id)
        # Saved, not shown: its style and script are its own, and not those of the desk.
        saved = f'attachment; filename="{file_name(review, form)}"'
        return Response(
            review_file(review, form),
            media_type=REVIEW_FORMS[form].media_type,
            headers={"Content-Disposition": saved, "Cache-Control": "private, no-cache"},
        )


def _add_findings(router: APIRouter, frame: Frame) -> None:
    desk = frame.desk

    @router.post("/checks/{review_id}/findings/{number}")
    def remark(request: Request, review_id: str, number: int, sent: Sent) -> Response:
        state, note = _decided(desk.reviews.get(review_id), number, sent)
        user_id = frame.who(request).user_id
        changed = desk.reviews.remark(review_id, number, state, note, user_id=user_id)
        show = _show(word(sent, "show"))
        if not for_part(request):
            return see_other(f"/checks/{review_id}?show={show}#f{number + 1}")
        content = _content(frame, changed, show)
        one = content["page"].told.sentences[number]
        return frame.page(request, "check_finding_swap.html.j2", one=one, **content)


def _form_page(frame: Frame, request: Request, form: DraftForm, *, status: int = 200) -> Response:
    content: dict[str, Any] = {
        "form": form,
        "chosen": frame.desk.summaries(form.story_ids),
        "offered": _offered(frame.desk, form.search, form.story_ids),
        # A blank one behind those that were filled, so that there is room for another.
        "rows": (*form.pasted, PastedFields()),
        "faults": form.faults,
    }
    return frame.page(request, "check_new.html.j2", status=status, **content)


def _offered(desk: RunningDesk, search: str, but: tuple[str, ...]) -> tuple[StorySummary, ...]:
    """The stories to choose from: those that a search finds, else what changed last."""
    found, _ = desk.stories(StoryFilter(text=search.strip()), limit=OFFERED + len(but))
    return tuple(one for one in found if one.id not in but)[:OFFERED]


def _earlier(desk: RunningDesk, review_id: str) -> Review | None:
    return desk.reviews.get(review_id) if review_id else None


def _waiting(frame: Frame, request: Request, review: Review) -> Response:
    job = None
    with suppress(NotFound):  # jobs that ended are forgotten after some days
        job = frame.desk.jobs.get(review.job_id or "")
    at_work = job is not None and job.state not in ENDED
    return frame.page(request, "check_waiting.html.j2", review=review, job=job, refresh=at_work)


def _content(frame: Frame, review: Review, show: Show) -> dict[str, Any]:
    if review.answer is None:
        raise NotFound("the draft is not checked yet: its page says how far that is")
    return {
        "review": review,
        "answer": review.answer,
        "page": review_page(review.answer, review.remarks, show),
        "forms": REVIEW_FORMS,
        "benches": benches,
        "names": _names(frame.desk, {remark.user_id for remark in review.remarks}),
    }


def _names(desk: RunningDesk, user_ids: set[str]) -> dict[str, str]:
    """What to call users; nobody has to be named where one is alone at the desk."""
    if not user_ids - {ALONE}:
        return {}
    return {user.id: user.name for user in desk.people.users() if user.id in user_ids}


def _decided(review: Review, number: int, sent: Sent) -> tuple[RemarkState, str]:
    """What was decided of a finding; what was not sent stays as it was."""
    made = next((one for one in review.remarks if one.finding == number), None)
    note = word(sent, "note").strip()[:LONGEST_NOTE] if "note" in sent else ""
    if "note" not in sent and made:
        note = made.note
    said = word(sent, "state")
    if said in set(RemarkState):
        return RemarkState(said), note
    return (made.state if made else RemarkState.OPEN), note


def _show(said: str) -> Show:
    return Show(said) if said in set(Show) else Show.ALL


def _source(review: Review, wanted: Chosen) -> SourceText:
    if review.answer is not None:
        for one in sources(review.answer.reports, review.answer.origins):
            if one.report.id == wanted.report_id:
                return source_text(one, wanted, cited(review.answer, one.report.id))
    raise NotFound("that report is not among those that this draft was checked against")


def _put(frame: Frame, request: Request, form: DraftForm, against: Against) -> Review | Fault:
    user_id = frame.who(request).user_id
    try:
        return frame.desk.reviews.put(form.title, form.draft, against, user_id=user_id)
    except NotFound:
        return Fault("sources", "One of the stories is not on the desk any more: choose another.")
    except BadInput as bad:
        return Fault("draft" if bad.input == "the draft" else "sources", f"{bad}.")
