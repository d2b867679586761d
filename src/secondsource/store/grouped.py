"""Stores what grouping gave: glances, links and stories, together or not at all."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

import numpy as np
from sqlalchemy import Connection, delete, exists, insert, select, update
from sqlalchemy import text as sql

from secondsource.errors import NotFound
from secondsource.records.grouped import Glance, Grouped
from secondsource.records.story import Story
from secondsource.store import search, word_index
from secondsource.store.columns import age_of
from secondsource.store.database import batches
from secondsource.store.glance_rows import glances_by_number
from secondsource.store.lists import among
from secondsource.store.packing import pack_keys
from secondsource.store.reports import numbers_of
from secondsource.store.schema import glances, homes, members, reports, stories
from secondsource.store.story_rows import stories_by_number, story_numbers, values_of
from secondsource.store.touching import touch

PUT_LINK = sql(
    "INSERT INTO links (a, b, value) VALUES (:a, :b, :value) "
    "ON CONFLICT (a, b) DO UPDATE SET value = excluded.value"
)
PUT_HOME = sql(
    "INSERT INTO homes (report, story) VALUES (:report, :story) "
    "ON CONFLICT (report) DO UPDATE SET story = excluded.story"
)
PUT_EMBEDDING = sql(
    "INSERT INTO embeddings (report, embedding) VALUES (:report, CAST(:embedding AS vector))"
)

Numbers = Mapping[str, int]


def put_grouped(connection: Connection, grouped: Grouped, *, at: datetime) -> None:
    """Store it; what is there already is left as it is. `NotFound` for a report that is not."""
    numbers = _numbers(connection, grouped)
    _put_glances(connection, {numbers[one.report_id]: one for one in grouped.glances})
    rows = [{"a": numbers[one.a], "b": numbers[one.b], "value": one.value} for one in grouped.links]
    if rows:
        connection.execute(PUT_LINK, rows)
    lost = _put_stories(connection, grouped.stories, numbers, at=at)
    _note_grouped(connection, {*lost, *(numbers[one.report_id] for one in grouped.glances)})


def _numbers(connection: Connection, grouped: Grouped) -> Numbers:
    ids = {one.report_id for one in grouped.glances}
    ids |= {end for link in grouped.links for end in (link.a, link.b)}
    ids |= {one for story in grouped.stories for one in story.report_ids}
    found = numbers_of(connection, ids)
    if missing := sorted(ids - set(found)):
        raise NotFound(f"no report {', '.join(missing)}: add reports before they are grouped")
    return found


def _put_glances(connection: Connection, new: Mapping[int, Glance]) -> None:
    old = glances_by_number(connection, new)
    fresh = {number: glance for number, glance in new.items() if old.get(number) != glance}
    if not fresh:
        return
    _drop_glances(connection, {number: old[number] for number in fresh if number in old})
    connection.execute(insert(glances), [_row(*one) for one in fresh.items()])
    word_index.enter(connection, fresh)
    if connection.dialect.name == "postgresql":
        put_embeddings(connection, ((number, one.vector) for number, one in fresh.items()))


def _drop_glances(connection: Connection, old: Mapping[int, Glance]) -> None:
    """Make place for what a newer version of the program saw in the same reports."""
    if not old:
        return
    word_index.strike(connection, old)
    for some in batches(old):
        connection.execute(delete(glances).where(among(glances.c.report, some)))
        if connection.dialect.name == "postgresql":
            connection.execute(sql("DELETE FROM embeddings WHERE report = ANY(:n)"), {"n": some})


def _row(number: int, glance: Glance) -> dict[str, Any]:
    return {
        "report": number,
        "published": glance.published,
        "age": age_of(glance.published),
        "maker_name": glance.maker.name,
        "maker_version": glance.maker.version,
        "keys": pack_keys(glance.keys),
        "vector": glance.vector,
        "content": glance.content,
    }


def put_embeddings(connection: Connection, vectors: Iterable[tuple[int, bytes]]) -> None:
    """Let PostgreSQL search for the vectors, by number of their reports; empty ones it cannot."""
    rows = [
        {"report": number, "embedding": _spelt(np.frombuffer(vector, "<f4"))}
        for number, vector in vectors
        if vector
    ]
    if rows:
        connection.execute(PUT_EMBEDDING, rows)


def _spelt(vector: np.ndarray[Any, np.dtype[np.float32]]) -> str:
    return f"[{','.join(map(repr, vector.tolist()))}]"


def _put_stories(
    connection: Connection, given: Iterable[Story], numbers: Numbers, *, at: datetime
) -> set[int]:
    """Store the stories that differ from what is there; the reports that lost their story."""
    given = list({story.id: story for story in given}.values())
    known = story_numbers(connection, [story.id for story in given])
    old = stories_by_number(connection, known.values())
    fresh = [one for one in given if one.id not in known or old[known[one.id]] != one]
    if not fresh:
        return set()
    known |= _insert_stories(connection, [one for one in fresh if one.id not in known], at=at)
    for story in fresh:
        if known[story.id] in old:
            row = stories.c.number == known[story.id]
            connection.execute(update(stories).where(row).values(**values_of(story)))
    search.enter_headlines(connection, ((known[one.id], one.headline) for one in fresh))
    told_anew = [
        known[one.id] for one in fresh if known[one.id] in old and _differs(old[known[one.id]], one)
    ]
    touch(connection, told_anew, at=at)
    return _put_members(connection, {known[one.id]: one for one in fresh}, numbers)


def _differs(old: Story, new: Story) -> bool:
    """Whether the brief of a story would read differently."""
    return (old.report_ids, old.headline, old.merged_into) != (
        new.report_ids,
        new.headline,
        new.merged_into,
    )


def _insert_stories(connection: Connection, new: list[Story], *, at: datetime) -> Numbers:
    if not new:
        return {}
    counters = {"basis": 1, "briefed": 0, "brief": 0, "origins": 0, "disputed": 0}
    rows = [{"id": one.id, **values_of(one), "changed": at, **counters} for one in new]
    connection.execute(insert(stories), rows)
    return story_numbers(connection, [one.id for one in new])


def _put_members(connection: Connection, fresh: Mapping[int, Story], numbers: Numbers) -> set[int]:
    before: set[int] = set()
    for some in batches(fresh):
        inside = among(homes.c.story, some)
        before |= set(connection.execute(select(homes.c.report).where(inside)).scalars())
        connection.execute(delete(homes).where(inside))
        connection.execute(delete(members).where(among(members.c.story, some)))
    rows = [
        {"story": number, "position": position, "report": numbers[one]}
        for number, story in fresh.items()
        for position, one in enumerate(story.report_ids)
    ]
    if rows:
        connection.execute(insert(members), rows)
    live = {number for number, story in fresh.items() if story.merged_into is None}
    housed = [{"report": row["report"], "story": row["story"]} for row in rows]
    housed = [row for row in housed if row["story"] in live]
    if housed:
        connection.execute(PUT_HOME, housed)
    return before - {row["report"] for row in housed}


def _note_grouped(connection: Connection, numbers: Iterable[int]) -> None:
    """Reports in a story are grouped; any other is pending, also one that lost its story."""
    for some in batches(numbers):
        inside = exists().where(homes.c.report == reports.c.number)
        connection.execute(
            update(reports).where(among(reports.c.number, some)).values(grouped=inside)
        )
