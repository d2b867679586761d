"""Reports: a list, one with its text, its passages; and new ones."""

from typing import Annotated

from fastapi import APIRouter, File, Form, Query, Request, Response, UploadFile

from secondsource.api.answering import accepted, answered, next_page, tag
from secondsource.api.asking import Adder, Reader, TheDesk
from secondsource.api.bounds import (
    LONGEST_LINE,
    Cursor,
    Limit,
    Offset,
    ReportId,
    Words,
)
from secondsource.api.once import OnceRoute
from secondsource.api.promises import kept, underway
from secondsource.api.schemas.reports import (
    GivenReport,
    PassageOf,
    Reports,
    ToAdd,
    WholeReport,
)
from secondsource.codec.reports import (
    kept_report_to_json,
    passage_to_json,
    reports_to_json,
    reports_to_jsonl,
)
from secondsource.errors import BadInput
from secondsource.records import job
from secondsource.records.evidence import Span
from secondsource.records.report import Report

router = APIRouter(tags=["reports"], route_class=OnceRoute)

MOST_FILES = 200  # in one request
LONGEST_NAME = 255  # characters
GIVEN = "reports.jsonl"  # what reports in a body are called where one of them cannot be read

Outlet = Annotated[Words, Query(max_length=LONGEST_LINE, description="Who published them.")]


@router.get("/reports", responses=kept(Reports, pages=True))
def list_reports(
    request: Request,
    desk: TheDesk,
    _: Reader,
    outlet: Outlet = "",
    limit: Limit = 50,
    after: Cursor | None = None,
) -> Response:
    """Reports without their texts, those that came in last first."""
    found, cursor = desk.reports(after=after, limit=limit, outlet=outlet)
    return answered(
        request,
        tag([one.id for one in found], cursor),  # a report never changes
        lambda: reports_to_json(found, after=cursor),
        headers=next_page(request, cursor),
    )


@router.get("/reports/{report_id}", responses=kept(WholeReport, 404))
def show_report(request: Request, desk: TheDesk, _: Reader, report_id: ReportId) -> Response:
    """A report with its text, unaltered, and the story that it is in."""
    report, home = desk.report(report_id), desk.home(report_id)
    story = home.id if home else None
    return answered(
        request, tag(report.id, story), lambda: kept_report_to_json(report, story_id=story)
    )


@router.get("/reports/{report_id}/passages", responses=kept(PassageOf, 404))
def show_passage(
    request: Request,
    desk: TheDesk,
    _: Reader,
    report_id: ReportId,
    start: Annotated[Offset, Query(description="Its first character, from 0.")],
    end: Annotated[Offset, Query(description="The character behind its last.")],
) -> Response:
    """Characters [start, end) of a report, counted in Unicode code points, exactly.

    422 for characters that the report does not have: they are never moved to others.
    """
    report = desk.report(report_id)
    if not start < end <= len(report.text):
        reason = f"the report has characters 0 to {len(report.text)}: give start < end within them"
        raise BadInput(f"[{start}, {end})", reason)
    return answered(request, tag(report.id), lambda: passage_to_json(report, Span(start, end)))


@router.post("/reports", status_code=202, responses=underway(409))
def add_reports(request: Request, desk: TheDesk, caller: Adder, given: ToAdd) -> Response:
    """Take in reports, and what is at addresses: pages, feeds, sitemaps, lists of feeds.

    The job tells what came of it. A feed is followed from then on.
    """
    reports = [_report(one) for one in given.reports]
    uploads = (job.Upload(GIVEN, reports_to_jsonl(reports)),) if reports else ()
    task = job.ToAdd(tuple(given.addresses), (), uploads, given.outlet)
    return accepted(request, desk.jobs.put(task, user_id=caller.user_id))


@router.post("/uploads", status_code=202, responses=underway(409))
def upload_files(
    request: Request,
    desk: TheDesk,
    caller: Adder,
    files: Annotated[list[UploadFile], File(min_length=1, max_length=MOST_FILES)],
    outlet: Annotated[Words, Form(max_length=LONGEST_LINE)] = "",
) -> Response:
    """Take in files: texts, pages, JSON and JSONL of reports, web archives, feeds, lists of feeds.

    How a file is read goes by the end of its name.
    """
    uploads = tuple(job.Upload(_name(one), one.file.read()) for one in files)
    task = job.ToAdd((), (), uploads, outlet)
    return accepted(request, desk.jobs.put(task, user_id=caller.user_id))


def _name(file: UploadFile) -> str:
    name = file.filename or ""
    if not name or len(name) > LONGEST_NAME or "\0" in name:
        raise BadInput("files", f"each needs a name of 1 to {LONGEST_NAME} characters")
    return name


def _report(given: GivenReport) -> Report:
    return Report.from_text(
        given.text,
        ref=given.id,
        outlet=given.outlet,
        url=given.url,
        title=given.title,
        byline=given.byline,
        published=given.published,
        language=given.language,
    )
