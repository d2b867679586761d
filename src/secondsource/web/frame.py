"""What every page has around it: who looks, where they are, and what they are told if it fails."""

from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Depends
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from secondsource.desk.running import RunningDesk
from secondsource.errors import (
    BadInput,
    Gone,
    NotFound,
    SecondSourceError,
    StaleRecord,
    TryAgain,
)
from secondsource.records.people import Caller, Scope
from secondsource.web.rendering import render, tagged

THEMES = ("auto", "light", "dark")
THEME_COOKIE = "theme"
Handler = Callable[[Request], Coroutine[Any, Any, Response]]


@dataclass(frozen=True, slots=True)
class Frame:
    """The desk that pages show, and how to tell who asks for one."""

    desk: RunningDesk
    who: Callable[[Request], Caller]

    def page(
        self, request: Request, name: str, /, *, status: int = 200, **content: object
    ) -> Response:
        """The page of template `name`, with its tag; templates extend `base.html.j2`."""
        return tagged(request, self.text(request, name, **content), status=status)

    def text(self, request: Request, name: str, /, **content: object) -> str:
        """What a template says to whoever asks: `caller`, `here` and `theme` are set for it."""
        around = {
            "caller": self.who(request),
            "here": request.url.path,
            "theme": theme(request),
            "Scope": Scope,
        }
        return render(name, {**around, **content})

    def router(self, scope: Scope | None = None) -> APIRouter:
        """A router for pages that ask for a scope; what goes wrong in them is told on a page."""
        return APIRouter(
            route_class=_page_route(self),
            include_in_schema=False,
            dependencies=[Depends(self._needs(scope))] if scope else [],
        )

    def _needs(self, scope: Scope) -> Callable[[Request], None]:
        def check(request: Request) -> None:
            if not self.who(request).may(scope):
                raise Refused(scope)

        return check

    def problem(self, request: Request, status: int, title: str, detail: str) -> Response:
        """A page that says what went wrong and what to do."""
        told = {"title": title, "detail": detail, "status": status}
        return self.page(request, "problem.html.j2", status=status, **told)


class Refused(Exception):
    """Whoever asks may not do this."""

    def __init__(self, scope: Scope) -> None:
        super().__init__(scope)
        self.scope = scope


def for_part(request: Request) -> bool:
    """Whether a script asks for a part of the page, to put it into the one that stands."""
    return request.headers.get("hx-request") == "true"


def see_other(address: str) -> Response:
    """To another page, after something was done: loading that again does it no second time."""
    return RedirectResponse(address, status_code=303)


def theme(request: Request) -> str:
    """The theme that was chosen in this browser, "auto" for that of its machine."""
    chosen = request.cookies.get(THEME_COOKIE, "")
    return chosen if chosen in THEMES else "auto"


def local(address: str) -> str:
    """An address of this desk as it was given, else its first page: nobody is sent elsewhere."""
    inside = address.startswith("/") and not address.startswith("//")
    return address if inside and "\\" not in address and address.isprintable() else "/"


def _page_route(frame: Frame) -> type[APIRoute]:
    """Routes whose failures are pages of the desk, wherever its pages are served."""

    class PageRoute(APIRoute):
        def get_route_handler(self) -> Handler:
            handle = super().get_route_handler()

            async def handler(request: Request) -> Response:
                try:
                    return await handle(request)
                except (SecondSourceError, RequestValidationError, Refused) as error:
                    return frame.problem(request, *_told(error))

            return handler

    return PageRoute


def _told(error: Exception) -> tuple[int, str, str]:
    """The status, a title and what to do."""
    if isinstance(error, RequestValidationError):
        return 422, "That cannot be read", "Something that the page asks for is missing: go back."
    if isinstance(error, Refused):
        return 403, "Not yours to do", f"This needs the right to {error.scope.value}: ask for it."
    for kind, status, title in _PROBLEMS:
        if isinstance(error, kind):
            return status, title, str(error)
    return 500, "The desk cannot work", str(error)


_PROBLEMS: tuple[tuple[type[SecondSourceError], int, str], ...] = (
    (Gone, 410, "That is gone"),
    (BadInput, 422, "That cannot be read"),
    (NotFound, 404, "There is no such thing here"),
    (TryAgain, 503, "Not now"),
    (StaleRecord, 409, "Kept by another version"),
)
