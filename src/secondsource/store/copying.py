"""Copies all that a database holds into another, whichever kind either is."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, Table, insert, select, text

from secondsource.errors import BadConfig
from secondsource.store.grouped import put_embeddings
from secondsource.store.schema import briefs, glances, inputs, layers, metadata, reports, stories
from secondsource.store.search import enter_headlines, enter_reports

AT_ONCE = 2_000  # rows in memory
LARGE = {reports, briefs, layers, glances, inputs}
LARGE_AT_ONCE = 50  # rows that may be megabytes each

Rows = Sequence[Any]


def check_empty(target: Connection, name: str) -> None:
    """Raise a `BadConfig` if anything is kept there already."""
    for table in metadata.sorted_tables:
        if target.execute(select(table).limit(1)).first() is not None:
            raise BadConfig(f"{name} is not empty: restore into a new file or database")


def copy_all(source: Connection, target: Connection) -> None:
    """Copy every row; the target is empty, and its numbers go on after those copied."""
    for table in metadata.sorted_tables:
        for rows in _some_at_a_time(source, table):
            target.execute(insert(table), [dict(row) for row in rows])
            _index(target, table, rows)
    if target.dialect.name == "postgresql":
        for table in metadata.sorted_tables:
            if "number" in table.primary_key.columns and len(table.primary_key.columns) == 1:
                _go_on_counting(target, table)


def _index(target: Connection, table: Table, rows: Rows) -> None:
    """Enter rows that were copied into what each kind of database keeps in its own way."""
    if table is reports:
        enter_reports(target, ((row["number"], row["title"], row["text"]) for row in rows))
    elif table is stories:
        enter_headlines(target, ((row["number"], row["headline"]) for row in rows))
    elif table is glances and target.dialect.name == "postgresql":
        put_embeddings(target, ((row["report"], row["vector"]) for row in rows))


def _some_at_a_time(source: Connection, table: Table) -> Iterator[Rows]:
    size = LARGE_AT_ONCE if table in LARGE else AT_ONCE
    streamed = source.execution_options(yield_per=size)
    yield from streamed.execute(select(table)).mappings().partitions(size)


def _go_on_counting(target: Connection, table: Table) -> None:
    highest = f"(SELECT max(number) FROM {table.name})"
    sequence = f"pg_get_serial_sequence('{table.name}', 'number')"
    target.execute(
        text(f"SELECT setval({sequence}, coalesce({highest}, 1), {highest} IS NOT NULL)")
    )
