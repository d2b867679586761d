"""Fetching: the one way from an address to what is there, and from the desk to a webhook."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import BinaryIO

from secondsource.errors import BadInput
from secondsource.net.clock import Clock, Patience
from secondsource.net.courier import Courier
from secondsource.net.exchange import Answer, Request
from secondsource.net.headers import (
    Headers,
    content_type,
    fresh_for,
    given_validators,
    location,
    validators_after,
)
from secondsource.net.resolving import Resolve, system_resolve
from secondsource.net.robots import MOST_BYTES, Robots
from secondsource.net.settings import ARCHIVE, FetchSettings, Limits, user_agent
from secondsource.net.status import GONE, MOVED_FOR_GOOD, READABLE, REDIRECTS, UNCHANGED, judge
from secondsource.net.target import Target, parse_target, shown
from secondsource.net.unpacking import ACCEPTED, check_length, unpacked, unpacker
from secondsource.records.fetched import Fetched, Validators

# Of a robots.txt only the beginning is read, however long it is, and whatever it unpacks to.
ROBOTS = Limits(size=10**15, ratio=10**9, seconds=10.0)
Headings = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class _Errand:
    """What to fetch, at what cost, and what becomes of the body."""

    url: str
    headers: Headings
    limits: Limits
    keep: Callable[[Iterator[bytes]], bytes]
    robots: bool


@dataclass(frozen=True, slots=True)
class _Landed:
    """Where an errand ended, by which redirects, and with what."""

    target: Target
    moves: tuple[int, ...]
    status: int
    headers: Headers
    body: bytes


class Fetcher:
    """Fetches, from as many threads as one likes.

    Every connection, also to a robots.txt, a redirect or a webhook, goes to an address that was
    checked, and hosts get one request at a time.
    """

    def __init__(
        self,
        settings: FetchSettings = FetchSettings(),  # noqa: B008 - frozen
        *,
        resolve: Resolve = system_resolve,
        clock: Clock = Clock(),  # noqa: B008 - frozen
    ) -> None:
        self._settings = settings
        self._clock = clock
        self._agent = user_agent(settings.contact)
        self._courier = Courier(settings, resolve, clock)
        self._robots = Robots(self._robots_txt, clock)

    def get(
        self,
        url: str,
        validators: Validators | None = None,
        *,
        accept: str = "*/*",
        robots: bool = True,
    ) -> Fetched:
        """What is at an address: status 200, 304 (only if validators were given) or 410.

        `BadInput` says why it will not be had: refused, forbidden by robots.txt, not there, too
        large. `TryAgain` that it may be later, with `retry_after` where the host says when.
        """
        sent = validators or Validators()
        headers = (
            ("Accept", accept),
            ("Accept-Encoding", ACCEPTED),
            *_conditions(sent),
        )
        errand = _Errand(url, headers, self._settings.page, b"".join, robots)
        return self._fetched(url, sent, self._run(errand))

    def download(
        self, url: str, to: BinaryIO, *, limits: Limits = ARCHIVE, robots: bool = True
    ) -> Fetched:
        """A large file, written to `to` as it comes; the `body` of the answer is empty.

        Errors as with `get`; what was written by then is to be thrown away.
        """

        def write(pieces: Iterator[bytes]) -> bytes:
            for piece in pieces:
                to.write(piece)
            return b""

        headers = (("Accept", "*/*"), ("Accept-Encoding", "identity"))
        errand = _Errand(url, headers, limits, write, robots)
        return self._fetched(url, Validators(), self._run(errand))

    def post(self, url: str, body: bytes, headers: Mapping[str, str]) -> int:
        """Send a body to a webhook; the status, 200 to 299, that it was taken with.

        Redirects are not followed: what is sent goes where the user said, or nowhere. Errors as
        with `get`, and `Gone` for a webhook that is no more (410).
        """
        patience = Patience(self._settings.page.seconds, self._settings.silence, self._clock)
        whole = (("User-Agent", self._agent), *headers.items())
        request = Request("POST", parse_target(url), whole, body)
        with self._courier.send(request, patience, 0.0) as answer:
            if 200 <= answer.status < 300:
                return answer.status
            raise judge(answer.status, answer.headers, shown(url), self._clock.now())

    def _fetched(self, asked: str, sent: Validators, landed: _Landed) -> Fetched:
        now, headers = self._clock.now(), landed.headers
        known = landed.status in READABLE or landed.status == GONE
        unchanged = landed.status == UNCHANGED and sent != Validators()
        if not (known or unchanged):
            raise judge(landed.status, headers, shown(asked), now)
        media_type, charset = content_type(headers)
        for_good = bool(landed.moves) and MOVED_FOR_GOOD.issuperset(landed.moves)
        return Fetched(
            asked=asked,
            url=landed.target.url,
            moved_to=landed.target.url if for_good else None,
            status=200 if landed.status in READABLE else landed.status,
            media_type=media_type,
            charset=charset,
            body=landed.body,
            validators=validators_after(headers, sent) if unchanged else given_validators(headers),
            fresh_for=fresh_for(headers, now),
            at=now,
        )

    def _run(self, errand: _Errand) -> _Landed:
        """Fetch, following redirects; each hop is checked like the first."""
        patience = Patience(errand.limits.seconds, self._settings.silence, self._clock)
        target = parse_target(errand.url)
        moves: tuple[int, ...] = ()
        while len(moves) <= self._settings.redirects:
            try:
                step = self._step(errand, target, moves, patience)
            except BadInput as error:
                if not moves:
                    raise
                raise BadInput(shown(errand.url), f"redirects to {error}") from error
            if isinstance(step, _Landed):
                return step
            status, target = step
            moves = (*moves, status)
        raise BadInput(shown(errand.url), "redirects in circles: check the address in a browser")

    def _step(
        self, errand: _Errand, target: Target, moves: tuple[int, ...], patience: Patience
    ) -> _Landed | tuple[int, Target]:
        """One request: where it landed, or the status and the target of a redirect."""
        delay = self._delay(target) if errand.robots else self._settings.delay
        request = Request("GET", target, (("User-Agent", self._agent), *errand.headers))
        with self._courier.send(request, patience, delay) as answer:
            where = location(answer.headers)
            if answer.status in REDIRECTS and where:
                return answer.status, target.follow(where)
            body = self._body(errand, target, answer) if answer.status in READABLE else b""
            return _Landed(target, moves, answer.status, answer.headers, body)

    def _body(self, errand: _Errand, target: Target, answer: Answer) -> bytes:
        url = shown(target.url)
        check_length(answer.headers.get("content-length"), errand.limits, url)
        taking = unpacker(answer.headers.get("content-encoding"), url)
        return errand.keep(unpacked(answer.chunks, taking, errand.limits, url))

    def _delay(self, target: Target) -> float:
        """The pause before a request; `BadInput` if robots.txt does not want it at all."""
        self._courier.check_open(target.host)
        rules = self._robots.rules(target)
        if not rules.allow(target.url):
            raise BadInput(
                shown(target.url),
                "not fetched: its robots.txt asks programs not to read it; save the page from a "
                "browser and add the file instead",
            )
        return max(self._settings.delay, min(rules.delay, self._settings.longest_delay))

    def _robots_txt(self, target: Target) -> bytes:
        limits = replace(ROBOTS, seconds=min(ROBOTS.seconds, self._settings.page.seconds))
        headers = (("Accept", "text/plain, */*;q=0.5"), ("Accept-Encoding", ACCEPTED))
        landed = self._run(_Errand(target.url, headers, limits, _beginning, robots=False))
        if landed.status not in READABLE:
            raise judge(landed.status, landed.headers, shown(target.url), self._clock.now())
        return landed.body


def _conditions(sent: Validators) -> Headings:
    """The headers that ask for the answer only if it is new."""
    asked = (("If-None-Match", sent.etag), ("If-Modified-Since", sent.last_modified))
    return tuple((name, value) for name, value in asked if value)


def _beginning(pieces: Iterator[bytes]) -> bytes:
    """As much of a body as counts in a robots.txt."""
    start = bytearray()
    for piece in pieces:
        start += piece
        if len(start) >= MOST_BYTES:
            break
    return bytes(start[:MOST_BYTES])
