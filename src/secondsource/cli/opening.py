"""The desk that a command works with, and the options that say which it is."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from secondsource.cli.output import progress

if TYPE_CHECKING:
    from secondsource.config import Settings
    from secondsource.desk.running import RunningDesk

InStore = Annotated[
    str | None,
    typer.Option(
        "--store",
        metavar="FILE|URL",
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
    """The settings in force, with what the options say."""
    from secondsource.config import load_settings

    given: dict[str, object] = {}
    if store is not None:
        given["store"] = store
    if allow_net:
        given["allow_net"] = tuple(allow_net)
    return load_settings(**given)


@contextmanager
def opened(store: str | None, allow_net: Sequence[str] | None = None) -> "Iterator[RunningDesk]":
    """The running desk, closed afterwards."""
    with progress("Opening the desk"):
        from secondsource.build import open_running_desk

        desk = open_running_desk(settings_for(store, allow_net))
    with desk:
        yield desk
