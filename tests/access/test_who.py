"""Who asks is told from what they hold; whoever holds nothing is sent to sign in and back."""

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from starlette.requests import Request

from secondsource.access.who import caller, local_path
from secondsource.desk.people import IDLE, People
from secondsource.errors import TryAgain
from secondsource.records.people import Scope
from tests.access.build import ALONE, SETTINGS, api, door
from tests.access.conftest import PASSWORD, Known
from tests.desk.conftest import Hand

OWN = {"Sec-Fetch-Site": "same-origin"}
PAGE = {"Accept": "text/html"}


def test_a_session_and_a_token_let_in_to_pages_and_api(people: People, ana: Known) -> None:
    client = door(people)
    for holds in (ana.cookie, ana.bearer):
        assert client.get("/stories", headers=holds).text == f"<p>for {ana.user.id}"
        assert client.get("/api/things/1", headers=holds).json() == 2
        told = client.post("/api/things", headers=holds | OWN)
        assert told.json() == f"put by {ana.user.id}"


@pytest.mark.parametrize(
    "holds",
    [
        {},
        {"Authorization": "Bearer ss_none"},
        {"Authorization": "Bearer "},
        {"Authorization": "Basic YTpi"},
        {"Authorization": "ss_none"},
        {"Cookie": "secondsource-session=none"},
        {"Cookie": "secondsource-session="},
    ],
    ids=str,
)
def test_the_api_tells_those_it_does_not_know_how_to_be_known(
    people: People, ana: Known, holds: dict[str, str]
) -> None:
    answer = door(people).get("/api/things/1", headers=holds)
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"].startswith('Bearer realm="secondsource"')
    assert answer.headers["content-type"] == "application/problem+json"
    shows = "Authorization" in holds or holds.get("Cookie", "").endswith("none")
    assert ("invalid_token" in answer.headers["www-authenticate"]) is shows


def test_a_token_without_the_scope_is_told_which(people: People, reader: dict[str, str]) -> None:
    client = door(people)
    assert client.get("/api/things/1", headers=reader).status_code == 200
    answer = client.post("/api/things", headers=reader)
    assert answer.status_code == 403
    assert 'error="insufficient_scope", scope="add"' in answer.headers["www-authenticate"]
    assert "'add'" in answer.json()["detail"]
    assert client.post("/merge", headers=reader | PAGE).text == "<h1>403</h1>"


def test_a_token_that_lets_nobody_in_is_not_made_good_by_a_session(
    people: People, ana: Known
) -> None:
    holds = ana.cookie | {"Authorization": "Bearer ss_none"}
    client = door(people, ALONE)
    assert client.get("/api/things/1", headers=holds).status_code == 401
    assert client.post("/merge", headers=holds).status_code == 303


def test_the_one_alone_needs_no_name_for_pages_but_a_token_for_the_api(people: People) -> None:
    client = door(people, ALONE)
    assert client.get("/stories").text == "<p>for the one alone"
    assert client.get("/api/things/1").status_code == 401
    secret, _ = people.add_token("mine", scopes=(Scope.READ,), expires=None)
    told = client.get("/api/things/1", headers={"Authorization": f"Bearer {secret}"})
    assert told.json() == 2


def test_as_soon_as_there_is_a_user_nobody_is_alone(people: People) -> None:
    client = door(people, ALONE)
    assert client.get("/stories").status_code == 200
    ana = people.add_user("Ana", password=PASSWORD)
    assert client.get("/stories").status_code == 303
    people.disable(ana.id)
    assert client.get("/stories").status_code == 303


def test_one_who_is_to_sign_in_is_not_let_in_alone(people: People) -> None:
    assert door(people, SETTINGS).get("/stories").status_code == 303


@pytest.mark.parametrize("address", ["192.168.1.9", "10.0.0.1", "2001:db8::1", "testclient", ""])
def test_nobody_from_another_machine_is_the_one_alone(people: People, address: str) -> None:
    assert door(people, ALONE, client=address).get("/stories").status_code == 303


