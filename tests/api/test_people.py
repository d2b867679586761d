"""Users, tokens, views, and who asks."""

from typing import Any

from secondsource.records.people import EVERY_SCOPE, Scope
from tests.api.conftest import Program


def test_a_token_says_whose_it_is_and_what_it_may(empty: Program) -> None:
    me = empty.with_scopes(Scope.READ, Scope.CHECK).told("/me")
    assert me == {"user": "", "name": me["name"], "scopes": ["read", "check"]}


def test_a_user_is_added_changed_and_kept_out(empty: Program) -> None:
    given = {"name": "ada", "password": "a long pass phrase", "scopes": ["read", "add"]}
    answer = empty.post("/users", given)
    assert answer.status_code == 201
    user = answer.json()
    assert empty.told(f"/users/{user['id']}") == user
    assert "phrase" not in answer.text
    token = empty.post("/tokens", {"name": "a", "user": user["id"], "scopes": ["read"]}).json()
    hers = Program(empty.desk, empty.client, token["secret"])
    assert hers.told("/me")["name"] == "ada"
    path = f"/users/{user['id']}"
    assert empty.ask("PATCH", path, json={"disabled": True}).json()["disabled"]
    assert hers.get("/me").status_code == 401
    assert empty.ask("PATCH", path, json={"disabled": False}).json()["disabled"] is None
    assert hers.get("/stories").status_code == 200
    assert empty.ask("PATCH", path, json={"scopes": ["check"]}).json()["scopes"] == ["check"]
    assert hers.get("/stories").status_code == 403
    assert empty.post("/users", given).status_code == 422  # the name is taken


def test_a_token_that_was_revoked_lets_nobody_in(empty: Program) -> None:
    made = empty.post("/tokens", {"name": "wire", "scopes": ["read"]}).json()
    wire = Program(empty.desk, empty.client, made["secret"])
    assert wire.get("/me").status_code == 200
    assert empty.ask("DELETE", f"/tokens/{made['id']}").status_code == 204
    assert wire.get("/me").status_code == 401
    told = empty.get("/tokens")
    assert made["secret"] not in told.text


def test_a_token_that_expires_says_when(empty: Program) -> None:
    wanted = {"name": "wire", "scopes": ["read"], "expires": "2031-01-01T00:00:00Z"}
    made = empty.post("/tokens", wanted).json()
    assert made["expires"] == "2031-01-01T00:00:00+00:00"
    assert empty.post("/tokens", {**wanted, "expires": "soon"}).status_code == 422


def test_a_view_is_kept_by_its_name_for_one_person(empty: Program) -> None:
    wanted: dict[str, Any] = {"text": "quay", "least_origins": 2, "since": "2025-10-16T00:00:00Z"}
    first = empty.post("/views", {"name": "Quays", "filter": wanted})
    assert first.status_code == 201
    empty.post("/views", {"name": "Quays", "filter": {"text": "harbour"}})
    (view,) = empty.told("/views")["views"]
    assert view["filter"]["text"] == "harbour"
    user = empty.post("/users", {"name": "ada", "scopes": ["read"]}).json()
    token = empty.post("/tokens", {"name": "a", "user": user["id"], "scopes": ["read"]}).json()
    assert Program(empty.desk, empty.client, token["secret"]).told("/views")["views"] == []
    assert empty.ask("DELETE", f"/views/{view['id']}").status_code == 204
    assert empty.told("/views")["views"] == []


def test_the_job_of_another_is_not_cancelled_without_the_scope(empty: Program) -> None:
    job = empty.post("/reports", {"reports": [{"text": "The quay was closed."}]}).json()["id"]
    user = empty.post("/users", {"name": "ada", "scopes": ["read", "add"]}).json()
    wanted = {"name": "a", "user": user["id"], "scopes": ["read", "add"]}
    hers = Program(empty.desk, empty.client, empty.post("/tokens", wanted).json()["secret"])
    assert hers.post(f"/jobs/{job}/cancel").status_code == 403
    assert hers.told("/jobs?mine=true")["jobs"] == []
    own = hers.post("/reports", {"reports": [{"text": "The quay was opened."}]}).json()["id"]
    assert hers.post(f"/jobs/{own}/cancel").json()["state"] == "cancelled"
    assert empty.post(f"/jobs/{job}/cancel").json()["state"] == "cancelled"


def test_how_the_desk_fares_is_told_to_who_manages_it(newsroom: Program) -> None:
    told = newsroom.with_scopes(Scope.MANAGE).told("/doctor")
    assert told["schema"] == "secondsource/health/1"
    assert {one["grade"] for one in told["conditions"]} <= {"good", "note", "warning"}
    assert set(EVERY_SCOPE) == set(Scope)
