"""The pages of a desk in a browser of their own, without a network."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from secondsource.access import settings_for, wrap
from secondsource.access.problems import install
from secondsource.access.settings import Logs
from secondsource.access.who import COOKIE
from secondsource.build import ConfiguredModels
from secondsource.desk.polling import Pace
from secondsource.desk.running import RunningDesk, Tools
from secondsource.net.clock import Clock
from secondsource.net.fetcher import Fetcher
from secondsource.net.settings import FetchSettings
from secondsource.records.people import EVERY_SCOPE, Scope
from secondsource.run.killable import Killable
from secondsource.run.reading_pool import ReadingPool
from secondsource.store.store import open_store
from secondsource.web import problem_page, routes
from tests.desk.conftest import Hand, clock, desk, fetcher, hands, models, open_at
from tests.web.ferry import ferry_reports, hebrew_report

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


@pytest.fixture(scope="session")
def ferry_file(
    tmp_path_factory: pytest.TempPathFactory, models: ConfiguredModels, hands: Killable
) -> Path:
    """A desk on which the ferry story is briefed, to be copied."""
    path = tmp_path_factory.mktemp("ferry") / "desk.db"
    clock = Hand()
    pace = Pace(timedelta(minutes=15), (timedelta(hours=6),))
    fetcher = Fetcher(FetchSettings(), clock=Clock(now=clock.now, elapsed=lambda: 0.0))
    tools = Tools(fetcher, hands, ReadingPool(1), pace, clock.now)
    desk = RunningDesk(open_store(str(path)), models, tools)
    desk.store.add_reports([*ferry_reports(), hebrew_report()], at=clock.now())
    desk.round()
    desk.store.close()
    return path


@pytest.fixture
def ferry(
    ferry_file: Path, tmp_path: Path, open_at: Callable[[Path], RunningDesk]
) -> Iterator[RunningDesk]:
    """A desk of one's own with the ferry story."""
    copy = tmp_path / "ferry.db"
    shutil.copy(ferry_file, copy)
    desk = open_at(copy)
    yield desk
    desk.store.close()
