"""Why reports are grouped, and how people put that right: merge, split, undo."""

from collections.abc import Iterable

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from secondsource.desk.running import RunningDesk
from secondsource.errors import BadInput
from secondsource.records.job import ToBrief
from secondsource.records.kept import Act
from secondsource.records.people import Scope
from secondsource.records.story import Story
from secondsource.web.flashes import flash
from secondsource.web.frame import Frame, see_other
from secondsource.web.given import word, words
from secondsource.web.laid_out import LaidOut
from secondsource.web.received import Sent
from secondsource.web.story_head import headed

OFFERED = 40  # stories to merge with


class Deciding:
    """The page that tells why, and what is decided on it."""

    def __init__(self, frame: Frame, laid_out: LaidOut) -> None:
        self._frame = frame
        self._desk = frame.desk
        self._laid_out = laid_out

    def router(self) -> APIRouter:
        """The routes of the page, and of what is decided."""
        router = APIRouter(include_in_schema=False)
        reading = self._frame.router(Scope.READ)
        reading.add_api_route("/stories/{story_id}/why", self.why)
        ordering = self._frame.router(Scope.ORDER)
        ordering.add_api_route("/stories/merge", self.merge, methods=["POST"])
        ordering.add_api_route("/stories/{story_id}/split", self.split, methods=["POST"])
        ordering.add_api_route("/undo", self.undo, methods=["POST"])
        router.include_router(ordering)
        router.include_router(reading)
        return router

    def why(self, request: Request, story_id: str) -> Response:
        """What joined each report to the others, and what was decided of them by hand."""
        summary = self._desk.summary(story_id)
        story, reports = self._desk.why(summary.id)
        told = self._laid_out.latest(summary)
        notes = {id: one.note for id, one in told.sources.items()} if told else {}
        offered, _ = self._desk.stories(limit=OFFERED)
        return self._frame.page(
            request,
            "story_why.html.j2",
            **headed(summary),
            told=flash(request.query_params.get("told")),
            reports=reports,
            notes=notes,
            offered=[one for one in offered if one.id != summary.id],
            acts=_about(self._desk.acts(), story.report_ids),
        )

    def merge(self, request: Request, sent: Sent) -> Response:
        """Make one story of several."""
        chosen = words(sent, "story")
        if len(set(chosen)) < 2:
            return see_other("/?told=choose-stories")
        story = self._desk.merge(chosen, briefs=False)
        return self._decided(request, [story])

    def split(self, request: Request, story_id: str, sent: Sent) -> Response:
        """Take the chosen reports out of a story."""
        chosen = set(words(sent, "report"))
        story = self._desk.story(story_id)
        here = chosen.intersection(story.report_ids)
        if not here or here == set(story.report_ids) or here != chosen:
            told = "choose-reports" if here == chosen else "reports-moved"
            return see_other(f"/stories/{story.id}/why?told={told}")
        return self._decided(request, self._desk.split(story.id, sorted(here), briefs=False))

    def undo(self, request: Request, sent: Sent) -> Response:
        """Take back what was decided, by its number."""
        number = word(sent, "act")
        if not (number.isascii() and number.isdecimal() and len(number) < 10):
            raise BadInput("undo", "it is not said what to take back: go back and choose again")
        act, stories = self._desk.undo(int(number), briefs=False)
        self._have_briefed(request, stories)
        first = stories[0].id if stories else ""
        return see_other(f"/stories/{first}?undone={act.number}" if first else "/")

    def _decided(self, request: Request, stories: Iterable[Story]) -> Response:
        told = tuple(stories)
        self._have_briefed(request, told)
        acts = _about(self._desk.acts(), told[0].report_ids)
        latest = next((act for act in acts if act.undone is None), None)
        return see_other(f"/stories/{told[0].id}{f'?act={latest.number}' if latest else ''}")

    def _have_briefed(self, request: Request, stories: Iterable[Story]) -> None:
        user_id = self._frame.who(request).user_id
        for story in stories:
            self._desk.jobs.put(ToBrief(story.id), user_id=user_id)


def act_of(desk: RunningDesk, number: int) -> Act | None:
    """What was decided under this number, None where nothing was."""
    return next((act for act in desk.acts() if act.number == number), None)


def _about(acts: Iterable[Act], report_ids: Iterable[str]) -> tuple[Act, ...]:
    """What was decided of any of these reports, the latest first."""
    ids = set(report_ids)
    found = (act for act in acts if any(ids.intersection(d.report_ids) for d in act.decisions))
    return tuple(sorted(found, key=lambda act: -act.number))
