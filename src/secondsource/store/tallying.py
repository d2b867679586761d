"""How much there is in a store, and whether it answers at all."""

from sqlalchemy import func, select

from secondsource.records.job import JobState, Lane
from secondsource.records.tally import Tally
from secondsource.store.database import Database
from secondsource.store.schema import jobs, reports, stories

AT_WORK = (JobState.WAITING, JobState.RUNNING)


def tally(database: Database) -> Tally:
    """How many reports, stories and unended jobs there are at one moment."""
    unended = jobs.c.state.in_([one.value for one in AT_WORK])
    by_lane = select(jobs.c.lane, jobs.c.state, func.count()).where(unended)
    with database.reading() as connection:
        rows = connection.execute(by_lane.group_by(jobs.c.lane, jobs.c.state)).all()
        counted = {(lane, state): number for lane, state, number in rows}
        return Tally(
            reports=connection.execute(select(func.count()).select_from(reports)).scalar_one(),
            stories=connection.execute(
                select(func.count()).select_from(stories).where(stories.c.merged_into.is_(None))
            ).scalar_one(),
            jobs=tuple(
                (lane, state, counted.get((lane.value, state.value), 0))
                for lane in Lane
                for state in AT_WORK
            ),
        )


def ask(database: Database) -> None:
    """Read one row; `TryAgain` or `BadConfig` where the database does not answer."""
    with database.reading() as connection:
        connection.execute(select(stories.c.number).limit(1)).first()
