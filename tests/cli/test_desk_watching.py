"""Watching: what is told of events, how it goes on for months, and how it ends."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from secondsource.cli import incoming
from secondsource.errors import TryAgain
from secondsource.records.feed import Subscription
from secondsource.records.running import Round
from secondsource.store.store import open_store
from tests.cli.conftest import Call, set_for_loopback
from tests.cli.door import call, promised
from tests.desk.site import Answer, Site, newspaper
from tests.desk.told import FERRY, FERRY_OTHER, FERRY_OTHER_TEXT, FERRY_TEXT

QUIET = Round(0, 0, (), (), (), None, ())


@pytest.fixture(scope="module")
def courier() -> Iterator[Site]:
    """A newspaper of one report, with a feed of it."""
    with newspaper("The Harbour Courier") as site:
        site.page("/ferry", FERRY, *FERRY_TEXT)
        site.feed("/feed", "/ferry")
        yield site


@pytest.fixture(scope="module")
def following(courier: Site, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A desk that follows the feed, where a second report waits that contradicts the first."""
    store = tmp_path_factory.mktemp("following") / "desk.db"
    with pytest.MonkeyPatch.context() as settings:
        set_for_loopback(settings)
        assert call("add", courier.url("/feed"), "--store", store).code == 0
    courier.outlet = "Gazette of the Isles"
    courier.page("/other", FERRY_OTHER, *FERRY_OTHER_TEXT)
    courier.feed("/feed", "/other", "/ferry")
    make_due(store)
    return store


@pytest.fixture
def followed(following: Path, tmp_path: Path) -> Path:
    """A copy of it, for one test."""
    return Path(shutil.copy(following, tmp_path / "desk.db"))


def make_due(store: Path) -> None:
    with open_store(str(store)) as kept:
        for feed in kept.feeds.all():
            kept.feeds.put(replace(feed, next_poll=datetime.now(UTC) - timedelta(hours=1)))


def test_events_are_told_a_line_each_as_json(followed: Path) -> None:
    done = call("watch", "--once", "--json", "--on", "new-story|conflict", "--store", followed)
    assert done.code == 0
    told = [promised("event", line) for line in done.out.splitlines()]
    assert sorted(one["type"] for one in told) == ["story.conflict", "story.new_story"]
    assert done.err.startswith("1 feed and 1 page asked: 1 new report, 1 story changed; next ")


def test_events_are_told_in_words_and_only_those_that_were_asked_for(followed: Path) -> None:
    done = call("watch", "--once", "--on", "conflict", "--store", followed)
    lines = done.out.splitlines()
    assert lines[0].startswith("conflict  ")
    assert "214 passengers" in " ".join(done.out.split())
    assert not any(line.startswith("new-story") for line in lines)
    assert max(map(len, lines)) <= 80


def test_what_is_not_due_is_not_asked(followed: Path, courier: Site) -> None:
    call("watch", "--once", "--store", followed)
    asked = courier.asked.total()
    done = call("watch", "--once", "--store", followed)
    assert (done.code, done.out) == (0, "")
    assert done.err.startswith("0 feeds and 0 pages asked: 0 new reports, 0 stories changed")
    assert courier.asked.total() == asked


def test_a_page_that_cannot_be_read_ends_a_round_with_3(
    followed: Path, courier: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(courier.answers, "/other", Answer(b"<html><body></body></html>"))
    done = call("watch", "--once", "--store", followed)
    assert done.code == 3
    assert done.err.count(courier.url("/other")) == 1


def test_an_event_that_there_is_not_is_a_wrong_call(empty: Call) -> None:
    done = empty("watch", "--once", "--on", "gossip")
    assert (done.code, done.out) == (2, "")
    assert "there is no event 'gossip': choose from new-story, conflict" in done.err


def test_a_desk_that_is_away_for_a_while_ends_no_watching(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    rounds = iter(
        (QUIET, TryAgain("desk.db is busy\x1b[2J"), QUIET, replace(QUIET, feeds=1), SystemExit())
    )

    def look() -> Round:
        done = next(rounds)
        if isinstance(done, BaseException):
            raise done
        return done

    monkeypatch.setattr(time, "sleep", lambda seconds: None)
    with pytest.raises(SystemExit):
        incoming._look_on(look)
    first, away, again = capsys.readouterr().err.splitlines()  # no line where nothing was done
    assert first.startswith("0 feeds and 0 pages asked")
    assert away == "secondsource: desk.db is busy[2J; looking again in a minute".replace("[", "�[")
    assert again.startswith("1 feed and 0 pages asked")


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM], ids=lambda how: how.name)
def test_watching_ends_at_once_and_quietly_while_a_host_keeps_it_waiting(
    how: signal.Signals, tmp_path: Path
) -> None:
    store = tmp_path / "desk.db"
    with socket.create_server(("127.0.0.1", 0)) as host:
        host.settimeout(60)
        address = f"http://127.0.0.1:{host.getsockname()[1]}/feed"
        with open_store(str(store)) as kept:
            kept.feeds.put(_subscription(address))
        watching = subprocess.Popen(
            [sys.executable, "-m", "secondsource", "watch", "--store", str(store)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )
        with host.accept()[0] as asked:
            asked.sendall(b"HTTP/1.1 200 OK\r\n\r\n")  # and the rest of it never comes
            begun = time.monotonic()
            os.killpg(watching.pid, how)  # as a terminal does, to all of its processes
            out, err = watching.communicate(timeout=60)
    assert (watching.returncode, out, err) == (130, b"", b"")
    assert time.monotonic() - begun < 12  # it would be given up after 15 seconds
    found = json.loads(call("doctor", "--json", "--store", store).out)["conditions"]
    assert all(one["grade"] in ("good", "note") for one in found)


def _subscription(url: str) -> Subscription:
    now = datetime.now(UTC)
    return Subscription(url, "", "", "", now, None, None, now, None, 0, "", gone=False)
