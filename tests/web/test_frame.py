"""What stands around every page: its tag, its files, its theme."""

import re

import pytest

from secondsource.desk.running import RunningDesk
from secondsource.web.assets import address
from tests.web.conftest import Browse


def test_a_page_that_the_browser_has_is_not_sent_again(browse: Browse, desk: RunningDesk) -> None:
    browser = browse(desk)
    first = browser.get("/keys")
    again = browser.get("/keys", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_a_page_that_is_not_sent_again_may_load_what_it_might_before(
    browse: Browse, desk: RunningDesk
) -> None:
    browser = browse(desk)
    first = browser.get("/keys")
    again = browser.get("/keys", headers={"If-None-Match": first.headers["etag"]})
    policy = first.headers["content-security-policy"]
    # What the answer without a page says of it counts from then on for the page that is kept.
    assert again.headers.get("content-security-policy", policy) == policy


def test_the_tag_of_a_page_is_another_for_somebody_else(browse: Browse, desk: RunningDesk) -> None:
    mine = browse(desk).get("/keys").headers["etag"]
    other = browse(desk, "Ada").get("/keys", headers={"If-None-Match": mine})
    assert other.status_code == 200
    assert "Ada" in other.text


def test_every_file_that_a_page_names_is_there_for_ever(browse: Browse, desk: RunningDesk) -> None:
    browser = browse(desk)
    named = re.findall(r'(?:src|href)="(/static/[^"]+)"', browser.get("/keys").text)
    assert len(named) == 4
    for one in named:
        found = browser.get(one)
        assert found.status_code == 200
        assert "immutable" in found.headers["cache-control"]


@pytest.mark.parametrize("name", ["../app.py", "%2e%2e/app.py", "htmx.LICENSE", "desk.css", ""])
def test_no_other_file_is_served(browse: Browse, desk: RunningDesk, name: str) -> None:
    assert browse(desk).get(f"/static/{name}").status_code == 404


def test_the_address_of_a_file_names_its_content() -> None:
    assert re.fullmatch(r"/static/desk-[0-9a-f]{12}\.css", address("desk.css"))


def test_a_theme_is_kept_without_a_script(browse: Browse, desk: RunningDesk) -> None:
    browser = browse(desk)
    chosen = browser.post("/theme", data={"theme": "dark", "back": "/keys"})
    assert chosen.url.path == "/keys"
    assert '<html lang="en" data-theme="dark">' in chosen.text


def test_a_theme_that_there_is_not_is_that_of_the_machine(
    browse: Browse, desk: RunningDesk
) -> None:
    browser = browse(desk)
    browser.cookies.set("theme", '"><script>')
    assert '<html lang="en" data-theme="auto">' in browser.get("/keys").text


@pytest.mark.parametrize("given", ["//evil.example", "https://evil.example", "/\\evil.example"])
def test_nobody_is_sent_away_from_the_desk(browse: Browse, desk: RunningDesk, given: str) -> None:
    answer = browse(desk).post(
        "/theme", data={"theme": "dark", "back": given}, follow_redirects=False
    )
    assert answer.headers["location"] == "/"


def test_what_there_is_not_is_told_on_a_page(browse: Browse, desk: RunningDesk) -> None:
    answer = browse(desk).get("/stories/0123")
    assert answer.status_code == 404
    assert "<h1>There is no such thing here</h1>" in answer.text
    assert "no story 0123" in answer.text
