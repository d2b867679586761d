"""Brings a database to the tables that this version of the program works with."""

from importlib import resources
from typing import TYPE_CHECKING

from sqlalchemy import Connection, inspect, text

from secondsource.errors import BadConfig
from secondsource.store.database import Database
from secondsource.store.schema import HEAD, metadata

if TYPE_CHECKING:
    from alembic.script import ScriptDirectory

VERSIONS = "alembic_version"  # the table in which a database says which step it is at


def schema_version(connection: Connection) -> str | None:
    """The step that the database is at, None for one that is new; `BadConfig` if not ours."""
    tables = set(inspect(connection).get_table_names())
    if VERSIONS in tables:
        found = connection.execute(text(f"SELECT version_num FROM {VERSIONS}")).scalar()
        if found is not None:
            return str(found)
    if tables & set(metadata.tables) or (tables and connection.dialect.name == "sqlite"):
        raise BadConfig("this is the database of another program: name another for the desk")
    return None


def bring_up(database: Database, *, migrate: bool) -> None:
    """See that the database has the tables of this version, or make them if it may.

    Raises `BadConfig` for a database of a later version, and for one of an earlier version where
    `migrate` is False.
    """
    with database.reading() as connection:
        found = schema_version(connection)
    if found == HEAD:
        return
    if found is not None:
        _check_known(database, found, migrate=migrate)
    _upgrade(database)


def _check_known(database: Database, found: str, *, migrate: bool) -> None:
    if found not in known_steps():
        raise BadConfig(
            f"{database.name} was written by a later version of secondsource (step {found}, this "
            f"one knows {HEAD}): update secondsource"
        )
    if not migrate:
        raise BadConfig(
            f"{database.name} was written by an earlier version of secondsource (step {found}, "
            f"now {HEAD}): back it up, then run `secondsource migrate`"
        )


def known_steps() -> tuple[str, ...]:
    """All steps, the latest first."""
    return tuple(step.revision for step in _steps().walk_revisions())


def _upgrade(database: Database) -> None:
    """All steps that are missing, in one transaction that no other program writes beside."""
    from alembic.config import Config
    from alembic.runtime.environment import EnvironmentContext

    steps = _steps()
    with database.writing() as connection:
        schema_version(connection)  # another program may have been here in between
        with EnvironmentContext(
            Config(), steps, fn=lambda revision, _context: steps._upgrade_revs("head", revision)
        ) as environment:
            environment.configure(connection=connection)
            environment.run_migrations()


def _steps() -> "ScriptDirectory":
    from alembic.script import ScriptDirectory

    return ScriptDirectory(str(resources.files("secondsource.store").joinpath("migrations")))
