"""Work that only one process at a time may do: reading what is grouped and writing what follows."""

from collections.abc import Iterator
from contextlib import contextmanager

from secondsource.errors import BadConfig, TryAgain
from secondsource.store import postgres
from secondsource.store.database import Database
from secondsource.store.faults import faults_of

PATIENCE = 300.0  # seconds; whoever is alone lets others in between two batches


@contextmanager
def alone(database: Database, *, patience: float = PATIENCE) -> Iterator[None]:
    """Keep all others out until the `with` is left; a process that is ended lets them in.

    `TryAgain` if somebody else takes longer than `patience` seconds. It cannot be nested.
    """
    if database.file is None:
        with (
            faults_of(database.name),
            database.engine.connect() as connection,
            postgres.alone(connection, patience=patience),
        ):
            yield
        return
    from filelock import FileLock, Timeout

    path = f"{database.file}.lock"
    lock = FileLock(path)
    try:
        lock.acquire(timeout=patience)
    except Timeout as error:
        raise TryAgain(
            f"another program has been grouping in {database.name} for {patience:g} seconds: "
            "try again when it is done"
        ) from error
    except OSError as error:
        said = error.strerror or str(error)
        raise BadConfig(f"{path} cannot be locked ({said}): check the folder") from error
    try:
        yield
    finally:
        lock.release()
