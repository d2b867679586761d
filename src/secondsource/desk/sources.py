"""What a desk is given to read, wherever it is: reports, feeds to follow, what was set aside."""

import re
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import PurePath
from tempfile import TemporaryFile
from typing import BinaryIO
from urllib.parse import urlsplit

from secondsource.desk.asked import pasted_report, web_address
from secondsource.desk.reading import Progress, unheard
from secondsource.errors import BadInput, TryAgain
from secondsource.net.fetcher import Fetcher
from secondsource.records.brief import SetAside
from secondsource.records.feed import Feed, FeedEntry, Outline
from secondsource.records.fetched import Fetched
from secondsource.records.job import Pasted, ToAdd, Upload
from secondsource.records.report import Report, report_id
from secondsource.run.files import InMemory, OnDisk
from secondsource.run.killable import Killable
from secondsource.stages.ingest import read_source
from secondsource.stages.ingest.feed import read_feed
from secondsource.stages.ingest.feed_links import feed_links
from secondsource.stages.ingest.feed_report import entry_report, is_full_text
from secondsource.stages.ingest.opml import read_opml
from secondsource.stages.ingest.page_report import page_report
from secondsource.stages.ingest.warc import ArchivedPage, Damage, read_warc
from secondsource.stages.ingest.xml_source import LARGEST_FEED

ADDRESS = re.compile(r"\A[a-z][a-z0-9+.-]{1,20}://", re.IGNORECASE)
ARCHIVES = (".warc", ".warc.gz")
FEEDS = (".xml", ".rss", ".atom", ".rdf")
LISTS = (".opml",)
MARKED_UP = (".html", ".htm", ".xhtml")
PAGES = ("text/html", "application/xhtml+xml", "text/plain", "")

# Damage to an archive is a place that could not be read, not an input that was set aside.
Found = Report | Outline | SetAside | Damage


