"""The journal tells of every request what is needed to find a fault, and of nobody's secrets."""

import io
import json
from dataclasses import dataclass, replace
from typing import Any

import pytest
from fastapi import APIRouter, FastAPI, Request
from starlette.responses import StreamingResponse
from starlette.routing import Mount, Route
from starlette.types import ASGIApp, Receive, Scope, Send

from secondsource.access.journal import open_journal
from secondsource.access.settings import Logs
from secondsource.desk.people import People
from secondsource.errors import BadConfig
from tests.access.build import SETTINGS, ask, door, site
from tests.access.conftest import PASSWORD, Known

DRAFT = "the mayor will resign on Friday"
LOGGED = replace(SETTINGS, logs=Logs.JSON)
OWN = {"Sec-Fetch-Site": "same-origin"}


@dataclass
class Lines:
    """What is written to the journal."""

    captured: pytest.CaptureFixture[str]
    written: str = ""

    @property
    def told(self) -> list[dict[str, Any]]:
        self.written += self.captured.readouterr().err
        return [json.loads(line) for line in self.written.splitlines()]


@pytest.fixture
def lines(capsys: pytest.CaptureFixture[str]) -> Lines:
    return Lines(capsys)


def failing(people: People) -> FastAPI:
    app = site(people)
    router = APIRouter(prefix="/desks")

    @router.get("/{desk}/drafts/{name:path}")
    def drafts(desk: str, name: str) -> str:
        return desk + name

    app.include_router(router, prefix="/v2")

    @app.post("/check")
    async def check(request: Request) -> None:
        raise ValueError((await request.body()).decode())

    @app.get("/set")
    def badly_set() -> None:
        raise BadConfig("the disk is full: make room")

    @app.get("/breaks")
    def breaks() -> StreamingResponse:
        def parts() -> Any:
            yield "one"
            raise ValueError(DRAFT)

        return StreamingResponse(parts())

    async def plain(scope: Scope, receive: Receive, send: Send) -> None:
        raise ValueError(DRAFT)

    app.router.routes += [Mount("/files", plain), Route("/old/{id}", site(people))]
    return app


def test_a_request_is_one_line_with_the_pattern_of_its_route(
    people: People, ana: Known, lines: Lines
) -> None:
    answer = door(people, LOGGED).get("/api/things/12?most=3", headers=ana.bearer)
    (told,) = lines.told
    assert told["event"] == "request"
    assert told["request_id"] == answer.headers["x-request-id"]
    assert (told["method"], told["route"], told["status"]) == ("GET", "/api/things/{number}", 200)
    assert told["user"] == ana.user.id
    assert told["ms"] >= 0
    assert told["timestamp"].endswith("Z")


def test_no_secret_and_nobodys_text_is_written_down(
    people: People, ana: Known, lines: Lines
) -> None:
    client = door(people, LOGGED, app=failing(people))
    client.get(f"/stories?text={DRAFT}&key={ana.token}", headers=ana.bearer)
    client.get(f"/{DRAFT}/{ana.token}", headers=ana.cookie)
    client.get(f"/v2/desks/x/drafts/{DRAFT}/y", headers=ana.cookie)
    client.get(f"/files/{DRAFT}")
    client.post("/sign-in", data={"name": "Ana", "password": PASSWORD}, headers=OWN)
    client.post("/check", content=DRAFT, headers=OWN | {"User-Agent": DRAFT, "Referer": DRAFT})
    client.get("/breaks")
    assert len(lines.told) == 7
    for secret in (DRAFT, "mayor", ana.token, ana.session, PASSWORD, "Ana"):
        assert secret not in lines.written


@pytest.mark.parametrize(
    ("path", "route"),
    [
        ("/v2/desks/x/drafts/a/b/c", "/v2/desks/{desk}/drafts/{name}"),
        ("/files/a/b", "/files/*"),
        ("/api/nowhere", "/api/*"),
        ("/nowhere", "unknown"),
        ("/old/1", "/old/{id}"),
        ("/api/things/things", "/api/{number}/{number}"),  # as few as before
        ("/check", "/check"),
    ],
)
def test_there_are_as_few_patterns_as_routes(
    people: People, lines: Lines, path: str, route: str
) -> None:
    door(people, LOGGED, app=failing(people)).get(path)
    assert [one["route"] for one in lines.told] == [route]


def test_a_failure_tells_where_it_happened(people: People, lines: Lines) -> None:
    answer = door(people, LOGGED, app=failing(people)).post("/check", headers=OWN)
    assert answer.status_code == 500
    (told,) = lines.told
    assert (told["level"], told["error"]) == ("error", "ValueError")
    assert told["at"][-1].endswith(" check")
    assert "message" not in told


def test_what_the_one_who_runs_it_has_to_mend_is_told_in_words(
    people: People, lines: Lines
) -> None:
    assert door(people, LOGGED, app=failing(people)).get("/set").status_code == 500
    (told,) = lines.told
    assert (told["error"], told["message"]) == ("BadConfig", "the disk is full: make room")


def test_an_answer_that_breaks_off_is_written_down_and_not_made_whole(
    people: People, lines: Lines
) -> None:
    asked = ask(door(people, LOGGED, app=failing(people)).app, path="/breaks")
    assert asked.body == b"one"
    assert asked.said[-1].get("more_body") is True
    assert lines.told[0]["error"] == "ValueError"


def test_who_goes_away_before_there_is_an_answer_is_told_of(people: People, lines: Lines) -> None:
    async def silent(scope: Scope, receive: Receive, send: Send) -> None:
        return None

    ask(door(people, LOGGED, app=silent).app)
    assert lines.told[0]["status"] == 499


def test_each_request_has_a_number_of_its_own_that_nobody_can_give_it(people: People) -> None:
    client = door(people)
    numbers = {
        client.get("/nowhere", headers={"X-Request-Id": "mine"}).headers["x-request-id"]
        for _ in range(3)
    }
    assert len(numbers) == 3
    assert "mine" not in numbers


def test_the_journal_is_readable_by_people_too() -> None:
    out = io.StringIO()
    open_journal(Logs.CONSOLE, out).info("request", route="/stories", status=200)
    assert "route=/stories" in out.getvalue()
    open_journal(Logs.NONE, out).info("nothing of this")
    assert "nothing of this" not in out.getvalue()


def test_an_application_that_fails_without_a_word_is_answered_for(people: People) -> None:
    async def fails(scope: Scope, receive: Receive, send: Send) -> None:
        raise ValueError(DRAFT)

    app: ASGIApp = fails
    install_less = door(people, app=app).get("/")
    assert install_less.status_code == 500
    assert DRAFT not in install_less.text
    assert install_less.headers["x-content-type-options"] == "nosniff"
