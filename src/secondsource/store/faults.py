"""What a database says went wrong, as an error that says what to do."""

from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType

from sqlalchemy.exc import DBAPIError, IntegrityError, SQLAlchemyError, TimeoutError

from secondsource.errors import BadConfig, SecondSourceError, TryAgain

# Parts of SQLite's messages, which are the same in all its versions and drivers.
SQLITE = (
    ("database or disk is full", BadConfig, "the disk is full: make room, then try again"),
    (
        "readonly database",
        BadConfig,
        "it cannot be written: make the file and its folder writable for this user",
    ),
    (
        "unable to open database file",
        BadConfig,
        "it cannot be opened: see that its folder exists and is writable for this user",
    ),
    ("file is not a database", BadConfig, "it is no desk: name another file, or move it away"),
    (
        "malformed",
        BadConfig,
        "the file is damaged: keep a copy of it, and go back to the last backup",
    ),
    (
        "no such module: fts5",
        BadConfig,
        "this SQLite cannot search texts: pip install pysqlite3-binary",
    ),
    ("locked", TryAgain, "another program is writing to it: try again when that is done"),
    ("busy", TryAgain, "another program is writing to it: try again when that is done"),
    (
        "disk I/O error",
        BadConfig,
        "the disk gave an error, or no more may be written: see to the disk and to quotas",
    ),
)
UNREACHABLE = "cannot be reached: see that PostgreSQL runs there, then try again"
# SQLSTATE codes of PostgreSQL by their beginning, the longest first.
POSTGRES = (
    ("28", BadConfig, "refuses this user or password: correct the URL"),
    ("3D000", BadConfig, "has no database of this name: create it, or correct the URL"),
    ("25006", BadConfig, "can only be read: name the server that can be written to"),
    ("42501", BadConfig, "does not allow this user to do that: have the rights granted"),
    ("53100", BadConfig, "has no room left on its disk: make room, then try again"),
    ("53", TryAgain, "has too much to do or too many connections: try again later"),
    ("55P03", TryAgain, "is being written to by another program: try again when that is done"),
    ("57P", TryAgain, "was stopped or is starting: try again when it runs"),
    ("57014", TryAgain, "took longer than it allows: try again"),
    ("40", TryAgain, "had two programs in each other's way: try again"),
    ("08", TryAgain, UNREACHABLE),
)
# What a connection that never came about says, for which there is no code.
REFUSALS = (
    ("password authentication failed", "28"),
    ("no password supplied", "28"),
    ('role "', "28"),
    ("does not exist", "3D000"),
)


@contextmanager
def faults_of(store: str) -> Iterator[None]:
    """Raise what goes wrong inside as one of our errors; `store` names it without a password."""
    try:
        yield
    except SQLAlchemyError as error:
        raise told(error, store) from error


@contextmanager
def faults_of_sqlite(store: str, module: ModuleType) -> Iterator[None]:
    """As `faults_of`, where SQLite is spoken to without SQLAlchemy; `module` is its driver."""
    try:
        yield
    except module.Error as error:
        raise _of_sqlite(error, store) from error


def told(error: SQLAlchemyError, store: str) -> SecondSourceError:
    """The error that says what went wrong with the store and what to do."""
    if isinstance(error, TimeoutError):
        return TryAgain(f"{store}: all connections are in use: try again")
    if isinstance(error, IntegrityError) or not isinstance(error, DBAPIError):
        return BadConfig(f"{store}: {_line(error)}: this should not happen, please report it")
    if type(error.orig).__module__.startswith("psycopg"):
        return _of_postgres(error, getattr(error.orig, "sqlstate", None), store)
    return _of_sqlite(error.orig, store)


def _of_sqlite(error: object, store: str) -> SecondSourceError:
    message = str(error)
    for part, kind, advice in SQLITE:
        if part in message:
            return kind(f"{store}: {advice} ({message})")
    return BadConfig(f"{store}: SQLite says: {message}: ask `secondsource doctor`")


def _of_postgres(error: DBAPIError, state: str | None, store: str) -> SecondSourceError:
    if state is None:
        message = str(error.orig)
        state = next((code for part, code in REFUSALS if part in message), None)
    if state is None and (error.connection_invalidated or _is_connection(error)):
        state = "08"
    for code, kind, advice in POSTGRES:
        if state is not None and state.startswith(code):
            return kind(f"{store} {advice} ({_line(error.orig)})")
    return BadConfig(f"{store}: PostgreSQL says: {_line(error.orig)}: ask `secondsource doctor`")


def _is_connection(error: DBAPIError) -> bool:
    return type(error.orig).__name__ in {"OperationalError", "InterfaceError", "ConnectionTimeout"}


def _line(error: object) -> str:
    """The first line of a message; what follows repeats the statement with people's texts."""
    lines = str(error).strip().splitlines()
    return lines[0] if lines else type(error).__name__
