"""Drafts that were checked, what they were checked against, and what came of it."""

from datetime import datetime

from sqlalchemy import Connection, update

from secondsource.errors import NotFound
from secondsource.store.lists import among
from secondsource.store.schema import reviews


def put_answer(connection: Connection, review_id: str, answer: bytes, *, at: datetime) -> None:
    """Keep the findings of a review; `NotFound` if it was taken away meanwhile."""
    changed = update(reviews).where(among(reviews.c.id, [review_id]))
    if connection.execute(changed.values(answer=answer, changed=at)).rowcount == 0:
        raise NotFound(f"no review {review_id}: it was taken away before it was checked")
