"""The first page of the desk: its stories, to be scanned, searched, and kept as views."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from secondsource.export.changes import by_kind
from secondsource.records.people import Scope
from secondsource.records.summary import StorySummary
from secondsource.web.filtering import Wanted, fields_of, wanted
from secondsource.web.flashes import flash
from secondsource.web.frame import Frame, for_part, see_other
from secondsource.web.given import word
from secondsource.web.kept_parts import KeptParts
from secondsource.web.received import Sent

ON_A_PAGE = 40
MOST_NEWEST = 2_000_000  # characters of newest changes that are kept
QUICK: tuple[tuple[str, dict[str, str]], ...] = (
    ("All", {}),
    ("Disputed", {"disputed": "yes"}),
    ("Two origins or more", {"origins": "2"}),
)


@dataclass(frozen=True, slots=True)
class Row:
    """One story of the list.

    `newest` says in words what changed last, under a heading; `missed` counts the versions of its
    brief since somebody's last visit.
    """

    story: StorySummary
    newest: tuple[str, str]
    missed: int


@dataclass(frozen=True, slots=True)
class View:
    """A view of the list: its name and address, and its id if somebody saved it."""

    name: str
    address: str
    current: bool
    id: str = ""


class StoryList:
    """The list of stories, and the views that people save of it."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame
        self._desk = frame.desk
        self._newest: KeptParts[tuple[str, str]] = KeptParts(most=MOST_NEWEST, weigh=_length)

    def router(self) -> APIRouter:
        """The routes of the list."""
        router = self._frame.router(Scope.READ)
        router.add_api_route("/", self.list)
        router.add_api_route("/views", self.save, methods=["POST"])
        router.add_api_route("/views/{view_id}/remove", self.remove, methods=["POST"])
        return router

    def list(self, request: Request) -> Response:
        """Stories that the filter keeps; for a script the list alone."""
        asked = wanted(request.query_params)
        after = request.query_params.get("after") or None
        found, more = self._desk.stories(asked.filter, after=after, limit=ON_A_PAGE)
        user_id = self._frame.who(request).user_id
        content: dict[str, Any] = {
            "rows": self._rows(found, user_id),
            "coverage": self._desk.coverage([one.id for one in found]),
            "asked": asked,
            "first": f"/?{urlencode(asked.query)}" if after else "",
            "further": f"/?{urlencode({**asked.query, 'after': more})}" if more else "",
            "views": self._views(asked, user_id),
            "told": flash(request.query_params.get("told")),
        }
        if not for_part(request):
            return self._frame.page(request, "stories.html.j2", **content)
        part = self._frame.page(request, "stories_found.html.j2", **content)
        part.headers["HX-Push-Url"] = f"/?{urlencode(asked.query)}" if asked.query else "/"
        return part

    def save(self, request: Request, sent: Sent) -> Response:
        """Keep the filter by a name."""
        asked = wanted({name: word(sent, name) for name in wanted({}).fields})
        user_id = self._frame.who(request).user_id
        view = self._desk.views.put(word(sent, "view"), asked.filter, user_id=user_id)
        return see_other(f"/?{urlencode(fields_of(view.filter))}")

    def remove(self, request: Request, view_id: str) -> Response:
        """Forget a view."""
        self._desk.views.remove(view_id, self._frame.who(request).user_id)
        return see_other("/")

    def _rows(self, found: Sequence[StorySummary], user_id: str) -> tuple[Row, ...]:
        seen = self._desk.last_visits(user_id, [story.id for story in found])
        return tuple(
            Row(story, self._newest_of(story), story.brief - seen.get(story.id, story.brief))
            for story in found
        )

    def _newest_of(self, story: StorySummary) -> tuple[str, str]:
        """What the latest brief of a story changed, the weightiest of it."""
        key = (story.id, story.brief)
        return self._newest.get(key, lambda: self._read_newest(story)) if story.brief else ("", "")

    def _read_newest(self, story: StorySummary) -> tuple[str, str]:
        for version in self._desk.versions(story.id, since=story.brief - 1)[:1]:
            for heading, some in by_kind(version):
                return heading, some[0].text
        return "", ""

    def _views(self, asked: Wanted, user_id: str) -> tuple[View, ...]:
        quick = [_view(name, fields, asked) for name, fields in QUICK]
        saved = self._desk.views.list(user_id)
        return (
            *quick,
            *(_view(one.name, fields_of(one.filter), asked, one.id) for one in saved),
        )


def _view(name: str, fields: dict[str, str], asked: Wanted, view_id: str = "") -> View:
    address = f"/?{urlencode(fields)}" if fields else "/"
    return View(name, address, fields == asked.query, view_id)


def _length(newest: tuple[str, str]) -> int:
    return sum(map(len, newest)) + 100
