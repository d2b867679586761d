"""PostgreSQL as the store wants it: durable commits, one writer at a time."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event

from secondsource.errors import BadConfig

# One number for all desks: the lock holds in one database.
WRITER_LOCK = 7_305_512_019_002
ALONE_LOCK = WRITER_LOCK + 1
IDLE_LIMIT = "10min"  # a writer that hangs must not keep all others waiting for ever
KEEPALIVE = {"keepalives_idle": 60, "keepalives_interval": 15, "keepalives_count": 4}
CONNECT_SECONDS = 10


def make_engine(url: URL, *, patience: float) -> Engine:
    """An engine for the database; `patience` is how many seconds it waits for other writers."""
    try:
        import pgvector.psycopg  # noqa: F401  # asked for here, so that it is not missed later
        import psycopg  # noqa: F401
    except ImportError as missing:
        raise BadConfig(
            f"PostgreSQL needs {missing.name}: pip install 'secondsource[postgres]'"
        ) from missing
    engine = create_engine(
        url.set(drivername="postgresql+psycopg"),
        connect_args={"connect_timeout": CONNECT_SECONDS, **KEEPALIVE},
        pool_pre_ping=True,
        pool_size=4,
        max_overflow=28,
    )
    settings = (
        ("lock_timeout", f"{int(patience * 1000)}ms"),
        ("synchronous_commit", "on"),
        ("idle_in_transaction_session_timeout", IDLE_LIMIT),
        ("timezone", "UTC"),
    )

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _record: object) -> None:
        for name, value in settings:
            connection.execute("SELECT set_config(%s, %s, false)", (name, value))
        connection.commit()

    return engine


def take_writer_lock(connection: Connection) -> None:
    """Wait until no other program writes; given back when the transaction ends."""
    connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({WRITER_LOCK})")


@contextmanager
def alone(connection: Connection, *, patience: float) -> Iterator[None]:
    """Wait until nobody else is alone; given back on leaving, or when the connection is lost."""
    connection.execution_options(isolation_level="AUTOCOMMIT")
    before = connection.exec_driver_sql("SHOW lock_timeout").scalar_one()
    connection.exec_driver_sql(f"SET lock_timeout = {int(patience * 1000)}")
    try:
        connection.exec_driver_sql(f"SELECT pg_advisory_lock({ALONE_LOCK})")
        try:
            yield
        finally:
            connection.exec_driver_sql(f"SELECT pg_advisory_unlock({ALONE_LOCK})")
    finally:
        connection.exec_driver_sql(f"SET lock_timeout = '{before}'")
