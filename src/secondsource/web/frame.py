"""What every page has around it: who looks, where they are, and what they are told if it fails."""

from collections.abc import Callable
from dataclasses import dataclass

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from secondsource.access.problems import Problem
from secondsource.access.who import known_caller, needs_page, page_caller
from secondsource.desk.running import RunningDesk
from secondsource.records.people import Caller, Scope
from secondsource.web.problem_words import problem_words
from secondsource.web.rendering import render, tagged

THEMES = ("auto", "light", "dark")
THEME_COOKIE = "theme"
NOBODY = Caller("", "", ())  # who is not known sees pages on which nothing can be done


@dataclass(frozen=True, slots=True)
class Frame:
    """The desk that pages show, and what stands around each page."""

    desk: RunningDesk

    def who(self, request: Request) -> Caller:
        """Who looks; whoever is not known is sent to sign in."""
        return page_caller(request)

    def router(self, scope: Scope | None = None) -> APIRouter:
        """A router for pages that only those see who have the scope, or anybody without one."""
        needed = [needs_page(scope)] if scope else []
        return APIRouter(include_in_schema=False, dependencies=needed)

    def page(
        self, request: Request, name: str, /, *, status: int = 200, **content: object
    ) -> Response:
        """The page of template `name`, with its tag; the template extends `base.html.j2`.

        `caller`, `here`, `theme` and `Scope` are set for it.
        """
        around = {
            "caller": known_caller(request) or NOBODY,
            "here": request.url.path,
            "theme": theme(request),
            "Scope": Scope,
        }
        return tagged(request, render(name, {**around, **content}), status=status)


def problem_page(desk: RunningDesk) -> Callable[[Request, Problem], Response]:
    """Tells on a page of the desk what went wrong: for `access.problems.install`."""
    frame = Frame(desk)

    def told(request: Request, problem: Problem) -> Response:
        words = problem_words(problem.status)
        page = frame.page(
            request, "problem.html.j2", status=problem.status, words=words, detail=problem.detail
        )
        page.headers.update(problem.headers)
        return page

    return told


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
