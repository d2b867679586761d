"""All pages of the desk as one router."""

from typing import Annotated

from fastapi import APIRouter, Form
from starlette.requests import Request
from starlette.responses import Response

from secondsource.access.who import local_path
from secondsource.desk.running import RunningDesk
from secondsource.web import assets
from secondsource.web.account import account
from secondsource.web.adding import adding
from secondsource.web.checking import checking
from secondsource.web.deciding import Deciding
from secondsource.web.feeds_page import feeds_pages
from secondsource.web.frame import THEME_COOKIE, THEMES, Frame, see_other
from secondsource.web.jobs_page import jobs_pages
from secondsource.web.laid_out import LaidOut
from secondsource.web.rendering import get_ready
from secondsource.web.signing_in import signing_in
from secondsource.web.stories import StoryList
from secondsource.web.story import StoryPages
from secondsource.web.story_changes import FurtherPages

YEAR = 365 * 24 * 3600  # seconds


def routes(desk: RunningDesk, laid_out: LaidOut | None = None) -> APIRouter:
    """The pages of `desk`. What goes wrong in them is raised: see `problem_page`.

    They are shown from what is `laid_out`, which `laying_out` fills before somebody asks.
    """
    get_ready()
    frame = Frame(desk)
    laid_out = LaidOut(desk) if laid_out is None else laid_out
    router = APIRouter(include_in_schema=False)
    router.routes.append(assets.route())
    router.include_router(_around(frame))
    router.include_router(StoryList(frame).router())
    for made in (Deciding, StoryPages, FurtherPages):
        router.include_router(made(frame, laid_out).router())
    for pages in (checking, adding, jobs_pages, feeds_pages, signing_in, account):
        router.include_router(pages(frame))
    return router


def _around(frame: Frame) -> APIRouter:
    """What belongs to no page: the keys, and the theme."""
    router = frame.router()

    @router.get("/keys")
    def keys(request: Request) -> Response:
        return frame.page(request, "keys.html.j2")

    @router.post("/theme")
    def choose(
        request: Request, theme: Annotated[str, Form()], back: Annotated[str, Form()] = "/"
    ) -> Response:
        answer = see_other(local_path(back))
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
