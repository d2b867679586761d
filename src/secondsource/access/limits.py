"""How large a request may be, and how often one may ask."""

import ipaddress

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from secondsource.access.buckets import Buckets
from secondsource.access.problems import Problem, refusal, retry_after
from secondsource.access.settings import MIB, AccessSettings
from secondsource.access.visitor import visitor_of
from secondsource.access.who import SIGN_IN

TOO_LARGE, TOO_MANY = 413, 429
SEE_OTHER = 303  # how the page that one signs in on answers who is let in
NETWORK_BITS = 64  # of an IPv6 address: what one household or server has to itself


class Rates:
    """Lets nobody ask too often, and lets nobody try passwords.

    Counted is by user where one is known, else by address.
    """

    def __init__(self, app: ASGIApp, settings: AccessSettings) -> None:
        self._app = app
        self._asked = Buckets(settings.rate)
        self._guessed = Buckets(settings.guess_rate)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or say when to come again."""
        if wait := self._asked.take(asker_of(scope)):
            await refusal(scope, _too_many(wait))(scope, receive, send)
        elif scope["method"] == "POST" and scope["path"] == SIGN_IN:
            await self._sign_in(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    async def _sign_in(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Count every try at once, so that many at a time are no way round; right ones are not."""
        address = address_of(scope)
        if wait := self._guessed.take(address):
            await refusal(scope, _too_many(wait))(scope, receive, send)
            return

        async def heard(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] == SEE_OTHER:
                self._guessed.give_back(address)
            await send(message)

        await self._app(scope, receive, heard)


class Size:
    """Lets no request be larger than it may, counted as it comes: what it says of itself is little.

    However the application takes that, the answer is 413.
    """

    def __init__(self, app: ASGIApp, settings: AccessSettings) -> None:
        self._app = app
        self._settings = settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, until there is too much of it."""
        most = self._most(scope)
        problem = Problem(
            TOO_LARGE,
            f"The request has over {most / MIB:g} MiB: send less at once, or files in a form.",
        )
        if _said(scope) > most:
            await refusal(scope, problem)(scope, receive, send)
            return
        counted = _Counted(receive, send, most)
        try:
            await self._app(scope, counted.receive, counted.send)
        except _TooLarge:
            if counted.started:
                raise
        if counted.over and not counted.started:
            await refusal(scope, problem)(scope, receive, send)

    def _most(self, scope: Scope) -> int:
        kind = Headers(scope=scope).get("content-type", "")
        with_files = kind.lower().startswith("multipart/form-data")
        return self._settings.upload_bytes if with_files else self._settings.body_bytes


class _TooLarge(HTTPException):
    """What an application meets when it reads on; frameworks let this kind of error pass."""

    def __init__(self) -> None:
        super().__init__(TOO_LARGE)


class _Counted:
    """A request's two channels: what comes is counted, and nothing is answered to too much."""

    def __init__(self, receive: Receive, send: Send, most: int) -> None:
        self._receive = receive
        self._send = send
        self._left = most
        self.over = False
        self.started = False

    async def receive(self) -> Message:
        message = await self._receive()
        self._left -= len(message.get("body", b""))
        if self._left < 0:
            self.over = True
            raise _TooLarge
        return message

    async def send(self, message: Message) -> None:
        if self.over and not self.started:
            return
        self.started = True
        await self._send(message)


def asker_of(scope: Scope) -> str:
    """Whom to count a request for."""
    caller = visitor_of(scope).caller
    return f"user {caller.user_id}" if caller is not None else address_of(scope)


def address_of(scope: Scope) -> str:
    """The address that a request comes from, of IPv6 the network; "" where there is none."""
    client = scope.get("client")
    if client is None:
        return ""
    try:
        address = ipaddress.ip_address(client[0])
    except ValueError:
        return str(client[0])
    if isinstance(address, ipaddress.IPv4Address):
        return str(address)
    if address.ipv4_mapped is not None:
        return str(address.ipv4_mapped)
    return str(ipaddress.ip_network((int(address), NETWORK_BITS), strict=False))


def _said(scope: Scope) -> int:
    said = Headers(scope=scope).get("content-length", "")
    # What is no number is not believed, and a number beyond all bounds need not be read.
    return int(said[:20]) if said.isascii() and said.isdigit() else 0


def _too_many(wait: float) -> Problem:
    told = retry_after(wait)
    detail = f"Too many requests: try again in {told['Retry-After']} seconds."
    return Problem(TOO_MANY, detail, headers=told)
