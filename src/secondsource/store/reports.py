"""Reports: kept unaltered, each once, with what replaces what and what was withdrawn."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime

from sqlalchemy import (
    ColumnElement,
    Connection,
    RowMapping,
    func,
    literal,
    select,
    text,
    update,
)

from secondsource.errors import NotFound
from secondsource.records.kept import Standing
from secondsource.records.report import Report
from secondsource.store.columns import UNDATED, Words, microseconds
from secondsource.store.cursors import number_of
from secondsource.store.database import Database, batches
from secondsource.store.lists import among
from secondsource.store.schema import reports
from secondsource.store.touching import touch_homes

FIELDS = tuple(reports.c[name] for name in Report.__dataclass_fields__)
READ_AT_ONCE = 200  # reports in memory while all are gone through


class Reports:
    """The reports of a desk."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, report_ids: Sequence[str]) -> tuple[Report, ...]:
        """The reports with these ids, in order; `NotFound` names those that are not there."""
        with self._database.reading() as connection:
            found = reports_by_id(connection, report_ids)
        if missing := [one for one in dict.fromkeys(report_ids) if one not in found]:
            raise NotFound(f"no report {', '.join(missing)}: `secondsource stories` lists what is")
        return tuple(found[one] for one in report_ids)

    def page(
        self, *, after: str | None = None, limit: int = 50, outlet: str = ""
    ) -> tuple[tuple[Report, ...], str | None]:
        """Reports, those that came in last first, and a cursor to go on with, None at the end.

        With `outlet`, of that one alone, whatever the case. `BadInput` for no cursor of ours.
        """
        query = select(reports.c.number, *FIELDS).order_by(reports.c.number.desc())
        if after is not None:
            query = query.where(reports.c.number < number_of(after))
        if outlet:
            named = func.desk_fold(literal(outlet, Words()))
            query = query.where(func.desk_fold(reports.c.outlet) == named)
        with self._database.reading() as connection:
            rows = connection.execute(query.limit(limit + 1)).mappings().all()
        cursor = str(rows[limit - 1]["number"]) if len(rows) > limit else None
        return tuple(report_of(row) for row in rows[:limit]), cursor

    def ids(
        self, *, since: datetime | None = None, until: datetime | None = None
    ) -> tuple[str, ...]:
        """Ids of reports by age, the undated last; published in that time (inclusive) if given."""
        query = select(reports.c.id).order_by(reports.c.age, reports.c.id)
        if since is not None or until is not None:
            query = query.where(reports.c.age < UNDATED, *_between(since, until))
        with self._database.reading() as connection:
            return tuple(connection.execute(query).scalars())

    def pending(self, limit: int) -> tuple[Report, ...]:
        """Up to `limit` reports that were not grouped yet: by age, the undated last, then by id."""
        query = select(*FIELDS).where(text("NOT grouped"))
        query = query.order_by(reports.c.age, reports.c.id).limit(limit)
        with self._database.reading() as connection:
            return tuple(report_of(row) for row in connection.execute(query).mappings())

    def every(self) -> Iterator[Report]:
        """All reports in the order in which they came in, some at a time in memory."""
        last = 0
        while True:
            query = select(reports.c.number, *FIELDS).where(reports.c.number > last)
            query = query.order_by(reports.c.number).limit(READ_AT_ONCE)
            with self._database.reading() as connection:
                rows = connection.execute(query).mappings().all()
            yield from (report_of(row) for row in rows)
            if len(rows) < READ_AT_ONCE:
                return
            last = rows[-1]["number"]

    def count(self) -> int:
        """How many reports there are."""
        with self._database.reading() as connection:
            return connection.execute(select(func.count()).select_from(reports)).scalar_one()

    def added_since(self, report_ids: Collection[str], when: datetime) -> tuple[str, ...]:
        """Those of the reports that came into the desk at that time or after."""
        found: list[str] = []
        with self._database.reading() as connection:
            for some in batches(report_ids):
                late = select(reports.c.id).where(among(reports.c.id, some))
                found += connection.execute(late.where(reports.c.added >= when)).scalars()
        return tuple(found)

    def standing(self, report_ids: Collection[str]) -> Mapping[str, Standing]:
        """Whether each of the reports still stands; ids that are not there are left out."""
        with self._database.reading() as connection:
            return standing_of(connection, report_ids)

    def withdraw(self, report_id: str, *, at: datetime, reason: str) -> None:
        """Note that the outlet took the report back; the first time it is noted counts."""
        self._set_withdrawn(report_id, at, reason, at=at)

    def reinstate(self, report_id: str, *, at: datetime) -> None:
        """Note that the report stands again."""
        self._set_withdrawn(report_id, None, "", at=at)

    def _set_withdrawn(
        self, report_id: str, withdrawn: datetime | None, reason: str, *, at: datetime
    ) -> None:
        with self._database.writing() as connection:
            asked = select(reports.c.number, reports.c.withdrawn).where(
                among(reports.c.id, [report_id])
            )
            row = connection.execute(asked).one_or_none()
            if row is None:
                raise NotFound(f"no report {report_id}: `secondsource stories` lists what is there")
            if (row.withdrawn is None) == (withdrawn is None):
                return
            connection.execute(
                update(reports)
                .where(reports.c.number == row.number)
                .values(withdrawn=withdrawn, withdrawn_why=reason)
            )
            touch_homes(connection, [row.number], at=at)


def reports_by_id(connection: Connection, report_ids: Collection[str]) -> dict[str, Report]:
    """Those of the reports that are there, by id."""
    found: dict[str, Report] = {}
    for some in batches(report_ids):
        rows = connection.execute(select(*FIELDS).where(among(reports.c.id, some))).mappings()
        found.update((row["id"], report_of(row)) for row in rows)
    return found


def numbers_of(connection: Connection, report_ids: Collection[str]) -> dict[str, int]:
    """The numbers of those of the reports that are there, by id."""
    found: dict[str, int] = {}
    for some in batches(report_ids):
        asked = select(reports.c.id, reports.c.number).where(among(reports.c.id, some))
        found.update((id, number) for id, number in connection.execute(asked).all())
    return found


def standing_of(connection: Connection, report_ids: Collection[str]) -> dict[str, Standing]:
    """Whether each of the reports still stands."""
    found: dict[str, Standing] = {}
    for some in batches(report_ids):
        replaced = replaced_by(connection, some)
        asked = select(reports.c.id, reports.c.withdrawn, reports.c.withdrawn_why)
        for row in connection.execute(asked.where(among(reports.c.id, some))):
            found[row.id] = Standing(replaced.get(row.id), row.withdrawn, row.withdrawn_why)
    return found


def replaced_by(connection: Connection, report_ids: Collection[str]) -> dict[str, str]:
    """For each of the reports that another replaces, the latest that does."""
    found: dict[str, str] = {}
    for some in batches(report_ids):
        asked = select(reports.c.replaces, reports.c.id).where(among(reports.c.replaces, some))
        rows = connection.execute(asked.order_by(reports.c.age, reports.c.id))
        found.update((replaced, id) for replaced, id in rows if replaced != id)
    return found


def report_of(row: RowMapping) -> Report:
    """The record of a row."""
    return Report(**{column.name: row[column.name] for column in FIELDS})


def _between(since: datetime | None, until: datetime | None) -> Iterator[ColumnElement[bool]]:
    if since is not None:
        yield reports.c.age >= microseconds(since)
    if until is not None:
        yield reports.c.age <= microseconds(until)
