"""The tools over standard input and output, for a client that starts the program itself."""

import logging
import sys
from typing import TYPE_CHECKING, Any

import anyio

from secondsource.config import Settings
from secondsource.desk.running import RunningDesk
from secondsource.mcp.checking import Checker
from secondsource.mcp.citing import Pages
from secondsource.mcp.server import Tools, make_server
from secondsource.records.people import Scope

if TYPE_CHECKING:
    from mcp.server.mcpserver import Context


def run(desk: RunningDesk, settings: Settings, *, base_url: str | None) -> None:
    """Serve until the client ends standard input. What the SDK logs goes to standard error."""
    logging.basicConfig(stream=sys.stderr, level=logging.WARNING, format="%(message)s")
    checker = Checker(settings)
    try:
        server = make_server(Tools(desk, checker, _everything, Pages(base_url)))
        anyio.run(server.run_stdio_async)
    finally:
        checker.close()


def _everything(_: "Context[Any, Any]", scope: Scope) -> None:
    """Whoever starts the program has the desk to themselves."""
