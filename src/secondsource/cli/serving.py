"""The command that opens the desk in a browser: serve."""

import os
import signal
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from secondsource.cli.opening import AllowNet, InStore, opened, settings_for
from secondsource.cli.options import valid_text
from secondsource.cli.output import note

if TYPE_CHECKING:
    from types import FrameType

    from secondsource.serve.place import Place

app = typer.Typer()

Host = Annotated[
    str,
    typer.Option(
        "--host",
        metavar="ADDRESS",
        callback=valid_text,
        help="Where to listen; anything but this machine itself needs users who sign in.",
    ),
]
Port = Annotated[
    int | None,
    typer.Option(
        "--port", min=0, max=65535, help="The port, 0 for any; by default 8700, or the next free."
    ),
]


class Journal(StrEnum):
    """How requests are written down."""

    JSON = "json"
    CONSOLE = "console"
    NONE = "none"


@app.command()
def serve(  # noqa: PLR0913 - each parameter is an option of the command
    host: Host = "127.0.0.1",
    port: Port = None,
    name: Annotated[
        list[str] | None,
        typer.Option(
            "--name",
            metavar="HOST",
            help="A name under which browsers reach the desk, such as desk.example.org; can be "
            "given again. The setting 'hosts' is the same.",
        ),
    ] = None,
    proxy: Annotated[
        list[str] | None,
        typer.Option(
            "--proxy",
            metavar="ADDRESS",
            help="Address of a proxy in front, whose word on where requests come from, and that "
            "they came by https, is believed; can be given again. Whoever comes then signs in.",
        ),
    ] = None,
    journal: Annotated[
        Journal | None,
        typer.Option(
            "--journal",
            help="How requests are written to standard error: json by default where it is no "
            "terminal, else none.",
        ),
    ] = None,
    sign_in: Annotated[
        bool, typer.Option("--sign-in", help="Ask even a person alone at the desk to sign in.")
    ] = False,
    workers: Annotated[
        bool,
        typer.Option(
            "--workers/--no-workers",
            help="Do the work here, too, or leave it to `secondsource worker`.",
        ),
    ] = True,
    browser: Annotated[
        bool, typer.Option("--browser/--no-browser", help="Open the desk in the browser.")
    ] = True,
    store: InStore = None,
    allow_net: AllowNet = None,
) -> None:
    """Open the desk in a browser: its pages, its HTTP API, and its tools for models.

    For one person nothing has to be set up. Others sign in: docs/howto/serve-a-team.md tells how.
    Goes on until it is interrupted.
    """
    from secondsource.access.settings import Logs
    from secondsource.serve.application import Serving, check_entry, make_app
    from secondsource.serve.place import listen
    from secondsource.serve.running import run

    settings = settings_for(store, allow_net)
    serving = Serving(
        names=(*(name or ()), *settings.hosts),
        sign_in=sign_in,
        proxies=tuple(proxy or ()),
        logs=Logs(journal or _usual_journal()),
    )
    with opened(store, allow_net) as desk:
        check_entry(desk, serving, host=host)
        place = listen(host, port)
        with _at_work(store, allow_net, wanted=workers):
            note(f"The desk is open at {place.address} (Ctrl-C closes it)")
            if browser and place.loopback:
                _open(place)
            run(make_app(desk, settings, serving, place), place, proxies=serving.proxies)


@contextmanager
def _at_work(store: str | None, allow_net: Sequence[str] | None, *, wanted: bool) -> Iterator[None]:
    """Workers beside the server, ended with it however it ends."""
    if not wanted:
        yield
        return
    from secondsource.serve.workers import Workers

    options = ["--store", store] if store is not None else []
    for network in allow_net or ():
        options += ["--allow-net", network]
    workers = Workers(options)
    signal.signal(signal.SIGTERM, _leave)
    try:
        yield
    finally:
        workers.close()


def _usual_journal() -> Journal:
    return Journal.NONE if sys.stderr.isatty() else Journal.JSON


def _leave(_signal: int, _frame: "FrameType | None") -> None:
    """Asked to end before the server listens to that: workers are ended on the way out."""
    raise KeyboardInterrupt


def _open(place: "Place") -> None:
    """Open the page where there is somebody to look at it; quietly not where there is not."""
    seen = sys.stdout.isatty() and ("DISPLAY" in os.environ or "WAYLAND_DISPLAY" in os.environ)
    if seen or sys.platform in ("darwin", "win32"):
        import webbrowser

        threading.Thread(target=webbrowser.open, args=(place.address,), daemon=True).start()
