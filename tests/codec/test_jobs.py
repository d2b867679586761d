"""Tasks and what came of them come back as they were, or say that they cannot."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest

from secondsource.codec.jobs import (
    done_from_bytes,
    done_to_bytes,
    job_to_json,
    task_from_parts,
    task_to_parts,
)
from secondsource.errors import StaleRecord
from secondsource.records.job import (
    Job,
    JobDone,
    JobKind,
    JobState,
    Pasted,
    Task,
    ToAdd,
    ToBrief,
    ToCheck,
    ToRound,
    Upload,
)

AT = datetime(2026, 3, 1, 12, 30, tzinfo=timezone(timedelta(hours=5, minutes=30)))
PASTED = Pasted("Kyjiw 😀 \ud800 é\r\n", "T", "O", "https://post.example/1", AT)
ADD = ToAdd(("https://post.example/1",), (PASTED, Pasted("")), (Upload("ü.txt", b"\0\xff"),), "O")
DONE = JobDone(("r",), 2, ("f",), ("s",), 3, (("in\ud800", "why"),), "review")


@pytest.mark.parametrize(
    "task",
    [ADD, ToAdd(), ToBrief("s"), ToCheck("r"), ToRound()],
    ids=lambda one: type(one).__name__,
)
def test_a_task_comes_back_as_it_was(task: Task) -> None:
    assert task_from_parts(task_to_parts(task)) == task


def test_files_are_parts_of_their_own_so_that_they_can_be_dropped() -> None:
    head, file = task_to_parts(ADD)
    assert file == b"\0\xff"
    assert "ü.txt" in json.loads(head)["uploads"]
    with pytest.raises(StaleRecord):
        task_from_parts([head])


@pytest.mark.parametrize(
    "head", [b"", b"{}", b"[]", b"null", b'{"kind": "bake"}', b'{"kind": "brief"}', b"\xff"]
)
def test_a_task_of_another_version_says_so(head: bytes) -> None:
    with pytest.raises(StaleRecord, match="another version"):
        task_from_parts([head])


def test_what_came_of_a_job_comes_back_as_it_was() -> None:
    assert done_from_bytes(done_to_bytes(DONE)) == DONE
    assert done_from_bytes(done_to_bytes(JobDone())) == JobDone()


@pytest.mark.parametrize("data", [b"", b"{}", b"[]", b"3", b"\xff", b'{"reports": 3}'])
def test_what_came_of_a_job_of_another_version_says_so(data: bytes) -> None:
    with pytest.raises(StaleRecord, match="another version"):
        done_from_bytes(data)


def test_a_job_is_told_with_all_that_is_known_of_it() -> None:
    job = Job(
        id="j",
        kind=JobKind.CHECK,
        user_id="u",
        state=JobState.DONE,
        doing="",
        done=3,
        total=4,
        result=DONE,
        problem="p",
        tries=2,
        created=AT,
        started=AT,
        ended=datetime(2026, 3, 1, tzinfo=UTC),
        about="review",
    )
    assert job_to_json(job) == {
        "id": "j",
        "kind": "check",
        "about": "review",
        "user": "u",
        "state": "done",
        "doing": "",
        "done": 3,
        "total": 4,
        "result": {
            "reports": ["r"],
            "known": 2,
            "feeds": ["f"],
            "stories": ["s"],
            "damaged": 3,
            "set_aside": [{"input": "in\ud800", "reason": "why"}],
            "review": "review",
        },
        "problem": "p",
        "tries": 2,
        "created": "2026-03-01T12:30:00+05:30",
        "started": "2026-03-01T12:30:00+05:30",
        "ended": "2026-03-01T00:00:00+00:00",
    }
    waiting = job_to_json(replace(job, about="", result=None, started=None, ended=None))
    assert [waiting[name] for name in ("about", "result", "started", "ended")] == [None] * 4
