"""Rounds of watching, told in a line each, and how long to wait between two."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from secondsource.cli.output import note
from secondsource.export.sheet import counted
from secondsource.export.stories import minute

if TYPE_CHECKING:
    from secondsource.records.running import Round

LOOK_AGAIN = 60.0  # seconds at most until what is due is looked at again: others add feeds, too


def sum_up(done: "Round") -> None:
    """Note what was asked and what came of it."""
    asked = f"{counted(done.feeds, 'feed')} and {counted(done.pages, 'page')} asked"
    came = f"{counted(len(done.reports), 'new report')}, {counted(len(done.stories), 'story')}"
    due = f"; next {minute(done.next_due)}" if done.next_due else ""
    note(f"{asked}: {came} changed{due}")


def something(done: "Round") -> bool:
    """Whether anything was done."""
    return bool(done.feeds or done.pages or done.reports or done.stories)


def pause(next_due: datetime | None) -> float:
    """Seconds until there is something to do, or to look whether there is."""
    if next_due is None:
        return LOOK_AGAIN
    return min(max((next_due - datetime.now(UTC)).total_seconds(), 1.0), LOOK_AGAIN)
