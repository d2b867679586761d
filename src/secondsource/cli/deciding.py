"""The commands that put stories right: merge, split, undo."""

from typing import TYPE_CHECKING, Annotated

import typer

from secondsource.cli.opening import InStore, opened
from secondsource.cli.options import LARGEST, StoryId
from secondsource.cli.output import emit, note
from secondsource.export.safe import one_line
from secondsource.export.sheet import counted
from secondsource.export.stories import minute

if TYPE_CHECKING:
    from secondsource.desk.running import RunningDesk
    from secondsource.records.story import Story

app = typer.Typer()


@app.command()
def merge(
    story_ids: Annotated[
        list[str], typer.Argument(metavar="STORY STORY...", help="Ids of the stories.")
    ],
    store: InStore = None,
) -> None:
    """Make one story of several, for good: no later report parts them."""
    with opened(store) as desk:
        story = desk.merge(story_ids)
    note(f"Merged into {_named(story)}")
    emit(story.id)


@app.command()
def split(
    story: StoryId,
    report_ids: Annotated[
        list[str], typer.Argument(metavar="REPORT...", help="Ids of the reports that leave it.")
    ],
    store: InStore = None,
) -> None:
    """Take reports out of a story into one of their own, for good."""
    with opened(store) as desk:
        parts = desk.split(story, report_ids)
    for part in parts:
        note(_named(part))
    emit(parts[0].id)


@app.command()
def undo(
    number: Annotated[
        int | None,
        typer.Argument(
            metavar="ACT",
            min=1,
            max=LARGEST,
            show_default="the last",
            help="Number of an act; see --list.",
        ),
    ] = None,
    listed: Annotated[bool, typer.Option("--list", help="List what was decided by hand.")] = False,
    store: InStore = None,
) -> None:
    """Take back a merge or a split: the reports are grouped as if it had never been made."""
    with opened(store) as desk:
        if listed:
            _list_acts(desk)
            return
        act, homes = desk.undo(number)
    note(f"Undone: {one_line(act.what)}")
    for story in homes:
        emit(f"{story.id}  {one_line(story.headline)}")


def _named(story: "Story") -> str:
    """A story on one line: its id, how many reports it has, and its headline."""
    return f"{story.id}, {counted(len(story.report_ids), 'report')}: {one_line(story.headline)}"


def _list_acts(desk: "RunningDesk") -> None:
    acts = desk.store.acts.all()
    if not acts:
        note("Nothing was merged or split by hand.")
    for act in acts:
        undone = f" (undone {minute(act.undone)})" if act.undone else ""
        emit(f"{act.number}  {minute(act.at)}  {one_line(act.what)}{undone}")
