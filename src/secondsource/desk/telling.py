"""Webhooks: who is told, and the sending of what is due."""

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from functools import partial

from secondsource.errors import NotFound
from secondsource.net.fetcher import Fetcher
from secondsource.net.webhook import deliver, new_hook
from secondsource.records.change import EventKind
from secondsource.records.hook import Delivery, Hook
from secondsource.store.store import Store

AT_ONCE = 64
THREADS = 8


class Telling:
    """Tells webhooks what happened, each of them what it asked for."""

    def __init__(self, store: Store, fetcher: Fetcher, now: Callable[[], datetime]) -> None:
        self._store = store
        self._fetcher = fetcher
        self._now = now

    def hooks(self) -> tuple[Hook, ...]:
        """All hooks, in the order in which they were added."""
        return self._store.hooks.all()

    def add(self, url: str, events: Iterable[EventKind]) -> Hook:
        """Tell an address of events from now on; `BadInput` for one that can be none."""
        hook = new_hook(url, events, added=self._now())
        self._store.hooks.put(hook)
        return hook

    def remove(self, hook_id: str) -> None:
        """Tell an address no more; `NotFound` if there is no such hook."""
        self._store.hooks.remove(hook_id)

    def send_due(self) -> int:
        """Try each delivery that is due once; how many arrived."""
        hooks = {hook.id: hook for hook in self._store.hooks.all()}
        arrived = 0
        with ThreadPoolExecutor(THREADS, thread_name_prefix="webhooks") as threads:
            while due := self._store.deliveries.due(self._now(), AT_ONCE):
                outcomes = threads.map(partial(self._send, hooks), due)
                arrived += sum(outcomes)
        return arrived

    def _send(self, hooks: dict[str, Hook], delivery: Delivery) -> bool:
        hook = hooks[delivery.hook_id]
        outcome = deliver(self._fetcher.post, hook, delivery, self._now())
        try:
            self._store.deliveries.put(outcome.delivery)
            if outcome.hook != hook:
                self._store.hooks.put(outcome.hook)
        except NotFound:  # the hook was taken out meanwhile
            return False
        return outcome.delivery.delivered is not None
