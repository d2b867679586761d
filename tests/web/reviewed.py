"""Drafts on a desk that were checked, with answers made by hand: one of everything to be shown."""

from datetime import UTC, datetime, timedelta

from secondsource.codec.reviews import findings_to_bytes
from secondsource.desk.running import RunningDesk
from secondsource.records.finding import CheckAnswer
from secondsource.records.job import JobDone, Lane, Pasted
from secondsource.records.review import Against, Review
from secondsource.store.jobs import Lease, Outcome

AT = datetime(2025, 10, 16, 14, 0, tzinfo=UTC)
SOURCE = Pasted("A barge struck the bridge on Tuesday evening, the harbour master said.")


def waiting(desk: RunningDesk, *, title: str = "Bridge", draft: str = "A barge.") -> Review:
    """A draft that waits to be checked."""
    return desk.reviews.put(title, draft, Against(pasted=(SOURCE,)), user_id="")


def reviewed(desk: RunningDesk, answer: CheckAnswer, *, title: str = "Bridge") -> Review:
    """A draft that was checked with this answer."""
    review = waiting(desk, title=title, draft=answer.draft)
    claimed = desk.store.jobs.take(tuple(Lane), Lease("by hand", AT + timedelta(hours=1)), now=AT)
    assert claimed is not None
    outcome = Outcome(JobDone(review_id=review.id), findings_to_bytes(answer))
    assert desk.store.jobs.end(claimed.job.id, "by hand", outcome, at=AT)
    return desk.reviews.get(review.id)


def work(desk: RunningDesk) -> None:
    """Do all that is to be done."""
    while desk.jobs.work_one(tuple(Lane), worker="test"):
        pass
