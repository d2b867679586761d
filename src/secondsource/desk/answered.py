"""Requests that may be sent twice and are done once."""

from collections.abc import Callable
from datetime import datetime

from secondsource.records.answered import KeptAnswer, Turn
from secondsource.store.store import Store


class Answered:
    """What was answered to requests with a key, kept for a day.

    `key` is a digest of who asks, where, and the key that they gave; `request` one of all that
    they ask.
    """

    def __init__(self, store: Store, now: Callable[[], datetime]) -> None:
        self._store = store
        self._now = now

    def begin(self, key: bytes, request: bytes) -> KeptAnswer | Turn:
        """What was answered to the request before, or whether it is to be done now.

        `BadInput` if the key came with another request. Who is told `Turn.OURS` must `finish` or
        `give_up`; should it die, the turn is somebody else's after two minutes.
        """
        return self._store.answered.begin(key, request, at=self._now())

    def finish(self, key: bytes, answer: KeptAnswer) -> None:
        """Keep what was answered, to be given again for a day."""
        self._store.answered.finish(key, answer, at=self._now())

    def give_up(self, key: bytes) -> None:
        """Let the request be sent again: it could not be done, and left nothing behind."""
        self._store.answered.give_up(key)
