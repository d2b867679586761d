from datetime import datetime

import pytest

from secondsource.errors import BadInput, NotFound
from secondsource.records.job import Job, JobKind, JobState
from secondsource.records.review import Remark, RemarkState
from secondsource.store import Store
from secondsource.store.reviews import KeptReview, put_answer
from tests.store.records import HOUR, NOON


def job(id: str) -> Job:
    return Job(
        id, JobKind.CHECK, "ann", JobState.WAITING, "", 0, 0, None, "", 0, NOON, None, None, "r"
    )


def put(store: Store, id: str, user: str = "ann") -> KeptReview:
    review = KeptReview(
        id, user, "The ferry", "It sank.", b"\0against", f"job-{id}", None, (), NOON, NOON
    )
    store.put_review(review, job(f"job-{id}"), [b"what"])
    return review


def remark(finding: int, state: RemarkState, user: str, at: datetime = NOON) -> Remark:
    return Remark(finding, state, "Why not?", user, at)


def test_a_review_is_kept_with_its_job(store: Store) -> None:
    review = put(store, "r1")
    assert store.reviews.get("r1") == review
    assert store.jobs.get("job-r1") == job("job-r1")


def test_without_its_job_no_review_is_kept(store: Store) -> None:
    put(store, "r1")
    again = KeptReview("r2", "", "t", "d", b"", "job-r1", None, (), NOON, NOON)
    with pytest.raises(Exception, match="UNIQUE|unique|duplicate"):
        store.put_review(again, job("job-r1"), [b""])
    with pytest.raises(NotFound):
        store.reviews.get("r2")


def test_findings_are_kept_and_the_review_has_changed(store: Store) -> None:
    put(store, "r1")
    with store.database.writing() as connection:
        put_answer(connection, "r1", b"\0answer", at=NOON + HOUR)
    kept = store.reviews.get("r1")
    assert (kept.answer, kept.changed) == (b"\0answer", NOON + HOUR)
    ((listed,), _) = store.reviews.list()
    assert listed.checked


def test_of_remarks_on_a_finding_the_last_one_stands(store: Store) -> None:
    put(store, "r1")
    put(store, "r2")
    store.reviews.remark("r1", remark(1, RemarkState.ACCEPTED, "ann"))
    store.reviews.remark("r1", remark(0, RemarkState.OPEN, "ann"))
    last = remark(1, RemarkState.DISMISSED, "ben", NOON + HOUR)
    store.reviews.remark("r1", last)
    kept = store.reviews.get("r1")
    assert kept.remarks == (remark(0, RemarkState.OPEN, "ann"), last)
    assert kept.changed == NOON + HOUR
    assert store.reviews.get("r2").remarks == ()


def test_reviews_are_listed_in_pages_the_newest_first(store: Store) -> None:
    for number in range(5):
        put(store, f"r{number}", "ann" if number % 2 else "ben")
    seen, cursor = [], None
    for _ in range(3):
        page, cursor = store.reviews.list(after=cursor, limit=2)
        seen += [one.id for one in page]
    assert (seen, cursor) == (["r4", "r3", "r2", "r1", "r0"], None)
    assert [one.id for one in store.reviews.list(user_id="ann")[0]] == ["r3", "r1"]
    with pytest.raises(BadInput, match="cursor"):
        store.reviews.list(after="x")


def test_a_removed_review_is_gone_with_its_remarks(store: Store) -> None:
    put(store, "r1")
    store.reviews.remark("r1", remark(0, RemarkState.OPEN, "ann"))
    store.reviews.remove("r1")
    with pytest.raises(NotFound, match="no review"):
        store.reviews.get("r1")
    with pytest.raises(NotFound, match="no review"), store.database.writing() as connection:
        put_answer(connection, "r1", b"", at=NOON)
