"""Whether the desk is well, for whoever watches over it: /health and /metrics."""

import threading
from concurrent.futures import Future, ThreadPoolExecutor

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from secondsource.access.metrics import TEXT, Metrics
from secondsource.access.visitor import visitor_of
from secondsource.access.who import NotAllowed, caller
from secondsource.desk.pulse import Pulse
from secondsource.errors import SecondSourceError
from secondsource.records.people import Scope

PATIENCE = 2.0  # seconds in which the store has to answer
UNWELL = 503


class Health:
    """Asks the desk whether it is there, once at a time, however many want to know."""

    def __init__(self, pulse: Pulse) -> None:
        self._pulse = pulse
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="pulse")
        self._lock = threading.Lock()
        self._asked: Future[None] | None = None

    def is_well(self) -> bool:
        """Whether the store answers in time."""
        with self._lock:
            if self._asked is None or self._asked.done():
                self._asked = self._thread.submit(self._pulse.ask)
            asked = self._asked
        try:
            asked.result(PATIENCE)
        except (SecondSourceError, TimeoutError):
            return False
        return True


def routes(pulse: Pulse, metrics: Metrics) -> list[Route]:
    """`/health` for everybody; `/metrics` for this machine and for who may manage."""
    health = Health(pulse)

    def asked(_: Request) -> Response:
        if health.is_well():
            return JSONResponse({"status": "ok"})
        return JSONResponse({"status": "unavailable"}, UNWELL, {"Retry-After": "5"})

    def told(request: Request) -> Response:
        if not visitor_of(request.scope).from_here and not caller(request).may(Scope.MANAGE):
            raise NotAllowed(Scope.MANAGE)
        return Response(metrics.text(), media_type=TEXT)

    return [Route("/health", asked), Route("/metrics", told)]
