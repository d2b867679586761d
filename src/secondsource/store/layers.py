"""What reading a report gave, kept so that it is read once."""

from collections.abc import Collection, Mapping

from sqlalchemy import select, text

from secondsource.errors import NotFound
from secondsource.store.database import Database, batches
from secondsource.store.lists import among
from secondsource.store.reports import numbers_of
from secondsource.store.schema import layers, reports

PUT = text(
    "INSERT INTO layers (report, maker, data) VALUES (:report, :maker, :data) "
    "ON CONFLICT (report, maker) DO UPDATE SET data = excluded.data"
)


class Layers:
    """Layers of reports as bytes, by report and by what made them."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def layers(self, report_ids: Collection[str], maker: str) -> Mapping[str, bytes]:
        """The kept layers of those reports that this maker has read."""
        found: dict[str, bytes] = {}
        asked = select(reports.c.id, layers.c.data).join(
            layers, layers.c.report == reports.c.number
        )
        with self._database.reading() as connection:
            for some in batches(report_ids):
                its = among(reports.c.id, some) & (layers.c.maker == maker)
                found.update((id, data) for id, data in connection.execute(asked.where(its)))
        return found

    def put_layers(self, maker: str, made: Mapping[str, bytes]) -> None:
        """Keep layers, by report id; `NotFound` for a report that is not there."""
        with self._database.writing() as connection:
            numbers = numbers_of(connection, made)
            if missing := sorted(set(made) - set(numbers)):
                raise NotFound(f"no report {', '.join(missing)}: add reports before reading them")
            rows = [
                {"report": numbers[one], "maker": maker, "data": data} for one, data in made.items()
            ]
            if rows:
                connection.execute(PUT, rows)
