"""Which version of each story's brief a person saw last."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, bindparam, select
from sqlalchemy import text as sql

from secondsource.store.columns import Instant
from secondsource.store.database import Database, batches
from secondsource.store.lists import among
from secondsource.store.schema import stories, visits
from secondsource.store.stories import story_number

PUT_VISIT = sql(
    "INSERT INTO visits (user_id, story, brief, at) VALUES (:user_id, :story, :brief, :at) "
    "ON CONFLICT (user_id, story) DO UPDATE SET brief = excluded.brief, at = excluded.at "
    "WHERE visits.brief < excluded.brief"
).bindparams(bindparam("at", type_=Instant))


class Visits:
    """What each person saw of the stories; "" is the person alone at the desk."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def last(self, user_id: str, story_id: str) -> int:
        """The number of the brief that they saw last, 0 if none; `story_id` as for `get`."""
        with self._database.reading() as connection:
            return _last(connection, user_id, story_number(connection, story_id))

    def mark(self, user_id: str, story_id: str, number: int, *, at: datetime) -> None:
        """Note that they saw a version; one older than another they saw changes nothing.

        Only what is new is written: a page that is read over and over keeps nobody waiting.
        """
        with self._database.reading() as connection:
            story = story_number(connection, story_id)
            if _last(connection, user_id, story) >= number:
                return
        row = {"user_id": user_id, "story": story, "brief": number, "at": at}
        with self._database.writing() as connection:
            connection.execute(PUT_VISIT, row)

    def of(self, user_id: str, story_ids: Sequence[str]) -> dict[str, int]:
        """The number of the brief that they saw last of each of these stories that they saw."""
        found: dict[str, int] = {}
        asked = select(stories.c.id, visits.c.brief).join(
            stories, stories.c.number == visits.c.story
        )
        with self._database.reading() as connection:
            for some in batches(story_ids):
                its = (visits.c.user_id == user_id, among(stories.c.id, some))
                found.update((id, brief) for id, brief in connection.execute(asked.where(*its)))
        return found


def _last(connection: Connection, user_id: str, story: int) -> int:
    its = (visits.c.user_id == user_id, visits.c.story == story)
    return connection.execute(select(visits.c.brief).where(*its)).scalar() or 0
