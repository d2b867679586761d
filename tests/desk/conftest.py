"""A running desk on loopback, with a clock that a test can set."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from secondsource.build import ConfiguredModels
from secondsource.config import load_settings
from secondsource.desk.polling import Pace
from secondsource.desk.running import RunningDesk, Tools
from secondsource.net.clock import Clock
from secondsource.net.fetcher import Fetcher
from secondsource.net.settings import FetchSettings, Limits
from secondsource.run.killable import Killable
from secondsource.run.reading_pool import ReadingPool
from secondsource.store.store import open_store
from tests.desk.site import Site, newspaper

START = datetime(2025, 10, 16, 14, 0, tzinfo=UTC)


class Hand:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.time = START

    def now(self) -> datetime:
        return self.time

    def forward(self, **by: float) -> None:
        self.time += timedelta(**by)


@pytest.fixture
def clock() -> Hand:
    return Hand()


@pytest.fixture(scope="session")
def models() -> ConfiguredModels:
    return ConfiguredModels(load_settings())


@pytest.fixture(scope="session")
def hands() -> Iterator[Killable]:
    with Killable(1) as hands:
        yield hands


@pytest.fixture
def fetcher(clock: Hand) -> Fetcher:
    page = Limits(seconds=5.0)
    settings = FetchSettings(allow_net=("127.0.0.0/8",), delay=0.0, page=page)
    return Fetcher(settings, clock=Clock(now=clock.now, elapsed=lambda: clock.now().timestamp()))


@pytest.fixture
def open_at(
    clock: Hand, models: ConfiguredModels, hands: Killable, fetcher: Fetcher
) -> Callable[[Path], RunningDesk]:
    """Opens a desk at a file; its workers are shared by all tests and outlive it."""

    def open_desk(path: Path) -> RunningDesk:
        pace = Pace(timedelta(minutes=15), (timedelta(hours=6), timedelta(hours=24)))
        tools = Tools(fetcher, hands, ReadingPool(1), pace, clock.now)
        return RunningDesk(open_store(str(path)), models, tools)

    return open_desk


@pytest.fixture
def desk(open_at: Callable[[Path], RunningDesk], tmp_path: Path) -> Iterator[RunningDesk]:
    desk = open_at(tmp_path / "desk.db")
    yield desk
    desk.store.close()


@pytest.fixture
def courier() -> Iterator[Site]:
    with newspaper("The Harbour Courier") as site:
        yield site


@pytest.fixture
def gazette() -> Iterator[Site]:
    with newspaper("Gazette of the Isles") as site:
        yield site
