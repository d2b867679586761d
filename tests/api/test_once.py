"""A POST with a key is done once, however often it is sent."""

import threading
from typing import Any

import pytest
from starlette.testclient import TestClient

from secondsource.records.people import EVERY_SCOPE, Scope
from tests.api.conftest import Program, application

REPORT = {"reports": [{"text": "The quay was closed at dawn, the harbour office said."}]}
KEY = {"Idempotency-Key": "b9c6f2"}


def test_a_request_sent_again_is_answered_alike_and_not_done_again(empty: Program) -> None:
    first = empty.post("/reports", REPORT, headers=KEY)
    again = empty.post("/reports", REPORT, headers=KEY)
    assert (first.status_code, again.status_code) == (202, 202)
    assert first.content == again.content
    for name in ("location", "content-type", "retry-after"):
        assert first.headers[name] == again.headers[name]
    assert "idempotency-replayed" not in first.headers
    assert again.headers["idempotency-replayed"] == "true"
    assert len(empty.told("/jobs")["jobs"]) == 1


def test_another_request_with_the_key_is_refused(empty: Program) -> None:
    empty.post("/reports", REPORT, headers=KEY)
    other = {"reports": [{"text": "Something else."}]}
    answer = empty.post("/reports", other, headers=KEY)
    assert answer.status_code == 422
    assert "Idempotency-Key" in answer.json()["detail"]
    assert len(empty.told("/jobs")["jobs"]) == 1


def test_the_key_of_somebody_else_is_another_key(empty: Program) -> None:
    empty.post("/reports", REPORT, headers=KEY)
    other = empty.with_scopes(*EVERY_SCOPE).post("/reports", REPORT, headers=KEY)
    assert "idempotency-replayed" not in other.headers
    assert len(empty.told("/jobs")["jobs"]) == 2


def test_the_key_at_another_address_is_another_key(empty: Program) -> None:
    empty.post("/reports", REPORT, headers=KEY)
    view = {"name": "Quays", "filter": {"text": "quay"}}
    assert empty.post("/views", view, headers=KEY).status_code == 201


def test_what_was_refused_can_be_sent_again(empty: Program) -> None:
    reader = empty.with_scopes(Scope.READ)
    assert reader.post("/reports", REPORT, headers=KEY).status_code == 403
    assert empty.post("/reports", {"reports": [{"text": ""}]}, headers=KEY).status_code == 422
    assert empty.post("/reports", REPORT, headers=KEY).status_code == 202


def test_a_form_sent_again_is_known_whatever_parts_it(empty: Program) -> None:
    def send() -> Any:
        files = [("files", ("a.txt", b"The quay was closed at dawn."))]
        return empty.ask("POST", "/uploads", files=files, headers=KEY)  # a new boundary each time

    assert send().json() == send().json()
    assert len(empty.told("/jobs")["jobs"]) == 1


def test_of_many_at_once_one_is_done(empty: Program) -> None:
    door = application(empty.desk)
    answers: list[Any] = []
    together = threading.Barrier(6)

    def send() -> None:
        client = TestClient(door, base_url=str(empty.client.base_url))
        together.wait()
        one = Program(empty.desk, client, empty.token)
        answers.append(one.post("/reports", REPORT, headers=KEY))

    threads = [threading.Thread(target=send) for _ in range(6)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert {answer.status_code for answer in answers} <= {202, 409}
    for answer in answers:
        if answer.status_code == 409:
            assert int(answer.headers["retry-after"]) >= 1
    assert len({answer.json()["id"] for answer in answers if answer.status_code == 202}) == 1
    assert len(empty.told("/jobs")["jobs"]) == 1


def test_one_that_is_being_done_is_not_begun_again(
    empty: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    put = empty.desk.jobs.put
    second: list[Any] = []

    def slow(*given: Any, **how: Any) -> Any:
        second.append(empty.post("/reports", REPORT, headers=KEY))
        return put(*given, **how)

    monkeypatch.setattr(empty.desk.jobs, "put", slow)
    assert empty.post("/reports", REPORT, headers=KEY).status_code == 202
    (answer,) = second
    assert answer.status_code == 409
    assert answer.headers["retry-after"] == "1"


def test_a_secret_is_not_told_again(empty: Program) -> None:
    wanted = {"name": "wire", "scopes": ["read"]}
    first = empty.post("/tokens", wanted, headers=KEY).json()
    again = empty.post("/tokens", wanted, headers=KEY).json()
    assert first["secret"].startswith("ss_")
    assert again == {**first, "secret": None}
    assert len([one for one in empty.told("/tokens")["tokens"] if one["name"] == "wire"]) == 1


@pytest.mark.parametrize("key", ["", " ", "a b", "x" * 201, "caf\u00e9"])
def test_a_key_that_is_none_is_refused(empty: Program, key: str) -> None:
    headers = {"Idempotency-Key": key.encode()}
    assert empty.post("/reports", REPORT, headers=headers).status_code == 422
    assert empty.told("/jobs")["jobs"] == []
