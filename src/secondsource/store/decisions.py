"""What people decided by hand, as acts that can be undone."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, insert, or_, select, update

from secondsource.errors import NotFound
from secondsource.records.kept import Act
from secondsource.records.story import Decision
from secondsource.store.database import Database, batches
from secondsource.store.lists import among
from secondsource.store.reports import numbers_of
from secondsource.store.schema import acts, decisions, reports


class Acts:
    """The acts of people on the stories of a desk, in order of time."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, what: str, made: Sequence[Decision], *, at: datetime) -> int:
        """Keep decisions made at once; the number of the act. `NotFound` for unknown reports."""
        with self._database.writing() as connection:
            return add_act(connection, what, made, at=at)

    def undo(self, number: int | None = None, *, at: datetime) -> Act:
        """Take an act back, the latest that holds by default: it counts no more.

        `NotFound` if there is none, or none of this number that still holds.
        """
        with self._database.writing() as connection:
            return undo_act(connection, number, at=at)

    def all(self) -> tuple[Act, ...]:
        """Every act, those undone among them, in order of time."""
        with self._database.reading() as connection:
            return _acts(connection, select(acts).order_by(acts.c.number))


def add_act(connection: Connection, what: str, made: Sequence[Decision], *, at: datetime) -> int:
    """Keep decisions made at once; the number of the act. `NotFound` for unknown reports."""
    ids = {one for decision in made for one in decision.report_ids}
    numbers = numbers_of(connection, ids)
    if missing := sorted(ids - set(numbers)):
        raise NotFound(f"no report {', '.join(missing)}: decide of reports of the desk")
    act = connection.execute(insert(acts).values(what=what, at=at)).inserted_primary_key
    number = int(act[0]) if act else 0
    rows = [
        {
            "act": number,
            "position": position,
            "a": numbers[one.report_ids[0]],
            "b": numbers[one.report_ids[1]],
            "together": one.together,
        }
        for position, one in enumerate(made)
    ]
    if rows:
        connection.execute(insert(decisions), rows)
    return number


def undo_act(connection: Connection, number: int | None, *, at: datetime) -> Act:
    """Take an act back, the latest that holds if none is named; `NotFound` if there is none."""
    holds = select(acts.c.number).where(acts.c.undone.is_(None))
    wanted = holds if number is None else holds.where(acts.c.number == number)
    found = connection.execute(wanted.order_by(acts.c.number.desc()).limit(1)).scalar()
    if found is None:
        which = "nothing" if number is None else f"no act {number}"
        raise NotFound(f"there is {which} to undo: it was never done, or is undone already")
    connection.execute(update(acts).where(acts.c.number == found).values(undone=at))
    (act,) = _acts(connection, select(acts).where(acts.c.number == found))
    return act


def decisions_about(connection: Connection, numbers: Iterable[int]) -> tuple[Decision, ...]:
    """What holds of pairs that have an end among the reports with these numbers."""
    found: dict[tuple[int, int], Decision] = {}
    for some in batches(numbers):
        ends = or_(among(decisions.c.a, some), among(decisions.c.b, some))
        asked = _decisions().join(acts, acts.c.number == decisions.c.act)
        for row in connection.execute(asked.where(ends, acts.c.undone.is_(None))):
            found[row[0], row[1]] = Decision((row[2], row[3]), row[4])
    return tuple(found[key] for key in sorted(found))


def _acts(connection: Connection, query: Select[*tuple[Any, ...]]) -> tuple[Act, ...]:
    rows = connection.execute(query).all()
    made: dict[int, list[Decision]] = {row.number: [] for row in rows}
    for some in batches(made):
        asked = _decisions().where(among(decisions.c.act, some))
        ordered = asked.order_by(decisions.c.act, decisions.c.position)
        for act, _, one, other, together in connection.execute(ordered):
            made[act].append(Decision((one, other), together))
    return tuple(
        Act(row.number, row.what, row.at, tuple(made[row.number]), row.undone) for row in rows
    )


def _decisions() -> Select[int, int, str, str, bool]:
    a, b = reports.alias(), reports.alias()
    columns = (decisions.c.act, decisions.c.position, a.c.id, b.c.id, decisions.c.together)
    joined = decisions.join(a, a.c.number == decisions.c.a).join(b, b.c.number == decisions.c.b)
    return select(*columns).select_from(joined)
