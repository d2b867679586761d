"""What goes wrong is told as RFC 9457 has it, to browsers on a page, and without our insides."""

from datetime import timedelta
from typing import Annotated

import pytest
from fastapi import Body, Cookie, FastAPI, Header, Query
from pydantic import BaseModel, Field
from starlette.testclient import TestClient

from secondsource.access.problems import install, problem_of
from secondsource.desk.people import People
from secondsource.errors import (
    BadConfig,
    BadInput,
    Gone,
    NotFound,
    SecondSourceError,
    StaleRecord,
    TryAgain,
)
from tests.access.build import door

SECRET = "the draft that nobody may read"
OWN = {"Sec-Fetch-Site": "same-origin"}
ERRORS = [
    (BadInput("page.html", "has no text: give another"), 422, "page.html: has no text"),
    (Gone("https://x.example", "is gone for good"), 410, "is gone for good"),
    (NotFound("no story 12: list stories"), 404, "no story 12"),
    (StaleRecord("kept by another version: brief it again"), 409, "brief it again"),
    (TryAgain(f"/srv/{SECRET}.db is locked"), 503, "try again"),
    (BadConfig(f"postgresql://{SECRET} refuses"), 500, "its journal says how"),
    (KeyError(SECRET), 500, "its journal says how"),
]


class Report(BaseModel):
    text: str = Field(min_length=3)
    tags: dict[str, int] = {}


def failing() -> FastAPI:
    app = FastAPI()
    install(app)

    @app.get("/fails/{number}")
    def fails(number: int) -> None:
        raise ERRORS[number][0]

    @app.post("/reports")
    def put(
        reports: Annotated[list[Report], Body()],
        most: Annotated[int, Query(le=10)] = 1,
        x_key: Annotated[int, Header()] = 1,
        theme: Annotated[int, Cookie()] = 1,
    ) -> int:
        return len(reports) + most + x_key + theme

    return app


@pytest.fixture
def client(people: People) -> TestClient:
    return door(people, app=failing())


@pytest.mark.parametrize("number", range(len(ERRORS)))
def test_each_error_has_a_status_and_says_what_to_do(client: TestClient, number: int) -> None:
    _, status, says = ERRORS[number]
    answer = client.get(f"/fails/{number}")
    told = answer.json()
    assert answer.headers["content-type"] == "application/problem+json"
    assert (answer.status_code, told["status"], told["type"]) == (status, status, "about:blank")
    assert says in told["detail"]
    assert told["instance"] == f"urn:uuid:{answer.headers['x-request-id']}"
    assert SECRET not in answer.text
    assert ("retry-after" in answer.headers) is (status == 503)


def test_an_error_says_itself_when_to_try_again() -> None:
    problem = problem_of(TryAgain("busy", timedelta(seconds=90.2)))
    assert problem.headers == {"Retry-After": "91"}


def test_every_kind_of_error_has_a_status_of_its_own() -> None:
    known = [error for error, _, _ in ERRORS if isinstance(error, SecondSourceError)]
    assert set(SecondSourceError.__subclasses__()) <= {type(error) for error in known}
    assert len({problem_of(error).status for error in known}) == len(known)


def test_what_is_wrong_with_a_body_is_pointed_at_and_not_repeated(client: TestClient) -> None:
    sent = [{"text": "fine"}, {"text": "x", "tags": {"a/b~c": SECRET}}, {}]
    answer = client.post("/reports", json=sent, headers=OWN)
    assert answer.status_code == 422
    pointers = [one["pointer"] for one in answer.json()["errors"]]
    assert pointers == ["#/1/text", "#/1/tags/a~1b~0c", "#/2/text"]
    assert all(one["detail"] for one in answer.json()["errors"])
    assert SECRET not in answer.text
    assert "#/1/text: String should have at least 3 characters" in answer.json()["detail"]


def test_what_is_wrong_with_a_parameter_is_named(client: TestClient) -> None:
    headers = OWN | {"X-Key": "k", "Cookie": "theme=dark"}
    answer = client.post("/reports?most=11", json=[], headers=headers)
    wrong = {(one["in"], one["name"]) for one in answer.json()["errors"]}
    assert wrong == {("query", "most"), ("header", "x-key"), ("cookie", "theme")}
    path = client.get("/fails/many").json()["errors"]
    assert [(one["in"], one["name"]) for one in path] == [("path", "number")]


@pytest.mark.parametrize("body", [b"{", b"", b"\xff", b"[1", b'"' + SECRET.encode() + b'"'])
def test_a_body_that_is_no_json_is_told_so(client: TestClient, body: bytes) -> None:
    headers = OWN | {"Content-Type": "application/json"}
    answer = client.post("/reports", content=body, headers=headers)
    assert answer.status_code in (400, 422)
    assert answer.headers["content-type"] == "application/problem+json"
    assert SECRET not in answer.text


def test_an_address_there_is_not_and_a_wrong_method_are_problems_too(client: TestClient) -> None:
    nowhere = client.get("/nowhere")
    assert (nowhere.status_code, nowhere.json()["detail"]) == (
        404,
        "There is nothing at this address.",
    )
    wrong = client.get("/reports")
    assert (wrong.status_code, wrong.headers["allow"]) == (405, "POST")
    assert wrong.json()["title"] == "Method Not Allowed"


def test_a_browser_is_told_on_a_page_and_a_program_in_json(people: People) -> None:
    client = door(people)
    page = client.get("/nowhere", headers={"Accept": "text/html,*/*;q=0.8"})
    assert (page.status_code, page.text) == (404, "<h1>404</h1>")
    assert client.get("/nowhere", headers={"HX-Request": "true"}).text == "<h1>404</h1>"
    assert client.get("/nowhere").json()["status"] == 404
    assert client.get("/api/nowhere", headers={"Accept": "text/html"}).json()["status"] == 404
