"""The journal: one line for each request, with nothing in it that is a secret or somebody's text.

Neither addresses with their queries nor bodies are told, only the pattern of the route.
"""

import sys
import time
from dataclasses import dataclass
from typing import Any, TextIO

import structlog
from starlette.routing import Mount
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from secondsource.access.metrics import Metrics
from secondsource.access.problems import FAULT_KEY, fault_of, problem_of, refusal
from secondsource.access.settings import Logs
from secondsource.access.visitor import visitor_of

UNANSWERED = 499  # whoever asked went away before there was an answer
UNKNOWN = "unknown"  # the route of what is no address here
STREAM = "text/event-stream"
REQUEST_ID = b"x-request-id"

Log = Any  # a logger of structlog: its methods are made when they are called


def open_journal(form: Logs, file: TextIO | None = None) -> Log:
    """A logger that writes lines of JSON, or for people to read, to standard error."""
    if form is Logs.NONE:
        return structlog.wrap_logger(structlog.ReturnLogger(), processors=[_dropped])
    out = file or sys.stderr
    written = (
        structlog.processors.JSONRenderer()
        if form is Logs.JSON
        else structlog.dev.ConsoleRenderer(colors=out.isatty())
    )
    return structlog.wrap_logger(
        structlog.WriteLogger(out),
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            written,
        ],
    )


class Journal:
    """Writes down each request and counts it; tells of a failure what an outsider may know."""

    def __init__(self, app: ASGIApp, log: Log, metrics: Metrics) -> None:
        self._app = app
        self._log = log
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and write down what came of it."""
        answer = _Answer(scope, send, self._metrics)
        try:
            await self._app(scope, receive, answer.send)
        except Exception as error:  # noqa: BLE001 - the last to know: nobody above tells of it
            scope.setdefault(FAULT_KEY, fault_of(error))
            if answer.first is None:
                await refusal(scope, problem_of(error))(scope, receive, answer.send)
        finally:
            self._write(scope, answer)
            answer.close()

    def _write(self, scope: Scope, answer: "_Answer") -> None:
        visitor, route = visitor_of(scope), template_of(scope)
        fault = scope.get(FAULT_KEY, {})
        tell = self._log.error if fault else self._log.info
        tell(
            "request",
            request_id=visitor.request_id,
            method=scope["method"],
            route=route,
            status=answer.status,
            ms=round(1000 * answer.seconds(), 1),
            user=visitor.caller.user_id if visitor.caller else None,
            **fault,
        )
        told = answer.first if answer.is_stream and answer.first else answer.seconds()
        self._metrics.answered(scope["method"], route, answer.status, told)


@dataclass(slots=True)
class _Answer:
    """How far a request is answered."""

    scope: Scope
    onward: Send
    metrics: Metrics
    status: int = UNANSWERED
    first: float | None = None  # seconds until the first word
    is_stream: bool = False
    began: float = 0.0

    def __post_init__(self) -> None:
        self.began = time.perf_counter()

    def seconds(self) -> float:
        return time.perf_counter() - self.began

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self._start(message)
        await self.onward(message)

    def close(self) -> None:
        if self.is_stream:
            self.metrics.streams.dec()

    def _start(self, message: Message) -> None:
        self.status, self.first = message["status"], self.seconds()
        number = visitor_of(self.scope).request_id.encode()
        headers = [one for one in message.get("headers", ()) if one[0].lower() != REQUEST_ID]
        message["headers"] = [*headers, (REQUEST_ID, number)]
        kinds = [value for name, value in headers if name.lower() == b"content-type"]
        if any(kind.startswith(STREAM.encode()) for kind in kinds):
            self.is_stream = True
            self.metrics.streams.inc()


def template_of(scope: Scope) -> str:
    """The pattern of the route that a request came to, of what is mounted and says none, its place.

    There are as few of them as routes, whatever is asked for.
    """
    if "endpoint" not in scope:
        return UNKNOWN
    root: str = scope.get("root_path", "")
    route = scope.get("route")
    if isinstance(route, Mount) or (route is None and root):
        return f"{root}/*"
    rest: str = scope["path"][len(root) :]
    for name, value in scope.get("path_params", {}).items():
        told = str(value)
        if "/" in told:
            rest = rest.replace(told, f"{{{name}}}")
        else:
            parts = rest.split("/")
            rest = "/".join(f"{{{name}}}" if one == told else one for one in parts)
    return root + rest


def _dropped(*_: object) -> Any:
    raise structlog.DropEvent
