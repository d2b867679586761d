"""Stories as they are asked for: one by its id, or a list of those that a filter keeps."""

from collections.abc import Sequence

from sqlalchemy import Connection, select

from secondsource.errors import BadInput, NotFound
from secondsource.records.kept import Material, Standing
from secondsource.records.story import Story
from secondsource.records.summary import Coverage, StoryFilter, StorySummary
from secondsource.store import listing
from secondsource.store.columns import UNSTORABLE
from secondsource.store.database import Database
from secondsource.store.lists import among
from secondsource.store.reports import reports_by_id, standing_of
from secondsource.store.schema import stories
from secondsource.store.story_rows import stories_by_number

LONGEST_ID = 64  # characters; a longer one is no beginning, and may be too long to compare
MOST_NAMED = 5  # stories listed for an ambiguous id
IN_FORCE = Standing()
EVERYTHING = StoryFilter()


class Stories:
    """The stories of a desk."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, id: str) -> Story:
        """The story of this id, or of the only one that begins so; where it was merged, its heir.

        `NotFound` if there is none, `BadInput` that lists them if there are several.
        """
        with self._database.reading() as connection:
            return stories_by_number(connection, [number := story_number(connection, id)])[number]

    def merged_into(self, id: str) -> tuple[Story, ...]:
        """The stories that became part of the one with this id, each as it was before."""
        query = select(stories.c.number).where(stories.c.merged_into == id)
        with self._database.reading() as connection:
            found = stories_by_number(connection, list(connection.execute(query).scalars()))
        return tuple(found[number] for number in sorted(found))

    def material(self, id: str) -> Material:
        """All that a brief of the story is made of, as of one moment; `id` as for `get`."""
        with self._database.reading() as connection:
            number = story_number(connection, id)
            story = stories_by_number(connection, [number])[number]
            found = reports_by_id(connection, story.report_ids)
            standing = standing_of(connection, story.report_ids)
            basis = connection.execute(select(stories.c.basis).where(stories.c.number == number))
            return Material(
                story=story,
                reports=tuple(found[one] for one in story.report_ids),
                standing=tuple(
                    (one, standing[one]) for one in story.report_ids if standing[one] != IN_FORCE
                ),
                basis=basis.scalar_one(),
            )

    def list(
        self, wanted: StoryFilter = EVERYTHING, *, after: str | None = None, limit: int = 50
    ) -> tuple[tuple[StorySummary, ...], str | None]:
        """Stories that a filter keeps, those that changed last first, and a cursor to go on with.

        The cursor is None at the end; given as `after`, it leads to the stories that follow, those
        that have changed meanwhile left out. `BadInput` for one that is none of ours.
        """
        with self._database.reading() as connection:
            return listing.page(connection, wanted, after=after, limit=limit)

    def summaries(self, ids: Sequence[str]) -> tuple[StorySummary, ...]:
        """The stories with these ids at a glance, in order; unknown ones left out."""
        with self._database.reading() as connection:
            found = {one.id: one for one in listing.by_id(connection, ids)}
        return tuple(found[one] for one in ids if one in found)

    def coverage(self, ids: Sequence[str]) -> dict[str, tuple[Coverage, ...]]:
        """Each report of these stories, in order of publication, by the id of the story.

        Stories that are not there, or have no report any more, are left out.
        """
        with self._database.reading() as connection:
            return listing.coverage(connection, ids)


def story_number(connection: Connection, id: str) -> int:
    """The number of a story by its id or how that begins, following merges."""
    named = select(stories.c.number, stories.c.id, stories.c.merged_into, stories.c.headline)
    found = connection.execute(named.where(among(stories.c.id, [id]))).all()
    if not found and 0 < len(id) <= LONGEST_ID and not UNSTORABLE.search(id):
        begins = stories.c.id.startswith(id, autoescape=True)
        found = connection.execute(named.where(begins).limit(MOST_NAMED + 1)).all()
    if not found:
        raise NotFound(f"no story {id}: `secondsource stories` lists what is there")
    if len(found) > 1:
        raise BadInput(id, _several(found))
    (row,) = found
    passed = {row.id}
    while row.merged_into is not None and row.merged_into not in passed:
        passed.add(row.merged_into)
        row = connection.execute(named.where(stories.c.id == row.merged_into)).one()
    return int(row.number)


def _several(found: Sequence[object]) -> str:
    named = [f"{row.id} ({row.headline})" for row in found[:MOST_NAMED]]  # type: ignore[attr-defined]
    more = " and more" if len(found) > MOST_NAMED else ""
    return f"several stories begin so: {', '.join(named)}{more}; give more of the id"
