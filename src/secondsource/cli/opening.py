"""The desk that a command works with, and the options that say which it is."""

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from secondsource.cli.exits import Exit
from secondsource.cli.options import valid_text
from secondsource.cli.output import progress

if TYPE_CHECKING:
    from secondsource.config import Settings
    from secondsource.desk.running import RunningDesk

InStore = Annotated[
    str | None,
    typer.Option(
        "--store",
        metavar="FILE|URL",
        callback=valid_text,
        help="The desk's database: a file, or postgresql://USER@HOST/NAME; the setting 'store' "
        "says which it is otherwise.",
    ),
]
AllowNet = Annotated[
    list[str] | None,
    typer.Option(
        "--allow-net",
        metavar="CIDR",
        help="Private network that may be asked, such as 10.0.0.0/8; can be given again.",
    ),
]


def settings_for(store: str | None, allow_net: Sequence[str] | None = None) -> "Settings":
    """The settings in force, with what the options say, and a folder for the store they name."""
    from secondsource.config import load_settings, ready_store

    given: dict[str, object] = {}
    if store is not None:
        given["store"] = store
    if allow_net:
        given["allow_net"] = tuple(allow_net)
    settings = load_settings(**given)
    ready_store(settings)
    return settings


@contextmanager
def opened(store: str | None, allow_net: Sequence[str] | None = None) -> "Iterator[RunningDesk]":
    """The running desk, closed afterwards. Ctrl-C ends the program, once the desk is closed."""
    with progress("Opening the desk"):
        from secondsource.build import open_running_desk

        desk = open_running_desk(settings_for(store, allow_net))
    try:
        with desk:
            yield desk
    except KeyboardInterrupt:
        _leave_at_once()


def _leave_at_once() -> NoReturn:
    """End the program without waiting for threads that wait for a slow host: up to half a minute.

    Nothing is lost by it: what was acknowledged is durable, and the rest is done again.
    """
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError):
            stream.flush()
    os._exit(Exit.INTERRUPTED)
