"""Refuses requests that are not for this desk by name, so that no other site passes as it."""

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from secondsource.access.names import parse_authority
from secondsource.access.problems import Problem, refusal

BAD, MISDIRECTED = 400, 421


class Hosts:
    """Lets through what has one `Host`, or `:authority`, that is allowed.

    What a proxy says in X-Forwarded-Host is never believed.
    """

    def __init__(self, app: ASGIApp, allowed: frozenset[str]) -> None:
        self._app = app
        self._allowed = allowed

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or say why not."""
        problem = self._problem(Headers(scope=scope).getlist("host"))
        app = self._app if problem is None else refusal(scope, problem)
        await app(scope, receive, send)

    def _problem(self, given: list[str]) -> Problem | None:
        if len(given) != 1:
            return Problem(BAD, "A request names one host, in one Host header.")
        if parse_authority(given[0]) is None:
            return Problem(BAD, "The Host header names no host.")
        if given[0].lower() not in self._allowed:
            return Problem(
                MISDIRECTED,
                "This desk does not answer to that name. If it should, add the name to the "
                "setting 'hosts' of the desk.",
            )
        return None
