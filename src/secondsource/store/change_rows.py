"""What changed by a version of a brief, in rows: history that can never be worked out again."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, Table, insert, select

from secondsource.records.change import Aspect, Change, ChangeKind, Detail
from secondsource.records.evidence import Passage
from secondsource.store.database import batches
from secondsource.store.lists import among
from secondsource.store.schema import changes, cites, details

OF_ALL = -1  # the place among details of the passages of the change itself

Passages = dict[tuple[int, int, int], list[Passage]]


def put_changes(connection: Connection, story: int, brief: int, given: Iterable[Change]) -> None:
    """Store what changed by a version of a story's brief."""
    rows: dict[Table, list[dict[str, Any]]] = {changes: [], details: [], cites: []}
    for at, change in enumerate(given):
        its = {"story": story, "brief": brief, "change": at}
        rows[changes].append({
            "story": story, "brief": brief, "position": at, "key": change.key,
            "kind": change.kind.value, "text": change.text, "subject": change.subject,
        })  # fmt: skip
        rows[cites] += [{**its, "detail": OF_ALL, **row} for row in _passages(change.cites)]
        for place, detail in enumerate(change.details):
            told = {"aspect": detail.aspect.value, "who": detail.who, "text": detail.text}
            rows[details].append({**its, "position": place, **told})
            rows[cites] += [{**its, "detail": place, **row} for row in _passages(detail.cites)]
    for table, some in rows.items():
        if some:
            connection.execute(insert(table), some)


def changes_of(
    connection: Connection, story: int, numbers: Sequence[int]
) -> dict[int, tuple[Change, ...]]:
    """What changed by each of the versions of a story's brief, by number of the version."""
    found: dict[int, list[Change]] = defaultdict(list)
    for some in batches(numbers):
        passages = _cites(connection, story, some)
        parts: dict[tuple[int, int], list[Detail]] = defaultdict(list)
        for row in _rows(connection, details, story, some):
            cited = tuple(passages[row.brief, row.change, row.position])
            detail = Detail(Aspect(row.aspect), row.who, row.text, cited)
            parts[row.brief, row.change].append(detail)
        for row in _rows(connection, changes, story, some):
            found[row.brief].append(
                Change(
                    key=row.key,
                    kind=ChangeKind(row.kind),
                    text=row.text,
                    subject=row.subject,
                    details=tuple(parts[row.brief, row.position]),
                    cites=tuple(passages[row.brief, row.position, OF_ALL]),
                )
            )
    return {number: tuple(some) for number, some in found.items()}


def _cites(connection: Connection, story: int, numbers: Sequence[int]) -> Passages:
    found: Passages = defaultdict(list)
    for row in _rows(connection, cites, story, numbers):
        passage = Passage(row.report_id, row.start, row.end)
        found[row.brief, row.change, row.detail].append(passage)
    return found


def _rows(connection: Connection, table: Table, story: int, numbers: Sequence[int]) -> Any:
    its = (table.c.story == story, among(table.c.brief, numbers))
    return connection.execute(select(table).where(*its).order_by(*table.primary_key.columns))


def _passages(given: Iterable[Passage]) -> list[dict[str, Any]]:
    return [
        {"position": at, "report_id": one.report_id, "start": one.start, "end": one.end}
        for at, one in enumerate(given)
    ]
