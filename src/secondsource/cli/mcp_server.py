"""The command that serves a desk to language models over standard input and output."""

from typing import TYPE_CHECKING, Annotated

import typer

from secondsource.cli.opening import InStore, opened, settings_for
from secondsource.errors import BadConfig, BadInput

if TYPE_CHECKING:
    from collections.abc import Callable

app = typer.Typer()


@app.command()
def mcp(
    store: InStore = None,
    base_url: Annotated[
        str | None,
        typer.Option("--base-url", metavar="URL", help="Where serve shows this desk's pages."),
    ] = None,
) -> None:
    """Serve the desk to a language model's client, by the Model Context Protocol.

    A client starts this command itself and speaks with it over standard input and output. All it
    can do is read: stories, points, passages, and have a text checked. Needs the extra mcp.
    """
    from secondsource.export.safe import web_link

    if base_url is not None and web_link(base_url) is None:
        raise BadInput(base_url, "is no address of the web: give one that begins with https://")
    run = _server()
    with opened(store) as desk:
        run(desk, settings_for(store), base_url=base_url)


def _server() -> "Callable[..., None]":
    try:
        from secondsource.mcp.stdio import run
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in {"mcp", "mcp_types"}:
            raise
        raise BadConfig(
            "the SDK of the Model Context Protocol is missing: pip install 'secondsource[mcp]'"
        ) from error
    return run
