"""Desks filled by hand before they are served: what is on them needs no model to be made."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from secondsource.build import ConfiguredModels
from secondsource.codec.kept import account_to_bytes
from secondsource.config import load_settings
from secondsource.desk.polling import Pace
from secondsource.desk.running import RunningDesk, Tools
from secondsource.net.fetcher import Fetcher
from secondsource.net.settings import FetchSettings
from secondsource.records.brief import Account
from secondsource.records.change import Change
from secondsource.records.feed import Subscription
from secondsource.records.grouped import Grouped
from secondsource.records.job import JobDone, Lane, ToRound
from secondsource.records.story import Relation, Story
from secondsource.run.killable import Killable
from secondsource.run.reading_pool import ReadingPool
from secondsource.store.briefs import Written
from secondsource.store.jobs import Lease, Outcome
from secondsource.store.store import open_store
from tests.store.records import glance

AT = datetime(2025, 10, 16, 14, 0, tzinfo=UTC)
LATER = datetime(2100, 1, 1, tzinfo=UTC)
WORKER = "by hand"


@contextmanager
def filling(path: Path) -> Iterator[RunningDesk]:
    """A desk at `path` that is not served yet."""
    with Killable(1) as hands:
        pace = Pace(timedelta(minutes=15), (timedelta(hours=6),))
        tools = Tools(Fetcher(FetchSettings()), hands, ReadingPool(1), pace, lambda: AT)
        desk = RunningDesk(open_store(str(path)), ConfiguredModels(load_settings()), tools)
        yield desk
        desk.store.close()


def put_story(
    desk: RunningDesk, account: Account, *, changes: Sequence[Sequence[Change]] = ((),)
) -> None:
    """Keep a story with as many versions of its brief as there are lists of changes."""
    put_group(desk, account.story, account)
    basis = desk.store.stories.material(account.story.id).basis
    disputed = sum(p.relation is Relation.CONFLICT for p in account.alignment.points)
    for changed in changes:
        desk.store.briefs.put(
            Written(
                story_id=account.story.id,
                basis=basis,
                written=account.brief.written,
                account=account_to_bytes(account),
                changes=tuple(changed),
                origins=len(account.alignment.origins),
                disputed=disputed,
                independent=tuple(one.report_ids[0] for one in account.alignment.origins),
            )
        )


def put_group(desk: RunningDesk, story: Story, account: Account) -> None:
    """Keep the reports of a story as grouped, before any brief."""
    desk.store.add_reports(account.reports, at=AT)
    glances = tuple(glance(report, "ferry") for report in account.reports)
    desk.store.shelf.put(Grouped(glances, (), (story,)), at=AT)


def put_feed(desk: RunningDesk, url: str, words: str) -> None:
    """Keep a feed that failed and is not asked again for a long time."""
    desk.store.feeds.put(
        Subscription(
            url=url, title=words, outlet=words, folder=words, added=AT, etag=None,
            last_modified=None, next_poll=LATER, last_success=AT, failures=1, problem=words,
            gone=False,
        )
    )  # fmt: skip


def put_job(desk: RunningDesk, done: JobDone) -> str:
    """Keep a job that ended like this; its id."""
    job = desk.jobs.put(ToRound(), user_id="")
    claimed = desk.store.jobs.take(tuple(Lane), Lease(WORKER, LATER), now=AT)
    assert claimed is not None
    assert claimed.job.id == job.id
    assert desk.store.jobs.end(job.id, WORKER, Outcome(done), at=AT)
    return job.id
