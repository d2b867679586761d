"""Brings a database to the tables that this version of the program works with."""

import threading
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, inspect, text

from secondsource.errors import BadConfig
from secondsource.store.database import Database
from secondsource.store.schema import HEAD, metadata
from secondsource.store.sqlite import VERSIONS

ONE_AT_A_TIME = threading.Lock()  # alembic has one place for the database that is at hand


@dataclass(frozen=True, slots=True)
class Steps:
    """The steps to the tables of a version: the folder that holds them, and the last of them.

    That the last is known without reading them all saves a quarter of a second at each start.
    """

    folder: Path = Path(__file__).with_name("migrations")
    last: str = HEAD

    def known(self) -> tuple[str, ...]:
        """All steps, the last first."""
        from alembic.script import ScriptDirectory

        script = ScriptDirectory(str(self.folder))
        return tuple(step.revision for step in script.walk_revisions())

    def take(self, connection: Connection) -> None:
        """Take the steps that are missing, in the transaction of the connection."""
        from alembic.config import Config
        from alembic.runtime.environment import EnvironmentContext
        from alembic.script import ScriptDirectory

        script = ScriptDirectory(str(self.folder))
        environment = EnvironmentContext(
            Config(), script, fn=lambda found, _context: script._upgrade_revs(self.last, found)
        )
        with ONE_AT_A_TIME, environment:
            environment.configure(connection=connection)
            environment.run_migrations()


STEPS = Steps()


def schema_version(connection: Connection) -> str | None:
    """The step that the database is at, None for one that is new; `BadConfig` if not ours."""
    if (asked := inspect(connection)).has_table(VERSIONS):
        found = connection.execute(text(f"SELECT version_num FROM {VERSIONS}")).scalar()
        if found is not None:
            return str(found)
    tables = set(asked.get_table_names())
    if tables & set(metadata.tables) or (tables and connection.dialect.name == "sqlite"):
        raise BadConfig("this is the database of another program: name another for the desk")
    return None


def bring_up(database: Database, *, migrate: bool, steps: Steps = STEPS) -> str | None:
    """See that the database has the tables of this version, or make them if it may.

    Answers at which step it was before, None for a new one. Raises `BadConfig` for a database of
    a later version, and for one of an earlier version where `migrate` is False.
    """
    with database.reading() as connection:
        found = schema_version(connection)
    if found == steps.last:
        return found
    if found is not None:
        _check_known(database, found, steps, migrate=migrate)
    with database.writing() as connection:
        schema_version(connection)  # another program may have been here in between
        steps.take(connection)
    return found


def _check_known(database: Database, found: str, steps: Steps, *, migrate: bool) -> None:
    if found not in steps.known():
        raise BadConfig(
            f"{database.name} was written by a later version of secondsource (step {found}, this "
            f"one knows {steps.last}): update secondsource"
        )
    if not migrate:
        raise BadConfig(
            f"{database.name} was written by an earlier version of secondsource (step {found}, "
            f"now {steps.last}): back it up, then run `secondsource migrate`"
        )
