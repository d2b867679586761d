"""Jobs are kept until they are done, each by one worker at a time, whatever ends the workers."""

import dataclasses
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import func, insert, select

from secondsource.codec.jobs import task_from_parts, task_to_parts
from secondsource.errors import BadInput, NotFound
from secondsource.records.job import (
    Job,
    JobDone,
    JobKind,
    JobState,
    Lane,
    Pasted,
    Task,
    ToAdd,
    ToBrief,
    ToCheck,
    ToRound,
    Upload,
)
from secondsource.store import Store, open_store
from secondsource.store.jobs import MOST_TRIES, Claimed, Lease, Outcome
from secondsource.store.schema import inputs, reviews
from tests.store.records import HOUR, NOON

SECOND = timedelta(seconds=1)
BOTH = (Lane.QUICK, Lane.LONG)
FILE = Upload("notes.txt", b"\x00\xffThe ferry left.")
ADD = ToAdd(
    addresses=("https://post.example/1",),
    pasted=(Pasted("The ferry left \ud800 at noon.", outlet="The Post", published=NOON),),
    uploads=(FILE, Upload("b.warc.gz", b"")),
    outlet="The Post",
)


def job(id: str, kind: JobKind = JobKind.ADD, **fields: object) -> Job:
    made = Job(id, kind, "", JobState.WAITING, "", 0, 0, None, "", 0, NOON, None, None)
    return dataclasses.replace(made, **fields)  # type: ignore[arg-type]


def put(store: Store, id: str, kind: JobKind = JobKind.ADD, task: Task = ADD) -> Job:
    return store.jobs.put(job(id, kind), task_to_parts(task))


def lease(token: str = "a", *, ends: timedelta = 30 * SECOND) -> Lease:
    return Lease(token, NOON + ends)


def taken(store: Store, token: str = "a", *, after: timedelta = 0 * SECOND) -> Claimed:
    claimed = store.jobs.take(BOTH, Lease(token, NOON + after + 30 * SECOND), now=NOON + after)
    assert claimed is not None
    return claimed


def kept_inputs(store: Store) -> int:
    with store.database.reading() as connection:
        return int(connection.execute(select(func.count()).select_from(inputs)).scalar_one())


@pytest.mark.parametrize(
    "task", [ADD, ToBrief("s"), ToCheck("r"), ToRound()], ids=lambda task: type(task).__name__
)
def test_a_task_comes_back_as_it_was_put(store: Store, task: Task) -> None:
    put(store, "one", task=task)
    assert task_from_parts(taken(store).parts) == task


def test_a_job_waits_until_it_is_taken_and_runs_until_it_is_done(store: Store) -> None:
    waiting = put(store, "one")
    assert store.jobs.get("one") == waiting
    running = taken(store, after=SECOND).job
    assert running == store.jobs.get("one")
    assert (running.state, running.tries, running.started) == (
        JobState.RUNNING,
        1,
        NOON + SECOND,
    )
    done = JobDone(("r1",), 2, ("https://f",), ("s1",), 3, (("a\ud800", "why"),), None)
    assert store.jobs.end("one", "a", Outcome(done), at=NOON + HOUR)
    ended = store.jobs.get("one")
    assert (ended.state, ended.result, ended.ended) == (JobState.DONE, done, NOON + HOUR)


def test_what_is_quick_is_taken_before_what_is_long_and_else_the_oldest(store: Store) -> None:
    put(store, "long")
    put(store, "quick", JobKind.CHECK, ToCheck("r"))
    put(store, "later", JobKind.BRIEF, ToBrief("s"))
    assert [taken(store).job.id for _ in range(3)] == ["quick", "later", "long"]
    assert store.jobs.take(BOTH, lease(), now=NOON) is None


def test_a_worker_takes_from_its_lanes_alone(store: Store) -> None:
    put(store, "long")
    assert not store.jobs.waiting([Lane.QUICK], now=NOON)
    assert store.jobs.take([Lane.QUICK], lease(), now=NOON) is None
    assert store.jobs.waiting([Lane.LONG], now=NOON)


def test_many_workers_take_each_job_once(url: str) -> None:
    with open_store(url) as store, open_store(url) as other, ThreadPoolExecutor(8) as threads:
        for number in range(40):
            put(store, str(number), JobKind.ROUND, ToRound())
        takes = [
            threads.submit(one.jobs.take, BOTH, lease(f"{which}-{one is store}"), now=NOON)
            for which in range(24)
            for one in (store, other)
        ]
        found = [one.result() for one in takes]
    ids = [one.job.id for one in found if one is not None]
    assert sorted(ids, key=int) == [str(number) for number in range(40)]


def test_a_job_is_begun_again_when_its_lease_has_ended_and_not_before(store: Store) -> None:
    put(store, "one")
    taken(store, "a")
    assert store.jobs.take(BOTH, lease("b"), now=NOON + 29 * SECOND) is None
    assert store.jobs.renew("one", lease("a", ends=60 * SECOND))
    assert store.jobs.take(BOTH, lease("b"), now=NOON + 59 * SECOND) is None
    again = taken(store, "b", after=60 * SECOND)
    assert (again.job.tries, again.job.started) == (2, NOON)
    assert task_from_parts(again.parts) == ADD


