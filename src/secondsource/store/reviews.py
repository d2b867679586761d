"""Drafts that are checked: what against, what came of it, and what editors make of the findings."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, insert, select, update
from sqlalchemy import text as sql

from secondsource.errors import NotFound
from secondsource.records.review import Remark, RemarkState, ReviewSummary
from secondsource.store.columns import Instant, Words
from secondsource.store.cursors import number_of
from secondsource.store.database import AnyRow, Database
from secondsource.store.lists import among
from secondsource.store.schema import remarks, reviews

SUMMARY = select(
    reviews.c.number,
    reviews.c.id,
    reviews.c.user_id,
    reviews.c.title,
    reviews.c.answer.is_not(None).label("checked"),
    reviews.c.created,
    reviews.c.changed,
)
PUT_REMARK = sql(
    "INSERT INTO remarks (review, finding, state, note, user_id, at) "
    "VALUES (:review, :finding, :state, :note, :user_id, :at) "
    "ON CONFLICT (review, finding) DO UPDATE SET state = excluded.state, note = excluded.note, "
    "user_id = excluded.user_id, at = excluded.at"
).bindparams(bindparam("at", type_=Instant), bindparam("note", type_=Words))


@dataclass(frozen=True, slots=True)
class KeptReview:
    """A review as it is kept: `against` and `answer` are what `codec.reviews` made of them."""

    id: str
    user_id: str
    title: str
    draft: str
    against: bytes
    job_id: str | None
    answer: bytes | None
    remarks: tuple[Remark, ...]
    created: datetime
    changed: datetime


class Reviews:
    """The reviews of a desk; they are put by `Store.put_review`, with the job that fills them."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, id: str) -> KeptReview:
        """The review of this id; `NotFound` if there is none."""
        with self._database.reading() as connection:
            row = _row(connection, id)
            listed = select(remarks).where(remarks.c.review == row.number)
            rows = connection.execute(listed.order_by(remarks.c.finding)).all()
        return _review(row, tuple(_remark(one) for one in rows))

    def list(
        self, *, user_id: str | None = None, after: str | None = None, limit: int = 50
    ) -> tuple[tuple[ReviewSummary, ...], str | None]:
        """Reviews, the newest first, of one user if given, and a cursor to go on with.

        `BadInput` for a cursor that is none.
        """
        query = SUMMARY.order_by(reviews.c.number.desc()).limit(limit + 1)
        if user_id is not None:
            query = query.where(among(reviews.c.user_id, [user_id]))
        if after is not None:
            query = query.where(reviews.c.number < number_of(after))
        with self._database.reading() as connection:
            rows = connection.execute(query).all()
        cursor = str(rows[limit - 1].number) if len(rows) > limit else None
        return tuple(ReviewSummary(*row[1:]) for row in rows[:limit]), cursor

    def remark(self, id: str, remark: Remark) -> None:
        """Keep what somebody makes of a finding, in place of what was made of it before."""
        with self._database.writing() as connection:
            number = _row(connection, id).number
            row = {
                "review": number,
                "finding": remark.finding,
                "state": remark.state.value,
                "note": remark.note,
                "user_id": remark.user_id,
                "at": remark.at,
            }
            connection.execute(PUT_REMARK, row)
            its = update(reviews).where(reviews.c.number == number)
            connection.execute(its.values(changed=remark.at))

    def remove(self, id: str) -> None:
        """Forget a review and all remarks on it; `NotFound` if there is none."""
        with self._database.writing() as connection:
            number = _row(connection, id).number
            connection.execute(delete(remarks).where(remarks.c.review == number))
            connection.execute(delete(reviews).where(reviews.c.number == number))


def insert_review(connection: Connection, review: KeptReview) -> None:
    """Store a new review."""
    connection.execute(
        insert(reviews).values(
            id=review.id,
            user_id=review.user_id,
            title=review.title,
            draft=review.draft,
            sources=review.against,
            job=review.job_id,
            answer=review.answer,
            created=review.created,
            changed=review.changed,
        )
    )


def put_answer(connection: Connection, review_id: str, answer: bytes, *, at: datetime) -> None:
    """Keep the findings of a review; `NotFound` if it was taken away meanwhile."""
    changed = update(reviews).where(among(reviews.c.id, [review_id]))
    if connection.execute(changed.values(answer=answer, changed=at)).rowcount == 0:
        raise NotFound(f"no review {review_id}: it was taken away before it was checked")


def _row(connection: Connection, id: str) -> AnyRow:
    row = connection.execute(select(reviews).where(among(reviews.c.id, [id]))).one_or_none()
    if row is None:
        raise NotFound(f"no review {id}: the list of checks names those that there are")
    return row


def _review(row: AnyRow, made: tuple[Remark, ...]) -> KeptReview:
    return KeptReview(
        id=row.id,
        user_id=row.user_id,
        title=row.title,
        draft=row.draft,
        against=row.sources,
        job_id=row.job,
        answer=row.answer,
        remarks=made,
        created=row.created,
        changed=row.changed,
    )


def _remark(row: AnyRow) -> Remark:
    return Remark(row.finding, RemarkState(row.state), row.note, row.user_id, row.at)
