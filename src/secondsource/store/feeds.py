"""Feeds that are followed, what of them was seen, and the pages they lead to."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, text, update

from secondsource.errors import BadConfig, NotFound
from secondsource.records.feed import Subscription
from secondsource.records.kept import PageToFetch
from secondsource.store.columns import check_storable, digest
from secondsource.store.database import AnyRow, Database, batches
from secondsource.store.schema import feeds, pages, seen

SEE = text("INSERT INTO seen (feed, entry) VALUES (:feed, :entry) ON CONFLICT DO NOTHING")


class Feeds:
    """The feeds that a desk follows."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> tuple[Subscription, ...]:
        """Every feed, in the order in which they were added."""
        with self._database.reading() as connection:
            rows = connection.execute(select(feeds).order_by(feeds.c.number)).all()
        return tuple(_subscription(row) for row in rows)

    def due(self, now: datetime, limit: int = 1_000) -> tuple[Subscription, ...]:
        """Feeds that may be asked now, the longest due first; not those that are gone."""
        query = select(feeds).where(feeds.c.next_poll <= now, ~feeds.c.gone)
        query = query.order_by(feeds.c.next_poll, feeds.c.number).limit(limit)
        with self._database.reading() as connection:
            return tuple(_subscription(row) for row in connection.execute(query))

    def next_due(self) -> datetime | None:
        """When the next feed may be asked, None if none is followed."""
        query = select(func.min(feeds.c.next_poll)).where(~feeds.c.gone)
        with self._database.reading() as connection:
            return connection.execute(query).scalar()

    def put(self, feed: Subscription) -> None:
        """Follow a feed, or note how the one at its address fares now."""
        with self._database.writing() as connection:
            put_subscription(connection, feed)

    def move(self, url: str, to: str) -> None:
        """Follow a feed at its new address; what was seen of it stays seen.

        If that one is followed already, the two become one. `NotFound` if there is none at `url`.
        """
        check_storable(to, url=to)
        with self._database.writing() as connection:
            old, new = _number(connection, url), _number(connection, to)
            if old is None:
                raise NotFound(f"no feed {url} is followed: `secondsource feeds` lists them")
            if old == new:
                return
            if new is None:
                row = update(feeds).where(feeds.c.number == old)
                connection.execute(row.values(url=to, key=digest(to), gone=False))
                return
            entries = select(seen.c.entry).where(seen.c.feed == old)
            _see(connection, new, connection.execute(entries).scalars())
            _remove(connection, old)

    def remove(self, url: str) -> None:
        """Follow a feed no more; the reports that it gave stay. `NotFound` if there is none."""
        with self._database.writing() as connection:
            number = _number(connection, url)
            if number is None:
                raise NotFound(f"no feed {url} is followed: `secondsource feeds` lists them")
            connection.execute(delete(pages).where(pages.c.feed == url))
            _remove(connection, number)

    def unseen(self, url: str, entries: Sequence[str]) -> tuple[str, ...]:
        """Those of a feed's entries, by what it calls them, that were not seen yet, in order."""
        known: set[bytes] = set()
        with self._database.reading() as connection:
            number = _number(connection, url)
            for some in batches(digest(entry) for entry in entries):
                its = (seen.c.feed == number, seen.c.entry.in_(some))
                known |= set(connection.execute(select(seen.c.entry).where(*its)).scalars())
        return tuple(one for one in dict.fromkeys(entries) if digest(one) not in known)


class Pages:
    """The pages that a desk has yet to fetch."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def due(self, now: datetime, limit: int = 100) -> tuple[PageToFetch, ...]:
        """Up to `limit` pages to be fetched now, the longest due first."""
        query = select(pages).where(pages.c.next_try <= now)
        query = query.order_by(pages.c.next_try, pages.c.number).limit(limit)
        with self._database.reading() as connection:
            return tuple(_page(row) for row in connection.execute(query))

    def next_due(self) -> datetime | None:
        """When there is a page to be fetched, None if there is none."""
        with self._database.reading() as connection:
            return connection.execute(select(func.min(pages.c.next_try))).scalar()

    def count(self) -> int:
        """How many pages are to be fetched, due or not."""
        with self._database.reading() as connection:
            return connection.execute(select(func.count()).select_from(pages)).scalar_one()

    def put(self, page: PageToFetch) -> None:
        """Have a page fetched, or note how the one at its address fares now."""
        with self._database.writing() as connection:
            row = update(pages).where(pages.c.key == digest(page.url))
            if connection.execute(row.values(**_page_values(page))).rowcount == 0:
                put_pages(connection, [page])


def put_subscription(connection: Connection, feed: Subscription) -> None:
    """Insert a feed, or change the one at its address."""
    check_storable(feed.url, url=feed.url)
    values = {name: getattr(feed, name) for name in Subscription.__dataclass_fields__}
    changed = update(feeds).where(feeds.c.key == digest(feed.url)).values(**values)
    if connection.execute(changed).rowcount == 0:
        connection.execute(insert(feeds).values(key=digest(feed.url), **values))


def mark_seen(connection: Connection, given: Iterable[tuple[str, str]]) -> None:
    """Mark entries as seen, each with the address of its feed, which must be followed."""
    by_feed: dict[str, list[bytes]] = {}
    for url, entry in given:
        by_feed.setdefault(url, []).append(digest(entry))
    for url, entries in by_feed.items():
        number = _number(connection, url)
        if number is None:
            raise BadConfig(f"{url} is not followed any more: add it again to go on with it")
        _see(connection, number, entries)


def put_pages(connection: Connection, given: Sequence[PageToFetch]) -> None:
    """Have pages fetched; those that are waiting already go on as they were."""
    known: set[bytes] = set()
    for some in batches(digest(page.url) for page in given):
        known |= set(connection.execute(select(pages.c.key).where(pages.c.key.in_(some))).scalars())
    new = {digest(page.url): page for page in given if digest(page.url) not in known}
    for page in new.values():
        check_storable(page.url, url=page.url, feed=page.feed)
    if new:
        rows = [{"key": key, **_page_values(page)} for key, page in new.items()]
        connection.execute(insert(pages), rows)


def take_pages(connection: Connection, urls: Collection[str]) -> None:
    """Pages that are dealt with."""
    for some in batches(digest(url) for url in urls):
        connection.execute(delete(pages).where(pages.c.key.in_(some)))


def _see(connection: Connection, feed: int, entries: Iterable[bytes]) -> None:
    rows = [{"feed": feed, "entry": entry} for entry in entries]
    if rows:
        connection.execute(SEE, rows)


def _number(connection: Connection, url: str) -> int | None:
    return connection.execute(select(feeds.c.number).where(feeds.c.key == digest(url))).scalar()


def _remove(connection: Connection, number: int) -> None:
    connection.execute(delete(seen).where(seen.c.feed == number))
    connection.execute(delete(feeds).where(feeds.c.number == number))


def _page_values(page: PageToFetch) -> dict[str, Any]:
    return {name: getattr(page, name) for name in PageToFetch.__dataclass_fields__}


def _subscription(row: AnyRow) -> Subscription:
    fields = Subscription.__dataclass_fields__
    return Subscription(**{name: getattr(row, name) for name in fields})


def _page(row: AnyRow) -> PageToFetch:
    return PageToFetch(**{name: getattr(row, name) for name in PageToFetch.__dataclass_fields__})
