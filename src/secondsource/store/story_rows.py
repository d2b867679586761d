"""Stories in rows, and back."""

from collections import defaultdict
from collections.abc import Collection
from typing import Any

from sqlalchemy import Connection, RowMapping, select

from secondsource.records.evidence import Maker
from secondsource.records.story import Story
from secondsource.store.database import batches
from secondsource.store.lists import among
from secondsource.store.schema import homes, members, reports, stories


def values_of(story: Story) -> dict[str, Any]:
    """The columns that tell of the story itself."""
    return {
        "headline": story.headline,
        "first": story.first,
        "last": story.last,
        "merged_into": story.merged_into,
        "why": story.why,
        "maker_name": story.maker.name,
        "maker_version": story.maker.version,
    }


def stories_by_number(connection: Connection, numbers: Collection[int]) -> dict[int, Story]:
    """The stories with these numbers, those merged away among them."""
    rows: dict[int, RowMapping] = {}
    inside: dict[int, list[str]] = defaultdict(list)
    for some in batches(numbers):
        asked = select(stories).where(among(stories.c.number, some))
        rows.update((row["number"], row) for row in connection.execute(asked).mappings())
        listed = (
            select(members.c.story, reports.c.id)
            .join(reports, reports.c.number == members.c.report)
            .where(among(members.c.story, some))
            .order_by(members.c.story, members.c.position)
        )
        for number, report_id in connection.execute(listed).all():
            inside[number].append(report_id)
    return {number: _story(row, inside[number]) for number, row in rows.items()}


def story_numbers(connection: Connection, story_ids: Collection[str]) -> dict[str, int]:
    """The numbers of those of the stories that are there, by id."""
    found: dict[str, int] = {}
    for some in batches(story_ids):
        asked = select(stories.c.id, stories.c.number).where(among(stories.c.id, some))
        found.update((id, number) for id, number in connection.execute(asked).all())
    return found


def homes_of(connection: Connection, report_ids: Collection[str]) -> dict[str, int]:
    """The number of the story that each of the reports is in, by id of the report."""
    found: dict[str, int] = {}
    for some in batches(report_ids):
        asked = select(reports.c.id, homes.c.story).join(homes, homes.c.report == reports.c.number)
        rows = connection.execute(asked.where(among(reports.c.id, some))).all()
        found.update((id, number) for id, number in rows)
    return found


def _story(row: RowMapping, report_ids: list[str]) -> Story:
    return Story(
        id=row["id"],
        headline=row["headline"],
        report_ids=tuple(report_ids),
        first=row["first"],
        last=row["last"],
        merged_into=row["merged_into"],
        why=row["why"],
        maker=Maker(row["maker_name"], row["maker_version"]),
    )
