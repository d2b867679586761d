"""Every answer, also a refusal and a failure, says what a page may load and who may keep it."""

import pytest
from fastapi import FastAPI
from starlette.responses import HTMLResponse, JSONResponse, Response

from secondsource.access.headers import NO_PAGE, PAGE
from secondsource.desk.people import People
from tests.access.build import door
from tests.access.conftest import Known

ALWAYS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}


def pages() -> FastAPI:
    app = FastAPI()

    @app.get("/page")
    def page() -> Response:
        return HTMLResponse("<p>", headers={"Server": "secret/1.0", "X-Frame-Options": "ALLOWALL"})

    @app.get("/tagged")
    def tagged() -> Response:
        return JSONResponse({}, headers={"ETag": '"1"'})

    @app.get("/style")
    def style() -> Response:
        return Response("", media_type="text/css", headers={"Cache-Control": "public, immutable"})

    @app.get("/lax")
    def lax() -> Response:
        return HTMLResponse("<p>", headers={"Content-Security-Policy": "default-src *"})

    @app.get("/fails")
    def fails() -> Response:
        raise KeyError

    return app


@pytest.mark.parametrize(
    ("path", "host"),
    [
        ("/page", "127.0.0.1:8700"),
        ("/tagged", "127.0.0.1:8700"),
        ("/nowhere", "127.0.0.1:8700"),
        ("/fails", "127.0.0.1:8700"),
        ("/page", "evil.example"),
        ("/page", "no host"),
    ],
)
def test_every_answer_has_them(people: People, path: str, host: str) -> None:
    headers = door(people, app=pages()).get(path, headers={"Host": host}).headers
    assert {name: headers.get(name) for name in ALWAYS} == ALWAYS
    assert headers["content-security-policy"] in (PAGE, NO_PAGE)
    assert "microphone=()" in headers["permissions-policy"]
    assert "server" not in headers
    assert "strict-transport-security" not in headers


def test_a_page_may_load_what_is_the_desks_own_and_nothing_inline(people: People) -> None:
    client = door(people, app=pages())
    policy = client.get("/page").headers["content-security-policy"]
    assert policy == (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )
    told = client.get("/tagged").headers["content-security-policy"]
    assert told == "default-src 'none'; frame-ancestors 'none'"


def test_no_page_loosens_what_it_may_load(people: People) -> None:
    answer = door(people, app=pages()).get("/lax")
    assert answer.headers.get_list("content-security-policy") == [PAGE]


@pytest.mark.parametrize(
    ("path", "kept"),
    [
        ("/page", "no-store"),
        ("/tagged", "private, no-cache"),
        ("/style", "public, immutable"),
        ("/nowhere", "no-store"),
    ],
)
def test_what_is_private_is_kept_by_nobody_or_asked_about_each_time(
    people: People, path: str, kept: str
) -> None:
    assert door(people, app=pages()).get(path).headers["cache-control"] == kept


def test_over_tls_the_browser_is_to_come_by_tls_ever_after(people: People, ana: Known) -> None:
    client = door(people, base_url="https://desk.example")
    told = client.get("/stories", headers=ana.bearer).headers["strict-transport-security"]
    assert int(told.removeprefix("max-age=")) >= 31_536_000
