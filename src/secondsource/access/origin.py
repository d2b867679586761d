"""Refuses requests that another site has a browser make, where they would change something.

Browsers say where a request comes from: in Sec-Fetch-Site, and where they hold that back, for
pages that came without TLS, in Origin. One that says neither is no form of a page of ours.
"""

from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Receive, Scope, Send

from secondsource.access.entering import bearer
from secondsource.access.names import USUAL, parse_authority
from secondsource.access.problems import Problem, problem_of, refusal
from secondsource.access.who import NotSignedIn, session_secret

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
FOR_PROGRAMS = ("/api/", "/mcp")  # where nobody is let in without a token or a session
OWN_SITE = frozenset({"same-origin", "none"})  # none: typed or chosen by the person
ELSEWHERE = Problem(
    403,
    "This request comes from another site, or does not say from where: send it from a page of "
    "this desk, or show a token.",
)


class Origin:
    """Lets through what changes nothing, shows a token, or comes from a page of this desk.

    A token is never sent by a browser of its own accord, so nobody else's page can use it.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or say why not."""
        app = self._app if is_own(scope) else refusal(scope, _refused(scope))
        await app(scope, receive, send)


def is_own(scope: Scope) -> bool:
    """Whether a request may do what it asks for, as far as where it comes from goes."""
    headers = Headers(scope=scope)
    if scope["method"] in SAFE or bearer(headers.getlist("authorization")):
        return True
    sites, origins = headers.getlist("sec-fetch-site"), headers.getlist("origin")
    if sites:
        return len(sites) == 1 and sites[0] in OWN_SITE
    return len(origins) == 1 and _is_this(origins[0], headers.get("host", ""), scope["scheme"])


def _refused(scope: Scope) -> Problem:
    """Why not. A program that has forgotten its token is told so, as by any route of the API."""
    forgotten = not session_secret(HTTPConnection(scope)) and scope["path"].startswith(FOR_PROGRAMS)
    return problem_of(NotSignedIn(shown=False)) if forgotten else ELSEWHERE


def _is_this(origin: str, host: str, scheme: str) -> bool:
    """Whether an origin is the host that was asked; behind a proxy with TLS, `scheme` is http."""
    parsed, asked = urlsplit(origin), parse_authority(host)
    named = parse_authority(parsed.netloc)
    if named is None or asked is None or parsed.scheme not in USUAL:
        return False
    if scheme == "https" and parsed.scheme != "https":
        return False
    usual = USUAL[parsed.scheme]
    return (named[0], named[1] or usual) == (asked[0], asked[1] or usual)
