"""The commands for webhooks: hooks add, list, remove."""

from typing import Annotated

import typer

from secondsource.cli.opening import InStore, opened
from secondsource.cli.options import AsJson, valid_text
from secondsource.cli.output import emit, note
from secondsource.export.safe import one_line

app = typer.Typer(
    no_args_is_help=True,
    help="Webhooks: addresses that are told what happens in the stories.",
    rich_markup_mode=None,
)


@app.command("add")
def add_hook(
    url: Annotated[str, typer.Argument(metavar="URL", help="Where events are sent.")],
    on: Annotated[
        str,
        typer.Option(
            "--on", metavar="EVENTS", help="What it is told of, separated by | or commas."
        ),
    ] = "conflict|confirmed|new-story|corrected|withdrawn",
    store: InStore = None,
) -> None:
    """Tell an address what happens. Prints the secret that signs what is sent, this once."""
    from secondsource.stages.follow import parse_events

    kinds = parse_events(on)
    with opened(store) as desk:
        hook = desk.told.add(url, kinds)
    note(f"Added {hook.id}. Give this secret to the receiver, and to nobody else:")
    emit(hook.secret)


@app.command("list")
def list_hooks(store: InStore = None, as_json: AsJson = False) -> None:
    """List the webhooks, and how sending to each fares."""
    with opened(store) as desk:
        hooks = desk.told.hooks()
        latest = {hook.id: desk.store.deliveries.all(hook_id=hook.id, limit=1) for hook in hooks}
    if as_json:
        from secondsource.codec import to_text
        from secondsource.codec.desk import hooks_to_json

        emit(to_text(hooks_to_json(hooks, latest)))
    else:
        from secondsource.cli.desk_terminal import show_hooks

        emit(show_hooks(hooks, latest))


@app.command("remove")
def remove_hook(
    hook_id: Annotated[
        str,
        typer.Argument(metavar="ID", callback=valid_text, help="Id of the hook, from hooks list."),
    ],
    store: InStore = None,
) -> None:
    """Tell an address no more; what was still to be sent there is dropped."""
    with opened(store) as desk:
        desk.told.remove(hook_id)
    note(f"Removed {one_line(hook_id)}")