class Sources:
    """Reads what it is given. Bytes that may be hostile are read by other processes."""

    def __init__(self, fetcher: Fetcher, hands: Killable) -> None:
        self._fetcher = fetcher
        self._hands = hands

    def read(self, inputs: Sequence[str], *, outlet: str = "") -> Iterator[Found]:
        """All that is in the inputs, as it comes; `outlet`, if given, published all of it.

        Nothing is raised for an input that cannot be read.
        """
        for given in inputs:
            yield from _or_aside(given, self._one(given, outlet))

    def given(self, task: ToAdd, progress: Progress = unheard) -> Iterator[Found]:
        """All that was given from elsewhere, as it comes: nothing in it is taken for a path here.

        Nothing is raised for what cannot be read.
        """
        every = [
            *((url, self._of_web(url, task.outlet)) for url in task.addresses),
            *((one.title, self._pasted(one, task.outlet)) for one in task.pasted),
            *((one.name, self._upload(one, task.outlet)) for one in task.uploads),
        ]
        for number, (name, found) in enumerate(every):
            progress("Taking in", number, len(every))
            yield from _or_aside(name, found)

    def reports(
        self, given: ToAdd, progress: Progress = unheard
    ) -> tuple[list[Report], list[SetAside]]:
        """The reports in what was given, none of it followed, and what was set aside."""
        found: list[Report] = []
        aside: list[SetAside] = []
        for one in self.given(given, progress):
            if isinstance(one, Report):
                found.append(one)
            elif isinstance(one, Outline):
                aside.append(SetAside(one.url, "it is a feed: name the pages or stories instead"))
            elif isinstance(one, SetAside):
                aside.append(one)
        return found, aside

    def page(self, fetched: Fetched, *, outlet: str = "") -> Report:
        """The report on a page that was fetched; `BadInput` where there is none."""
        return self._hands.run(page_report, fetched.url, fetched, outlet)

    def feed(self, fetched: Fetched) -> Feed:
        """The feed that was fetched; `BadInput` where it is none."""
        return self._hands.run(
            read_feed,
            fetched.url,
            fetched.body,
            media_type=fetched.media_type,
            charset=fetched.charset,
            at=fetched.at,
        )

    def full_text(self, entry: FeedEntry, *, outlet: str) -> Report | None:
        """The report that an item of a feed is, where it carries its whole article."""
        name = entry.url or entry.id
        return self._hands.run(_full_text, name, entry, outlet)

    def _one(self, given: str, outlet: str) -> Iterator[Found]:
        return self._at(given, outlet) if ADDRESS.match(given) else self._in(OnDisk(given), outlet)

    def _of_web(self, url: str, outlet: str) -> Iterator[Found]:
        yield from self._at(web_address(url), outlet)

    def _pasted(self, one: Pasted, outlet: str) -> Iterator[Found]:
        yield pasted_report(one, outlet=outlet)

    def _upload(self, one: Upload, outlet: str) -> Iterator[Found]:
        return self._in(InMemory(one.name, one.data), outlet)

    def _at(self, url: str, outlet: str) -> Iterator[Found]:
        if urlsplit(url.lower()).path.endswith(ARCHIVES):
            yield from self._archive_at(url, outlet)
        else:
            yield from self._address(url, outlet)

    def _in(self, file: OnDisk | InMemory, outlet: str) -> Iterator[Found]:
        """What is in a file: of what kind it is, its name says."""
        name = file.name.lower()
        if name.endswith(ARCHIVES):
            with file.opened() as opened:
                yield from self._archive(file.name, opened, outlet)
        elif name.endswith(LISTS):
            yield from self._hands.run(read_opml, file.name, file.whole(LARGEST_FEED))
        elif name.endswith(FEEDS):
            feed = self._hands.run(read_feed, file.name, file.whole(LARGEST_FEED))
            yield from self._entries(file.name, feed, outlet)
        else:
            for found in file.each(self._bytes):
                yield _by(outlet, found) if isinstance(found, Report) and outlet else found

    def _bytes(self, name: str, data: bytes) -> tuple[list[Report], list[SetAside]]:
        """The reports in a file; a page may be made to break whoever reads it."""
        if PurePath(name).suffix.lower() in MARKED_UP:
            return self._hands.run(read_source, name, data)
        return read_source(name, data)

    def _address(self, url: str, outlet: str) -> Iterator[Found]:
        fetched = self._fetcher.get(url)
        if fetched.status != 200:
            raise BadInput(url, "it is gone for good, says its host: leave it out")
        try:
            yield from self._hands.run(read_opml, url, fetched.body, charset=fetched.charset)
            return
        except BadInput:
            pass
        try:  # by its content, as hosts call many a feed a page
            feed = self.feed(fetched)
        except BadInput:
            if fetched.media_type not in PAGES:
                raise
            yield self._article(fetched, outlet)
        else:
            yield Outline(fetched.moved_to or url, outlet or feed.title, "")

    def _article(self, fetched: Fetched, outlet: str) -> Report:
        """The report on a page; where there is none, the reason names the feeds of the page."""
        try:
            return self.page(fetched, outlet=outlet)
        except BadInput as bad:
            links = self._hands.run(feed_links, fetched.url, fetched.body, charset=fetched.charset)
            if not links:
                raise
            feeds = ", ".join(links)
            raise BadInput(bad.input, f"{bad.reason}; or follow its feed: add {feeds}") from bad

    def _entries(self, name: str, feed: Feed, outlet: str) -> Iterator[Found]:
        """A feed that is a file is read once, and not followed: nobody says where it comes from."""
        tasks = ((name, entry, outlet or feed.title) for entry in feed.entries)
        for found in self._hands.map(_entry, tasks):
            yield SetAside(found.input, found.reason) if isinstance(found, BadInput) else found

    def _archive_at(self, url: str, outlet: str) -> Iterator[Found]:
        with TemporaryFile() as file:
            self._fetcher.download(url, file)
            file.seek(0)
            yield from self._archive(url, file, outlet)

    def _archive(self, name: str, file: BinaryIO, outlet: str) -> Iterator[Found]:
        """The pages of an archive. Other processes read some while those before are stored."""
        # What is no page waits for the pages before it: one stream, in the archive's order.
        others: deque[SetAside | Damage] = deque()
        pages = _pages(read_warc(name, file), others, outlet)
        for found in self._hands.map(page_report, pages):
            yield from _emptied(others)
            yield SetAside(found.input, found.reason) if isinstance(found, BadInput) else found
        yield from _emptied(others)


def _or_aside(given: str, found: Iterator[Found]) -> Iterator[Found]:
    """What is found, and at the end of it why there is no more."""
    try:
        yield from found
    except BadInput as bad:
        yield SetAside(bad.input, bad.reason)
    except TryAgain as later:
        yield SetAside(given, f"{later}; add it again later")


def _pages(
    found: Iterator[ArchivedPage | SetAside | Damage],
    others: "deque[SetAside | Damage]",
    outlet: str,
) -> Iterator[tuple[str, ArchivedPage, str]]:
    for one in found:
        if isinstance(one, ArchivedPage):
            yield one.url, one, outlet
        else:
            others.append(one)


def _by(outlet: str, report: Report) -> Report:
    """The same report as one of that outlet."""
    known = report_id(outlet=outlet, url=report.url, text=report.text)
    return replace(report, id=known, outlet=outlet)


def _emptied(others: "deque[SetAside | Damage]") -> Iterator[SetAside | Damage]:
    while others:
        yield others.popleft()


def _entry(name: str, entry: FeedEntry, outlet: str) -> Report:
    return entry_report(entry, outlet=outlet)


def _full_text(name: str, entry: FeedEntry, outlet: str) -> Report | None:
    return entry_report(entry, outlet=outlet) if is_full_text(entry) else None
