"""One database, whichever it is: reading a consistent state, and writing all or nothing."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import URL, Connection, Engine, Row, make_url
from sqlalchemy.exc import ArgumentError

from secondsource.errors import BadConfig
from secondsource.store import postgres, sqlite
from secondsource.store.faults import faults_of, faults_of_sqlite

SCHEMES = {"sqlite": "sqlite", "postgresql": "postgresql", "postgres": "postgresql"}
PATIENCE = 60.0  # seconds to wait for other writers; each holds on for a fraction of one
AT_ONCE = 2_000  # values in one list of a statement

T = TypeVar("T")
AnyRow = Row[*tuple[Any, ...]]


class Database:
    """An open database. `name` is what to call it in messages: no password in it."""

    def __init__(self, engine: Engine, name: str, *, file: Path | None) -> None:
        self.engine = engine
        self.name = name
        self.file = file

    @property
    def is_sqlite(self) -> bool:
        """Whether it is a file of SQLite; otherwise it is PostgreSQL."""
        return self.file is not None

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A state of the database that does not change while it is read."""
        with faults_of(self.name), self.engine.connect() as connection:
            if not self.is_sqlite:
                connection.execution_options(
                    isolation_level="REPEATABLE READ", postgresql_readonly=True
                )
            with connection.begin():
                yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that is durable once this ends, and never was if it ends by an error."""
        with faults_of(self.name), self.engine.connect() as connection:
            if self.is_sqlite:
                connection.execution_options(**{sqlite.WRITES: True})
            with connection.begin():
                if not self.is_sqlite:
                    postgres.take_writer_lock(connection)
                yield connection

    def close(self) -> None:
        """Let go of all connections."""
        with faults_of(self.name):
            self.engine.dispose()


def open_database(url: str, *, patience: float = PATIENCE) -> Database:
    """The database that a URL or the path of a file names; `BadConfig` where there can be none."""
    place = place_of(url)
    if isinstance(place, URL):
        name = place.render_as_string(hide_password=True)
        return Database(postgres.make_engine(place, patience=patience), name, file=None)
    sqlite.check_file(place)
    with faults_of_sqlite(str(place), module := sqlite.driver()):
        sqlite.check_ours(place, patience=patience, module=module)
        sqlite.settle_journal(place, patience=patience, module=module)
    engine = sqlite.make_engine(place, patience=patience, module=module)
    return Database(engine, str(place), file=place)


def place_of(url: str) -> Path | URL:
    """The file that a URL or path names, or the URL of PostgreSQL; `BadConfig` for any other."""
    if "://" not in url:
        url = URL.create("sqlite", database=url).render_as_string()
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise BadConfig(f"the store's URL cannot be read: {error}") from error
    kind = SCHEMES.get(parsed.drivername.partition("+")[0])
    if kind is None:
        raise BadConfig(
            f"no store is known by {parsed.drivername}://: name a file, sqlite:///FILE or "
            "postgresql://USER@HOST/NAME"
        )
    if kind == "sqlite" and parsed.database in (None, "", ":memory:"):
        raise BadConfig("the store's URL names no file: sqlite:///FILE, or just the file")
    if kind == "sqlite":
        return Path(parsed.database or "").expanduser().absolute()
    return parsed.set(drivername=kind)


def batches(values: Iterable[T], size: int = AT_ONCE) -> Iterator[Sequence[T]]:
    """The values some at a time, each once and in order."""
    every = list(dict.fromkeys(values))
    for start in range(0, len(every), size):
        yield every[start : start + size]
