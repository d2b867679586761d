"""What changed in a story, version by version; its pictures; and what is exported of it."""

from datetime import UTC, datetime

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from secondsource.errors import NotFound
from secondsource.export.changes import cited, own, parts
from secondsource.export.formats import FORMATS, export
from secondsource.export.page import Reading
from secondsource.records.people import Scope
from secondsource.web.frame import Frame
from secondsource.web.laid_out import LaidOut
from secondsource.web.source_text import whole_number
from secondsource.web.story_head import headed


class FurtherPages:
    """The pages of a story besides the one that it is read on."""

    def __init__(self, frame: Frame, laid_out: LaidOut) -> None:
        self._frame = frame
        self._desk = frame.desk
        self._laid_out = laid_out

    def router(self) -> APIRouter:
        """The routes of the pages."""
        router = self._frame.router(Scope.READ)
        router.add_api_route("/stories/{story_id}/changes", self.changes)
        router.add_api_route("/stories/{story_id}/pictures", self.pictures)
        router.add_api_route("/exports/{form}", self.export)
        return router

    def changes(self, request: Request, story_id: str, since: str = "") -> Response:
        """Every version of the brief and what it changed, the latest first."""
        summary = self._desk.summary(story_id)
        versions = self._desk.versions(summary.id, since=whole_number(since) or 0)[::-1]
        known = cited(versions, self._desk.cited(versions))
        passages = [
            passage
            for version in versions
            for change in version.changes
            for some in (own(change), *(detail.cites for detail in parts(change)))
            for passage in some
        ]
        user_id = self._frame.who(request).user_id
        return self._frame.page(
            request,
            "story_changes.html.j2",
            **headed(summary),
            versions=versions,
            reading=Reading([tuple(known.values())], passages),
            since=whole_number(since) or 0,
            seen=self._desk.last_visits(user_id, [summary.id]).get(summary.id, 0),
        )

    def pictures(self, request: Request, story_id: str) -> Response:
        """The pictures of a story, each with the same as a table."""
        summary = self._desk.summary(story_id)
        told = self._laid_out.latest(summary)
        drawn = self._laid_out.pictures(told) if told else ""
        return self._frame.page(request, "story_pictures.html.j2", **headed(summary), drawn=drawn)

    def export(self, form: str, story: str) -> Response:
        """The latest brief of a story as a file."""
        if form not in FORMATS:
            raise NotFound(f"no form {form}: choose one of {', '.join(FORMATS)}")
        summary = self._desk.summary(story)
        told = self._laid_out.latest(summary)
        if told is None:
            raise NotFound("this story has no brief yet, and so nothing to export: wait for it")
        kind = FORMATS[form]
        text = export(form, [told.account], at=datetime.now(UTC))
        name = f"story-{summary.id}{kind.suffix}"
        return StreamingResponse(
            (part.encode("utf-8", "replace") for part in text),
            media_type=kind.media_type,
            headers={"Content-Disposition": f'attachment; filename="{name}"'},
        )