def test_a_worker_whose_lease_was_given_to_another_changes_nothing(store: Store) -> None:
    put(store, "one")
    taken(store, "a")
    taken(store, "b", after=60 * SECOND)
    before = store.jobs.get("one")
    assert not store.jobs.renew("one", lease("a"))
    assert not store.jobs.tell("one", "a", "Reading", 1, 2)
    assert not store.jobs.give_back("one", "a")
    assert not store.jobs.put_off("one", "a", "busy", until=NOON)
    assert not store.jobs.fail("one", "a", "broken", at=NOON)
    assert not store.jobs.end("one", "a", Outcome(JobDone()), at=NOON)
    assert store.jobs.get("one") == before


def test_a_worker_that_was_late_but_not_replaced_may_end_its_job(store: Store) -> None:
    put(store, "one")
    taken(store)
    assert store.jobs.end("one", "a", Outcome(JobDone()), at=NOON + HOUR)


def test_a_job_whose_workers_are_ended_each_time_fails_with_that_reason(store: Store) -> None:
    put(store, "one")
    for number in range(MOST_TRIES):
        assert taken(store, str(number), after=number * HOUR).job.tries == number + 1
    assert store.jobs.take(BOTH, lease(ends=9 * HOUR), now=NOON + 8 * HOUR) is None
    failed = store.jobs.get("one")
    assert failed.state is JobState.FAILED
    assert failed.ended == NOON + 8 * HOUR
    assert "ended 5 times" in failed.problem
    assert kept_inputs(store) == 1


def test_a_job_given_back_is_free_at_once_and_the_try_does_not_count(store: Store) -> None:
    put(store, "one")
    taken(store)
    assert store.jobs.give_back("one", "a")
    given = store.jobs.get("one")
    assert (given.state, given.tries) == (JobState.WAITING, 0)
    assert taken(store, "b").job.tries == 1


def test_a_job_put_off_is_begun_again_at_its_time_and_says_why_until_then(store: Store) -> None:
    put(store, "one")
    taken(store)
    assert store.jobs.put_off("one", "a", "the desk was busy", until=NOON + HOUR)
    assert store.jobs.get("one").problem == "the desk was busy"
    assert not store.jobs.waiting(BOTH, now=NOON + HOUR - SECOND)
    assert taken(store, "b", after=HOUR).job.tries == 2
    store.jobs.end("one", "b", Outcome(JobDone()), at=NOON)
    assert store.jobs.get("one").problem == ""


def test_progress_is_told(store: Store) -> None:
    put(store, "one")
    taken(store)
    assert store.jobs.tell("one", "a", "Reading reports", 3, 8)
    told = store.jobs.get("one")
    assert (told.doing, told.done, told.total) == ("Reading reports", 3, 8)


def test_a_job_cancelled_while_it_waits_is_not_begun(store: Store) -> None:
    put(store, "one")
    cancelled = store.jobs.cancel("one", at=NOON + SECOND)
    assert (cancelled.state, cancelled.ended) == (JobState.CANCELLED, NOON + SECOND)
    assert store.jobs.take(BOTH, lease(), now=NOON + HOUR) is None


def test_a_job_cancelled_while_it_runs_is_no_longer_its_workers(store: Store) -> None:
    put(store, "one")
    taken(store)
    store.jobs.cancel("one", at=NOON + SECOND)
    assert not store.jobs.tell("one", "a", "Reading", 1, 2)
    assert not store.jobs.end("one", "a", Outcome(JobDone()), at=NOON + HOUR)
    assert store.jobs.get("one").state is JobState.CANCELLED
    assert store.jobs.take(BOTH, lease(), now=NOON + HOUR) is None


def test_a_job_that_has_ended_cannot_be_cancelled(store: Store) -> None:
    put(store, "one")
    taken(store)
    store.jobs.end("one", "a", Outcome(JobDone(known=3)), at=NOON)
    assert store.jobs.cancel("one", at=NOON + HOUR) == store.jobs.get("one")
    assert store.jobs.get("one").state is JobState.DONE


@pytest.mark.parametrize("how", ["end", "fail", "cancel"])
def test_files_are_dropped_as_soon_as_a_job_has_ended(store: Store, how: str) -> None:
    put(store, "one")
    taken(store)
    assert kept_inputs(store) == 3
    if how == "end":
        store.jobs.end("one", "a", Outcome(JobDone()), at=NOON)
    elif how == "fail":
        store.jobs.fail("one", "a", "broken", at=NOON)
    else:
        store.jobs.cancel("one", at=NOON)
    assert kept_inputs(store) == 1


