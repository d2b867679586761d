"""Stories that have something new to tell, because a report of theirs changed."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Connection, select, update

from secondsource.store.database import batches
from secondsource.store.lists import among
from secondsource.store.schema import homes, stories


def touch_homes(connection: Connection, reports: Collection[int], *, at: datetime) -> None:
    """Make the briefs of the stories that the reports (by number) are in stale."""
    for some in batches(reports):
        inside = select(homes.c.story).where(among(homes.c.report, some))
        connection.execute(
            update(stories)
            .where(stories.c.number.in_(inside))
            .values(basis=stories.c.basis + 1, changed=at)
        )


def touch(connection: Connection, numbers: Collection[int], *, at: datetime) -> None:
    """Make the briefs of the stories with these numbers stale."""
    for some in batches(numbers):
        connection.execute(
            update(stories)
            .where(among(stories.c.number, some))
            .values(basis=stories.c.basis + 1, changed=at)
        )
