"""The commands that look after a desk: backup, restore, doctor, migrate."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from secondsource.cli.exits import Exit
from secondsource.cli.opening import InStore, settings_for
from secondsource.cli.options import AsJson, valid_text
from secondsource.cli.output import emit, note, progress

app = typer.Typer()


@app.command()
def backup(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", callback=valid_text, help="A new file for the copy.")
    ],
    store: InStore = None,
) -> None:
    """Copy the whole desk into one file, as it is at one moment; others may go on writing."""
    from secondsource.store import open_store

    with progress("Copying the desk"), open_store(settings_for(store).store) as kept:
        kept.back_up(file)
    note(f"Wrote {file}. It is a desk of its own: --store {file} opens it.")


@app.command()
def restore(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", callback=valid_text, help="What backup has written.")
    ],
    store: InStore = None,
) -> None:
    """Put a backup back, into a new file or an empty database. What is there is never replaced."""
    from secondsource.store import restore as put_back

    settings = settings_for(store)
    with progress("Restoring the desk"):
        put_back(file, settings.store)
    note("Restored.")


@app.command()
def doctor(store: InStore = None, as_json: AsJson = False) -> None:
    """Examine the desk: its database, what is left to do, its feeds and webhooks.

    Ends with 1 if something is wrong that has to be mended.
    """
    from secondsource.records.kept import Grade
    from secondsource.store import open_store

    with progress("Examining the desk"), open_store(settings_for(store).store) as kept:
        found = kept.examine(now=datetime.now(UTC))
    if as_json:
        from secondsource.codec import to_text
        from secondsource.codec.desk import health_to_json

        emit(to_text(health_to_json(found)))
    else:
        from secondsource.cli.desk_terminal import show_health

        emit(show_health(found))
    if any(one.grade is Grade.BAD for one in found):
        raise typer.Exit(Exit.FINDINGS)


@app.command()
def migrate(store: InStore = None) -> None:
    """Bring the tables of the desk up to this version of the program.

    Every command does so by itself; this one is for those who want to do it at a time of their
    own. Take a backup first.
    """
    from secondsource.store import open_store

    with progress("Bringing the desk up to date"), open_store(settings_for(store).store):
        note("The desk is up to date.")
