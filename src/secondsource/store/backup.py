"""Backups: one file of SQLite with all that a desk holds at one moment, and back again."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from secondsource.errors import BadConfig, NotFound
from secondsource.store import sqlite
from secondsource.store.copying import check_empty, copy_all
from secondsource.store.database import Database, open_database, place_of
from secondsource.store.faults import faults_of_sqlite
from secondsource.store.migrating import bring_up


def back_up(database: Database, path: Path) -> None:
    """Write all that the database holds into a new file, as it is at one moment.

    Others go on writing meanwhile. The file is a desk of its own: open it, or `restore` from it.
    It is there whole or not at all. `BadConfig` if the path is taken or cannot be written.
    """
    with _whole_or_not_at_all(path) as part:
        if database.file is not None:
            _copy(database.file, part)
            return
        with closing(open_database(str(part))) as file:
            bring_up(file, migrate=True)
            with database.reading() as source, file.writing() as target:
                copy_all(source, target)
        with faults_of_sqlite(str(path), module := sqlite.driver()):
            sqlite.settle_copy(part, module=module)


def restore(path: Path, url: str) -> None:
    """Put what a backup holds into a new file or an empty database of PostgreSQL.

    A backup by an earlier version is brought up to this one. `NotFound` if there is no such file,
    `BadConfig` if the target is taken, or the backup is none, or of a later version.
    """
    if not path.is_file():
        raise NotFound(f"there is no backup {path}: give the file that `backup` wrote")
    sqlite.check_file(path)
    target = place_of(url)
    if isinstance(target, Path):
        with _whole_or_not_at_all(target) as part:
            _copy_brought_up(path, part)
        return
    with tempfile.TemporaryDirectory(prefix="desk-") as folder:
        copy = Path(folder) / "desk.db"
        _copy_brought_up(path, copy)
        with closing(open_database(str(copy))) as source, closing(open_database(url)) as database:
            bring_up(database, migrate=True)
            with source.reading() as taken, database.writing() as given:
                check_empty(given, database.name)
                copy_all(taken, given)


def _copy_brought_up(path: Path, copy: Path) -> None:
    """A copy of a backup with the tables of this version; the backup itself stays as it is."""
    _copy(path, copy)
    with closing(open_database(str(copy))) as made:
        bring_up(made, migrate=True)
    with faults_of_sqlite(str(copy), module := sqlite.driver()):
        sqlite.settle_copy(copy, module=module)


def _copy(path: Path, copy: Path) -> None:
    with faults_of_sqlite(str(copy), module := sqlite.driver()):
        sqlite.copy_into(path, copy, module=module)


@contextmanager
def _whole_or_not_at_all(path: Path) -> Iterator[Path]:
    """A path to write to; what is written there is at `path`, on the disk, once this ends."""
    path = path.expanduser().absolute()
    if path.exists():
        raise BadConfig(f"{path} is there already: name a file that is not")
    if not path.parent.is_dir():
        raise BadConfig(f"{path.parent} does not exist: make that folder first, or name another")
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        yield part
        _sync(part)
        part.replace(path)
        _sync(path.parent)
    except OSError as error:
        raise BadConfig(f"{path} cannot be written: {error.strerror}: name another") from error
    finally:
        for ending in ("", "-wal", "-shm", "-journal"):
            part.with_name(part.name + ending).unlink(missing_ok=True)


def _sync(path: Path) -> None:
    if os.name == "nt" and path.is_dir():
        return  # Windows writes the names in a folder by itself
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
