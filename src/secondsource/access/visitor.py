"""What is known of a request before it reaches a page or a route: who asks, and from where."""

import ipaddress
from dataclasses import dataclass
from enum import Enum
from typing import cast

from starlette.datastructures import Headers
from starlette.types import Scope

from secondsource.access.names import is_this_machine
from secondsource.desk.people import People
from secondsource.errors import SecondSourceError
from secondsource.records.people import Caller

KEY = "secondsource.visitor"
# What proxies put in: a request with one of these came from further away than its connection.
FORWARDED = (
    "forwarded",
    "x-forwarded-for",
    "x-forwarded-host",
    "x-forwarded-proto",
    "x-real-ip",
    "cf-connecting-ip",
    "true-client-ip",
    "via",
)


class Shown(Enum):
    """What a request has to show who asks."""

    NOTHING = "nothing"
    TOKEN = "token"
    SESSION = "session"


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who asks.

    `caller` is whom a session or a token lets in, None where neither does; `shown` is which of
    them the request has. `fault` is why that could not be looked up. `from_here` is whether the
    request was made on this machine, as far as can be seen; `alone` is whether such a one needs
    no name while the desk has no users.
    """

    request_id: str
    people: People
    from_here: bool
    alone: bool
    caller: Caller | None = None
    shown: Shown = Shown.NOTHING
    fault: SecondSourceError | None = None


def visitor_of(scope: Scope) -> Visitor:
    """Who makes this request; `ValueError` where `access.wrap` is not around the application."""
    found = scope.get(KEY)
    if found is None:
        raise ValueError("nobody asked who this is: put access.wrap around the application")
    return cast("Visitor", found)


def is_from_here(scope: Scope) -> bool:
    """Whether a request was made on this machine and to this machine, by no proxy that says so."""
    client = scope.get("client")
    headers = Headers(scope=scope)
    if client is None or any(name in headers for name in FORWARDED):
        return False
    try:
        near = ipaddress.ip_address(client[0]).is_loopback
    except ValueError:
        return False
    return near and is_this_machine(headers.get("host", ""))
