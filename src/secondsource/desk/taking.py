"""What was found is taken in: reports are stored some at a time, and feeds are followed."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime

from secondsource.desk.reading import Progress, unheard
from secondsource.desk.sources import Found
from secondsource.errors import BadInput
from secondsource.net.target import parse_target
from secondsource.records.brief import SetAside
from secondsource.records.feed import Outline, Subscription
from secondsource.records.report import Report
from secondsource.store.store import Store

STORED_AT_ONCE = 100  # reports of an input that are acknowledged together


class Taken:
    """What has been taken in so far; `waiting` is not stored yet."""

    def __init__(self) -> None:
        self.waiting: list[Report] = []
        self.seen = 0
        self.known = 0
        self.new: list[str] = []
        self.feeds: list[str] = []
        self.followed: set[str] | None = None
        self.set_aside: list[SetAside] = []
        self.damaged = 0


class Taking:
    """Stores what is found. The same found again changes nothing, whenever it was cut off."""

    def __init__(self, store: Store, now: Callable[[], datetime]) -> None:
        self._store = store
        self._now = now

    def all(
        self,
        every: Iterable[Found],
        progress: Progress = unheard,
        *,
        since: datetime | None = None,
    ) -> Taken:
        """Take in all that is found; it is durable when this returns.

        A report that came in `since` then counts as new although it is there: an earlier try to
        take in the same has stored it.
        """
        taken = Taken()
        for found in every:
            self._one(found, taken)
            if len(taken.waiting) >= STORED_AT_ONCE:
                self._store_waiting(taken, since)
                progress("Storing reports", taken.seen, taken.seen)
        self._store_waiting(taken, since)
        return taken

    def _one(self, found: Found, taken: Taken) -> None:
        if isinstance(found, Report):
            taken.waiting.append(found)
        elif isinstance(found, Outline):
            try:
                self._follow(found, taken)
            except BadInput as bad:
                taken.set_aside.append(SetAside(bad.input, bad.reason))
        elif isinstance(found, SetAside):
            taken.set_aside.append(found)
        else:
            taken.damaged += 1

    def _store_waiting(self, taken: Taken, since: datetime | None) -> None:
        now = self._now()
        # An undated report counts as one of the day on which it came in.
        came = (one if one.fetched else replace(one, fetched=now) for one in taken.waiting)
        unique = {report.id: report for report in came}
        if unique:
            new = set(self._store.add_reports(list(unique.values()), at=now))
            if since is not None:
                new |= set(self._store.reports.added_since(unique, since)) - set(taken.new)
            taken.new += [one for one in unique if one in new]
            taken.known += len(taken.waiting) - len(new)
        taken.seen += len(taken.waiting)
        taken.waiting.clear()

    def _follow(self, outline: Outline, taken: Taken) -> None:
        """Follow a feed from now on; one that is followed already goes on as it was.

        `BadInput` for an address that no feed can have.
        """
        parse_target(outline.url)
        if taken.followed is None:  # a list may name hundreds of feeds
            taken.followed = {one.url for one in self._store.feeds.all()}
        taken.feeds.append(outline.url)
        if outline.url in taken.followed:
            return
        taken.followed.add(outline.url)
        now = self._now()
        self._store.feeds.put(
            Subscription(
                url=outline.url,
                title=outline.title,
                outlet=outline.title,
                folder=outline.folder,
                added=now,
                etag=None,
                last_modified=None,
                next_poll=now,
                last_success=None,
                failures=0,
                problem="",
                gone=False,
            )
        )
