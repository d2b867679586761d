"""SQLite as the store wants it: a sound version, durable, one writer at a time."""

import importlib
import sqlite3
import time
from contextlib import closing
from pathlib import Path
from types import ModuleType
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event

from secondsource.errors import BadConfig

BLANK = b""  # a file that does not exist yet, or was just made
MAGIC = b"SQLite format 3\0"
VERSIONS = "alembic_version"  # the table in which a desk says of what version it is
WRITES = "desk_writes"  # option of a connection whose transaction is going to write
JOURNAL_LEFT = 64_000_000  # bytes of a log that stay on the disk when it was long for a while
CACHE_KIB = 64_000

Version = tuple[int, int, int]


def driver() -> ModuleType:
    """The module with the newest SQLite at hand: that of `pysqlite3`, where it is installed."""
    try:
        return importlib.import_module("pysqlite3.dbapi2")
    except ImportError:
        return sqlite3


def version_of(module: ModuleType) -> Version:
    """The version of the SQLite in a driver."""
    major, minor, patch = (int(part) for part in module.sqlite_version.split("."))
    return major, minor, patch


def resets_soundly(version: Version) -> bool:
    """Whether this SQLite is free of the race between resetting a log and copying it.

    Before 3.51.3 a log (WAL) that is reset while another connection copies it into the file may
    lose what was committed; the cure is in 3.50.7 and 3.44.6, too.
    See https://sqlite.org/wal.html#walresetbug
    """
    return (
        version >= (3, 51, 3)
        or (3, 50, 7) <= version < (3, 51)
        or version[:2] == (3, 44)
        and (version >= (3, 44, 6))
    )


def make_engine(path: Path, *, patience: float, module: ModuleType) -> Engine:
    """An engine for the file; `patience` is how many seconds it waits for other writers."""
    engine = create_engine(
        URL.create("sqlite", database=str(path)),
        module=module,
        connect_args={"timeout": patience, "check_same_thread": False},
        pool_size=4,
        max_overflow=28,
    )
    rollback = not resets_soundly(version_of(module))

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _record: object) -> None:
        connection.isolation_level = None  # transactions begin below, not when the driver thinks
        connection.create_function("desk_fold", 1, _fold, deterministic=True)
        # A rollback journal is not yet gone from its folder after a commit that is only FULL.
        for pragma in (
            f"synchronous = {'EXTRA' if rollback else 'FULL'}",
            "foreign_keys = ON",
            f"cache_size = -{CACHE_KIB}",
            f"journal_size_limit = {JOURNAL_LEFT}",
        ):
            connection.execute(f"PRAGMA {pragma}").close()

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get(WRITES, False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def check_ours(path: Path, *, patience: float, module: ModuleType) -> None:
    """Raise a `BadConfig` for the database of another program, which is left as it is."""
    with closing(module.connect(str(path), timeout=patience)) as connection:
        found = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        tables = {name for (name,) in found}
    if tables and VERSIONS not in tables:
        raise BadConfig(f"{path} is the database of another program: name another for the desk")


def settle_journal(path: Path, *, patience: float, module: ModuleType) -> None:
    """Have the file keep a log (WAL) or, where that is not sound, a rollback journal.

    Raises the driver's error if it cannot be done.
    """
    wanted = "wal" if resets_soundly(version_of(module)) else "delete"
    until = time.monotonic() + patience
    with closing(module.connect(str(path), timeout=patience, isolation_level=None)) as connection:
        while True:
            try:
                connection.execute(f"PRAGMA journal_mode = {wanted}").fetchone()
                return
            except module.OperationalError as error:
                # Changing it asks for the whole file, without waiting for others as a write does.
                if "locked" not in str(error) or time.monotonic() > until:
                    raise
                time.sleep(0.02)


def copy_into(path: Path, copy: Path, *, module: ModuleType) -> None:
    """Write all that a file holds at one moment into a new one, a sound file by itself.

    Raises the driver's error if it cannot be done, or if the copy is not sound.
    """
    with closing(module.connect(str(path), isolation_level=None)) as connection:
        connection.execute("VACUUM INTO ?", (str(copy),))
    settle_copy(copy, module=module)


def settle_copy(path: Path, *, module: ModuleType) -> None:
    """See that a file is sound and needs no other beside it; else the driver's error."""
    with closing(module.connect(str(path), isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = delete").fetchone()
        (found,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
    if found != "ok":
        raise module.DatabaseError(f"database disk image is malformed: {found}")


def check_file(path: Path) -> None:
    """Raise a `BadConfig` for what cannot be the file of a store, before SQLite touches it."""
    if path.is_dir():
        raise BadConfig(f"{path} is a folder: name a file in it, for example {path / 'desk.db'}")
    if not path.parent.is_dir():
        raise BadConfig(f"{path.parent} does not exist: make that folder first, or name another")
    try:
        with path.open("rb") as file:
            head = file.read(len(MAGIC))
    except FileNotFoundError:
        return
    except OSError as error:
        raise BadConfig(f"{path} cannot be read: {error.strerror}: see to its rights") from error
    if head not in (BLANK, MAGIC):
        raise BadConfig(f"{path} is no desk but another kind of file: name another, or move it")


def _fold(text: str | None) -> str | None:
    return None if text is None else text.casefold()
