"""The desk that keeps its reports: it takes in, groups as they come, and is put right by hand."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from types import TracebackType
from typing import Self

from secondsource.desk.answered import Answered
from secondsource.desk.briefing import Briefing, standing
from secondsource.desk.doing import Doing
from secondsource.desk.jobs import Jobs
from secondsource.desk.layers_of_kept import LayersOfKept
from secondsource.desk.looking import Looking
from secondsource.desk.ordering import Ordering
from secondsource.desk.overview import Overview
from secondsource.desk.people import People
from secondsource.desk.polling import Pace, Polling
from secondsource.desk.pulse import Pulse
from secondsource.desk.reading import Models, Progress, Reader, unheard
from secondsource.desk.reviews import Reviews
from secondsource.desk.sources import Sources
from secondsource.desk.taking import Taken, Taking
from secondsource.desk.telling import Telling
from secondsource.desk.together import Desk
from secondsource.desk.views import Views
from secondsource.net.fetcher import Fetcher
from secondsource.records.brief import Account, SetAside
from secondsource.records.change import BriefVersion, Change, Event
from secondsource.records.feed import Subscription
from secondsource.records.finding import CheckAnswer
from secondsource.records.job import ToAdd
from secondsource.records.kept import Act
from secondsource.records.people import ALONE
from secondsource.records.report import Report
from secondsource.records.running import Added, Round, Shown
from secondsource.records.story import Story
from secondsource.records.summary import StoryFilter, StorySummary
from secondsource.run.killable import Killable
from secondsource.run.reading_pool import ReadingPool
from secondsource.stages.group import why_joined
from secondsource.stages.ingest.opml import write_opml
from secondsource.store.store import Store

EVERY_STORY = StoryFilter()
REPORTS_A_STORY = 4  # looked at for each story of a list, as most have few
NOTHING = ToAdd()


@dataclass(frozen=True, slots=True)
class Tools:
    """What a running desk works with besides its store and its models."""

    fetcher: Fetcher
    hands: Killable
    pool: ReadingPool
    pace: Pace
    now: Callable[[], datetime]


class RunningDesk:
    """Keeps reports and what follows from them. Made by `secondsource.open_running_desk`.

    What a method has taken in is durable when it returns, and any number of processes may work on
    one store. Use it in a `with`, or `close` it.
    """

    def __init__(self, store: Store, models: Models, tools: Tools) -> None:
        self.store = store
        self.told = Telling(store, tools.fetcher, tools.now)
        self.people = People(store.people, tools.now)
        self.pulse = Pulse(store)
        self._tools = tools
        self._sources = Sources(tools.fetcher, tools.hands)
        self._taking = Taking(store, tools.now)
        self._polling = Polling(store, tools.fetcher, tools.pace, tools.now)
        self._ordering = Ordering(store, models, tools.now)
        reader = Reader(models, LayersOfKept(store), tools.pool)
        self._models = models
        self._desk = Desk(models, tools.now, reader)
        self._briefing = Briefing(store, models, reader, tools.now)
        self.jobs = Jobs(store, tools.now, Doing(self))
        self.reviews = Reviews(store, self.jobs, tools.now)
        self.views = Views(store)
        self.answered = Answered(store, tools.now)
        looking = Looking(store, tools.now)
        self.standing = looking.standing
        self.is_stale = looking.is_stale
        self.story = looking.story
        self.report, self.reports_of = looking.report, looking.reports_of
        self.reports, self.home = looking.reports, looking.home
        self.visit, self.last_visits = looking.visit, looking.last_visits
        self.changes_since_visit = looking.changes_since_visit
        self.coverage = looking.coverage
        overview = Overview(store, tools.now)
        self.summary, self.summaries = overview.summary, overview.summaries
        self.versions, self.acts = overview.versions, overview.acts
        self.feeds, self.leave = overview.feeds, overview.leave
        self.examine = overview.examine

    def add(
        self,
        inputs: Sequence[str],
        *,
        outlet: str = "",
        briefs: bool = True,
        progress: Progress = unheard,
    ) -> Added:
        """Take in what is at addresses, in files and in archives, follow feeds, and group.

        Nothing is raised for an input that cannot be read: it is set aside with the reason. With
        `outlet`, that is who published all of it. Without `briefs`, stories are read when they are
        shown or in the next round of watching: reading is what takes long of a large archive.
        """
        taken = self._taking.all(self._sources.read(inputs, outlet=outlet), progress)
        return self._added(taken, progress, briefs=briefs)

    def take_in(
        self, given: ToAdd, *, since: datetime | None = None, progress: Progress = unheard
    ) -> Added:
        """As `add`, what was given from elsewhere: nothing in it is taken for a path here.

        What came in `since` then counts as new: an earlier try to take in the same has stored it.
        """
        found = self._sources.given(given, progress)
        added = self._added(self._taking.all(found, progress, since=since), progress)
        homes = (story.id for story in self._ordering.homes(added.reports))
        return replace(added, stories=tuple(dict.fromkeys((*added.stories, *homes))))

    def _added(self, taken: Taken, progress: Progress, *, briefs: bool = True) -> Added:
        """Ask the feeds that are followed from now on, and put in order all that came."""
        feeds = [one for one in self.store.feeds.all() if one.url in taken.feeds]
        self._poll(feeds, taken, progress)
        stories, events = self._work(taken, progress, briefs=briefs)
        return Added(
            reports=tuple(taken.new),
            known=taken.known,
            feeds=tuple(taken.feeds),
            stories=stories,
            events=events,
            damaged=taken.damaged,
            set_aside=tuple(taken.set_aside),
        )

    def round(self, *, progress: Progress = unheard) -> Round:
        """Ask the feeds and pages that are due, group, brief, and tell the webhooks."""
        taken = Taken()
        due = self.store.feeds.due(self._tools.now())
        pages = self._poll(due, taken, progress)
        stories, events = self._work(taken, progress)
        return Round(
            feeds=len(due),
            pages=pages,
            reports=tuple(taken.new),
            stories=stories,
            events=events,
            next_due=self.next_due(),
            set_aside=tuple(taken.set_aside),
        )

    def stories(
        self, wanted: StoryFilter = EVERY_STORY, *, after: str | None = None, limit: int = 50
    ) -> tuple[tuple[StorySummary, ...], str | None]:
        """Stories that a filter keeps, the latest change first, and a cursor to go on with."""
        return self.store.stories.list(wanted, after=after, limit=limit)

    def show(
        self, story_id: str, *, since: int | datetime | None = None, mark: bool = True
    ) -> Shown:
        """A story's brief as it is now, and what changed since a version, a time or the last show.

        When it is shown for the first time, nothing is told to have changed. Only with `mark` does
        it count as shown. `story_id` may be the beginning of an id; `NotFound` if there is none.
        """
        story = self.store.stories.get(story_id)
        account, version = self._briefing.fresh(story.id)
        if since is None:
            since = self.store.visits.last(ALONE, story.id) or version.number
        if isinstance(since, datetime):
            changed = self.store.briefs.versions(story.id, since=since)
        else:
            changed = self.store.briefs.versions(story.id, after=since)
        if mark:
            self.visit(story.id, ALONE, version.number)
        return Shown(account, version, changed, self._why(story))

    def version(self, story_id: str, number: int) -> Shown:
        """An earlier version of a story's brief, and what it changed; `NotFound` if there is none.

        `StaleRecord` for one that was kept in a form of another version of the program.
        """
        account, version = self._briefing.version(self.store.stories.get(story_id).id, number)
        return Shown(account, version, (version,), self._why(account.story))

    def why(self, story_id: str) -> tuple[Story, tuple[tuple[Report, str], ...]]:
        """A story, and of each of its reports what joined it to the others."""
        story = self.store.stories.get(story_id)
        told = dict(self._why(story))
        reports = self.store.reports.get(story.report_ids)
        return story, tuple((one, told.get(one.id, "")) for one in reports)

    def _why(self, story: Story) -> tuple[tuple[str, str], ...]:
        told = why_joined(self.store.shelf, story.report_ids)
        return tuple((one, told[one]) for one in story.report_ids if one in told)

    def cited(self, versions: Iterable[BriefVersion]) -> dict[str, Report]:
        """The reports that the changes of versions cite, by id."""
        told: list[Change] = [change for version in versions for change in version.changes]
        return self._briefing.cited(told)

    def cited_by(self, events: Iterable[Event]) -> dict[str, Report]:
        """The reports that events cite, by id."""
        return self._briefing.cited([change for event in events for change in event.changes])

    def opml(self) -> str:
        """The feeds that are followed, as OPML."""
        return write_opml(self.store.feeds.all(), title="Second Source")

    def accounts(self, story_ids: Iterable[str]) -> Iterator[Account]:
        """The account of each story as it is now, one after the other; none is held any longer."""
        for story_id in story_ids:
            yield self._briefing.fresh(self.store.stories.get(story_id).id)[0]

    def check(
        self,
        draft: str,
        *,
        story_ids: Iterable[str] = (),
        given: ToAdd = NOTHING,
        progress: Progress = unheard,
    ) -> CheckAnswer:
        """What the reports of stories say of each sentence of a draft, but for those taken back.

        What is `given` besides is read for this alone, and not taken in.
        """
        found = (self.store.stories.material(one) for one in story_ids)
        reports = {report.id: report for material in found for report in standing(material)}
        besides, aside = self._sources.reports(given, progress)
        against = {report.id: report for report in besides} | reports
        answer = self._desk.check(draft, against=list(against.values()), progress=progress)
        return replace(answer, set_aside=(*aside, *answer.set_aside))

    def brief(self, story_id: str, *, progress: Progress = unheard) -> Story:
        """Have a story told as it is now; the story, by its own or the beginning of its id."""
        story = self.store.stories.get(story_id)
        self._briefing.fresh(story.id, progress)
        return story

    def like(
        self,
        text: str,
        *,
        since: datetime | None = None,
        until: datetime | None = None,
        limit: int = 50,
    ) -> tuple[StorySummary, ...]:
        """Stories with the reports that are likest to a text in meaning, the likest first.

        Of reports published in that time (inclusive), and undated ones.
        """
        (vector,) = self._models.encoder.encode([text])
        near = self.store.shelf.nearest(
            vector, since=since, until=until, most=REPORTS_A_STORY * limit
        )
        homes = self._ordering.homes([report for report, _ in near])
        return self.store.stories.summaries([story.id for story in homes])[:limit]

    def merge(self, story_ids: Sequence[str], *, briefs: bool = True) -> Story:
        """Make one story of several, for good; `BadInput` for fewer than two.

        Without `briefs`, here as in `split` and `undo`, the stories are briefed by whoever asks
        for it: at a door where somebody waits that is a job.
        """
        story = self._ordering.merge(story_ids)
        if briefs:
            self._brief_all()
        return story

    def split(
        self, story_id: str, report_ids: Sequence[str], *, briefs: bool = True
    ) -> tuple[Story, ...]:
        """Take some reports out of a story, for good: the new story, then the old one."""
        stories = self._ordering.split(story_id, report_ids)
        if briefs:
            self._brief_all()
        return stories

    def undo(
        self, number: int | None = None, *, briefs: bool = True
    ) -> tuple[Act, tuple[Story, ...]]:
        """Take back the last merge or split, or one by its number; the stories it was about."""
        act = self._ordering.undo(number)
        if briefs:
            self._brief_all()
        ids = dict.fromkeys(one for made in act.decisions for one in made.report_ids)
        return act, self._ordering.homes(ids)

    def _brief_all(self) -> None:
        """Have every list tell of the stories as they are now."""
        for _ in self._briefing.write_stale():
            pass

    def close(self) -> None:
        """End all processes at work for the desk, and let go of its store."""
        self._tools.hands.close()
        self._tools.pool.close()
        self.people.close()
        self.store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _poll(
        self, feeds: Sequence[Subscription], taken: Taken, progress: Progress = unheard
    ) -> int:
        """Ask feeds, and the pages that are due; how many pages were asked."""
        for done, one in enumerate(self._polling.feeds(feeds, self._sources), start=1):
            progress("Asking feeds", done, len(feeds))
            taken.new += one.new
            taken.set_aside += one.set_aside
        pages = 0
        for one in self._polling.pages(self._sources):
            pages += 1
            progress("Reading pages", pages, pages)
            taken.new += one.new
            taken.set_aside += one.set_aside
        return pages

    def _work(
        self, taken: Taken, progress: Progress, *, briefs: bool = True
    ) -> tuple[tuple[str, ...], tuple[Event, ...]]:
        """Group and brief what is new; the stories that changed and what happened in them."""
        stories = dict.fromkeys(self._ordering.group_pending(progress))
        events: list[Event] = []
        for one in self._briefing.write_stale(progress) if briefs else ():
            if isinstance(one, SetAside):
                taken.set_aside.append(one)
            else:
                events.append(one)
                stories[one.story_id] = None
        self.told.send_due()
        return tuple(stories), tuple(events)

    def next_due(self) -> datetime | None:
        """When the next feed, page or delivery is due, None if there is none."""
        every = (
            self.store.feeds.next_due(),
            self.store.pages.next_due(),
            self.store.deliveries.next_due(),
        )
        return min((one for one in every if one is not None), default=None)
