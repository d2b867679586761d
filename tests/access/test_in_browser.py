"""Another site tries, in a real browser, what a page there can try against a desk."""

import socket
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import uvicorn
from fastapi import FastAPI
from playwright.sync_api import Browser, Page, sync_playwright
from starlette.responses import HTMLResponse, Response
from starlette.types import ASGIApp

from secondsource.access import AccessSettings, wrap
from secondsource.access.names import allowed_names
from secondsource.access.settings import Logs
from secondsource.desk.people import People
from tests.access.build import site
from tests.access.conftest import PASSWORD, Known

CHROMIUM = Path("/usr/bin/chromium")
pytestmark = pytest.mark.skipif(
    not CHROMIUM.exists(), reason=f"needs a browser: install Debian's chromium ({CHROMIUM})"
)
# Any name leads to this machine, as the owner of a name can have it; a page may be without TLS.
ARGS = ["--no-sandbox", "--disable-gpu", "--host-resolver-rules=MAP *.example 127.0.0.1"]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as driver:
        launched = driver.chromium.launch(executable_path=CHROMIUM, args=ARGS)
        yield launched
        launched.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context()
    yield context.new_page()
    context.close()


def listening() -> socket.socket:
    made = socket.create_server(("127.0.0.1", 0))
    made.listen(64)
    return made


class Served:
    """An application at a port of this machine, while in a `with`."""

    def __init__(self, app: ASGIApp, place: socket.socket) -> None:
        self.port = place.getsockname()[1]
        self._place = place
        config = uvicorn.Config(app, log_config=None, server_header=False, lifespan="off")
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run, args=([place],))

    def __enter__(self) -> "Served":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.should_exit = True
        self._thread.join()
        self._place.close()


@pytest.fixture
def merged() -> list[str]:
    """What was changed at the desk."""
    return []


def desk(people: People, merged: list[str], *, alone: bool) -> Served:
    place = listening()
    port = place.getsockname()[1]
    app = site(people)

    @app.get("/form")
    def form() -> Response:
        return HTMLResponse(
            '<form method="post" action="/merge"><button>Merge</button></form>'
            '<form method="post" action="/sign-in"><input name="name"><input name="password">'
            "<button>Sign in</button></form>"
        )

    @app.middleware("http")
    async def noted(request, call_next):  # type: ignore[no-untyped-def]
        answer = await call_next(request)
        if request.url.path == "/merge" and answer.status_code == 200:
            merged.append(request.headers.get("sec-fetch-site", "unsaid"))
        return answer

    settings = AccessSettings(
        hosts=allowed_names("127.0.0.1", port, ["desk.example"]), logs=Logs.NONE
    )
    return Served(wrap(app, replace(settings, alone=alone), people=people), place)


def elsewhere(attack: str) -> Served:
    app = FastAPI()

    @app.get("/")
    def attacks() -> Response:
        return HTMLResponse(f"<!doctype html><title>elsewhere</title>{attack}")

    return Served(app, listening())


ATTACKS = {
    "form": '<form id="f" method="post" action="{desk}/merge"></form><script>f.submit()</script>',
    "plain form": '<form id="f" method="post" action="{desk}/merge" enctype="text/plain">'
    "</form><script>f.submit()</script>",
    "no referrer": '<meta name="referrer" content="no-referrer"><form id="f" method="post" '
    'action="{desk}/merge"></form><script>f.submit()</script>',
    "fetch": '<script>fetch("{desk}/merge", {{method: "POST", mode: "no-cors", '
    'credentials: "include"}}).catch(() => 0).then(() => document.title = "done")</script>',
    "fetch with a token": '<script>fetch("{desk}/merge", {{method: "POST", '
    'headers: {{"Authorization": "Bearer ss_none"}}}}).catch(() => 0)'
    '.then(() => document.title = "done")</script>',
    "beacon": '<script>navigator.sendBeacon("{desk}/merge"); '
    'setTimeout(() => document.title = "done", 500)</script>',
    "frame": '<iframe src="{desk}/form"></iframe><script>'
    'setTimeout(() => document.title = "done", 500)</script>',
}


@pytest.mark.parametrize("attack", ATTACKS)
def test_a_page_of_another_site_changes_nothing_for_the_one_alone(
    people: People, page: Page, merged: list[str], attack: str
) -> None:
    with desk(people, merged, alone=True) as served:
        address = f"http://localhost:{served.port}"
        with elsewhere(ATTACKS[attack].format(desk=address)) as other:
            page.goto(f"http://evil.example:{other.port}/")
            page.wait_for_function("document.title !== 'elsewhere'")
        assert merged == []
        page.goto(f"{address}/form")
        page.get_by_role("button", name="Merge").click()
        page.get_by_text("merged by the one alone").wait_for()
    assert merged == ["same-origin"]


def test_a_page_whose_name_is_led_to_the_desk_reads_nothing(
    people: People, page: Page, merged: list[str]
) -> None:
    with desk(people, merged, alone=True) as served:
        answer = page.goto(f"http://evil.example:{served.port}/stories")
        assert answer is not None
        assert answer.status == 421
        assert "for the one alone" not in page.content()
        read = page.evaluate("fetch('/stories').then(one => one.text())")
        assert "for the one alone" not in read


def sign_in(page: Page, address: str) -> None:
    page.goto(f"{address}/form")
    page.locator("[name=name]").fill("Ana")
    page.locator("[name=password]").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/stories")


def test_who_is_signed_in_follows_a_link_of_another_site_without_signing_in_again(
    people: People, page: Page, ana: Known, merged: list[str]
) -> None:
    with desk(people, merged, alone=False) as served:
        address = f"http://localhost:{served.port}"
        sign_in(page, address)
        with elsewhere(f'<a href="{address}/stories?text=quay">a story</a>') as other:
            page.goto(f"http://evil.example:{other.port}/")
            page.get_by_role("link").click()
            page.wait_for_function("document.body.innerText.includes('for user_')")
        assert page.url == f"{address}/stories?text=quay"
        assert ana.user.id in page.content()


def test_forms_work_without_tls_where_browsers_say_only_the_origin(
    people: People, page: Page, ana: Known, merged: list[str]
) -> None:
    with desk(people, merged, alone=False) as served:
        address = f"http://desk.example:{served.port}"
        sign_in(page, address)
        page.goto(f"{address}/form")
        page.get_by_role("button", name="Merge").click()
        page.get_by_text(f"merged by {ana.user.id}").wait_for()
    assert merged == ["unsaid"]


def test_no_script_reads_the_session(
    people: People, page: Page, ana: Known, merged: list[str]
) -> None:
    with desk(people, merged, alone=False) as served:
        sign_in(page, f"http://localhost:{served.port}")
        assert page.evaluate("document.cookie") == ""
        (cookie,) = page.context.cookies()
        assert (cookie["httpOnly"], cookie["sameSite"]) == (True, "Strict")
