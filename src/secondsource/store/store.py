"""The store of a desk: one database, its matters side by side."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path
from types import TracebackType

from secondsource.records.grouped import Grouped
from secondsource.records.job import Job
from secondsource.records.kept import Act, Condition, Intake
from secondsource.records.report import Report
from secondsource.records.story import Decision
from secondsource.store.alone import alone
from secondsource.store.answered import Answered
from secondsource.store.asides import Asides, put_asides
from secondsource.store.backup import back_up
from secondsource.store.briefs import Briefs
from secondsource.store.database import PATIENCE, Database, open_database
from secondsource.store.decisions import Acts, add_act, undo_act
from secondsource.store.deliveries import Deliveries, Hooks
from secondsource.store.feeds import (
    Feeds,
    Pages,
    mark_seen,
    put_pages,
    put_subscription,
    take_pages,
)
from secondsource.store.grouped import put_grouped
from secondsource.store.health import examine
from secondsource.store.intake import check_reports, insert_reports
from secondsource.store.jobs import Jobs, insert_job
from secondsource.store.layers import Layers
from secondsource.store.migrating import bring_up
from secondsource.store.people import People
from secondsource.store.reports import Reports
from secondsource.store.reviews import KeptReview, Reviews, insert_review
from secondsource.store.shelf import Shelf
from secondsource.store.stories import Stories
from secondsource.store.views import Views
from secondsource.store.visits import Visits


class Store:
    """Everything that a desk keeps. What a method changed is durable when it returns.

    Any number of threads and processes may use one database. Errors are `TryAgain` where waiting
    helps (another writer, a lost connection) and `BadConfig` where only mending does (a full
    disk, a file that cannot be written); either way nothing of what was being done is kept.
    """

    def __init__(self, database: Database) -> None:
        self.database = database
        self.reports = Reports(database)
        self.shelf = Shelf(database)
        self.stories = Stories(database)
        self.acts = Acts(database)
        self.layers = Layers(database)
        self.briefs = Briefs(database)
        self.visits = Visits(database)
        self.feeds = Feeds(database)
        self.pages = Pages(database)
        self.asides = Asides(database)
        self.hooks = Hooks(database)
        self.deliveries = Deliveries(database)
        self.people = People(database)
        self.jobs = Jobs(database)
        self.reviews = Reviews(database)
        self.views = Views(database)
        self.answered = Answered(database)

    def add_reports(self, reports: Sequence[Report], *, at: datetime) -> tuple[str, ...]:
        """Keep reports; the ids of those that were not there yet. As `take_in`."""
        return self.take_in(Intake(reports=tuple(reports)), at=at)

    def take_in(self, intake: Intake, *, at: datetime) -> tuple[str, ...]:
        """Keep what came in at once, all or nothing; the ids of reports that are new.

        A report that is there already stays as it is. One with the outlet and the address of
        another but a new text replaces the version before it. `BadInput` for a report with
        characters that cannot be stored.
        """
        check_reports(intake.reports)
        with self.database.writing() as connection:
            if intake.subscription is not None:
                put_subscription(connection, intake.subscription)
            new = insert_reports(connection, intake.reports, at=at)
            mark_seen(connection, intake.seen)
            take_pages(connection, intake.fetched)
            put_pages(connection, intake.to_fetch)
            put_asides(connection, intake.set_aside, at=at)
        return new

    def alone(self) -> AbstractContextManager[None]:
        """Keep others out of what only one process at a time may do: group, decide."""
        return alone(self.database)

    def decide(self, what: str, made: Sequence[Decision], grouped: Grouped, *, at: datetime) -> int:
        """Keep what was decided together with the stories that follow from it; the act's number."""
        with self.database.writing() as connection:
            number = add_act(connection, what, made, at=at)
            put_grouped(connection, grouped, at=at)
        return number

    def undo(self, number: int, grouped: Grouped, *, at: datetime) -> Act:
        """Take an act back together with the stories that follow from that."""
        with self.database.writing() as connection:
            act = undo_act(connection, number, at=at)
            put_grouped(connection, grouped, at=at)
        return act

    def put_review(self, review: KeptReview, job: Job, parts: Sequence[bytes]) -> None:
        """Keep a new review together with the job that fills it; `parts` are what is to be done."""
        with self.database.writing() as connection:
            insert_review(connection, review)
            insert_job(connection, job, parts)

    def back_up(self, path: Path) -> None:
        """Write all that there is into a new file, as it is at one moment; others go on writing.

        The file is a desk of its own, and there whole or not at all. `BadConfig` if the path is
        taken or cannot be written.
        """
        back_up(self.database, path)

    def examine(self, *, now: datetime) -> tuple[Condition, ...]:
        """How the store is found to be, one condition a matter; takes a while on a large one."""
        return tuple(examine(self.database, now=now))

    def close(self) -> None:
        """Let go of the database."""
        self.database.close()

    def __enter__(self) -> "Store":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def open_store(url: str, *, migrate: bool = True, patience: float = PATIENCE) -> Store:
    """The store at a file or URL, made if it is not there.

    `sqlite:///FILE`, the path of a file, or `postgresql://USER:PASSWORD@HOST/NAME`. `patience` is
    how many seconds to wait for other writers. Raises `BadConfig` where there can be no store:
    what is there is no desk, or of a later version of the program, or of an earlier one and
    `migrate` is False; `TryAgain` if it cannot be reached now.
    """
    database = open_database(url, patience=patience)
    try:
        bring_up(database, migrate=migrate)
    except BaseException:
        database.close()
        raise
    return Store(database)
