"""Lists of stories: filters as conditions, and cursors to go on with."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Integer,
    and_,
    exists,
    func,
    literal,
    or_,
    select,
)
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

from secondsource.errors import BadInput
from secondsource.records.summary import Coverage, StoryFilter, StorySummary
from secondsource.store.columns import EPOCH, MICROSECOND, UNDATED, Words, microseconds
from secondsource.store.database import AnyRow, batches
from secondsource.store.lists import among
from secondsource.store.schema import homes, independent, reports, stories, story_names
from secondsource.store.search import told_of

Condition = ColumnElement[bool]

COUNT = select(func.count()).where(homes.c.story == stories.c.number).scalar_subquery()
SUMMARY = select(
    stories.c.number,
    stories.c.id,
    stories.c.headline,
    stories.c.first,
    stories.c.last,
    stories.c.changed,
    COUNT.label("reports"),
    stories.c.origins,
    stories.c.disputed,
    stories.c.brief,
)


COVERAGE = (
    select(
        stories.c.id,
        reports.c.published,
        reports.c.added,
        independent.c.report.is_not(None),
    )
    .join(homes, homes.c.story == stories.c.number)
    .join(reports, reports.c.number == homes.c.report)
    .outerjoin(
        independent,
        and_(independent.c.story == homes.c.story, independent.c.report == homes.c.report),
    )
    .order_by(reports.c.age, reports.c.number)
)


class _PlaceIn(FunctionElement[int]):
    """Where a text stands in another, from 1; 0 if it does not."""

    type = Integer()
    inherit_cache = True


@compiles(_PlaceIn, "sqlite")
def _instr(element: _PlaceIn, compiler: SQLCompiler, **kw: Any) -> str:
    return f"instr({compiler.process(element.clauses, **kw)})"


@compiles(_PlaceIn, "postgresql")
def _strpos(element: _PlaceIn, compiler: SQLCompiler, **kw: Any) -> str:
    return f"strpos({compiler.process(element.clauses, **kw)})"


def page(
    connection: Connection, wanted: StoryFilter, *, after: str | None, limit: int
) -> tuple[tuple[StorySummary, ...], str | None]:
    """A page of stories, and where the next begins."""
    query = SUMMARY.where(stories.c.merged_into.is_(None), *_conditions(connection, wanted))
    if after is not None:
        changed, number = _place(after)
        same = and_(stories.c.changed == changed, stories.c.number < number)
        query = query.where(or_(stories.c.changed < changed, same))
    query = query.order_by(stories.c.changed.desc(), stories.c.number.desc()).limit(limit + 1)
    rows = connection.execute(query).all()
    cursor = _cursor(rows[limit - 1]) if len(rows) > limit else None
    return tuple(_summary(row) for row in rows[:limit]), cursor


def by_id(connection: Connection, ids: Sequence[str]) -> Iterator[StorySummary]:
    """The stories with these ids, in any order."""
    for some in batches(ids):
        rows = connection.execute(SUMMARY.where(among(stories.c.id, some))).all()
        yield from (_summary(row) for row in rows)


def coverage(connection: Connection, ids: Sequence[str]) -> dict[str, tuple[Coverage, ...]]:
    """Of the stories with these ids each report: when, and whether it is independent."""
    found: dict[str, list[Coverage]] = defaultdict(list)
    for some in batches(ids):
        rows = connection.execute(COVERAGE.where(among(stories.c.id, some))).all()
        for id, published, added, independent_one in rows:
            found[id].append(Coverage(published or added, independent_one))
    return {id: tuple(points) for id, points in found.items()}


def _summary(row: AnyRow) -> StorySummary:
    return StorySummary(*row[1:])


def _cursor(row: AnyRow) -> str:
    return f"{microseconds(row.changed)}-{row.number}"


def _place(cursor: str) -> tuple[datetime, int]:
    changed, _, number = cursor.partition("-")
    # 17 digits of microseconds reach beyond the year 5000, and not beyond the calendar.
    if not (changed.isdecimal() and number.isdecimal()) or max(len(changed), len(number)) > 17:
        raise BadInput(cursor, "is no cursor: give the one that came with the page before")
    return EPOCH + int(changed) * MICROSECOND, int(number)


def _conditions(connection: Connection, wanted: StoryFilter) -> Iterator[Condition]:
    if wanted.text.strip():
        yield told_of(connection, wanted.text)
    if wanted.name:
        its = story_names.c.story == stories.c.number
        yield exists().where(its, _has(story_names.c.name, wanted.name))
    if wanted.outlet:
        yield _reports_with(func.desk_fold(reports.c.outlet) == _folded(wanted.outlet))
    if wanted.since is not None or wanted.until is not None:
        yield _in_time(wanted)
    if wanted.least_origins > 0:
        yield stories.c.origins >= wanted.least_origins
    if wanted.disputed is not None:
        yield stories.c.disputed > 0 if wanted.disputed else stories.c.disputed == 0


def _reports_with(*conditions: Condition) -> Condition:
    joined = (homes.c.story == stories.c.number, homes.c.report == reports.c.number)
    return exists().where(*joined, *conditions)


def _has(column: ColumnElement[str], text: str) -> Condition:
    """Whether it stands in the column, whatever the case of either."""
    return _PlaceIn(func.desk_fold(column), _folded(text)) > 0


def _folded(text: str) -> ColumnElement[str]:
    return func.desk_fold(literal(text, Words()))


def _in_time(wanted: StoryFilter) -> Condition:
    since, until = wanted.since, wanted.until
    ages: list[Condition] = [reports.c.age < UNDATED]
    changed: list[Condition] = [stories.c.first.is_(None)]
    if since is not None:
        ages.append(reports.c.age >= microseconds(since))
        changed.append(stories.c.changed >= since)
    if until is not None:
        ages.append(reports.c.age <= microseconds(until))
        changed.append(stories.c.changed <= until)
    dated = _reports_with(*ages)
    return or_(dated, and_(*changed))
