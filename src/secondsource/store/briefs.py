"""Briefs of stories in versions, which of them are stale, and what to tell of each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, Table, exists, insert, select, text, update

from secondsource.errors import NotFound
from secondsource.records.change import BriefVersion, Change
from secondsource.records.hook import Delivery
from secondsource.store.change_rows import changes_of, put_changes
from secondsource.store.columns import microseconds
from secondsource.store.database import AnyRow, Database
from secondsource.store.deliveries import enqueue
from secondsource.store.reports import numbers_of
from secondsource.store.schema import briefs, independent, members, stories, story_names
from secondsource.store.stories import story_number
from secondsource.store.touching import touch

STALE = text("merged_into IS NULL AND basis <> briefed")


@dataclass(frozen=True, slots=True)
class Written:
    """A brief to be stored.

    `account` is what `codec.account_to_bytes` made, `basis` that of the material it was made of.
    `origins` and `disputed` count its independent origins and its points in conflict, `names` are
    those of people, bodies and places in it. `independent` are the ids of the reports that have
    what they tell from no other. `deliveries` are sent because of it.
    """

    story_id: str
    basis: int
    written: datetime
    account: bytes
    changes: tuple[Change, ...] = ()
    origins: int = 0
    disputed: int = 0
    names: tuple[str, ...] = ()
    deliveries: tuple[Delivery, ...] = ()
    independent: tuple[str, ...] = ()


class Briefs:
    """The briefs of the stories of a desk."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def stale(self, limit: int, *, least_reports: int = 1) -> tuple[str, ...]:
        """Up to `limit` ids of stories that changed since their latest brief, or have none.

        Of those that have none only such as have so many reports.
        """
        query = select(stories.c.id).where(STALE).order_by(stories.c.number).limit(limit)
        if least_reports > 1:
            further = (members.c.story == stories.c.number) & (
                members.c.position == least_reports - 1
            )
            query = query.where((stories.c.brief > 0) | exists().where(further))
        with self._database.reading() as connection:
            return tuple(connection.execute(query).scalars())

    def is_stale(self, story_id: str) -> bool:
        """Whether the story changed since its latest brief, or has none."""
        with self._database.reading() as connection:
            story = story_number(connection, story_id)
            query = select(stories.c.id).where(STALE, stories.c.number == story)
            return connection.execute(query).first() is not None

    def outdate(self, story_ids: Sequence[str], *, at: datetime) -> None:
        """Have the briefs of these stories written anew, as after an update of the program."""
        with self._database.writing() as connection:
            touch(connection, [story_number(connection, one) for one in story_ids], at=at)

    def put(self, brief: Written) -> int:
        """Store a brief and what is to be sent because of it; its number, from 1.

        One made of the same basis as the latest, or of an older one, is not stored again, nor is
        anything sent: the number is that of the latest. `NotFound` for an unknown story.
        """
        with self._database.writing() as connection:
            asked = select(stories).where(stories.c.id == brief.story_id)
            story = connection.execute(asked).one_or_none()
            if story is None:
                raise NotFound(f"no story {brief.story_id}: group reports before briefing them")
            if brief.basis <= story.briefed:
                return int(story.brief)
            if brief.basis > story.basis:
                raise ValueError(f"the story stands at {story.basis}, not at {brief.basis}")
            _insert(connection, story.number, story.brief + 1, brief)
            enqueue(connection, brief.deliveries)
            return int(story.brief) + 1

    def version(self, story_id: str) -> BriefVersion:
        """The latest version of a story's brief, without its account; errors as of `get`."""
        with self._database.reading() as connection:
            story = story_number(connection, story_id)
            row = _row(connection, select(briefs.c.number, briefs.c.written), story, None)
            if row is None:
                raise _missing(story_id, None)
            (version,) = _versions(connection, story, [row])
            return version

    def get(self, story_id: str, number: int | None = None) -> tuple[BriefVersion, bytes]:
        """A version of a story's brief, the latest by default, and its account as bytes.

        `NotFound` if there is no such version; `story_id` as for `Stories.get`.
        """
        with self._database.reading() as connection:
            story = story_number(connection, story_id)
            row = _row(connection, select(briefs), story, number)
            if row is None:
                raise _missing(story_id, number)
            (version,) = _versions(connection, story, [row])
            return version, row.account

    def versions(
        self, story_id: str, *, after: int = 0, since: datetime | None = None
    ) -> tuple[BriefVersion, ...]:
        """The versions of a story's brief, oldest first, with what each changed.

        Those with a number above `after` and, if given, written at or after `since`.
        """
        with self._database.reading() as connection:
            story = story_number(connection, story_id)
            asked = select(briefs.c.number, briefs.c.written).where(briefs.c.story == story)
            rows = connection.execute(
                asked.where(briefs.c.number > after).order_by(briefs.c.number)
            ).all()
            if since is not None:
                rows = [row for row in rows if microseconds(row.written) >= microseconds(since)]
            return _versions(connection, story, rows)


def _row(
    connection: Connection, query: Select[*tuple[Any, ...]], story: int, number: int | None
) -> AnyRow | None:
    """The version with this number, the latest by default."""
    query = query.where(briefs.c.story == story)
    if number is not None:
        query = query.where(briefs.c.number == number)
    return connection.execute(query.order_by(briefs.c.number.desc()).limit(1)).one_or_none()


def _missing(story_id: str, number: int | None) -> NotFound:
    which = "no brief yet" if number is None else f"no version {number}"
    return NotFound(f"story {story_id} has {which}: `secondsource show` names the latest")


def _insert(connection: Connection, story: int, number: int, brief: Written) -> None:
    connection.execute(
        insert(briefs).values(
            story=story,
            number=number,
            written=brief.written,
            basis=brief.basis,
            origins=brief.origins,
            disputed=brief.disputed,
            account=brief.account,
        )
    )
    put_changes(connection, story, number, brief.changes)
    names = list(dict.fromkeys(brief.names))
    rows = [{"story": story, "position": at, "name": name} for at, name in enumerate(names)]
    _replace(connection, story_names, story, rows)
    numbers = numbers_of(connection, brief.independent)
    rows = [{"story": story, "report": report} for report in numbers.values()]
    _replace(connection, independent, story, rows)
    connection.execute(
        update(stories)
        .where(stories.c.number == story)
        .values(briefed=brief.basis, brief=number, origins=brief.origins, disputed=brief.disputed)
    )


def _replace(
    connection: Connection, table: Table, story: int, rows: Sequence[dict[str, Any]]
) -> None:
    """Keep these rows of what the latest brief tells, and none of the one before."""
    connection.execute(table.delete().where(table.c.story == story))
    if rows:
        connection.execute(insert(table), rows)


def _versions(
    connection: Connection, story: int, rows: Sequence[AnyRow]
) -> tuple[BriefVersion, ...]:
    if not rows:
        return ()
    story_id = connection.execute(
        select(stories.c.id).where(stories.c.number == story)
    ).scalar_one()
    changes = changes_of(connection, story, [row.number for row in rows])
    return tuple(
        BriefVersion(story_id, row.number, row.written, changes.get(row.number, ())) for row in rows
    )
