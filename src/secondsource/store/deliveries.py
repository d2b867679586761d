"""Webhooks, and what is to be sent to them: stored with what caused it, sent until it arrived."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, delete, func, insert, select, update

from secondsource.errors import NotFound
from secondsource.records.change import EventKind
from secondsource.records.hook import Delivery, Hook
from secondsource.store.columns import check_storable
from secondsource.store.database import AnyRow, Database, batches
from secondsource.store.lists import among
from secondsource.store.schema import deliveries, hooks


class Hooks:
    """The webhooks of a desk."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> tuple[Hook, ...]:
        """Every hook, in the order in which they were added."""
        with self._database.reading() as connection:
            rows = connection.execute(select(hooks).order_by(hooks.c.number)).all()
        return tuple(_hook(row) for row in rows)

    def put(self, hook: Hook) -> None:
        """Add a hook, or change the one that has its id."""
        check_storable(f"hook {hook.id}", id=hook.id, url=hook.url, secret=hook.secret)
        values = {
            "url": hook.url,
            "events": " ".join(hook.events),
            "secret": hook.secret,
            "added": hook.added,
            "disabled": hook.disabled,
        }
        with self._database.writing() as connection:
            changed = update(hooks).where(hooks.c.id == hook.id).values(**values)
            if connection.execute(changed).rowcount == 0:
                connection.execute(insert(hooks).values(id=hook.id, **values))

    def remove(self, id: str) -> None:
        """Take a hook out, with all that was to be sent to it; `NotFound` if there is none."""
        with self._database.writing() as connection:
            number = connection.execute(select(hooks.c.number).where(hooks.c.id == id)).scalar()
            if number is None:
                raise NotFound(f"no hook {id}: `secondsource hooks list` names them")
            connection.execute(delete(deliveries).where(deliveries.c.hook == number))
            connection.execute(delete(hooks).where(hooks.c.number == number))


class Deliveries:
    """What is to be sent to the webhooks of a desk, and what was."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, given: Sequence[Delivery]) -> None:
        """Have something sent; what is known by its id stays as it is."""
        with self._database.writing() as connection:
            enqueue(connection, given)

    def due(self, now: datetime, limit: int) -> tuple[Delivery, ...]:
        """Up to `limit` deliveries that are to be tried now, the longest due first."""
        query = _asked().where(deliveries.c.next_try <= now, hooks.c.disabled == "")
        query = query.order_by(deliveries.c.next_try, deliveries.c.number).limit(limit)
        with self._database.reading() as connection:
            return tuple(_delivery(row) for row in connection.execute(query))

    def next_due(self) -> datetime | None:
        """When there is something to be tried again, None if there is nothing."""
        query = select(func.min(deliveries.c.next_try)).select_from(deliveries.join(hooks))
        with self._database.reading() as connection:
            return connection.execute(query.where(hooks.c.disabled == "")).scalar()

    def put(self, delivery: Delivery) -> None:
        """Note how a delivery fares now; `NotFound` if it is not known."""
        with self._database.writing() as connection:
            changed = connection.execute(
                update(deliveries)
                .where(deliveries.c.id == delivery.id)
                .values(
                    attempts=delivery.attempts,
                    next_try=delivery.next_try,
                    delivered=delivery.delivered,
                    problem=delivery.problem,
                )
            )
            if changed.rowcount == 0:
                raise NotFound(f"no delivery {delivery.id}: its hook may have been taken out")

    def all(self, *, hook_id: str | None = None, limit: int = 100) -> tuple[Delivery, ...]:
        """The latest deliveries, sent or not, the newest first."""
        query = _asked().order_by(deliveries.c.number.desc()).limit(limit)
        if hook_id is not None:
            query = query.where(hooks.c.id == hook_id)
        with self._database.reading() as connection:
            return tuple(_delivery(row) for row in connection.execute(query))


def enqueue(connection: Connection, given: Collection[Delivery]) -> None:
    """Store deliveries that are not there yet; those to hooks taken out meanwhile are left out."""
    known: set[str] = set()
    for some in batches(one.id for one in given):
        asked = select(deliveries.c.id).where(among(deliveries.c.id, some))
        known |= set(connection.execute(asked).scalars())
    new = {one.id: one for one in given if one.id not in known}
    if not new:
        return
    numbers = {row.id: row.number for row in connection.execute(select(hooks.c.id, hooks.c.number))}
    rows = [
        {
            "id": one.id,
            "hook": numbers[one.hook_id],
            "event": one.event.value,
            "body": one.body,
            "created": one.created,
            "attempts": one.attempts,
            "next_try": one.next_try,
            "delivered": one.delivered,
            "problem": one.problem,
        }
        for one in new.values()
        if one.hook_id in numbers
    ]
    if rows:
        connection.execute(insert(deliveries), rows)


def _asked() -> Select[*tuple[Any, ...]]:
    joined = deliveries.join(hooks, hooks.c.number == deliveries.c.hook)
    return select(deliveries, hooks.c.id.label("hook_id")).select_from(joined)


def _hook(row: AnyRow) -> Hook:
    events = tuple(EventKind(one) for one in row.events.split())
    return Hook(row.id, row.url, events, row.secret, row.added, row.disabled)


def _delivery(row: AnyRow) -> Delivery:
    return Delivery(
        id=row.id,
        hook_id=row.hook_id,
        event=EventKind(row.event),
        body=row.body,
        created=row.created,
        attempts=row.attempts,
        next_try=row.next_try,
        delivered=row.delivered,
        problem=row.problem,
    )
