"""The pages of a desk in a browser of their own, without a network."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from secondsource.access import settings_for, wrap
from secondsource.access.problems import install
from secondsource.access.settings import Logs
from secondsource.access.who import COOKIE
from secondsource.desk.running import RunningDesk
from secondsource.records.people import EVERY_SCOPE, Scope
from secondsource.web import problem_page, routes
from tests.desk.conftest import clock, desk, fetcher, hands, models, open_at

__all__ = ["clock", "desk", "fetcher", "hands", "models", "open_at"]

Browse = Callable[..., TestClient]
PASSWORD = "a long enough password"


@pytest.fixture
def browse() -> Browse:
    """Opens the pages of a desk: as the person alone at it, or as a user of a team by name."""

    def made(
        desk: RunningDesk, name: str = "", scopes: tuple[Scope, ...] = EVERY_SCOPE
    ) -> TestClient:
        app = FastAPI(openapi_url=None)
        app.include_router(routes(desk))
        install(app, page=problem_page(desk))
        settings = replace(settings_for("127.0.0.1", 8700), logs=Logs.NONE)
        browser = TestClient(
            wrap(app, settings, people=desk.people),
            base_url="http://127.0.0.1:8700",
            headers={"Accept": "text/html", "Sec-Fetch-Site": "same-origin"},
            client=("127.0.0.1", 50000),
        )
        if name:
            desk.people.add_user(name, password=PASSWORD, scopes=scopes)
            entered = desk.people.sign_in(name, PASSWORD)
            assert entered is not None
            browser.cookies.set(COOKIE, entered[0])
        return browser

    return made
