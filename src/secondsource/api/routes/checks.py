"""Checks: drafts, what the reports say of each sentence, and what editors make of that."""

from base64 import b64decode
from typing import Annotated, Literal

from fastapi import APIRouter, Path, Query, Request, Response
from starlette.exceptions import HTTPException

from secondsource.api.answering import (
    KEPT,
    JsonAnswer,
    accepted,
    answered,
    next_page,
    tag,
)
from secondsource.api.asking import Checker, TheDesk
from secondsource.api.bounds import AnyId, Cursor, Flag, Limit, Offset
from secondsource.api.once import OnceRoute
from secondsource.api.promises import kept, problems, underway, written
from secondsource.api.schemas import checks
from secondsource.api.standing import Underway
from secondsource.codec.checks import checks_to_json, review_to_json
from secondsource.desk.running import RunningDesk
from secondsource.errors import NotFound
from secondsource.export.review_files import REVIEW_FORMS, file_name, review_file
from secondsource.records.finding import CheckAnswer
from secondsource.records.job import ENDED, JobState, Pasted, Upload
from secondsource.records.review import Against, RemarkState, Review

router = APIRouter(prefix="/checks", tags=["checks"], route_class=OnceRoute)

FormName = Literal["json", "md", "html", "sarif", "annotations"]
FILES = written(
    "The check in this form, to be saved.", *(one.media_type for one in REVIEW_FORMS.values())
)
FAILED = "The check was not done ({}): put the draft again."


@router.post("", status_code=202, responses=underway(404, 409))
def put_check(request: Request, desk: TheDesk, caller: Checker, given: checks.ToCheck) -> Response:
    """Have a draft checked against stories, pages, texts and files.

    `Location` leads to the job; its result, and the `about` of the job, is the id of the check.
    """
    against = _against(given.against)
    review = desk.reviews.put(given.title, given.draft, against, user_id=caller.user_id)
    return accepted(request, desk.jobs.get(review.job_id or ""))


@router.get("", responses=kept(checks.Checks, pages=True))
def list_checks(  # noqa: PLR0913 - each parameter is one of the request
    request: Request,
    desk: TheDesk,
    caller: Checker,
    mine: Annotated[Flag, Query(description="Only those that you asked for.")] = False,
    limit: Limit = 50,
    after: Cursor | None = None,
) -> Response:
    """Checks, the newest first."""
    user = caller.user_id if mine else None
    found, cursor = desk.reviews.list(user_id=user, after=after, limit=limit)
    return answered(
        request,
        tag(found, cursor),
        lambda: checks_to_json(found, after=cursor),
        headers=next_page(request, cursor),
    )


@router.get("/{check_id}", responses={**kept(checks.Check, 404, 409), 202: underway()[202]})
def show_check(request: Request, desk: TheDesk, _: Checker, check_id: AnyId) -> Response:
    """The findings, and the remarks on them; 202 with the job while the draft is being checked."""
    review, answer = _checked(desk, check_id)
    return answered(request, _tag(review), lambda: review_to_json(review, answer))


@router.patch(
    "/{check_id}/findings/{finding}",
    responses={200: {"model": checks.Check}, **problems(404)},
)
def remark_finding(
    desk: TheDesk,
    caller: Checker,
    check_id: AnyId,
    finding: Annotated[Offset, Path(description="The index of the finding.")],
    given: checks.ToRemark,
) -> Response:
    """Say what you make of a finding, in place of what was said before."""
    state = RemarkState(given.state)
    review = desk.reviews.remark(check_id, finding, state, given.note, user_id=caller.user_id)
    if review.answer is None:  # another version of the program took its place meanwhile
        raise NotFound(f"check {check_id} has no findings any more: put the draft again")
    return JsonAnswer(review_to_json(review, review.answer), headers={"ETag": _tag(review)})


@router.delete("/{check_id}", status_code=204, responses=problems(404))
def remove_check(desk: TheDesk, _: Checker, check_id: AnyId) -> None:
    """Forget a check and its remarks; one that is not done is done no further."""
    desk.reviews.remove(check_id)


@router.get(
    "/{check_id}/exports/{form}",
    responses={**FILES, 202: underway()[202], **problems(404, 409)},
    response_class=Response,
)
def export_check(
    desk: TheDesk, _: Checker, check_id: AnyId, form: Annotated[FormName, Path()]
) -> Response:
    """A check with its remarks as a file, in the forms of the command `check`."""
    review, _answer = _checked(desk, check_id)
    headers = {
        **KEPT,
        "Content-Disposition": f'attachment; filename="{file_name(review, form)}"',
    }
    media_type = REVIEW_FORMS[form].media_type
    return Response(review_file(review, form), media_type=media_type, headers=headers)


def _checked(desk: RunningDesk, check_id: str) -> tuple[Review, CheckAnswer]:
    """The check with its findings; `Underway` before they are made, 409 if they never will be."""
    review = desk.reviews.get(check_id)
    if review.answer is not None:
        return review, review.answer
    try:
        job = desk.jobs.get(review.job_id or "")
    except NotFound:
        raise HTTPException(409, FAILED.format("its job is forgotten")) from None
    if job.state not in ENDED:
        raise Underway(job)
    if job.state is JobState.DONE and (review := desk.reviews.get(check_id)).answer is not None:
        return review, review.answer  # it was done between two looks
    raise HTTPException(409, FAILED.format(job.problem or job.state.value))


def _tag(review: Review) -> str:
    return tag(review.id, review.changed, review.remarks)


def _against(given: checks.GivenAgainst) -> Against:
    return Against(
        story_ids=tuple(given.stories),
        addresses=tuple(given.addresses),
        pasted=tuple(
            Pasted(one.text, one.title, one.outlet, one.url, one.published) for one in given.texts
        ),
        uploads=tuple(Upload(one.name, b64decode(one.data)) for one in given.files),
    )
