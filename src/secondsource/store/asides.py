"""What had to be set aside, and why."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select

from secondsource.records.brief import SetAside
from secondsource.store.database import Database
from secondsource.store.schema import asides


class Asides:
    """The log of inputs that a desk set aside."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, given: Sequence[SetAside], *, at: datetime) -> None:
        """Note inputs that were set aside."""
        with self._database.writing() as connection:
            put_asides(connection, given, at=at)

    def since(self, when: datetime, limit: int = 1_000) -> tuple[tuple[datetime, SetAside], ...]:
        """The latest that were set aside at that time or after, oldest first, and when."""
        query = select(asides).where(asides.c.at >= when)
        query = query.order_by(asides.c.number.desc()).limit(limit)
        with self._database.reading() as connection:
            rows = connection.execute(query).all()
        return tuple((row.at, SetAside(row.input, row.reason)) for row in reversed(rows))

    def forget(self, before: datetime) -> None:
        """Leave out of the log what is older."""
        with self._database.writing() as connection:
            connection.execute(delete(asides).where(asides.c.at < before))


def put_asides(connection: Connection, given: Sequence[SetAside], *, at: datetime) -> None:
    """Note inputs that were set aside."""
    rows = [{"input": one.input, "reason": one.reason, "at": at} for one in given]
    if rows:
        connection.execute(insert(asides), rows)
