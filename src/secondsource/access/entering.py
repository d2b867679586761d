"""Finds out from where a request comes and who asks, before anything is done for them."""

from dataclasses import replace
from uuid import uuid4

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Receive, Scope, Send

from secondsource.access.visitor import KEY, Shown, Visitor, is_from_here, visitor_of
from secondsource.access.who import session_secret
from secondsource.desk.people import People
from secondsource.errors import SecondSourceError

FORBIDDEN = 1008  # of websockets: against the rules here


class Arriving:
    """Gives each request a number of its own, and notes where it comes from.

    There are no websockets at this desk: one that is asked for is closed.
    """

    def __init__(self, app: ASGIApp, people: People, *, alone: bool) -> None:
        self._app = app
        self._people = people
        self._alone = alone

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on as that of a visitor."""
        if scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": FORBIDDEN})
        elif scope["type"] == "http":
            scope[KEY] = Visitor(
                request_id=str(uuid4()),
                people=self._people,
                from_here=is_from_here(scope),
                alone=self._alone,
            )
            await self._app(scope, receive, send)


class Entering:
    """Looks up the token or else the session of each request.

    A request with a token that is not in force is nobody's, whatever else it shows.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on with what was found."""
        scope[KEY] = await _known(visitor_of(scope), scope)
        await self._app(scope, receive, send)


async def _known(visitor: Visitor, scope: Scope) -> Visitor:
    shown = Headers(scope=scope).getlist("authorization")
    try:
        if shown:
            secret = bearer(shown) or ""
            found = await run_in_threadpool(visitor.people.by_token, secret)
            return replace(visitor, caller=found, shown=Shown.TOKEN)
        if secret := session_secret(HTTPConnection(scope)):
            found = await run_in_threadpool(visitor.people.by_session, secret)
            return replace(visitor, caller=found, shown=Shown.SESSION)
    except SecondSourceError as fault:  # told to whoever needs to know who asks, by its page
        return replace(visitor, fault=fault)
    return visitor


def bearer(shown: list[str]) -> str | None:
    """The token that the one `Authorization` header has, None for another kind or several."""
    if len(shown) != 1:
        return None
    kind, _, secret = shown[0].partition(" ")
    return secret.strip() if kind.lower() == "bearer" else None
