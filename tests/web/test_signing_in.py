"""Who enters a desk by a page, what they make for their programs, and whom they let in."""

import re

import pytest
from starlette.testclient import TestClient

from secondsource.access.who import COOKIE
from secondsource.desk.running import RunningDesk
from secondsource.records.people import EVERY_SCOPE, Scope
from tests.web.conftest import PASSWORD, Browse
from tests.web.reading import Page

OTHER = "another long password"


@pytest.fixture
def ada(browse: Browse, desk: RunningDesk) -> TestClient:
    """Somebody who reads and checks, and manages nobody."""
    return browse(desk, "Ada", scopes=(Scope.READ, Scope.CHECK))


@pytest.fixture
def eve(browse: Browse, desk: RunningDesk) -> TestClient:
    """Somebody who may do all there is."""
    return browse(desk, "Eve")


def secret_on(text: str) -> str:
    found = re.search(r"ss_[\w-]{20,}", text)
    assert found
    return found[0]


def test_one_signs_in_and_comes_to_where_one_wanted_to_go(
    browse: Browse, desk: RunningDesk
) -> None:
    desk.people.add_user("Ada", password=PASSWORD, scopes=EVERY_SCOPE)
    browser = browse(desk)
    asked = browser.get("/feeds")
    assert asked.url.path == "/sign-in"
    (there,) = Page(asked.text).having("name", "next")
    given = {"name": "Ada", "password": PASSWORD, "next": there["value"]}
    answer = browser.post("/sign-in", data=given)
    assert answer.url.path == "/feeds"
    cookie = answer.history[0].headers["set-cookie"]
    assert {"HttpOnly", "Path=/", "SameSite=strict"} <= set(cookie.split("; "))


@pytest.mark.parametrize(
    "given",
    [{"name": "Ada", "password": OTHER}, {"name": "Nobody", "password": PASSWORD}, {}],
)
def test_what_does_not_go_together_lets_nobody_in_and_tells_no_more(
    browse: Browse, desk: RunningDesk, given: dict[str, str]
) -> None:
    desk.people.add_user("Ada", password=PASSWORD, scopes=EVERY_SCOPE)
    answer = browse(desk).post("/sign-in", data=given)
    assert answer.status_code == 401
    assert "set-cookie" not in answer.headers
    assert "do not go together" in answer.text
    assert given.get("password", "no password") not in answer.text


@pytest.mark.parametrize("there", ["https://evil.example", "//evil.example", "/\\evil.example"])
def test_nobody_is_sent_to_another_site(browse: Browse, desk: RunningDesk, there: str) -> None:
    desk.people.add_user("Ada", password=PASSWORD, scopes=EVERY_SCOPE)
    given = {"name": "Ada", "password": PASSWORD, "next": there}
    answer = browse(desk).post("/sign-in", data=given, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/")


def test_a_session_has_ended_for_good_when_one_signs_out(
    ada: TestClient, browse: Browse, desk: RunningDesk
) -> None:
    held = ada.cookies[COOKIE]
    assert ada.get("/account").status_code == 200
    assert "signed out" in ada.post("/sign-out").text
    browser = browse(desk)
    browser.cookies.set(COOKIE, held)
    assert browser.get("/account").url.path == "/sign-in"


def test_the_person_alone_needs_no_sign_in_and_sees_why(browse: Browse, desk: RunningDesk) -> None:
    page = Page(browse(desk).get("/account").text)
    assert "nobody needs to sign in" in page.words
    assert "/sign-out" not in page.values("action")


def test_a_new_password_holds_and_other_sessions_end(
    ada: TestClient, browse: Browse, desk: RunningDesk
) -> None:
    signed = desk.people.sign_in("Ada", PASSWORD)
    assert signed is not None
    given = {"current": PASSWORD, "new": OTHER, "again": OTHER}
    answer = ada.post("/account/password", data=given)
    assert "new password holds" in answer.text
    assert desk.people.by_session(signed[0]) is None
    assert desk.people.sign_in("Ada", OTHER) is not None
    assert desk.people.sign_in("Ada", PASSWORD) is None


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"current": OTHER, "new": OTHER, "again": OTHER}, "current"),
        ({"current": PASSWORD, "new": OTHER, "again": OTHER + "!"}, "again"),
        ({"current": PASSWORD, "new": "short", "again": "short"}, "new"),
    ],
)
def test_a_password_that_will_not_do_changes_nothing_and_is_not_sent_back(
    ada: TestClient, desk: RunningDesk, given: dict[str, str], field: str
) -> None:
    answer = ada.post("/account/password", data=given)
    page = Page(answer.text)
    assert answer.status_code == 422
    assert page.having("id", field)[0]["aria-invalid"] == "true"
    assert not [one for one in page.having("type", "password") if one["value"]]
    assert desk.people.sign_in("Ada", PASSWORD) is not None


def test_a_token_is_told_once_and_lets_in_to_what_was_ticked(
    ada: TestClient, desk: RunningDesk
) -> None:
    given = {"token_name": "archive", "token_scope": "check", "days": "30"}
    answer = ada.post("/account/tokens", data=given)
    secret = secret_on(answer.text)
    assert answer.headers["cache-control"] == "no-store"
    caller = desk.people.by_token(secret)
    assert caller is not None
    assert (caller.name, caller.scopes) == ("Ada", (Scope.CHECK,))
    assert secret not in ada.get("/account").text


