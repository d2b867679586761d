"""What is wrong is told as RFC 9457 has it, in words, and nothing of the desk's insides."""

from typing import Any

import pytest

from secondsource.errors import BadConfig, StaleRecord, TryAgain
from tests.api.conftest import Program


def problem(answer: Any) -> Any:
    assert answer.headers["content-type"] == "application/problem+json"
    told = answer.json()
    assert told["status"] == answer.status_code
    assert told["title"]
    assert told["detail"]
    return told


@pytest.mark.parametrize(
    "method, path, status",
    [
        ("GET", "/stories/none", 404),
        ("GET", "/reports/none", 404),
        ("GET", "/jobs/none", 404),
        ("GET", "/jobs/none/events", 404),
        ("GET", "/checks/none", 404),
        ("GET", "/no-such-thing", 404),
        ("GET", "/stories/%00", 422),
        ("GET", "/stories/..%2F..%2Fetc%2Fpasswd", 404),
        ("GET", "/reports/%ff", 422),
        ("GET", "/stories?limit=0", 422),
        ("GET", "/stories?limit=201", 422),
        ("GET", "/stories?limit=1e2", 422),
        ("GET", "/stories?limit=99999999999999999999", 422),
        ("GET", "/stories?after=here", 422),
        ("GET", "/stories?after=999999999999999999-1", 422),
        ("GET", "/reports?after=99999999999999999999", 422),
        ("GET", "/jobs?after=x-y", 422),
        ("GET", "/checks?after=x-y", 422),
        ("GET", "/stories?text=%00", 422),
        ("GET", "/stories?since=2025-02-30T00:00:00Z", 422),
        ("GET", "/stories?since=1700000000", 422),
        ("GET", "/stories?disputed=maybe", 422),
        ("GET", "/stories?least_origins=-1", 422),
        ("PUT", "/stories", 405),
        ("DELETE", "/reports/none", 405),
        ("DELETE", "/feeds?url=https://a.example/none", 404),
        ("POST", "/acts/7/undo", 404),
        ("DELETE", "/views/none", 404),
        ("DELETE", "/checks/none", 404),
        ("DELETE", "/tokens/none", 404),
        ("GET", "/users/none", 404),
    ],
)
def test_what_cannot_be_answered_is_a_problem(
    empty: Program, method: str, path: str, status: int
) -> None:
    answer = empty.ask(method, path)
    assert answer.status_code == status
    problem(answer)
    if status == 405:
        assert answer.headers["allow"]


def test_a_body_that_is_none_is_a_problem(empty: Program) -> None:
    headers = {"Content-Type": "application/json"}
    for content in (b"{", b"\xff", b"[" * 100_000, b'{"reports": 1e999}', b"null", b""):
        answer = empty.ask("POST", "/reports", content=content, headers=headers)
        assert answer.status_code in (400, 422), content[:20]
        problem(answer)


def test_a_body_that_is_too_large_is_a_problem(empty: Program) -> None:
    body = {"reports": [{"text": "word " * 300_000}]}
    answer = empty.post("/reports", body)
    assert answer.status_code == 413
    problem(answer)


def test_each_thing_that_is_wrong_is_pointed_at(empty: Program) -> None:
    body = {"reports": [{"text": "Text"}, {"text": 7, "url": "x"}]}
    errors = problem(empty.post("/reports", body))["errors"]
    assert {one["pointer"] for one in errors} == {"#/reports/1/text", "#/reports/1/url"}


def test_what_was_given_is_not_repeated(empty: Program) -> None:
    body = {"name": "ada", "password": "hunter2", "scopes": ["read"], "Secret": "sesame"}
    answer = empty.post("/users", body)
    assert answer.status_code == 422
    assert "hunter2" not in answer.text
    assert "sesame" not in answer.text


@pytest.mark.parametrize(
    "error, status",
    [
        (TryAgain("/var/desk.db is locked"), 503),
        (BadConfig("/var/desk.db is full"), 500),
        (StaleRecord("of another version"), 409),
        (RuntimeError("/var/desk.db"), 500),
    ],
)
def test_what_fails_inside_is_told_without_its_insides(
    empty: Program, monkeypatch: pytest.MonkeyPatch, error: Exception, status: int
) -> None:
    def fail(*given: object, **how: object) -> None:
        raise error

    monkeypatch.setattr(empty.desk, "stories", fail)
    answer = empty.get("/stories")
    assert answer.status_code == status
    problem(answer)
    assert "/var" not in answer.text
    assert ("retry-after" in answer.headers) == (status == 503)
