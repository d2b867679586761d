"""The entry passes on each part of an answer as it comes, and the server's start and end."""

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from fastapi import FastAPI
from starlette.responses import StreamingResponse

from secondsource.access import wrap
from secondsource.desk.people import People
from tests.access.build import HERE, SETTINGS, door

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from starlette.types import Message


def test_progress_arrives_while_it_is_made(people: People) -> None:
    app = FastAPI()
    seen: list[str] = []
    made = asyncio.Event()

    @app.get("/progress")
    def progress() -> StreamingResponse:
        async def parts() -> "AsyncIterator[str]":
            yield "data: 1\n\n"
            await asyncio.wait_for(made.wait(), 5)  # goes on once the first has arrived
            yield "data: 2\n\n"

        return StreamingResponse(parts(), media_type="text/event-stream")

    async def receive() -> "Message":
        await asyncio.Event().wait()
        raise AssertionError

    async def send(message: "Message") -> None:
        if body := message.get("body"):
            seen.append(body.decode())
            made.set()

    scope = {
        "type": "http",
        "method": "GET",
        "scheme": "http",
        "path": "/progress",
        "query_string": b"",
        "client": None,
        "headers": [(b"host", HERE.removeprefix("http://").encode())],
    }

    async def answered() -> None:
        await wrap(app, SETTINGS, people=people)(scope, receive, send)

    asyncio.run(answered())
    assert seen == ["data: 1\n\n", "data: 2\n\n"]


def test_the_application_learns_of_start_and_end(people: People) -> None:
    happened: list[str] = []

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> "AsyncIterator[None]":
        happened.append("start")
        yield
        happened.append("end")

    with door(people, app=FastAPI(lifespan=lifespan)):
        assert happened == ["start"]
    assert happened == ["start", "end"]


def test_no_part_of_the_entry_holds_answers_back() -> None:
    from pathlib import Path

    from secondsource import access

    for path in Path(str(access.__file__)).parent.glob("*.py"):
        assert "BaseHTTPMiddleware" not in path.read_text(encoding="utf-8"), path