def test_files_of_another_job_stay(store: Store) -> None:
    put(store, "one")
    put(store, "two")
    taken(store)
    store.jobs.end("one", "a", Outcome(JobDone()), at=NOON)
    assert task_from_parts(taken(store, "b").parts) == ADD


def test_once_gives_back_the_job_about_the_same_that_has_not_ended(store: Store) -> None:
    first = job("one", JobKind.BRIEF, about="s1")
    other = job("two", JobKind.BRIEF, about="s2")
    parts = task_to_parts(ToBrief("s1"))
    for one in (first, other):
        assert store.jobs.put(one, parts, once=True) == one
    again = job("three", JobKind.BRIEF, about="s1")
    assert store.jobs.put(again, parts, once=True).id == "one"
    running = taken(store).job
    assert store.jobs.put(again, parts, once=True) == running
    store.jobs.end("one", "a", Outcome(JobDone()), at=NOON)
    assert store.jobs.put(again, parts, once=True).id == "three"


def test_many_who_ask_for_the_same_at_once_have_one_job(url: str) -> None:
    with open_store(url) as store, ThreadPoolExecutor(8) as threads:
        rounds = [job(str(number), JobKind.ROUND) for number in range(24)]
        parts = task_to_parts(ToRound())
        asked = [threads.submit(store.jobs.put, one, parts, once=True) for one in rounds]
        kept = {one.result().id for one in asked}
        assert len(kept) == 1
        assert len(store.jobs.list()[0]) == 1


def test_jobs_are_listed_the_newest_first_some_at_a_time(store: Store) -> None:
    for number in range(5):
        store.jobs.put(job(str(number), user_id=f"user{number % 2}"), [b"{}"])
    first, cursor = store.jobs.list(limit=2)
    second, cursor = store.jobs.list(limit=2, after=cursor)
    third, end = store.jobs.list(limit=2, after=cursor)
    assert [one.id for one in (*first, *second, *third)] == ["4", "3", "2", "1", "0"]
    assert end is None
    mine, _ = store.jobs.list(user_id="user1")
    assert [one.id for one in mine] == ["3", "1"]


@pytest.mark.parametrize("cursor", ["", "x", "-1", "1e3", "9" * 30, "²"])
def test_a_cursor_that_is_none_is_refused(store: Store, cursor: str) -> None:
    with pytest.raises(BadInput, match="is no cursor"):
        store.jobs.list(after=cursor)


@pytest.mark.parametrize("id", ["none", "", "\x00", "\ud800", "%"])
def test_a_job_that_there_is_not_is_not_found(store: Store, id: str) -> None:
    put(store, "one")
    with pytest.raises(NotFound, match="no job"):
        store.jobs.get(id)
    with pytest.raises(NotFound, match="no job"):
        store.jobs.cancel(id, at=NOON)


def test_jobs_that_ended_long_ago_are_forgotten_with_their_inputs(store: Store) -> None:
    for id in ("old", "new", "waiting"):
        put(store, id)
    for at in (NOON, NOON + HOUR):
        ended = taken(store).job.id
        store.jobs.end(ended, "a", Outcome(JobDone()), at=at)
    assert store.jobs.prune(NOON + HOUR) == 1
    assert {one.id for one in store.jobs.list()[0]} == {"new", "waiting"}
    assert kept_inputs(store) == 1 + 3


def review(store: Store, id: str) -> None:
    row = {"user_id": "", "title": "", "draft": "A draft.", "sources": b"", "job": "one"}
    with store.database.writing() as connection:
        connection.execute(insert(reviews).values(id=id, **row, created=NOON, changed=NOON))


def answer(store: Store, id: str) -> bytes | None:
    with store.database.reading() as connection:
        found = connection.execute(select(reviews.c.answer).where(reviews.c.id == id))
        return found.scalar_one()  # type: ignore[no-any-return]


def test_the_answer_of_a_check_is_stored_with_the_end_of_its_job(store: Store) -> None:
    review(store, "r")
    put(store, "one", JobKind.CHECK, ToCheck("r"))
    taken(store)
    outcome = Outcome(JobDone(review_id="r"), b"findings")
    assert store.jobs.end("one", "a", outcome, at=NOON)
    assert answer(store, "r") == b"findings"


def test_an_answer_that_came_too_late_is_not_stored(store: Store) -> None:
    review(store, "r")
    put(store, "one", JobKind.CHECK, ToCheck("r"))
    taken(store)
    store.jobs.cancel("one", at=NOON)
    assert not store.jobs.end("one", "a", Outcome(JobDone(review_id="r"), b"late"), at=NOON)
    assert answer(store, "r") is None


def test_a_job_whose_review_was_taken_away_does_not_end_as_done(store: Store) -> None:
    put(store, "one", JobKind.CHECK, ToCheck("r"))
    taken(store)
    with pytest.raises(NotFound, match="taken away"):
        store.jobs.end("one", "a", Outcome(JobDone(review_id="r"), b"findings"), at=NOON)
    assert store.jobs.get("one").state is JobState.RUNNING
