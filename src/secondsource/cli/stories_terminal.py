"""The list of stories for a terminal."""

from collections.abc import Iterable

from rich.console import Console, Group, RenderableType
from rich.text import Text

from secondsource.cli.terminal import item, new_console, rendered
from secondsource.export.safe import one_line
from secondsource.export.stories import minute, standing
from secondsource.records.summary import StorySummary

NO_STORIES = "No story."


def show_stories(stories: Iterable[StorySummary], console: Console | None = None) -> str:
    """Each story: its headline, what it rests on, when it last changed, and its id to ask by."""
    told = [_story(one) for one in stories]
    blocks: list[RenderableType] = [Group(*told)] if told else [Text(NO_STORIES)]
    return rendered(console or new_console(), blocks)


def _story(one: StorySummary) -> RenderableType:
    text = Text(one_line(one.headline) or "A story without a headline", style="bold")
    about = " · ".join((*standing(one), f"changed {minute(one.changed)}", ""))
    text.append(f"\n{about}", style="not bold dim").append(one_line(one.id), style="not bold cyan")
    return item("≠", text, "red") if one.disputed else item("•", text)
