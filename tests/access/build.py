"""A small desk on the web behind the entry: pages, an API, and what can go wrong in them."""

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Annotated, Any

from fastapi import FastAPI, Request
from starlette.responses import HTMLResponse, Response, StreamingResponse
from starlette.testclient import TestClient
from starlette.types import ASGIApp, Message

from secondsource.access import AccessSettings, wrap
from secondsource.access.names import allowed_names
from secondsource.access.problems import Problem, install
from secondsource.access.settings import Logs
from secondsource.access.who import end_session, needs, needs_page, session_secret, start_session
from secondsource.desk.people import People
from secondsource.records.people import Caller, Scope

PORT = 8700
HERE = f"http://127.0.0.1:{PORT}"
HOSTS = allowed_names("127.0.0.1", PORT, ["desk.example"])
SETTINGS = AccessSettings(hosts=HOSTS, logs=Logs.NONE)
ALONE = AccessSettings(hosts=HOSTS, alone=True, logs=Logs.NONE)


def site(people: People) -> FastAPI:
    """Pages that ask for a scope, a page to sign in on, and an API at /api."""
    pages = FastAPI()
    install(pages, page=_page)
    pages.mount("/api", api())

    @pages.get("/stories")
    def stories(caller: Annotated[Caller, needs_page(Scope.READ)]) -> Response:
        return HTMLResponse(f"<p>for {caller.user_id or 'the one alone'}", headers={"ETag": '"1"'})

    @pages.post("/merge")
    def merge(caller: Annotated[Caller, needs_page(Scope.ORDER)]) -> str:
        return f"merged by {caller.user_id or 'the one alone'}"

    @pages.post("/sign-in")
    async def sign_in(request: Request) -> Response:
        form = await request.form()
        found = people.sign_in(str(form.get("name")), str(form.get("password")))
        if found is None:
            return HTMLResponse("try again", 401)
        answer = Response(status_code=303, headers={"Location": "/stories"})
        start_session(answer, request, found[0])
        return answer

    @pages.post("/sign-out")
    def sign_out(request: Request) -> Response:
        people.sign_out(session_secret(request))
        answer = Response(status_code=303, headers={"Location": "/"})
        end_session(answer, request)
        return answer

    return pages


def api() -> FastAPI:
    """A route for each scope, and one that reads what it is sent."""
    made = FastAPI()
    install(made)

    @made.get("/things/{number}", dependencies=[needs(Scope.READ)])
    def thing(number: int, most: int = 1) -> int:
        return number + most

    @made.post("/things")
    def put(caller: Annotated[Caller, needs(Scope.ADD)]) -> str:
        return f"put by {caller.user_id or 'the one alone'}"

    @made.get("/stream")
    def stream() -> Response:
        return StreamingResponse(iter(["data: 1\n\n"]), media_type="text/event-stream")

    return made


def _page(_request: Request, problem: Problem) -> Response:
    return HTMLResponse(f"<h1>{problem.status}</h1>", problem.status, dict(problem.headers))


def door(
    people: People,
    settings: AccessSettings = SETTINGS,
    *,
    app: ASGIApp | None = None,
    client: str = "127.0.0.1",
    base_url: str = HERE,
) -> TestClient:
    """A client of that site that follows no redirect, at an address of its own."""
    entry = wrap(app or site(people), settings, people=people)
    return TestClient(entry, base_url=base_url, client=(client, 50_000), follow_redirects=False)


@dataclass
class Asked:
    """What an ASGI application was fed and what it said."""

    read: int = 0
    said: list[Message] = field(default_factory=list)

    @property
    def status(self) -> int:
        return next(int(m["status"]) for m in self.said if m["type"] == "http.response.start")

    @property
    def body(self) -> bytes:
        return b"".join(m.get("body", b"") for m in self.said)


def ask(
    app: ASGIApp,
    *,
    headers: Iterable[tuple[str, str]] = (("host", "localhost"),),
    chunks: Iterable[bytes] = (),
    **scope: Any,
) -> Asked:
    """Ask by hand, header by header and chunk by chunk, as no client would."""
    asked = Asked()
    waiting = iter([*chunks])
    whole = {
        "type": "http",
        "method": "GET",
        "scheme": "http",
        "path": "/",
        "query_string": b"",
        "http_version": "1.1",
        "client": ("127.0.0.1", 50_000),
        "headers": [(name.encode("latin-1"), value.encode("latin-1")) for name, value in headers],
        **scope,
    }

    ended: list[bool] = []

    async def receive() -> Message:
        if ended:
            await asyncio.Event().wait()  # nothing more comes, and nobody goes away
        chunk = next(waiting, None)
        asked.read += chunk is not None
        ended.extend([True] if chunk is None else [])
        return {"type": "http.request", "body": chunk or b"", "more_body": chunk is not None}

    async def send(message: Message) -> None:
        asked.said.append(message)

    async def answered() -> None:
        await app(whole, receive, send)

    asyncio.run(answered())
    return asked
