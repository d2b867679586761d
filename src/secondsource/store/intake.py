"""Takes in what came at once: reports, and what need not be looked at again because of them."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select, update

from secondsource.records.report import Report
from secondsource.store.columns import age_of, check_storable, digest, microseconds
from secondsource.store.database import batches
from secondsource.store.reports import numbers_of
from secondsource.store.schema import reports
from secondsource.store.search import enter_reports
from secondsource.store.touching import touch_homes

TEXTS = ("id", "ref", "outlet", "url", "title", "text", "language", "byline", "replaces")


def check_reports(some: Iterable[Report]) -> None:
    """Raise a `BadInput` for a report that cannot be kept whole."""
    for report in some:
        check_storable(report.ref or report.id, **{name: getattr(report, name) for name in TEXTS})


def insert_reports(
    connection: Connection, some: Sequence[Report], *, at: datetime
) -> tuple[str, ...]:
    """Store the reports that are not there yet; their ids.

    One that has outlet and address in common with others, but another text, is found to replace
    the one before it, unless it names itself what it replaces.
    """
    known = numbers_of(connection, [report.id for report in some])
    new = {report.id: report for report in reversed(some) if report.id not in known}
    if not new:
        return ()
    ordered = [new[one] for one in dict.fromkeys(report.id for report in some) if one in new]
    connection.execute(insert(reports), [_row(report, at) for report in ordered])
    numbers = numbers_of(connection, new)
    enter_reports(connection, ((numbers[one.id], one.title, one.text) for one in ordered))
    changed = _link_versions(connection, {_page(report) for report in ordered} - {None})
    named = {report.replaces for report in ordered if report.replaces} | changed
    touch_homes(connection, numbers_of(connection, named).values(), at=at)
    return tuple(report.id for report in ordered)


def _row(report: Report, at: datetime) -> dict[str, Any]:
    return {
        **{name: getattr(report, name) for name in Report.__dataclass_fields__},
        "replaces_given": report.replaces is not None,
        "age": age_of(report.published),
        "page": _page(report),
        "added": at,
        "withdrawn": None,
        "grouped": False,
    }


def _page(report: Report) -> bytes | None:
    return digest(report.outlet, report.url) if report.url else None


def _link_versions(connection: Connection, pages: Collection[bytes | None]) -> set[str]:
    """Say of the versions of each page which replaces which; the ids of all that this changed.

    The order of versions is that of time, not of arrival, so that it is the same however they
    come; one that arrives late finds its place between others.
    """
    fresh = []
    changed: set[str] = set()
    for version, former in _wrongly_linked(connection, pages):
        fresh.append({"its": version.number, "former": former})
        changed |= {version.id} | {one for one in (version.replaces, former) if one}
    if fresh:
        connection.execute(
            update(reports)
            .where(reports.c.number == bindparam("its"))
            .values(replaces=bindparam("former")),
            fresh,
        )
    return changed


def _wrongly_linked(
    connection: Connection, pages: Collection[bytes | None]
) -> Iterator[tuple[Any, str | None]]:
    names = ("page", "number", "id", "replaces", "replaces_given", "published", "fetched", "added")
    asked = select(*(reports.c[name] for name in names))
    versions: dict[bytes, list[Any]] = defaultdict(list)
    for some in batches(pages):
        for row in connection.execute(asked.where(reports.c.page.in_(some))):
            versions[row.page].append(row)
    for every in versions.values():
        former: Any = None
        for version in sorted(every, key=_when):
            # Two must not replace each other, whatever one of them says of itself.
            before = former.id if former and former.replaces != version.id else None
            if not version.replaces_given and version.replaces != before:
                yield version, before
            former = version


def _when(version: Any) -> tuple[int, int, str]:
    """When a version was first there: fetched, else published, else added to the desk."""
    first = version.fetched or version.published or version.added
    return microseconds(first), microseconds(version.added), version.id
