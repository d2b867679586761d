"""What a desk keeps, in one file of SQLite or in PostgreSQL; the only package that holds SQL."""

from secondsource.store.backup import restore
from secondsource.store.briefs import Written
from secondsource.store.store import Store, open_store

__all__ = ["Store", "Written", "open_store", "restore"]
