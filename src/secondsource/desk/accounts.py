"""The accounts that readers asked for last, ready to be shown again."""

import threading
from collections import OrderedDict

from secondsource.codec import account_from_bytes
from secondsource.records.brief import Account
from secondsource.records.change import BriefVersion
from secondsource.store.store import Store

MOST = 256_000_000  # bytes that the accounts held may take, about
UNPACKED = 8  # bytes in memory for one that is kept: 6 for 20 reports, 9 for 500

Key = tuple[str, int]


class Accounts:
    """Unpacks accounts of a store, each once while it is asked for; any number of threads may ask.

    A version of a brief never changes, so that what is held is never out of date. Unpacking one of
    500 reports takes a third of a second: who asks for the same meanwhile waits for it, and does
    not unpack it, too.
    """

    def __init__(self, store: Store, *, most: int = MOST) -> None:
        self._store = store
        self._most = most
        self._lock = threading.Lock()
        self._held: OrderedDict[Key, tuple[Account, int]] = OrderedDict()
        self._size = 0
        self._unpacking: dict[Key, threading.Lock] = {}

    def latest(self, story_id: str) -> tuple[Account, BriefVersion]:
        """The latest account of a story and which version it is; `NotFound` if there is none.

        `StaleRecord` if it was kept in a form of another version of the program.
        """
        version = self._store.briefs.version(story_id)
        key = version.story_id, version.number
        if (held := self._find(key)) is not None:
            return held, version
        with self._lock:
            mine = self._unpacking.setdefault(key, threading.Lock())
        try:
            with mine:
                return self._find(key) or self._unpacked(key), version
        finally:
            with self._lock:
                self._unpacking.pop(key, None)

    def _find(self, key: Key) -> Account | None:
        with self._lock:
            if key not in self._held:
                return None
            self._held.move_to_end(key)
            return self._held[key][0]

    def _unpacked(self, key: Key) -> Account:
        _, data = self._store.briefs.get(*key)
        account = account_from_bytes(data, self._store.reports.get)
        self._hold(key, account, UNPACKED * len(data))
        return account

    def _hold(self, key: Key, account: Account, size: int) -> None:
        """Keep it at hand, and let go of those that nobody asked for longest."""
        with self._lock:
            _, before = self._held.pop(key, (None, 0))
            self._held[key] = account, size
            self._size += size - before
            while self._size > self._most and self._held:
                _, (_, freed) = self._held.popitem(last=False)
                self._size -= freed
