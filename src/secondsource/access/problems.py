"""What is told when a request cannot be answered: RFC 9457 to programs, a page to people."""

import json
import math
import traceback
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from html import escape
from typing import Any

from fastapi.exceptions import RequestValidationError
from starlette.applications import Starlette
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.types import Scope

from secondsource.access.visitor import visitor_of
from secondsource.access.who import Detour
from secondsource.codec.problems import Wrong, problem_to_json
from secondsource.errors import (
    BadConfig,
    BadInput,
    Gone,
    NotFound,
    SecondSourceError,
    StaleRecord,
    TryAgain,
)

PROBLEM = "application/problem+json"
FAULT_KEY = "secondsource.fault"  # what the journal is told of what went wrong
DEPTH = 6  # of the calls that led to a fault, the last ones
WAIT = timedelta(seconds=2)  # where an error does not say for how long
TITLES = {
    400: "Bad Request",
    401: "Unauthorized",
    403: "Forbidden",
    404: "Not Found",
    405: "Method Not Allowed",
    406: "Not Acceptable",
    409: "Conflict",
    410: "Gone",
    412: "Precondition Failed",
    413: "Content Too Large",
    415: "Unsupported Media Type",
    421: "Misdirected Request",
    422: "Unprocessable Content",
    428: "Precondition Required",
    429: "Too Many Requests",
    500: "Internal Server Error",
    503: "Service Unavailable",
}
# The first that fits counts, so a narrower error stands before a wider one.
STATUSES: tuple[tuple[type[SecondSourceError], int], ...] = (
    (Gone, 410),
    (BadInput, 422),
    (NotFound, 404),
    (StaleRecord, 409),
    (TryAgain, 503),
    (BadConfig, 500),
)
# What these errors say names files, hosts and settings: that is for the journal.
OUTSIDE = {
    500: "The desk failed at this: its journal says how. Whoever runs it can look it up.",
    503: "The desk cannot do this at the moment: try again in a while.",
}
DETAILS = {
    404: "There is nothing at this address.",
    405: "This address does not answer to that method: see 'Allow'.",
}


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a request is not answered, and what to do about it."""

    status: int
    detail: str
    wrong: tuple[Wrong, ...] = ()
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def title(self) -> str:
        """The name of the status."""
        return TITLES.get(self.status, "Error")


Page = Callable[[Request, Problem], Response]


def install(app: Starlette, *, page: Page | None = None) -> None:
    """Have an application tell what goes wrong in it.

    With `page`, browsers are told on a page of its making; without, everybody by problem+json.
    """

    async def told(request: Request, error: Exception) -> Response:
        if isinstance(error, Detour):
            return error.response
        problem = problem_of(error)
        _note(request.scope, error, problem)
        if page is not None and wants_page(request.scope):
            return page(request, problem)
        return as_json(request.scope, problem)

    for kind in (SecondSourceError, RequestValidationError, HTTPException, Exception):
        app.add_exception_handler(kind, told)


def problem_of(error: Exception) -> Problem:
    """What to tell of an error: nothing of the desk's insides."""
    if isinstance(error, RequestValidationError):
        wrong = tuple(_wrong(one) for one in error.errors())
        detail = "; ".join(dict.fromkeys(f"{_place(one)}: {one.detail}" for one in wrong))
        return Problem(422, detail, wrong)
    if isinstance(error, HTTPException):
        plain = DETAILS.get(error.status_code) if _is_plain(error) else None
        return Problem(error.status_code, plain or str(error.detail), headers=error.headers or {})
    status = next((code for kind, code in STATUSES if isinstance(error, kind)), 500)
    headers = _retry(error) if isinstance(error, TryAgain) else {}
    return Problem(status, OUTSIDE.get(status, str(error)), headers=headers)


def as_json(scope: Scope, problem: Problem) -> Response:
    """A problem for a program."""
    told = problem_to_json(
        status=problem.status,
        title=problem.title,
        detail=problem.detail,
        request_id=visitor_of(scope).request_id,
        wrong=problem.wrong,
    )
    body = json.dumps(told, separators=(",", ":"))
    return Response(body, problem.status, dict(problem.headers), PROBLEM)


def refusal(scope: Scope, problem: Problem) -> Response:
    """A problem told before any application has the request: to a browser in plain words."""
    if not wants_page(scope):
        return as_json(scope, problem)
    title, detail = escape(problem.title), escape(problem.detail)
    return HTMLResponse(
        '<!doctype html><html lang="en"><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width">'
        f"<title>{title}</title><h1>{title}</h1><p>{detail}</p>",
        problem.status,
        dict(problem.headers),
    )


def wants_page(scope: Scope) -> bool:
    """Whether a browser asks, or a script of a page for a part of it."""
    headers = Headers(scope=scope)
    return "text/html" in headers.get("accept", "") or headers.get("hx-request") == "true"


def retry_after(seconds: float) -> dict[str, str]:
    """The header that says when to ask again: whole seconds, at least one."""
    return {"Retry-After": str(max(1, math.ceil(seconds)))}


def _retry(error: TryAgain) -> dict[str, str]:
    return retry_after((error.retry_after or WAIT).total_seconds())


def _is_plain(error: HTTPException) -> bool:
    """Whether a framework raised it with no more to say than the status."""
    return str(error.detail) == TITLES.get(error.status_code)


def _wrong(error: Mapping[str, Any]) -> Wrong:
    """One finding of validation, without what was given: that may be a draft or a secret."""
    place, *path = [str(part) for part in error["loc"]]
    detail = str(error["msg"])
    if place != "body":
        return Wrong(detail, place=place, name=".".join(path))
    if error["type"] == "json_invalid":
        return Wrong(f"{detail} at character {path[0]}" if path else detail, pointer="#")
    return Wrong(detail, pointer="#" + "".join(f"/{_escaped(part)}" for part in path))


def _escaped(part: str) -> str:
    return part.replace("~", "~0").replace("/", "~1")


def _place(wrong: Wrong) -> str:
    return wrong.pointer or f"{wrong.place} {wrong.name}"


def _note(scope: Scope, error: Exception, problem: Problem) -> None:
    if problem.status >= 500:
        scope[FAULT_KEY] = fault_of(error)


def fault_of(error: Exception) -> dict[str, object]:
    """What the journal may say of a fault: of one that we did not foresee, no word of its message.

    That could repeat a report, a draft or a secret; where it happened is enough to find it.
    """
    told: dict[str, object] = {"error": type(error).__name__}
    if isinstance(error, SecondSourceError):
        return {**told, "message": str(error)}
    frames: Sequence[traceback.FrameSummary] = traceback.extract_tb(error.__traceback__)[-DEPTH:]
    return {**told, "at": [f"{one.filename}:{one.lineno} {one.name}" for one in frames]}
