"""The command that serves a desk, as a process: it opens, works, and leaves nothing behind."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.request import Request

import pytest

from tests.serve.served import Served, served, until

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks at /proc for the workers")


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with served(tmp_path_factory.mktemp("desk") / "desk.db") as one:
        yield one


def test_a_person_alone_opens_the_desk_without_any_set_up(desk: Served) -> None:
    answer = desk.get("/")
    assert answer.status == 200
    assert "Stories" in answer.text
    assert answer.headers["content-type"] == "text/html; charset=utf-8"


def test_a_program_needs_a_token_even_then(desk: Served) -> None:
    answer = desk.get("/api/v1/stories")
    assert answer.status == 401
    assert answer.headers["content-type"] == "application/problem+json"


def test_a_model_needs_a_token_even_then(desk: Served) -> None:
    request = Request(desk.address + "mcp", b"{}", {"Content-Type": "application/json"})
    assert desk.ask(request).status == 401


def test_a_page_of_another_name_is_refused(desk: Served) -> None:
    assert desk.get("/", Host="rebound.example").status == 421


def test_the_desk_says_that_it_is_well(desk: Served) -> None:
    assert desk.get("/health").text == '{"status":"ok"}'
    assert "secondsource_reports 0.0" in desk.get("/metrics").text


def test_a_page_that_the_browser_has_keeps_the_policy_it_came_with(desk: Served) -> None:
    first = desk.get("/keys")
    again = desk.get("/keys", **{"If-None-Match": first.headers["etag"]})
    assert again.status == 304
    assert "content-security-policy" in first.headers
    assert "content-security-policy" not in again.headers


def test_no_answer_names_the_server(desk: Served) -> None:
    assert "server" not in desk.get("/").headers


def test_a_worker_that_is_killed_is_started_again(desk: Served) -> None:
    until(lambda: len(desk.workers()) == 2)
    before = desk.workers()
    os.kill(before[0], signal.SIGKILL)
    until(lambda: len(desk.workers()) == 2 and desk.workers() != before)


@pytest.mark.parametrize("last", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL])
def test_no_worker_outlives_the_desk(tmp_path: Path, last: signal.Signals) -> None:
    with served(tmp_path / "desk.db") as desk:
        until(lambda: len(desk.workers()) == 2)
        workers = desk.workers()
        desk.process.send_signal(last)
        desk.process.wait(30)
        until(lambda: not any(Path(f"/proc/{one}/cmdline").exists() for one in workers))


def said_by(*options: str, store: Path) -> str:
    command = [sys.executable, "-m", "secondsource", "serve", "--store", str(store), *options]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert done.returncode == 4
    return done.stderr


def test_a_desk_for_a_network_is_not_served_without_users(tmp_path: Path) -> None:
    assert "users add NAME" in said_by("--host", "0.0.0.0", store=tmp_path / "desk.db")


@pytest.mark.parametrize(
    "options", [("--sign-in",), ("--name", "desk.example"), ("--proxy", "127.0.0.1")]
)
def test_a_desk_that_nobody_can_sign_in_to_is_not_served(
    options: tuple[str, ...], tmp_path: Path
) -> None:
    assert "users add NAME" in said_by(*options, store=tmp_path / "desk.db")
