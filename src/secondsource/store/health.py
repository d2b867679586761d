"""What is found when a store is examined: is it sound, is it durable, does it keep up."""

import shutil
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import Connection, exists, func, select, text

from secondsource.errors import BadConfig, TryAgain
from secondsource.records.kept import Condition, Grade
from secondsource.store import sqlite
from secondsource.store.columns import UNDATED, microseconds
from secondsource.store.database import Database
from secondsource.store.migrating import schema_version
from secondsource.store.schema import glances, homes, members, reports, stories

Part = Callable[[Connection], Iterable[Condition]]

LEAST_ROOM = 1_000_000_000  # bytes free on the disk, or as much as the store has
MOST_SHOWN = 5
FAR_AHEAD = timedelta(days=2)  # no time zone makes that much of a difference
AHEAD = timedelta(minutes=5)  # clocks of two machines may differ by as much

# How PostgreSQL has to be set for what it acknowledged to outlast a loss of power.
DURABLE = ("fsync", "synchronous_commit", "full_page_writes")


def examine(database: Database, *, now: datetime) -> Iterator[Condition]:
    """One condition a matter. Reads every page of a file, so it takes a while on a large one.

    A part that cannot be examined is told of as bad, and the rest goes on.
    """
    of_file: dict[str, Part] = {"SQLite": _of_sqlite, "file": _of_file}
    of_server: dict[str, Part] = {"PostgreSQL": _of_postgres}
    parts = (of_file if database.is_sqlite else of_server) | {
        "tables": _tables,
        "stories": _unsound,
        "work": _work_left,
        "clock": lambda connection: _clock(connection, now),
    }
    for matter, part in parts.items():
        yield from _told(database, matter, part)
    if database.file is not None:
        yield _room(database.file)


def _told(database: Database, matter: str, part: Part) -> list[Condition]:
    try:
        with database.reading() as connection:
            return list(part(connection))
    except (BadConfig, TryAgain) as error:
        return [Condition(matter, Grade.BAD, str(error))]


def _tables(connection: Connection) -> Iterator[Condition]:
    yield Condition("tables", Grade.GOOD, f"at step {schema_version(connection)}")


# -- SQLite -----------------------------------------------------------------------------------


def _of_sqlite(connection: Connection) -> Iterator[Condition]:
    module = sqlite.driver()
    version, name = sqlite.version_of(module), module.__name__.partition(".")[0]
    told = f"SQLite {'.'.join(map(str, version))} of {name}"
    mode = connection.exec_driver_sql("PRAGMA journal_mode").scalar()
    if sqlite.resets_soundly(version):
        yield Condition("SQLite", Grade.GOOD, f"{told}, journal mode {mode}")
    else:
        yield Condition(
            "SQLite",
            Grade.NOTE,
            f"{told} may lose what was committed in a log (WAL), so it keeps a rollback "
            f"journal ({mode}): sound, but readers wait while something is written",
            "install pysqlite3",
        )


def _of_file(connection: Connection) -> Iterator[Condition]:
    yield _checked(connection, "file", "integrity_check", "no damage found")
    yield _checked(connection, "references", "foreign_key_check", "all lead somewhere")


def _checked(connection: Connection, matter: str, pragma: str, sound: str) -> Condition:
    rows = connection.exec_driver_sql(f"PRAGMA {pragma}").fetchmany(MOST_SHOWN)
    found = [" ".join(map(str, row)) for row in rows if tuple(row) != ("ok",)]
    if not found:
        return Condition(matter, Grade.GOOD, sound)
    return Condition(
        matter, Grade.BAD, "; ".join(found), "keep a copy of it, and go back to the last backup"
    )


def _room(file: Path) -> Condition:
    free, size = shutil.disk_usage(file.parent).free, file.stat().st_size
    told = f"{_size(free)} free, the store has {_size(size)}"
    if free >= max(LEAST_ROOM, size):
        return Condition("disk", Grade.GOOD, told)
    return Condition("disk", Grade.WARNING, told, "make room, or move the store to another disk")


def _size(many: int) -> str:
    return f"{many / 1e9:.1f} GB" if many >= LEAST_ROOM else f"{many / 1e6:.1f} MB"


# -- PostgreSQL -------------------------------------------------------------------------------


