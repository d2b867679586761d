"""No other site has a browser change anything: every method, every thing a browser says."""

import itertools

import pytest

from secondsource.desk.people import People
from tests.access.build import ALONE, HERE, ask, door
from tests.access.conftest import Known

METHODS = ("POST", "PUT", "PATCH", "DELETE", "PURGE")
SITES = (None, "same-origin", "same-site", "cross-site", "none", "SAME-ORIGIN", "", "cross-origin")
ORIGINS = (
    None,
    HERE,
    "http://localhost:8700",
    "http://127.0.0.1",
    "http://127.0.0.1:8701",
    "http://evil.example",
    "http://127.0.0.1:8700.evil.example",
    "http://evil.example@127.0.0.1:8700",
    "ftp://127.0.0.1:8700",
    "127.0.0.1:8700",
    "null",
    "",
)
SHOWN = ("nothing", "session", "token", "bad token", "basic")


def own(site: str | None, origin: str | None, shown: str) -> bool:
    """What the matrix is to say: a token, or else what the browser says of itself."""
    if shown in ("token", "bad token"):
        return True
    if site is not None:
        return site in ("same-origin", "none")
    return origin == HERE


@pytest.mark.parametrize("shown", SHOWN)
@pytest.mark.parametrize("method", METHODS)
def test_what_changes_something_comes_from_a_page_of_the_desk_or_shows_a_token(
    people: People, ana: Known, method: str, shown: str
) -> None:
    client = door(people)
    holds = {
        "nothing": {},
        "session": ana.cookie,
        "token": ana.bearer,
        "bad token": {"Authorization": "Bearer ss_none"},
        "basic": {"Authorization": "Basic YW5hOng="} | ana.cookie,
    }[shown]
    for site, origin in itertools.product(SITES, ORIGINS):
        said = {"Sec-Fetch-Site": site, "Origin": origin}
        headers = holds | {name: value for name, value in said.items() if value is not None}
        refused = client.request(method, "/nowhere", headers=headers).status_code == 403
        assert refused is not own(site, origin, shown), (site, origin)


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS"])
def test_what_changes_nothing_may_come_from_anywhere(
    people: People, ana: Known, method: str
) -> None:
    client = door(people)
    for site, origin in itertools.product(SITES, ORIGINS):
        said = {"Sec-Fetch-Site": site, "Origin": origin}
        headers = ana.cookie | {name: value for name, value in said.items() if value is not None}
        answer = client.request(method, "/stories", headers=headers)
        assert answer.status_code == (405 if method == "OPTIONS" else 200)
        assert not any(name.startswith("access-control") for name in answer.headers)


@pytest.mark.parametrize(
    "headers",
    [
        [("sec-fetch-site", "same-origin"), ("sec-fetch-site", "cross-site")],
        [("sec-fetch-site", "same-origin"), ("sec-fetch-site", "same-origin")],
        [("origin", HERE), ("origin", HERE)],
        [("origin", f"{HERE}, http://evil.example")],
        [("authorization", "Bearer x"), ("authorization", "Bearer y")],
        [("authorization", "Bearer")],
        [("authorization", "Bearer ")],
    ],
    ids=str,
)
def test_what_is_said_twice_or_by_half_is_not_believed(
    people: People, headers: list[tuple[str, str]]
) -> None:
    entry = door(people, ALONE).app
    asked = ask(entry, method="POST", path="/merge", headers=[("host", "127.0.0.1:8700"), *headers])
    assert asked.status == 403


def test_the_desk_of_one_alone_is_changed_by_its_own_pages_only(people: People) -> None:
    client = door(people, ALONE)
    assert client.post("/merge").status_code == 403
    assert client.post("/merge", headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert client.post("/merge", headers={"Origin": "null"}).status_code == 403
    answer = client.post("/merge", headers={"Sec-Fetch-Site": "same-origin"})
    assert answer.json() == "merged by the one alone"


@pytest.mark.parametrize(
    ("scheme", "host", "origin", "is_own"),
    [
        ("http", "desk.example", "http://desk.example", True),
        ("http", "desk.example", "https://desk.example", True),  # TLS ends at a proxy
        ("http", "desk.example:443", "https://desk.example", True),
        ("http", "desk.example", "https://desk.example:8700", False),
        ("https", "desk.example", "https://desk.example", True),
        ("https", "desk.example", "http://desk.example", False),
        ("http", "Desk.Example", "http://desk.example", True),
        ("http", "[::1]:8700", "http://[::1]:8700", True),
    ],
)
def test_an_origin_is_that_of_the_desk_by_name_port_and_no_weaker_scheme(
    people: People, scheme: str, host: str, origin: str, is_own: bool
) -> None:
    asked = ask(
        door(people, ALONE).app,
        method="POST",
        path="/nowhere",
        scheme=scheme,
        headers=[("host", host), ("origin", origin)],
    )
    assert (asked.status != 403) is is_own


def test_a_form_of_another_site_signs_nobody_in(people: People, ana: Known) -> None:
    form = {"name": "Ana", "password": "harbour lights at noon"}
    answer = door(people).post("/sign-in", data=form, headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403
    assert "set-cookie" not in answer.headers
