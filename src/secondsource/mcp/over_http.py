"""The tools over HTTP: one more address of a served desk, behind the same entry as the others."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

from mcp.server.mcpserver.exceptions import ToolError
from mcp.server.transport_security import TransportSecuritySettings
from starlette.exceptions import HTTPException
from starlette.requests import Request

from secondsource.access.problems import as_json, problem_of
from secondsource.access.settings import AccessSettings
from secondsource.access.who import NotAllowed, caller
from secondsource.config import Settings
from secondsource.desk.running import RunningDesk
from secondsource.errors import SecondSourceError
from secondsource.mcp.checking import Checker
from secondsource.mcp.citing import Pages
from secondsource.mcp.server import Tools, make_server
from secondsource.records.people import Scope

if TYPE_CHECKING:
    from mcp.server.mcpserver import Context
    from mcp.server.streamable_http_manager import StreamableHTTPSessionManager
    from starlette.types import Receive, Send
    from starlette.types import Scope as Connection

PATH = "/mcp"


class HttpDoor:
    """An ASGI application for `PATH`, of use inside `async with door.running()`.

    `access.wrap` must be around it. A request is answered from nothing but itself: no session is
    kept, so that a token counts for each request anew, and any process may answer it.
    """

    def __init__(self, desk: RunningDesk, settings: Settings, pages: Pages) -> None:
        self._desk = desk
        self._settings = settings
        self._pages = pages
        self._manager: StreamableHTTPSessionManager | None = None

    @asynccontextmanager
    async def running(self, access: AccessSettings) -> AsyncIterator[None]:
        """Answer requests meanwhile; afterwards nothing of it runs on."""
        checker = Checker(self._settings)
        server = make_server(Tools(self._desk, checker, _permit, self._pages))
        server.streamable_http_app(stateless_http=True, transport_security=_security(access))
        try:
            async with server.session_manager.run():
                self._manager = server.session_manager
                yield
        finally:
            self._manager = None
            checker.close()

    async def __call__(self, scope: "Connection", receive: "Receive", send: "Send") -> None:
        """Answer one request, of those who may read alone."""
        try:
            manager = self._admitted(Request(scope))
        except (HTTPException, SecondSourceError) as refused:
            await as_json(scope, problem_of(refused))(scope, receive, send)
        else:
            await manager.handle_request(scope, receive, send)

    def _admitted(self, request: Request) -> "StreamableHTTPSessionManager":
        if not caller(request).may(Scope.READ):
            raise NotAllowed(Scope.READ)
        if self._manager is None:
            raise HTTPException(503, "The desk is starting or ending: try again.")
        return self._manager


def http_app(desk: RunningDesk, settings: Settings, *, base_url: str | None = None) -> HttpDoor:
    """The tools of a desk for HTTP; `settings` are those that the desk was opened with.

    `base_url` is where its pages are shown: passages then lead there, too.
    """
    return HttpDoor(desk, settings, Pages(base_url))


def _permit(context: "Context[Any, Any]", scope: Scope) -> None:
    request = context.request_context.request
    if not isinstance(request, Request) or not caller(request).may(scope):
        raise ToolError(
            f"this needs the scope '{scope}', which the token has not: use another, which "
            f"`secondsource tokens add NAME --scope {scope}` makes"
        )


def _security(access: AccessSettings) -> TransportSecuritySettings:
    """The SDK's own look at Host and Origin, as strict as that of `access`."""
    hosts = sorted(access.hosts)
    origins = [f"{scheme}://{host}" for host in hosts for scheme in ("http", "https")]
    return TransportSecuritySettings(allowed_hosts=hosts, allowed_origins=origins)
