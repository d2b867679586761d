"""A browser for all tests here, a served desk, and a page that tells on itself."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.screen import Screen
from tests.browser.served import Served, served

CHROMIUM = Path("/usr/bin/chromium")
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"]
Opening = Callable[..., Screen]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Without a browser nothing here can run: say so, and what to install."""
    if CHROMIUM.exists():
        return
    missing = pytest.mark.skip(reason=f"needs a browser: install Debian's chromium ({CHROMIUM})")
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(missing)


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    with sync_playwright() as driver:
        launched = driver.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield launched
        launched.close()


@pytest.fixture(scope="package")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A desk with nothing on it, open as `secondsource serve` opens it."""
    with served(tmp_path_factory.mktemp("desk")) as open_at:
        yield open_at


@pytest.fixture(scope="module")
def opening(browser: Browser) -> Iterator[Opening]:
    """Opens windows; each closes with the module."""
    contexts = []

    def open_window(**options: Any) -> Screen:
        context = browser.new_context(**{"locale": "en-US", "timezone_id": "UTC", **options})
        context.set_default_timeout(30_000)
        contexts.append(context)
        return Screen(context.new_page())

    yield open_window
    for context in contexts:
        context.close()


@pytest.fixture
def screen(opening: Opening) -> Iterator[Screen]:
    """A window that must have nothing to complain about when the test ends."""
    opened = opening(viewport={"width": 1400, "height": 900})
    yield opened
    assert opened.complaints == []
    opened.page.close()


__all__ = ["Opening", "Page"]