@pytest.mark.parametrize(
    "said",
    [
        {"X-Forwarded-For": "203.0.113.9"},
        {"X-Forwarded-For": "127.0.0.1"},
        {"X-Forwarded-Host": "127.0.0.1"},
        {"X-Forwarded-Proto": "https"},
        {"X-Real-IP": "203.0.113.9"},
        {"Forwarded": "for=203.0.113.9"},
        {"Via": "1.1 proxy"},
    ],
    ids=str,
)
def test_nobody_behind_a_proxy_is_the_one_alone(people: People, said: dict[str, str]) -> None:
    assert door(people, ALONE).get("/stories", headers=said).status_code == 303


def test_nobody_who_asks_by_a_name_of_the_network_is_the_one_alone(people: People) -> None:
    client = door(people, ALONE, base_url="http://desk.example")
    assert client.get("/stories").status_code == 303


@pytest.mark.parametrize(
    ("asked", "there"),
    [
        ("/stories", "/stories"),
        ("/stories?disputed=1&text=a%26b", "/stories?disputed=1&text=a%26b"),
        ("/stories?x=%0d%0aSet-Cookie:a=b", "/stories?x=%0d%0aSet-Cookie:a=b"),
    ],
)
def test_somebody_unknown_signs_in_and_comes_back(
    people: People, ana: Known, asked: str, there: str
) -> None:
    answer = door(people).get(asked)
    assert answer.status_code == 303
    sent = urlsplit(answer.headers["location"])
    assert (sent.scheme, sent.netloc, sent.path) == ("", "", "/sign-in")
    assert parse_qs(sent.query)["next"] == [there]


def test_what_was_to_be_done_is_not_done_after_signing_in(people: People, ana: Known) -> None:
    answer = door(people).post("/merge", headers=OWN)
    assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in")


def test_a_part_of_a_page_sends_the_whole_page_to_sign_in(people: People, ana: Known) -> None:
    said = {"HX-Request": "true", "HX-Current-URL": "http://127.0.0.1:8700/stories?text=x"}
    answer = door(people).get("/stories", headers=said)
    assert (answer.status_code, answer.text) == (401, "")
    assert answer.headers["hx-redirect"] == "/sign-in?next=/stories%3Ftext%3Dx"
    elsewhere = said | {"HX-Current-URL": "http://evil.example//evil.example/x"}
    assert door(people).get("/stories", headers=elsewhere).headers["hx-redirect"] == "/sign-in"


def test_a_link_of_another_site_is_followed_once_more_from_here(people: People, ana: Known) -> None:
    said = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}
    client = door(people)
    answer = client.get("/stories?text=%22%3E%3Cscript%3E", headers=said)
    assert answer.status_code == 200
    assert 'content="0;url=/stories?text=%22%3E%3Cscript%3E"' in answer.text
    assert "<script>" not in answer.text
    again = client.get("/stories", headers=said | {"Sec-Fetch-Site": "same-origin"})
    assert again.status_code == 303
    part = client.get("/stories", headers=said | {"Sec-Fetch-Mode": "cors"})
    assert part.status_code == 303


@pytest.mark.parametrize(
    "address",
    [
        "https://evil.example", "//evil.example", "///evil.example", "/\\evil.example",
        "\\\\evil.example", "/\t/evil.example", "/\n/evil.example", "\t//evil.example",
        " //evil.example", "javascript:alert(1)", "evil.example", "", "/a\r\nSet-Cookie: b=c",
        "/a\\b", "/\u202e", "/\0", "http:/evil.example", "http:evil.example",
    ],
    ids=ascii,
)  # fmt: skip
def test_nobody_is_sent_to_another_site(address: str) -> None:
    assert local_path(address) == "/"


@pytest.mark.parametrize(
    "address", ["/", "/stories", "/stories/3669?since=2#line-4", "/st\u00f6ries", "/a//b", "/.//x"]
)
def test_an_address_of_the_desk_is_kept(address: str) -> None:
    assert local_path(address) == address


