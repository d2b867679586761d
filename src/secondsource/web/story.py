"""The page of a story: its brief, its points against its sources, the text of a report."""

from collections.abc import Iterable

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from secondsource.errors import NotFound
from secondsource.export.changes import by_kind
from secondsource.export.sheet import Source, sources
from secondsource.records.brief import Section
from secondsource.records.change import BriefVersion
from secondsource.records.job import Job, ToBrief
from secondsource.records.kept import Act
from secondsource.records.people import Scope
from secondsource.records.summary import StorySummary
from secondsource.web.deciding import act_of
from secondsource.web.frame import Frame, for_part, see_other
from secondsource.web.given import word
from secondsource.web.laid_out import LaidOut, Opened
from secondsource.web.matrix import Pages
from secondsource.web.received import Sent
from secondsource.web.rendering import tagged
from secondsource.web.source_text import Chosen, chosen, whole_number
from secondsource.web.story_head import headed
from secondsource.web.told_story import ToldStory


class StoryPages:
    """The pages that somebody reads a story on."""

    def __init__(self, frame: Frame, laid_out: LaidOut) -> None:
        self._frame = frame
        self._desk = frame.desk
        self._laid_out = laid_out

    def router(self) -> APIRouter:
        """The routes of the pages."""
        router = self._frame.router(Scope.READ)
        router.add_api_route("/stories/{story_id}", self.story)
        router.add_api_route("/stories/{story_id}/sources/{report_id}", self.alone)
        router.add_api_route("/stories/{story_id}/seen", self.seen, methods=["POST"])
        return router

    def story(self, request: Request, story_id: str) -> Response:
        """The story in three parts; for a script the one part that it asks for."""
        summary = self._desk.summary(story_id)
        if summary.id != story_id:  # the beginning of an id, or a story that was merged away
            query = f"?{request.url.query}" if request.url.query else ""
            return see_other(f"{_at(summary)}{query}")
        if moved := self._moved(summary, request):
            return see_other(moved)
        told = self._told(summary, request)
        opened = self._opened(summary, told, _wanted(request))
        part = request.headers.get("hx-target") if for_part(request) else None
        if part == "source":
            return tagged(request, self._laid_out.source(opened))
        matrix = self._laid_out.matrix(told, _pages(request)) if told else ""
        if part == "matrix":
            return tagged(request, matrix)
        return self._page(request, summary, told, opened, matrix)

    def alone(
        self, request: Request, story_id: str, report_id: str, start: str = "", end: str = ""
    ) -> Response:
        """A report alone on a page, also one that its story no longer has."""
        summary = self._desk.summary(story_id)
        told = self._laid_out.latest(summary)
        opened = self._opened(summary, told, chosen(report_id, start, end), anywhere=True)
        return self._frame.page(
            request,
            "story_alone.html.j2",
            **headed(summary),
            source=self._laid_out.source(opened),
        )

    def seen(self, request: Request, story_id: str, sent: Sent) -> Response:
        """Note which version of the brief somebody saw."""
        summary = self._desk.summary(story_id)
        saw = min(whole_number(word(sent, "number")) or 0, summary.brief)
        if saw:
            self._desk.visit(summary.id, self._frame.who(request).user_id, saw)
        return Response(status_code=204) if for_part(request) else see_other(_at(summary))

    def _moved(self, summary: StorySummary, request: Request) -> str:
        """Where the report that is asked for is now, "" if it is in this story or in none."""
        asked = request.query_params.get("report", "")
        if not asked or "version" in request.query_params:
            return ""
        if asked in self._desk.story(summary.id).report_ids:
            return ""
        home = self._desk.home(asked)
        if home is None or home.id == summary.id:
            return ""
        return f"/stories/{home.id}?{request.url.query}#passage"

    def _told(self, summary: StorySummary, request: Request) -> ToldStory | None:
        number = whole_number(request.query_params.get("version", ""))
        if number is None or number == summary.brief:
            return self._laid_out.latest(summary)
        return self._laid_out.version(summary, number)

    def _opened(
        self,
        summary: StorySummary,
        told: ToldStory | None,
        wanted: Chosen,
        *,
        anywhere: bool = False,
    ) -> Opened:
        """The report that is asked for, or the one with which the brief begins.

        `NotFound` for one that is not in the story, unless it may be `anywhere`.
        """
        known = told.sources if told else {}
        if not wanted.report_id:
            wanted = Chosen(_first_report(told) or self._desk.story(summary.id).report_ids[0])
        source = known.get(wanted.report_id) or self._newcomer(summary, told, wanted, anywhere)
        cited = told.spans.get(source.report.id, ()) if told else ()
        return Opened(summary.id, source, told.number if told else 0, cited, wanted)

    def _newcomer(
        self, summary: StorySummary, told: ToldStory | None, wanted: Chosen, anywhere: bool
    ) -> Source:
        """A report that the brief does not tell of, or not yet."""
        for source in self._newcomers(summary, told):
            if source.report.id == wanted.report_id:
                return source
        if not anywhere:
            raise NotFound(f"no report {wanted.report_id} in this story: choose one of its own")
        (source,) = sources([self._desk.report(wanted.report_id)], ())
        return source

    def _newcomers(self, summary: StorySummary, told: ToldStory | None) -> tuple[Source, ...]:
        known = told.sources if told else {}
        story = self._desk.story(summary.id)
        if all(one in known for one in story.report_ids):
            return ()
        found = [one for one in self._desk.reports_of(summary.id) if one.id not in known]
        return sources(found, (), first=len(known) + 1)

    def _page(
        self,
        request: Request,
        summary: StorySummary,
        told: ToldStory | None,
        opened: Opened,
        matrix: str,
    ) -> Response:
        user_id = self._frame.who(request).user_id
        seen = self._desk.last_visits(user_id, [summary.id]).get(summary.id, 0)
        job = self._job(summary, told, user_id)
        newcomers = self._newcomers(summary, told) if job or not told else ()
        return self._frame.page(
            request,
            "story.html.j2",
            **headed(summary),
            told=told,
            brief=self._laid_out.brief(told, _whole(request)) if told else "",
            matrix=matrix,
            source=self._laid_out.source(opened),
            report_id=opened.source.report.id,
            sources=(*(told.sources.values() if told else ()), *newcomers),
            wide=bool(request.query_params.get("wide")),
            asked=bool(request.query_params.get("report")),
            job=job,
            seen=seen,
            since=_news(self._desk.changes_since_visit(summary.id, user_id)) if seen else (),
            act=self._act(request),
        )

    def _job(self, summary: StorySummary, told: ToldStory | None, user_id: str) -> Job | None:
        """The job that writes the newer brief, None where what stands is the newest."""
        if told is not None and not self._desk.is_stale(summary.id):
            return None
        return self._desk.jobs.put(ToBrief(summary.id), user_id=user_id)

    def _act(self, request: Request) -> Act | None:
        """What was decided or undone just now, as the address says."""
        asked = request.query_params
        number = whole_number(asked.get("act", "") or asked.get("undone", ""))
        return act_of(self._desk, number) if number is not None else None


def _news(versions: Iterable[BriefVersion]) -> tuple[tuple[str, str], ...]:
    """What versions changed, each under its heading, the latest version first."""
    return tuple(
        (heading, change.text)
        for version in reversed(tuple(versions))
        for heading, some in by_kind(version)
        for change in some
    )


def _first_report(told: ToldStory | None) -> str:
    first = told.first_cited if told else None
    return first.report_id if first else ""


def _wanted(request: Request) -> Chosen:
    asked = request.query_params
    return chosen(asked.get("report", ""), asked.get("start", ""), asked.get("end", ""))


def _whole(request: Request) -> Section | None:
    """The section that is wanted with all its lines."""
    asked = request.query_params.get("all", "")
    return next((one for one in Section if one.value == asked), None)


def _pages(request: Request) -> Pages:
    asked = request.query_params
    return Pages(
        whole_number(asked.get("rows", "")) or 1, whole_number(asked.get("columns", "")) or 1
    )


def _at(summary: StorySummary) -> str:
    return f"/stories/{summary.id}"
