"""What a site lets robots read (RFC 9309), asked for once a day."""

import re
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from threading import Lock

from protego import Protego

from secondsource.errors import BadInput, TryAgain
from secondsource.net.clock import Clock
from secondsource.net.settings import PRODUCT
from secondsource.net.target import Target, shown
from secondsource.net.turns import KeyedLocks

MOST_BYTES = 500 * 1024
MOST_SITES = 256
KEPT = timedelta(days=1).total_seconds()
KEPT_UNREACHABLE = timedelta(minutes=10).total_seconds()
USER_AGENT = re.compile(r"\s*user(?:-|\s+)?agent\b\s*:?\s*(.*)", re.IGNORECASE)
TOKEN = re.compile(r"[a-z_-]*", re.IGNORECASE)
SOMEBODY_ELSE = "somebody-else"

# The body of a robots.txt, at most its first `MOST_BYTES`; `BadInput` where there is none,
# `TryAgain` where that cannot be found out now.
Ask = Callable[[Target], bytes]


@dataclass(frozen=True, slots=True)
class Rules:
    """What one site lets this robot read, and the pause that it wants, in seconds.

    `file` is None where the site has no rules.
    """

    file: Protego | None

    def allow(self, url: str) -> bool:
        """Whether an address may be fetched."""
        return self.file is None or self.file.can_fetch(url, PRODUCT)

    @property
    def delay(self) -> float:
        """Crawl-delay, 0 where there is none."""
        return (self.file and self.file.crawl_delay(PRODUCT)) or 0.0


@dataclass(frozen=True, slots=True)
class _Kept:
    """Rules, None where they could not be reached, and until when (elapsed seconds) they hold.

    `wait` is how long the host then asked to be left alone.
    """

    rules: Rules | None
    until: float
    wait: timedelta | None = None


class Robots:
    """The rules of sites, kept for a day; threads ask for those of one site only once."""

    def __init__(self, ask: Ask, clock: Clock) -> None:
        self._ask = ask
        self._clock = clock
        self._sites = KeyedLocks()
        self._guard = Lock()
        self._kept: OrderedDict[str, _Kept] = OrderedDict()

    def rules(self, target: Target) -> Rules:
        """The rules of the target's site; `TryAgain` while they cannot be read."""
        with self._sites.hold(target.origin):
            kept = self._known(target.origin)
            if kept is None or kept.until <= self._clock.elapsed():
                kept = self._read(target, kept)
                self._keep(target.origin, kept)
        if kept.rules is None:
            raise TryAgain(
                f"{shown(target.origin)}: its robots.txt cannot be read now, so nothing of it is "
                "fetched: try later",
                kept.wait,
            )
        return kept.rules

    def _read(self, target: Target, before: _Kept | None) -> _Kept:
        """Rules as asked for; those from before, if any, while the site cannot be reached."""
        now = self._clock.elapsed()
        try:
            rules = Rules(parse_robots(self._ask(target.beside("/robots.txt"))))
        except BadInput:  # there is none, or none that can be read: RFC 9309, 2.3.1.3
            rules = Rules(None)
        except TryAgain as error:
            rules_before = before.rules if before else None
            return _Kept(rules_before, now + KEPT_UNREACHABLE, error.retry_after)
        return _Kept(rules, now + KEPT)

    def _known(self, origin: str) -> _Kept | None:
        with self._guard:
            return self._kept.get(origin)

    def _keep(self, origin: str, kept: _Kept) -> None:
        with self._guard:
            self._kept[origin] = kept
            self._kept.move_to_end(origin)
            if len(self._kept) > MOST_SITES:
                self._kept.popitem(last=False)


def parse_robots(body: bytes) -> Protego:
    """The rules in a robots.txt, whatever it holds.

    All other robots are taken for one: Protego keeps each rule once for every robot that a group
    names, and so would need gigabytes for half a megabyte of names and rules.
    """
    text = body[:MOST_BYTES].decode("utf-8-sig", errors="replace")
    return Protego.parse("\n".join(_one_of_three(line) for line in text.splitlines()))


def _one_of_three(line: str) -> str:
    named = USER_AGENT.fullmatch(line.partition("#")[0])
    if named is None:
        return line
    name = named[1].strip()
    if name.startswith("*"):
        return "User-agent: *"
    token = TOKEN.match(name)
    ours = token is not None and token[0].lower() == PRODUCT
    return f"User-agent: {PRODUCT if ours else SOMEBODY_ELSE}"
