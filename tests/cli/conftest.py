"""A small desk for tests of the commands: filled once, copied for each test."""

import json
import shutil
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from secondsource.codec import report_to_json
from secondsource.records.report import Report
from tests.build import PUBLISHED, report
from tests.cli.door import Done, call
from tests.desk.site import Site, newspaper
from tests.desk.told import (
    BRIDGE,
    BRIDGE_TEXT,
    FERRY,
    FERRY_OTHER,
    FERRY_OTHER_TEXT,
    FERRY_TEXT,
)

Call = Callable[..., Done]

FERRY_REPORT = report(
    "\n\n".join(FERRY_TEXT), outlet="The Harbour Courier", title=FERRY, url="https://c.example/1"
)
OTHER_FERRY = report(
    "\n\n".join(FERRY_OTHER_TEXT),
    outlet="Gazette of the Isles",
    title=FERRY_OTHER,
    published=PUBLISHED + timedelta(hours=12),
)
BRIDGE_REPORT = report(
    "\n\n".join(BRIDGE_TEXT),
    outlet="Inland Post",
    title=BRIDGE,
    published=PUBLISHED + timedelta(days=3),
)


def jsonl(path: Path, *reports: Report) -> Path:
    """A file with reports."""
    path.write_text("\n".join(json.dumps(report_to_json(one)) for one in reports), encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A desk with a story of two reports that contradict each other, and one of a single report."""
    folder = tmp_path_factory.mktemp("filled")
    reports = jsonl(folder / "reports.jsonl", FERRY_REPORT, OTHER_FERRY, BRIDGE_REPORT)
    done = call("add", reports, "--store", folder / "desk.db")
    assert done.code == 0, done.err
    return folder / "desk.db"


@pytest.fixture
def store(filled: Path, tmp_path: Path) -> Path:
    """A copy of it, for one test."""
    return Path(shutil.copy(filled, tmp_path / "desk.db"))


@pytest.fixture
def desk(store: Path) -> Call:
    """Calls a command on that copy."""
    return lambda *args, stdin=b"": call(*args, "--store", store, stdin=stdin)


@pytest.fixture
def empty(tmp_path: Path) -> Call:
    """Calls a command on a desk that has nothing yet."""
    return lambda *args, stdin=b"": call(*args, "--store", tmp_path / "empty.db", stdin=stdin)


@pytest.fixture(autouse=True)
def _no_settings_but_these(monkeypatch: pytest.MonkeyPatch) -> None:
    set_for_loopback(monkeypatch)


def set_for_loopback(monkeypatch: pytest.MonkeyPatch) -> None:
    """Loopback may be asked, without a pause between two requests; two processes are enough."""
    for name, value in (("ALLOW_NET", "127.0.0.0/8"), ("HOST_DELAY", "0"), ("PROCESSES", "2")):
        monkeypatch.setenv(f"SECONDSOURCE_{name}", value)


@pytest.fixture
def courier() -> Iterator[Site]:
    with newspaper("The Harbour Courier") as site:
        yield site


def ids(done: Done) -> list[str]:
    """The ids of a list of stories, in its order."""
    return [one["id"] for one in done.answer("stories")["stories"]]
