"""Who asks: what a route or a page says it needs, and what those without it are told.

A program shows a token (`Authorization: Bearer`), a browser the cookie of its session. A request
that shows a token is never answered for the session's sake.
"""

from html import escape
from typing import Annotated, Any
from urllib.parse import quote, urlsplit

from fastapi import Depends, Security
from fastapi.security import APIKeyCookie, HTTPBearer, SecurityScopes
from starlette.exceptions import HTTPException
from starlette.requests import HTTPConnection, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from secondsource.access.visitor import Shown, Visitor, visitor_of
from secondsource.desk.people import LONGEST
from secondsource.records.people import OWNER, Caller, Scope

SIGN_IN = "/sign-in"
COOKIE = "secondsource-session"
SECURE_COOKIE = f"__Host-{COOKIE}"  # which no other host of the domain can set
CHALLENGE = 'Bearer realm="secondsource"'

TOKEN = HTTPBearer(
    scheme_name="token",
    description="A token that `secondsource tokens add` made, with the scope that is named.",
    auto_error=False,
)
SESSION = APIKeyCookie(
    name=SECURE_COOKIE,
    scheme_name="session",
    description=f"The session of a user who signed in on a page; `{COOKIE}` without TLS.",
    auto_error=False,
)


class NotSignedIn(HTTPException):
    """Nobody is known to ask: 401."""

    def __init__(self, *, shown: bool) -> None:
        if shown:
            detail = "This token or session is not, or no longer, in force: use another."
        else:
            detail = "Show a token (Authorization: Bearer TOKEN) or sign in."
        challenge = f'{CHALLENGE}, error="invalid_token"' if shown else CHALLENGE
        super().__init__(401, detail, {"WWW-Authenticate": challenge})


class NotAllowed(HTTPException):
    """Who asks is known, and may not do this: 403."""

    def __init__(self, scope: Scope) -> None:
        super().__init__(
            403,
            f"This needs the scope '{scope}': ask whoever manages the desk's users.",
            {"WWW-Authenticate": f'{CHALLENGE}, error="insufficient_scope", scope="{scope}"'},
        )
        self.scope = scope


class Detour(HTTPException):
    """Somebody is sent elsewhere before they get what they asked for."""

    def __init__(self, response: Response) -> None:
        super().__init__(response.status_code, headers=dict(response.headers))
        self.response = response


def caller(request: HTTPConnection) -> Caller:
    """Whom a token or a session lets in; raises `NotSignedIn` for anybody else."""
    visitor = visitor_of(request.scope)
    if visitor.fault is not None:
        raise visitor.fault
    if visitor.caller is None:
        raise NotSignedIn(shown=visitor.shown is not Shown.NOTHING)
    return visitor.caller


async def _checked(
    request: Request,
    wanted: SecurityScopes,
    _token: Annotated[object, Security(TOKEN)],
    _session: Annotated[object, Security(SESSION)],
) -> Caller:
    return _allowed(caller(request), *(Scope(one) for one in wanted.scopes))


def needs(scope: Scope) -> Any:
    """What a route of the API depends on to let in only who may: `Annotated[Caller, needs(…)]`.

    OpenAPI tells of it, and of the scope. Elsewhere: `dependencies=[needs(Scope.READ)]`.
    """
    return Security(_checked, scopes=[scope.value])


def page_caller(request: Request, scope: Scope | None = None) -> Caller:
    """Who looks at a page; those who are not known are sent to sign in.

    The person alone at the desk is `OWNER`. Raises `Detour`, or `NotAllowed` without the scope.
    """
    visitor = visitor_of(request.scope)
    if visitor.fault is not None:
        raise visitor.fault
    known = visitor.caller or (OWNER if _is_owner(visitor) else None)
    if known is None:
        raise Detour(_to_sign_in(request))
    return known if scope is None else _allowed(known, scope)


def known_caller(request: Request) -> Caller | None:
    """Who looks at a page, None if nobody is known: for the page on which one signs in."""
    visitor = visitor_of(request.scope)
    return visitor.caller or (OWNER if _is_owner(visitor) else None)


def needs_page(scope: Scope) -> Any:
    """As `needs`, for a page: those who are not known are sent to sign in and come back."""

    def check(request: Request) -> Caller:
        return page_caller(request, scope)

    return Depends(check)


def local_path(address: str) -> str:
    """An address on this desk as it was given, else its first page: nobody is sent elsewhere."""
    inside = address.startswith("/") and not address.startswith(("//", "/\\"))
    return address if inside and "\\" not in address and address.isprintable() else "/"


def session_secret(request: HTTPConnection) -> str:
    """What the browser holds of its session, "" for nothing."""
    return request.cookies.get(_cookie(request), "")


def start_session(response: Response, request: Request, secret: str) -> None:
    """Have the browser hold a session that `People.sign_in` has begun."""
    response.set_cookie(
        _cookie(request),
        secret,
        max_age=int(LONGEST.total_seconds()),
        path="/",
        secure=_is_secure(request),
        httponly=True,
        samesite="strict",
    )


def end_session(response: Response, request: Request) -> None:
    """Have the browser let go of its session, and of the pages it kept."""
    response.delete_cookie(
        _cookie(request), path="/", secure=_is_secure(request), httponly=True, samesite="strict"
    )
    response.headers["Clear-Site-Data"] = '"cache"'


def _allowed(known: Caller, *scopes: Scope) -> Caller:
    for scope in scopes:
        if not known.may(scope):
            raise NotAllowed(scope)
    return known


def _is_owner(visitor: Visitor) -> bool:
    if not (visitor.alone and visitor.from_here) or visitor.shown is Shown.TOKEN:
        return False
    return not visitor.people.team()


def _to_sign_in(request: Request) -> Response:
    if request.headers.get("hx-request") == "true":
        shown = urlsplit(request.headers.get("hx-current-url", ""))
        there = _sign_in_then(f"{shown.path}?{shown.query}" if shown.query else shown.path)
        return Response(status_code=401, headers={"HX-Redirect": there})
    here = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    if request.method not in ("GET", "HEAD"):
        return RedirectResponse(_sign_in_then("/"), status_code=303)
    if _follows_a_link(request):
        return _once_more(here)
    return RedirectResponse(_sign_in_then(here), status_code=303)


def _sign_in_then(path: str) -> str:
    path = local_path(path)
    return SIGN_IN if path == "/" else f"{SIGN_IN}?next={quote(path, safe='/')}"


def _follows_a_link(request: Request) -> bool:
    """Whether a link of another site leads here: its browser then keeps back a strict cookie."""
    mode = request.headers.get("sec-fetch-mode")
    return request.headers.get("sec-fetch-site") == "cross-site" and mode == "navigate"


def _once_more(path: str) -> Response:
    """A page that asks for the same again, now from this site, so that the session is shown."""
    told = escape(local_path(path))
    return HTMLResponse(
        '<!doctype html><html lang="en"><meta charset="utf-8"><title>Second Source</title>'
        f'<meta http-equiv="refresh" content="0;url={told}"><p><a href="{told}">Go on</a></p>'
    )


def _cookie(request: HTTPConnection) -> str:
    return SECURE_COOKIE if _is_secure(request) else COOKIE


def _is_secure(request: HTTPConnection) -> bool:
    return bool(request.scope.get("scheme") in ("https", "wss"))
