"""What was grouped so far, found by index: the `Shelf` that grouping works on."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import Connection, func, select, union

from secondsource.records.grouped import Glance, Grouped, Link
from secondsource.records.story import Decision, Story
from secondsource.store import grouped, nearest, word_index
from secondsource.store.database import Database, batches
from secondsource.store.decisions import decisions_about
from secondsource.store.glance_rows import glances_by_number
from secondsource.store.lists import among
from secondsource.store.reports import numbers_of
from secondsource.store.schema import homes, links, reports
from secondsource.store.story_rows import homes_of, stories_by_number, story_numbers

Vector = nearest.Vector


class Shelf:
    """Fulfils `abilities.Shelf`, and takes in what grouping gave."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, given: Grouped, *, at: datetime) -> None:
        """Store what grouping gave, all or nothing; storing it again changes nothing.

        `NotFound` if it tells of a report that is not there. A report that is left in no story
        is pending again.
        """
        with self._database.writing() as connection:
            grouped.put_grouped(connection, given, at=at)

    def candidates(
        self, glances: Sequence[Glance], *, days: float, most: int
    ) -> dict[str, tuple[str, ...]]:
        """For each of some new reports, by id, grouped ones that may tell of the same event."""
        with self._database.reading() as connection:
            return word_index.near(connection, glances, days=days, most=most)

    def glances(self, report_ids: Collection[str]) -> Mapping[str, Glance]:
        """Those of the reports that were grouped, by id."""
        with self._database.reading() as connection:
            numbers = numbers_of(connection, report_ids)
            found = glances_by_number(connection, numbers.values())
        return {glance.report_id: glance for glance in found.values()}

    def links(self, report_ids: Collection[str]) -> Sequence[Link]:
        """Every link that has an end among the reports."""
        with self._database.reading() as connection:
            return _links(connection, list(numbers_of(connection, report_ids).values()))

    def stories_of(self, report_ids: Collection[str]) -> Mapping[str, Story]:
        """The story that each of the reports is in, by report id."""
        with self._database.reading() as connection:
            found = homes_of(connection, report_ids)
            stories = stories_by_number(connection, found.values())
        return {one: stories[number] for one, number in found.items()}

    def stories(self, story_ids: Collection[str]) -> Mapping[str, Story]:
        """Stories by id, those merged away among them."""
        with self._database.reading() as connection:
            numbers = story_numbers(connection, story_ids)
            found = stories_by_number(connection, numbers.values())
        return {story.id: story for story in found.values()}

    def decisions(self, report_ids: Collection[str]) -> Sequence[Decision]:
        """What people decided of pairs that have an end among the reports, in order of time."""
        with self._database.reading() as connection:
            return decisions_about(connection, numbers_of(connection, report_ids).values())

    def as_if(self, held: Sequence[Decision]) -> "Shelf":
        """The same reports and stories as they are, with these decisions for those that hold."""
        return _AsIf(self._database, held)

    def former(self, report_ids: Collection[str]) -> Mapping[str, str]:
        """For each of the reports that replaces another one here, by id, the one it replaces."""
        found: dict[str, str] = {}
        old = reports.alias()
        asked = select(reports.c.id, old.c.id).join(old, old.c.id == reports.c.replaces)
        with self._database.reading() as connection:
            for some in batches(report_ids):
                rows = connection.execute(asked.where(among(reports.c.id, some)))
                found.update((new, former) for new, former in rows if new != former)
        return found

    def replacing(self, report_ids: Collection[str]) -> Mapping[str, str]:
        """Each report that replaces one of the reports, and which one."""
        found: dict[str, str] = {}
        asked = select(reports.c.id, reports.c.replaces)
        with self._database.reading() as connection:
            for some in batches(report_ids):
                rows = connection.execute(asked.where(among(reports.c.replaces, some)))
                found.update((new, former) for new, former in rows if new != former)
        return found

    def grouped_so_far(self) -> int:
        """How many reports were grouped."""
        with self._database.reading() as connection:
            return connection.execute(select(func.count()).select_from(homes)).scalar_one()

    def first_grouped(self, most: int) -> Sequence[str]:
        """Up to `most` reports that were grouped."""
        asked = select(reports.c.id).join(homes, homes.c.report == reports.c.number)
        with self._database.reading() as connection:
            rows = connection.execute(asked.order_by(homes.c.report).limit(most))
            return tuple(rows.scalars())

    def nearest(
        self,
        vector: Vector,
        *,
        since: datetime | None = None,
        until: datetime | None = None,
        most: int = 10,
    ) -> list[tuple[str, float]]:
        """Ids of grouped reports and their cosine to a vector, the likest first; exact.

        Of those published in that time (inclusive) and the undated.
        """
        with self._database.reading() as connection:
            return nearest.nearest(connection, vector, nearest.Span(since, until), most)


class _AsIf(Shelf):
    """A shelf on which other decisions hold than those that are stored."""

    def __init__(self, database: Database, held: Sequence[Decision]) -> None:
        super().__init__(database)
        self._held = tuple(held)

    def decisions(self, report_ids: Collection[str]) -> Sequence[Decision]:
        """Those of the decisions of pairs that have an end among the reports."""
        ids = set(report_ids)
        return tuple(one for one in self._held if not ids.isdisjoint(one.report_ids))


def _links(connection: Connection, numbers: Sequence[int]) -> list[Link]:
    found: dict[tuple[str, str], float] = {}
    a, b = reports.alias(), reports.alias()
    for some in batches(numbers):
        ends = [select(links).where(among(end, some)) for end in (links.c.a, links.c.b)]
        every = union(*ends).subquery()
        rows = connection.execute(
            select(a.c.id, b.c.id, every.c.value)
            .join(a, a.c.number == every.c.a)
            .join(b, b.c.number == every.c.b)
        ).all()
        found.update(((one, other), value) for one, other, value in rows)
    return [Link(one, other, value) for (one, other), value in found.items()]
