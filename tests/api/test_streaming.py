"""A job is told as it goes on, and to its end."""

import json
import threading
import time
from collections.abc import Callable, Iterator

import httpx2
import pytest

from secondsource.access import progress
from secondsource.records.job import ENDED, Job
from tests.api.conftest import Program, all_done, on_loopback

Event = dict[str, str]


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "LOOK", 0.01)


def events(text: str) -> Iterator[Event]:
    """The events of a stream, without its heartbeats."""
    for block in text.replace("\r\n", "\n").split("\n\n"):
        lines = [line for line in block.splitlines() if line and not line.startswith(":")]
        if lines:
            yield dict(line.split(": ", 1) for line in lines)


def asked(empty: Program) -> str:
    report = {"text": "The quay was closed at dawn, the harbour office said."}
    return str(empty.post("/reports", {"reports": [report]}).json()["id"])


def test_a_job_is_told_to_its_end(empty: Program) -> None:
    job = asked(empty)
    worker = threading.Timer(0.3, all_done, [empty.desk])
    worker.start()
    answer = empty.get(f"/jobs/{job}/events")
    worker.join()
    told = list(events(answer.text))
    assert answer.headers["content-type"].startswith("text/event-stream")
    assert [one["event"] for one in told[:-1]] == ["progress"] * (len(told) - 1)
    assert (told[-1]["event"], json.loads(told[-1]["data"])["state"]) == ("end", "done")
    assert json.loads(told[0]["data"])["state"] == "waiting"
    assert len({one["id"] for one in told}) == len(told)


def test_who_has_seen_an_event_is_told_what_is_new(empty: Program) -> None:
    job = asked(empty)
    all_done(empty.desk)
    path = f"/jobs/{job}/events"
    (end,) = events(empty.get(path).text)
    assert json.loads(end["data"]) == empty.told(f"/jobs/{job}")
    assert empty.get(path, headers={"Last-Event-ID": "old"}).text.count("event: end") == 1
    again = empty.get(path, headers={"Last-Event-ID": end["id"]})
    assert (again.status_code, again.content) == (204, b"")


def test_a_stream_lives_while_nothing_happens(
    empty: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(progress, "HEARTBEAT", 1)
    job = asked(empty)
    worker = threading.Timer(1.6, all_done, [empty.desk])
    worker.start()
    text = empty.get(f"/jobs/{job}/events").text
    worker.join()
    assert any(line.startswith(":") for line in text.splitlines())
    assert empty.desk.jobs.get(job).state in ENDED


def test_a_cancelled_job_ends_its_stream(empty: Program) -> None:
    job = asked(empty)
    stop = threading.Timer(0.2, empty.desk.jobs.cancel, [job])
    stop.start()
    *_, end = events(empty.get(f"/jobs/{job}/events").text)
    stop.join()
    assert json.loads(end["data"])["state"] == "cancelled"
    assert end["event"] == "end"


def test_nobody_looks_at_a_job_for_who_has_hung_up(
    empty: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = asked(empty)
    looked: list[str] = []
    get = empty.desk.jobs.get

    def counted(job_id: str) -> Job:
        looked.append(job_id)
        return get(job_id)

    monkeypatch.setattr(empty.desk.jobs, "get", counted)
    headers = {"Authorization": f"Bearer {empty.token}"}
    with on_loopback(empty) as address:
        with httpx2.stream("GET", f"{address}/jobs/{job}/events", headers=headers) as answer:
            lines = answer.iter_lines()  # it is closed once nobody refers to it
            assert next(lines).startswith("id: ")
            until(lambda: len(looked) > 3)
        until(lambda: quiet(looked))


def quiet(looked: list[str]) -> bool:
    """Whether nothing was looked at for the time of many looks."""
    before = len(looked)
    time.sleep(0.3)
    return len(looked) == before


def until(so: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 20
    while not so():
        assert time.monotonic() < deadline
        time.sleep(0.01)
