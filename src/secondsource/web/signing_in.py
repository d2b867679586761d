"""The page on which one signs in, and the way out."""

from dataclasses import dataclass

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from secondsource.access.who import (
    end_session,
    known_caller,
    local_path,
    session_secret,
    start_session,
)
from secondsource.web.flashes import flash
from secondsource.web.frame import Frame, see_other
from secondsource.web.given import Fault, word
from secondsource.web.received import Sent

WRONG = Fault("name", "This name and this password do not go together: try again.")


@dataclass(frozen=True, slots=True)
class Tried:
    """What the page shows: where one goes next, the name that was typed, what is to be said."""

    next: str
    name: str = ""
    told: str = ""
    faults: tuple[Fault, ...] = ()


def signing_in(frame: Frame) -> APIRouter:
    """`/sign-in` and `/sign-out`."""
    router = frame.router()
    people = frame.desk.people

    @router.get("/sign-in")
    def ask(request: Request, next: str = "/", told: str = "") -> Response:
        if known_caller(request) is not None:
            return see_other(local_path(next))
        return _page(frame, request, Tried(local_path(next), told=flash(told)))

    @router.post("/sign-in")
    def sign_in(request: Request, sent: Sent) -> Response:
        name, there = word(sent, "name"), local_path(word(sent, "next"))
        found = people.sign_in(name, word(sent, "password"))
        if found is None:
            return _page(frame, request, Tried(there, name, faults=(WRONG,)))
        # What the browser held before is worth nothing from here on.
        people.sign_out(session_secret(request))
        answer = see_other(there)
        start_session(answer, request, found[0])
        return answer

    @router.post("/sign-out")
    def sign_out(request: Request) -> Response:
        people.sign_out(session_secret(request))
        answer = see_other("/sign-in?told=signed-out")
        end_session(answer, request)
        return answer

    return router


def _page(frame: Frame, request: Request, tried: Tried) -> Response:
    return frame.page(
        request,
        "sign_in.html.j2",
        status=401 if tried.faults else 200,
        tried=tried,
        wrong={fault.field: fault.says for fault in tried.faults},
        team=frame.desk.people.team(),
    )
