"""Glances in rows, and back."""

from collections.abc import Iterable

from sqlalchemy import Connection, select

from secondsource.records.evidence import Maker
from secondsource.records.grouped import Glance
from secondsource.store.database import batches
from secondsource.store.lists import among
from secondsource.store.packing import unpack_keys
from secondsource.store.schema import glances, reports


def glances_by_number(connection: Connection, numbers: Iterable[int]) -> dict[int, Glance]:
    """The glances of those of the reports, by number, that have one."""
    found: dict[int, Glance] = {}
    asked = select(glances, reports.c.id).join(reports, reports.c.number == glances.c.report)
    for some in batches(numbers):
        for row in connection.execute(asked.where(among(glances.c.report, some))).all():
            found[row.report] = Glance(
                report_id=row.id,
                published=row.published,
                keys=unpack_keys(row.keys),
                vector=row.vector,
                content=row.content,
                maker=Maker(row.maker_name, row.maker_version),
            )
    return found