def _of_postgres(connection: Connection) -> Iterator[Condition]:
    version = connection.execute(text("SHOW server_version")).scalar()
    asked = text("SELECT extversion FROM pg_extension WHERE extname = 'vector'")
    vectors = connection.execute(asked).scalar()
    size = connection.execute(text("SELECT pg_database_size(current_database())")).scalar_one()
    yield Condition(
        "PostgreSQL", Grade.GOOD, f"PostgreSQL {version}, the store has {_size(int(size))}"
    )
    if vectors is None:
        lacks = "searching by vector does not work"
        yield Condition("pgvector", Grade.BAD, lacks, "CREATE EXTENSION vector")
    else:
        yield Condition("pgvector", Grade.GOOD, f"version {vectors}")
    yield _durable(connection)


def _durable(connection: Connection) -> Condition:
    found = {name: connection.execute(text(f"SHOW {name}")).scalar() for name in DURABLE}
    if off := [name for name, value in found.items() if value == "off"]:
        return Condition(
            "durability",
            Grade.WARNING,
            f"{', '.join(off)} off: a loss of power may lose what was stored, or all of it",
            "turn it on in postgresql.conf",
        )
    return Condition("durability", Grade.GOOD, "what is stored outlasts a loss of power")


# -- both -------------------------------------------------------------------------------------


def _unsound(connection: Connection) -> Iterator[Condition]:
    """What no part of the program leaves behind; each with how many there are of it."""
    live = stories.c.merged_into.is_(None)
    at_home = exists().where(homes.c.report == reports.c.number)
    inside = exists().where(members.c.story == stories.c.number)
    seen = exists().where(glances.c.report == homes.c.report)
    listed = exists().where(members.c.report == homes.c.report, members.c.story == homes.c.story)
    heirs = stories.alias()
    heir = exists().where(heirs.c.id == stories.c.merged_into)
    questions = (
        ("reports said to be grouped that are in no story", reports, reports.c.grouped & ~at_home),
        ("reports in a story that are said to be pending", reports, ~reports.c.grouped & at_home),
        ("reports that grouping knows nothing of", homes, ~seen),
        ("reports that their story does not list", homes, ~listed),
        ("stories without a report", stories, live & ~inside),
        ("stories merged into one that is not there", stories, ~live & ~heir),
    )
    wrong = []
    for words, table, condition in questions:
        asked = select(func.count()).select_from(table).where(condition)
        if many := connection.execute(asked).scalar_one():
            wrong.append(f"{many} {words}")
    if wrong:
        advice = "back it up as it is, and report this: it should not happen"
        yield Condition("stories", Grade.BAD, "; ".join(wrong), advice)
    else:
        yield Condition("stories", Grade.GOOD, "every report is where it belongs")


def _work_left(connection: Connection) -> Iterator[Condition]:
    pending = select(func.count()).select_from(reports).where(text("NOT grouped"))
    stale = select(func.count()).select_from(stories)
    stale = stale.where(text("merged_into IS NULL AND basis <> briefed"))
    total = connection.execute(select(func.count()).select_from(reports)).scalar_one()
    left = connection.execute(pending).scalar_one(), connection.execute(stale).scalar_one()
    told = f"{total} reports, {left[0]} to be grouped; {left[1]} stories to be briefed"
    if not any(left):
        yield Condition("work", Grade.GOOD, told)
    else:
        yield Condition("work", Grade.NOTE, told, "`secondsource watch` goes on with it")


def _clock(connection: Connection, now: datetime) -> Iterator[Condition]:
    """A clock that was set back makes what is new look old."""
    latest = [select(func.max(column)) for column in (reports.c.added, stories.c.changed)]
    times = [when for asked in latest if (when := connection.execute(asked).scalar())]
    ahead = max(times, default=now) - now
    late = reports.c.age.between(microseconds(now + FAR_AHEAD), UNDATED - 1)
    asked = select(func.count()).select_from(reports).where(late)
    future = connection.execute(asked).scalar_one()
    if ahead > AHEAD:
        yield Condition(
            "clock",
            Grade.WARNING,
            f"something was stored {ahead} after now",
            "set the clock of this machine, or of the one that stored it",
        )
    elif future:
        told = f"{future} reports say they were published days from now"
        yield Condition("clock", Grade.NOTE, told, "their outlets' dates are wrong: no harm done")
    else:
        yield Condition("clock", Grade.GOOD, "nothing was stored after now")
