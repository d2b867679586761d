"""Feeds asked when they are due, and the pages that they name: one round of watching.

What a feed gave is stored in one step with what it leads to, so that a process that is ended at
any moment loses nothing and takes nothing in twice.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial

from secondsource.desk.sources import Sources
from secondsource.errors import BadInput, NotThere, TryAgain
from secondsource.net.fetcher import Fetcher
from secondsource.records.brief import SetAside
from secondsource.records.feed import Feed, FeedEntry, FeedKind, Subscription
from secondsource.records.fetched import Fetched, Validators
from secondsource.records.kept import Intake, PageToFetch
from secondsource.records.report import Report
from secondsource.run.hosts import each_by_host
from secondsource.store.store import Store

PAGES_AT_ONCE = 64
MOST_SITEMAPS = 5  # of an index, the ones that changed last
UNCHANGED, GONE = 304, 410
MOST_ATTEMPTS = 6  # to read a page that is there some other time
FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=5), timedelta(days=1)
LONGEST_SILENCE = timedelta(days=7)  # the most that a feed may ask to be left alone
MOST_ENTRIES = 500  # of one feed in one round; a feed of all years comes in by parts
LATEST_PAGES = timedelta(days=3)  # of a sitemap, pages that changed no longer ago are read


@dataclass(frozen=True, slots=True)
class Pace:
    """How often feeds are asked that do not say it, and pages asked again after a first reading."""

    poll: timedelta
    revisit: tuple[timedelta, ...]


@dataclass(frozen=True, slots=True)
class Taken:
    """What one feed or page gave: the ids of new reports, and what was set aside."""

    new: tuple[str, ...]
    set_aside: tuple[SetAside, ...]


class Polling:
    """Asks feeds and pages, some at a time; each host gets one request after another."""

    def __init__(
        self, store: Store, fetcher: Fetcher, pace: Pace, now: Callable[[], datetime]
    ) -> None:
        self._store = store
        self._fetcher = fetcher
        self._pace = pace
        self._now = now

    def feeds(self, due: Sequence[Subscription], sources: Sources) -> Iterator[Taken]:
        """Ask feeds, and store what each gave as soon as it is there."""
        ask = partial(self._ask_feed, sources=sources)
        for subscription, intake in each_by_host(due, lambda one: one.url, ask):
            now = intake.subscription
            if now is not None and now.url != subscription.url:
                self._store.feeds.move(subscription.url, now.url)
            yield self._taken(intake)

    def pages(self, sources: Sources) -> Iterator[Taken]:
        """Read the pages that are due, and store each as soon as it is read."""
        read = partial(self._read_page, sources=sources)
        while due := self._store.pages.due(self._now(), PAGES_AT_ONCE):
            for _, intake in each_by_host(due, lambda page: page.url, read):
                yield self._taken(intake)

    def _taken(self, intake: Intake) -> Taken:
        return Taken(self._store.take_in(intake, at=self._now()), intake.set_aside)

    def _ask_feed(self, one: Subscription, sources: Sources) -> Intake:
        sent = Validators(one.etag, one.last_modified)
        try:
            fetched = self._fetcher.get(one.url, sent)
            if fetched.status == GONE:
                problem = "its host says that it is gone for good (410): it is not asked again"
                return Intake(subscription=replace(one, gone=True, problem=problem))
            if fetched.status == UNCHANGED:
                return Intake(subscription=self._well(one, fetched, None))
            return self._entries(one, fetched, sources)
        except BadInput as bad:
            return Intake(subscription=self._put_off(one, str(bad), None))
        except TryAgain as later:
            return Intake(subscription=self._put_off(one, str(later), later.retry_after))

    def _entries(self, one: Subscription, fetched: Fetched, sources: Sources) -> Intake:
        feed = sources.feed(fetched)
        well = self._well(one, fetched, feed)
        if feed.kind is FeedKind.SITEMAP_INDEX:
            feed = self._of_index(feed, sources)
        named = {_name(entry): entry for entry in self._recent(feed)}
        unseen = self._store.feeds.unseen(one.url, list(named))
        new = unseen[:MOST_ENTRIES]
        if len(unseen) > len(new):
            # The rest is for the next time, which must not hear that the feed is unchanged.
            well = replace(well, etag=None, last_modified=None, next_poll=self._now())
        reports: list[Report] = []
        pages: list[PageToFetch] = []
        aside: list[SetAside] = []
        for entry in (named[name] for name in new):
            try:
                found = self._entry(entry, one, sources)
            except BadInput as bad:
                aside.append(SetAside(bad.input, bad.reason))
                continue
            if isinstance(found, Report):
                reports.append(found)
            else:
                pages.append(found)
        return Intake(
            reports=tuple(reports),
            seen=tuple((well.url, name) for name in new),
            to_fetch=tuple(pages),
            set_aside=tuple(aside),
            subscription=well,
        )

    def _entry(self, entry: FeedEntry, one: Subscription, sources: Sources) -> Report | PageToFetch:
        """The report that an item is, or the page to read instead."""
        report = sources.full_text(entry, outlet=one.outlet)
        if report is None and entry.url is not None:
            return PageToFetch(entry.url, one.url, one.outlet, self._now())
        if report is None:
            raise BadInput(
                entry.id, "the feed gives neither its text nor its address: leave it out"
            )
        return report

    def _recent(self, feed: Feed) -> list[FeedEntry]:
        """The items to look at: of a sitemap, which lists all years, only what changed lately."""
        entries = feed.entries
        if feed.kind is not FeedKind.FEED:
            since = self._now() - LATEST_PAGES
            dated = [(entry.published or entry.updated, entry) for entry in entries]
            entries = tuple(entry for when, entry in dated if when is None or when >= since)
        return list(entries)

    def _of_index(self, index: Feed, sources: Sources) -> Feed:
        """The sitemaps of an index that changed lately, as one."""
        entries: list[FeedEntry] = []
        for child in self._recent(index)[:MOST_SITEMAPS]:
            if child.url is not None:
                entries += sources.feed(self._fetcher.get(child.url)).entries
        return replace(index, kind=FeedKind.SITEMAP, entries=tuple(entries))

    def _well(self, one: Subscription, fetched: Fetched, feed: Feed | None) -> Subscription:
        """The subscription after it was asked with success.

        Only a feed, or the word that it is unchanged, is proof that it moved: what answers for it
        without being one may be anybody, such as the network of a hotel.
        """
        ttl = feed.ttl if feed is not None else None
        pause = max(self._pace.poll, fetched.fresh_for or timedelta(), ttl or timedelta())
        return replace(
            one,
            url=(feed.moved_to if feed is not None else None) or fetched.moved_to or one.url,
            title=(feed.title if feed is not None else "") or one.title,
            outlet=one.outlet or (feed.title if feed is not None else ""),
            etag=fetched.validators.etag,
            last_modified=fetched.validators.last_modified,
            next_poll=self._now() + min(pause, LONGEST_SILENCE),
            last_success=self._now(),
            failures=0,
            problem="",
        )

    def _put_off(self, one: Subscription, problem: str, asked: timedelta | None) -> Subscription:
        wait = _wait(one.failures, asked)
        return replace(
            one, failures=one.failures + 1, problem=problem, next_poll=self._now() + wait
        )

    def _read_page(self, page: PageToFetch, sources: Sources) -> Intake:
        try:
            fetched = self._fetcher.get(page.url, Validators(page.etag, page.last_modified))
            if fetched.status == GONE:
                self._withdraw(page)
                return Intake(fetched=(page.url,))
            if fetched.status == UNCHANGED:
                return self._again(page, fetched)
            report = sources.page(fetched)
        except TryAgain as later:
            return self._later(page, str(later), later.retry_after)
        except BadInput as bad:
            if isinstance(bad, NotThere) and not page.visits:
                return self._later(page, str(bad), None)
            return Intake(fetched=(page.url,), set_aside=(SetAside(bad.input, bad.reason),))
        again = self._again(replace(page, report_id=report.id), fetched)
        return replace(again, reports=(report,))

    def _again(self, page: PageToFetch, fetched: Fetched) -> Intake:
        """The page is read; it is asked again some time, whether its outlet has corrected it."""
        visits = page.visits + 1
        if visits > len(self._pace.revisit):
            return Intake(fetched=(page.url,))
        first, *rest = self._pace.revisit[visits - 1 :: -1]
        later = replace(
            page,
            next_try=self._now() + first - (rest[0] if rest else timedelta()),
            attempts=0,
            problem="",
            visits=visits,
            etag=fetched.validators.etag,
            last_modified=fetched.validators.last_modified,
        )
        return Intake(fetched=(page.url,), to_fetch=(later,))

    def _later(self, page: PageToFetch, problem: str, asked: timedelta | None) -> Intake:
        tried = replace(page, attempts=page.attempts + 1, problem=problem)
        if tried.attempts >= MOST_ATTEMPTS:
            reason = f"{problem}; given up after {tried.attempts} tries"
            return Intake(fetched=(page.url,), set_aside=(SetAside(page.url, reason),))
        wait = _wait(page.attempts, asked)
        again = replace(tried, next_try=self._now() + wait)
        return Intake(fetched=(page.url,), to_fetch=(again,))

    def _withdraw(self, page: PageToFetch) -> None:
        """The outlet has taken back what was on a page that is gone for good."""
        if page.report_id is not None:
            reason = "its page is gone for good (410)"
            self._store.reports.withdraw(page.report_id, at=self._now(), reason=reason)


def _name(entry: FeedEntry) -> str:
    """What an item is remembered by: one that its feed says was changed is looked at again."""
    return f"{entry.id}\n{entry.updated.isoformat() if entry.updated else ''}"


def _wait(failures: int, asked: timedelta | None) -> timedelta:
    """How long to wait after so many failures before this one: twice as long each time.

    Longer if the host has asked for it.
    """
    doubled = min(FIRST_WAIT * (1 << min(failures, 16)), LONGEST_WAIT)
    return max(doubled, min(asked or timedelta(), LONGEST_SILENCE))
