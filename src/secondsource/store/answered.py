"""What was answered to requests with a key of their own, so that none is done twice."""

import json
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, insert, select, update

from secondsource.errors import BadInput
from secondsource.records.answered import KeptAnswer, Turn
from secondsource.store.database import AnyRow, Database
from secondsource.store.schema import answered

KEPT = timedelta(hours=24)
LONGEST_REQUEST = timedelta(minutes=2)  # after that, whoever was doing it is taken to have died
ANOTHER = "this Idempotency-Key came with another request before: give each request its own"


class Answered:
    """The answers of a day, by a digest of who asked and of their key."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def begin(self, key: bytes, request: bytes, *, at: datetime) -> KeptAnswer | Turn:
        """What was answered to the request with this key, or whose turn it is.

        `request` is a digest of all that is asked; `BadInput` if it is another than before. Who is
        told `OURS` must `finish` or `give_up`; if it dies, it is somebody else's turn in a while.
        """
        with self._database.writing() as connection:
            connection.execute(delete(answered).where(answered.c.at < at - KEPT))
            row = connection.execute(select(answered).where(answered.c.key == key)).one_or_none()
            if row is None:
                return _take(connection, key, request, at)
            if row.request != request:
                raise BadInput("Idempotency-Key", ANOTHER)
            if row.status is not None:
                return _answer(row)
            if row.at > at - LONGEST_REQUEST:
                return Turn.UNDERWAY
            connection.execute(update(answered).where(answered.c.key == key).values(at=at))
            return Turn.OURS

    def finish(self, key: bytes, answer: KeptAnswer, *, at: datetime) -> None:
        """Keep what was answered; the first answer to a key stays."""
        its = update(answered).where(answered.c.key == key, answered.c.status.is_(None))
        headers = json.dumps(answer.headers)
        with self._database.writing() as connection:
            connection.execute(
                its.values(status=answer.status, headers=headers, body=answer.body, at=at)
            )

    def give_up(self, key: bytes) -> None:
        """Forget a request that could not be done, so that it may be sent again."""
        its = delete(answered).where(answered.c.key == key, answered.c.status.is_(None))
        with self._database.writing() as connection:
            connection.execute(its)


def _take(connection: Connection, key: bytes, request: bytes, at: datetime) -> Turn:
    row = {"key": key, "request": request, "status": None, "headers": "[]", "body": b"", "at": at}
    connection.execute(insert(answered).values(**row))
    return Turn.OURS


def _answer(row: AnyRow) -> KeptAnswer:
    headers = tuple((name, value) for name, value in json.loads(row.headers))
    return KeptAnswer(row.status, headers, row.body)
