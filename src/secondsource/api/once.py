"""POST requests with an `Idempotency-Key`: sent twice, they are done once.

The second is given the answer of the first. Whoever sends a key is known by the token or session
that came with it: what another sends with the same key is another request.
"""

import re
from collections.abc import Callable, Coroutine
from hashlib import blake2b
from typing import Any

from fastapi import Request, Response
from fastapi.routing import APIRoute
from python_multipart.multipart import parse_options_header
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException

from secondsource.access.who import caller, session_secret
from secondsource.api.asking import desk_of
from secondsource.desk.answered import Answered
from secondsource.errors import BadInput
from secondsource.records.answered import KeptAnswer, Turn

HEADER = "Idempotency-Key"
REPLAYED = {"Idempotency-Replayed": "true"}
KEY = re.compile(r"[!-~]{1,200}")
CONFLICT = 409
KEPT_HEADERS = frozenset({"content-type", "location", "retry-after"})

Handler = Callable[[Request], Coroutine[Any, Any, Response]]


class OnceRoute(APIRoute):
    """A route that does a POST request with a key once."""

    def get_route_handler(self) -> Handler:
        """The handler of the route; for POST, with what was answered before in front of it."""
        handler = super().get_route_handler()
        if "POST" not in (self.methods or ()):
            return handler

        async def once(request: Request) -> Response:
            given = request.headers.getlist(HEADER)
            return await _once(request, given, handler) if given else await handler(request)

        return once


def told_again(request: Request, answer: Response) -> None:
    """Have another body kept than is answered now: one without the secret."""
    request.state.told_again = bytes(answer.body)


async def _once(request: Request, given: list[str], handler: Handler) -> Response:
    if len(given) != 1 or not KEY.fullmatch(given[0]):
        raise BadInput(HEADER, "must be 1 to 200 visible ASCII characters: give a new random one")
    caller(request)  # raises where nobody is known: nothing is kept of theirs
    answers = desk_of(request).answered
    key, asked = _key(request, given[0]), await _asked(request, given[0])
    turn = await run_in_threadpool(answers.begin, key, asked)
    if isinstance(turn, KeptAnswer):
        return _again(turn)
    if turn is Turn.UNDERWAY:
        detail = "This request is being done already: ask again in a while for its answer."
        raise HTTPException(CONFLICT, detail, {"Retry-After": "1"})
    return await _done(answers, key, request, handler)


async def _done(answers: Answered, key: bytes, request: Request, handler: Handler) -> Response:
    """Do it, and keep the answer; where it could not be done, it may be sent again."""
    try:
        response = await handler(request)
    except Exception:
        await run_in_threadpool(answers.give_up, key)
        raise
    if response.status_code < 400:
        await run_in_threadpool(answers.finish, key, _kept(request, response))
    else:
        await run_in_threadpool(answers.give_up, key)
    return response


def _kept(request: Request, response: Response) -> KeptAnswer:
    """The answer as it is told again."""
    headers = [(n, v) for n, v in response.headers.items() if n.lower() in KEPT_HEADERS]
    body = getattr(request.state, "told_again", None) or bytes(response.body)
    return KeptAnswer(response.status_code, tuple(headers), body)


def _again(kept: KeptAnswer) -> Response:
    return Response(kept.body, kept.status, {**dict(kept.headers), **REPLAYED})


def _key(request: Request, given: str) -> bytes:
    return _digest(request, given.encode(), request.method.encode(), request.url.path.encode())


async def _asked(request: Request, given: str) -> bytes:
    """All that is asked; the body is read here, and given to the handler as if it came anew."""
    body = await request.body()
    sort, said = parse_options_header(request.headers.get("content-type", ""))
    if boundary := said.get(b"boundary"):  # drawn anew each time that a form is sent
        body = body.replace(boundary, b"")
    return _digest(request, given.encode(), request.url.query.encode(), sort, body)


def _digest(request: Request, *parts: bytes) -> bytes:
    """A digest by the secret of who asks: whoever reads the database cannot guess what was sent."""
    shown = (request.headers.get("authorization", ""), session_secret(request))
    made = blake2b(digest_size=16, key=blake2b("\n".join(shown).encode()).digest())
    for part in parts:
        made.update(len(part).to_bytes(8, "big"))
        made.update(part)
    return made.digest()
