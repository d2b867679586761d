"""One request carried to its host: its turn awaited, its address checked, its wishes heeded."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

from secondsource.net.addresses import address_policy
from secondsource.net.clock import Clock, Patience
from secondsource.net.exchange import Answer, Line, Request, Trust, certificates, exchange
from secondsource.net.headers import retry_after
from secondsource.net.resolving import Resolve, checked_addresses
from secondsource.net.settings import FetchSettings
from secondsource.net.status import BUSY
from secondsource.net.target import Target
from secondsource.net.turns import Turns


class Courier:
    """Carries requests, from many threads at once; each over a connection of its own."""

    def __init__(self, settings: FetchSettings, resolve: Resolve, clock: Clock) -> None:
        self._policy = address_policy(settings.allow_net)
        self._resolve = resolve
        self._clock = clock
        self._turns = Turns(clock)
        self._trust: Trust | None = None
        self._trust_lock = Lock()

    @contextmanager
    def send(self, request: Request, patience: Patience, delay: float) -> Iterator[Answer]:
        """The answer, to be read inside the block; `BadInput` and `TryAgain` as in `exchange`."""
        target = request.target
        with patience.spend() as deadline:
            addresses = checked_addresses(target, self._policy, self._resolve, deadline)
        with self._turns.take(target.host, delay), patience.spend() as deadline:
            line = Line(addresses, deadline, self._trusted(target))
            with exchange(request, line) as answer:
                self._heed(target.host, answer)
                yield answer

    def check_open(self, host: str) -> None:
        """`TryAgain` while the host asks to be left alone."""
        self._turns.check_open(host)

    def _heed(self, host: str, answer: Answer) -> None:
        if answer.status in BUSY and (wait := retry_after(answer.headers, self._clock.now())):
            self._turns.close(host, wait)

    def _trusted(self, target: Target) -> Trust | None:
        """Whom to trust with certificates, read when first needed: it takes a while."""
        if target.scheme == "http":
            return None
        with self._trust_lock:
            if self._trust is None:
                self._trust = certificates()
            return self._trust
