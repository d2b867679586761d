"""All pages of the desk as one router."""

from collections.abc import Callable
from typing import Annotated

from fastapi import APIRouter, Form
from starlette.requests import Request
from starlette.responses import Response

from secondsource.desk.running import RunningDesk
from secondsource.records.people import Caller
from secondsource.web import assets
from secondsource.web.frame import THEME_COOKIE, THEMES, Frame, local, see_other

YEAR = 365 * 24 * 3600  # seconds


def routes(desk: RunningDesk, *, who: Callable[[Request], Caller]) -> APIRouter:
    """The pages of `desk`; `who` tells who asks, and raises for somebody who may not enter."""
    frame = Frame(desk, who)
    router = APIRouter(include_in_schema=False)
    router.routes.append(assets.route())
    router.include_router(_frame_routes(frame))
    return router


def _frame_routes(frame: Frame) -> APIRouter:
    router = frame.router()

    @router.get("/keys")
    def keys(request: Request) -> Response:
        return frame.page(request, "keys.html.j2")

    @router.post("/theme")
    def choose(
        request: Request, theme: Annotated[str, Form()], back: Annotated[str, Form()] = "/"
    ) -> Response:
        answer = see_other(local(back))
        answer.set_cookie(
            THEME_COOKIE,
            theme if theme in THEMES else "auto",
            max_age=YEAR,
            httponly=True,
            samesite="strict",
            secure=request.url.scheme == "https",
        )
        return answer

    return router