def test_a_token_may_do_no_more_than_who_made_it(ada: TestClient, desk: RunningDesk) -> None:
    given = {"token_name": "all", "token_scope": [one.value for one in Scope], "days": ""}
    secret = secret_on(ada.post("/account/tokens", data=given).text)
    caller = desk.people.by_token(secret)
    assert caller is not None
    assert set(caller.scopes) == {Scope.READ, Scope.CHECK}


@pytest.mark.parametrize(
    "given",
    [
        {"token_name": " ", "token_scope": "read", "days": "30"},
        {"token_name": "x", "days": "30"},
        {"token_name": "x", "token_scope": "manage", "days": "30"},
        {"token_name": "x", "token_scope": "read", "days": "99999"},
    ],
)
def test_a_token_that_cannot_be_is_not_made(
    ada: TestClient, desk: RunningDesk, given: dict[str, str]
) -> None:
    assert ada.post("/account/tokens", data=given).status_code == 422
    assert desk.people.tokens() == ()


def test_a_revoked_token_lets_nobody_in(ada: TestClient, desk: RunningDesk) -> None:
    given = {"token_name": "archive", "token_scope": "read", "days": "30"}
    secret = secret_on(ada.post("/account/tokens", data=given).text)
    (token,) = desk.people.tokens()
    assert "refused from now on" in ada.post(f"/account/tokens/{token.id}/revoke").text
    assert desk.people.by_token(secret) is None


def test_the_tokens_of_others_are_neither_seen_nor_revoked_without_the_scope(
    ada: TestClient, eve: TestClient, desk: RunningDesk
) -> None:
    eve.post("/account/tokens", data={"token_name": "hers", "token_scope": "read", "days": ""})
    (token,) = desk.people.tokens()
    assert "hers" not in ada.get("/account").text
    assert ada.post(f"/account/tokens/{token.id}/revoke").status_code == 403
    assert desk.people.tokens()[0].revoked is None


def test_who_manages_adds_users_and_says_what_they_may_do(
    eve: TestClient, desk: RunningDesk
) -> None:
    given = {"user_name": "Bob", "user_password": OTHER, "user_scope": ["read", "add"]}
    assert "user is added" in eve.post("/account/users", data=given).text
    bob = desk.people.user("Bob")
    assert set(bob.scopes) == {Scope.READ, Scope.ADD}
    eve.post(f"/account/users/{bob.id}/scopes", data={"scope": "read"})
    assert desk.people.user("Bob").scopes == (Scope.READ,)
    eve.post(f"/account/users/{bob.id}/disable")
    assert desk.people.sign_in("Bob", OTHER) is None
    eve.post(f"/account/users/{bob.id}/enable")
    assert desk.people.sign_in("Bob", OTHER) is not None


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"user_name": "Eve", "user_password": OTHER, "user_scope": "read"}, "user_name"),
        ({"user_name": " ", "user_password": OTHER, "user_scope": "read"}, "user_name"),
        ({"user_name": "Bob", "user_password": "short", "user_scope": "read"}, "user_password"),
        ({"user_name": "Bob", "user_password": OTHER}, "user_scopes"),
    ],
)
def test_a_user_that_cannot_be_is_told_at_its_field(
    eve: TestClient, desk: RunningDesk, given: dict[str, str], field: str
) -> None:
    answer = eve.post("/account/users", data=given)
    page = Page(answer.text)
    assert answer.status_code == 422
    assert page.having("id", field)[0]["aria-invalid"] == "true"
    assert page.having("id", "user_name")[0]["value"] == given["user_name"]
    assert len(desk.people.users()) == 1


def test_nobody_shuts_themselves_out(eve: TestClient, desk: RunningDesk) -> None:
    own = desk.people.user("Eve")
    assert eve.post(f"/account/users/{own.id}/disable").status_code == 422
    assert eve.post(f"/account/users/{own.id}/scopes", data={"scope": "read"}).status_code == 422
    assert desk.people.user("Eve") == own


def test_without_the_scope_no_user_is_seen_or_changed(
    ada: TestClient, eve: TestClient, desk: RunningDesk
) -> None:
    other = desk.people.user("Eve")
    assert "Eve" not in Page(ada.get("/account").text).words
    given = {"user_name": "Bob", "user_password": OTHER, "user_scope": "manage"}
    assert ada.post("/account/users", data=given).status_code == 403
    for what in ("disable", "enable", "scopes"):
        answer = ada.post(f"/account/users/{other.id}/{what}", data={"scope": "read"})
        assert answer.status_code == 403
    assert desk.people.user("Eve") == other
    assert len(desk.people.users()) == 2


def test_the_first_user_is_one_who_can_get_in_and_manage(browse: Browse, desk: RunningDesk) -> None:
    browser = browse(desk)
    shut_out = {"user_name": "Ada", "user_password": "", "user_scope": ["read", "manage"]}
    assert browser.post("/account/users", data=shut_out).status_code == 422
    powerless = {"user_name": "Ada", "user_password": OTHER, "user_scope": ["read"]}
    assert browser.post("/account/users", data=powerless).status_code == 422
    assert not desk.people.team()
    right = {"user_name": "Ada", "user_password": OTHER, "user_scope": ["read", "manage"]}
    answer = browser.post("/account/users", data=right)
    assert answer.url.path == "/sign-in"
    assert "everybody signs in" in answer.text
    assert browser.get("/account").url.path == "/sign-in"