def test_a_session_is_a_cookie_that_no_script_and_no_other_site_has(
    people: People, ana: Known
) -> None:
    form = {"name": "Ana", "password": PASSWORD}
    plain = door(people).post("/sign-in", data=form, headers=OWN).headers["set-cookie"]
    assert plain.startswith("secondsource-session=")
    assert {"HttpOnly", "Path=/", "SameSite=strict", "Max-Age=604800"} <= set(plain.split("; "))
    assert "Secure" not in plain
    assert "domain" not in plain.lower()


def test_over_tls_the_cookie_is_one_that_no_other_host_can_set(people: People, ana: Known) -> None:
    client = door(people, base_url="https://desk.example")
    form = {"name": "Ana", "password": PASSWORD}
    set_cookie = client.post("/sign-in", data=form, headers=OWN).headers["set-cookie"]
    assert set_cookie.startswith("__Host-secondsource-session=")
    assert {"HttpOnly", "Path=/", "SameSite=strict", "Secure"} <= set(set_cookie.split("; "))
    client.cookies.clear()
    assert client.get("/stories", headers=ana.cookie).status_code == 303
    secure = {"Cookie": f"__Host-{ana.cookie['Cookie']}"}
    assert client.get("/stories", headers=secure).status_code == 200


def test_who_signs_out_is_out_and_takes_the_pages_along(people: People, ana: Known) -> None:
    client = door(people)
    answer = client.post("/sign-out", headers=ana.cookie | OWN)
    assert 'secondsource-session=""; ' in answer.headers["set-cookie"]
    assert "Max-Age=0" in answer.headers["set-cookie"]
    assert answer.headers["clear-site-data"] == '"cache"'
    assert client.get("/stories", headers=ana.cookie).status_code == 303


def test_who_is_disabled_or_revoked_is_out_at_the_next_request(people: People, ana: Known) -> None:
    client = door(people)
    assert client.get("/api/things/1", headers=ana.bearer).status_code == 200
    assert client.get("/stories", headers=ana.cookie).status_code == 200
    people.revoke(people.tokens()[0].id)
    assert client.get("/api/things/1", headers=ana.bearer).status_code == 401
    people.disable(ana.user.id)
    assert client.get("/stories", headers=ana.cookie).status_code == 303


def test_a_session_that_nobody_used_sends_to_sign_in(
    people: People, ana: Known, clock: Hand
) -> None:
    client = door(people)
    clock.time += IDLE - timedelta(minutes=1)
    assert client.get("/stories", headers=ana.cookie).status_code == 200
    clock.time += IDLE
    assert client.get("/stories", headers=ana.cookie).status_code == 303


def test_openapi_tells_of_each_route_what_to_hold_and_which_scope(people: People) -> None:
    told = api().openapi()
    assert told["paths"]["/things/{number}"]["get"]["security"] == [
        {"token": ["read"]},
        {"session": ["read"]},
    ]
    assert told["paths"]["/things"]["post"]["security"][0] == {"token": ["add"]}
    assert "security" not in told["paths"]["/stream"]["get"]
    schemes = told["components"]["securitySchemes"]
    assert schemes["token"]["scheme"] == "bearer"
    assert (schemes["session"]["in"], schemes["session"]["type"]) == ("cookie", "apiKey")


def test_where_people_cannot_be_looked_up_one_is_told_to_come_again(
    people: People, ana: Known, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(_: str) -> None:
        raise TryAgain("/srv/desk.db: another program is writing to it")

    monkeypatch.setattr(people, "by_token", fails)
    answer = door(people).get("/api/things/1", headers=ana.bearer)
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "2")
    assert "/srv" not in answer.text


def test_an_application_without_the_entry_around_it_lets_nobody_in() -> None:
    with pytest.raises(ValueError, match=r"put access\.wrap around the application"):
        caller(Request({"type": "http", "headers": []}))
