"""The tools over HTTP on loopback, behind the entry of the desk: tokens, scopes, names of hosts."""

import socket
import threading
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import anyio
import httpx2
import pytest
import uvicorn
from mcp import Client
from mcp.client.streamable_http import streamable_http_client
from starlette.applications import Starlette
from starlette.routing import Route

from secondsource.access import settings_for, wrap
from secondsource.access.settings import Logs
from secondsource.config import Settings
from secondsource.desk.running import RunningDesk
from secondsource.mcp.over_http import PATH, http_app
from secondsource.records.people import Scope
from tests.desk.told import FERRY
from tests.mcp.conftest import ask

INITIALIZE = {
    "jsonrpc": "2.0",
    "id": 1,
    "method": "initialize",
    "params": {
        "protocolVersion": "2025-06-18",
        "capabilities": {},
        "clientInfo": {"name": "test", "version": "1"},
    },
}
ACCEPT = {"Accept": "application/json, text/event-stream"}


class Served:
    """A desk served on loopback, and the tokens that let in."""

    def __init__(self, desk: RunningDesk, port: int) -> None:
        self.url = f"http://127.0.0.1:{port}{PATH}"
        self._desk = desk

    def token(self, *scopes: Scope) -> str:
        return self._desk.people.add_token("a model", scopes=scopes, expires=None)[0]

    def run(self, token: str, work: Callable[[Client], Awaitable[None]]) -> None:
        async def session() -> None:
            shown = {"Authorization": f"Bearer {token}"}
            async with (
                httpx2.AsyncClient(headers=shown, timeout=60) as http,
                Client(streamable_http_client(self.url, http_client=http)) as client,
            ):
                await work(client)

        anyio.run(session)

    def post(self, **headers: str) -> httpx2.Response:
        return httpx2.post(self.url, json=INITIALIZE, headers={**ACCEPT, **headers}, timeout=30)


@pytest.fixture
def served(desk: RunningDesk, store: Path) -> Iterator[Served]:
    listening = socket.create_server(("127.0.0.1", 0))
    port = int(listening.getsockname()[1])
    door = http_app(desk, Settings(store=str(store)), base_url=f"http://127.0.0.1:{port}")
    entry = settings_for("127.0.0.1", port)
    entry = type(entry)(hosts=entry.hosts, alone=entry.alone, logs=Logs.NONE)

    @asynccontextmanager
    async def lifespan(_: Any) -> Any:
        async with door.running(entry):
            yield

    app = Starlette(routes=[Route(PATH, endpoint=door)], lifespan=lifespan)
    config = uvicorn.Config(wrap(app, entry, people=desk.people), log_config=None, ws="none")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    while not server.started and thread.is_alive():
        time.sleep(0.01)
    yield Served(desk, port)
    server.should_exit = True
    thread.join(20)
    assert not thread.is_alive()


async def read_and_check(client: Client) -> None:
    assert len((await client.list_tools()).tools) == 5
    (found,) = (await ask(client, "search_stories", name="Brandsma")).data["stories"]
    assert found["headline"] == FERRY
    passage = (await ask(client, "get_story", story=found["id"])).data["lines"][0]["passages"][0]
    assert passage["page"].startswith("http://127.0.0.1:")
    read = await client.read_resource(passage["link"])
    assert read.contents[0].text == passage["text"]  # type: ignore[union-attr]
    draft = "The ferry Anneke ran aground off Sarnmouth with 900 passengers on board."
    checked = await ask(client, "check_text", draft=draft, stories=[found["id"]])
    assert checked.data["findings"][0]["verdict"] == "contradicted"
    assert (await ask(client, "get_story", story="nowhere")).failed


def test_a_session_with_a_token_reads_and_checks(served: Served) -> None:
    served.run(served.token(Scope.READ, Scope.CHECK), read_and_check)


def test_a_token_to_read_does_not_check(served: Served) -> None:
    async def try_it(client: Client) -> None:
        (found,) = (await ask(client, "search_stories", name="Brandsma")).data["stories"]
        told = await ask(client, "check_text", draft="It sank.", stories=[found["id"]])
        assert told.failed
        assert "scope 'check'" in told.text

    served.run(served.token(Scope.READ), try_it)


@pytest.mark.parametrize("scope", [one for one in Scope if one is not Scope.READ])
def test_a_token_for_something_else_reads_nothing(served: Served, scope: Scope) -> None:
    answer = served.post(Authorization=f"Bearer {served.token(scope)}")
    assert answer.status_code == 403
    assert 'scope="read"' in answer.headers["www-authenticate"]


def test_without_a_token_that_is_in_force_nobody_enters(served: Served, desk: RunningDesk) -> None:
    revoked = served.token(Scope.READ)
    assert served.post(Authorization=f"Bearer {revoked}").status_code == 200
    desk.people.revoke(desk.people.tokens()[0].id)
    for shown in (f"Bearer {revoked}", "Bearer ss_nonsense", "Bearer x y", "Basic eDp5"):
        answer = served.post(Authorization=shown)
        assert answer.status_code in (401, 403), shown
        assert b"serverInfo" not in answer.content
    unknown = served.post(Authorization="Bearer ss_nonsense")
    assert unknown.status_code == 401
    assert unknown.headers["www-authenticate"].startswith("Bearer")
    assert unknown.json()["status"] == 401
    assert httpx2.get(served.url, headers=ACCEPT, timeout=30).status_code == 401
    assert served.post().status_code == 401


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:8700", "127.0.0.1.evil.example", "localhost@evil", ""]
)
def test_another_name_of_this_machine_is_refused(served: Served, host: str) -> None:
    token = served.token(Scope.READ)
    answer = served.post(Authorization=f"Bearer {token}", Host=host)
    assert answer.status_code in (400, 421)
    assert b"serverInfo" not in answer.content


def test_a_page_of_another_site_is_refused(served: Served) -> None:
    token = served.token(Scope.READ)
    foreign = served.post(Authorization=f"Bearer {token}", Origin="https://evil.example")
    assert foreign.status_code == 403
    site = {"Sec-Fetch-Site": "cross-site", "Origin": "https://evil.example"}
    assert served.post(**site).status_code == 401
    signed_in = {"Cookie": "secondsource-session=x"}
    assert served.post(**site, **signed_in).status_code == 403
