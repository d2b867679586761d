"""What a running desk answers, for a terminal: what came in, feeds, webhooks, a story shown."""

from collections.abc import Iterable, Mapping, Sequence

from rich.console import Console, RenderableType
from rich.text import Text

from secondsource.cli.changes_terminal import STYLES, show_changes
from secondsource.cli.stories_terminal import show_stories
from secondsource.cli.terminal import item, new_console, rendered, show_brief
from secondsource.export.safe import one_line
from secondsource.export.sheet import counted
from secondsource.export.stories import minute
from secondsource.records.brief import BriefAnswer
from secondsource.records.change import Event
from secondsource.records.feed import Subscription
from secondsource.records.hook import Delivery, Hook
from secondsource.records.kept import Condition, Grade
from secondsource.records.report import Report
from secondsource.records.running import Added, Shown
from secondsource.records.story import Story
from secondsource.records.summary import StorySummary

NO_FEEDS = "No feed is followed: add the address of one."
NO_HOOKS = "No webhook: add one with secondsource hooks add URL."
GRADES = {
    Grade.GOOD: ("✓", "green"),
    Grade.NOTE: ("·", "dim"),
    Grade.WARNING: ("!", "yellow"),
    Grade.BAD: ("✗", "red"),
}


def show_added(
    added: Added, stories: Sequence[StorySummary], console: Console | None = None
) -> str:
    """What came in, and the stories that changed by it."""
    came = [counted(len(added.reports), "new report")]
    if added.known:
        came.append(f"{added.known} known before")
    if added.feeds:
        came.append(f"{counted(len(added.feeds), 'feed')} followed")
    head = ", ".join(came)
    if not stories:
        return f"{head}."
    return f"{head}; {counted(len(stories), 'story')} changed.\n\n{show_stories(stories, console)}"


def show_shown(shown: Shown, reports: Mapping[str, Report], console: Console | None = None) -> str:
    """A story's brief, and below it what changed since it was shown last."""
    told = show_brief(BriefAnswer((shown.account,), ()), console, with_ids=True)
    version = f"Version {shown.version.number}, {minute(shown.version.written)}"
    if not any(one.changes for one in shown.since):
        nothing = "" if shown.version.number == 1 else " Nothing has changed since."
        return f"{told}\n\n{version}.{nothing}"
    return f"{told}\n\n{version}. What has changed:\n\n{show_changes(shown.since, reports)}"


def show_why(
    story: Story, reports: Iterable[tuple[Report, str]], console: Console | None = None
) -> str:
    """What all reports of a story have in common, and of each what joined it."""
    console = console or new_console()
    head = Text(one_line(story.headline), style="bold")
    head.append(f"\n{one_line(story.why)}", style="not bold dim")
    lines = [rendered(console, [head])]
    for report, why in reports:
        text = Text(one_line(report.label), style="bold")
        text.append(f" · {one_line(report.title)}" if report.title else "", style="not bold")
        text.append(" · ", style="not bold dim").append(report.id, style="not bold cyan")
        text.append(f"\n{one_line(why)}" if why else "", style="not bold dim")
        lines.append(rendered(console, [item("•", text)]))
    return "\n".join(lines)


def show_events(events: Iterable[Event], console: Console | None = None) -> str:
    """One line for each thing that happened, and the story that it happened in."""
    blocks: list[RenderableType] = []
    for event in events:
        head = Text(f"{event.kind.value}  ", style="bold")
        head.append(one_line(event.headline), style="not bold")
        head.append(f"  {event.story_id}", style="not bold cyan")
        blocks.append(head)
        for change in event.changes:
            blocks.append(item("•", Text(one_line(change.text)), STYLES.get(change.kind, "dim")))
    return "\n".join(rendered(console or new_console(), [block]) for block in blocks)


def show_feeds(feeds: Iterable[Subscription], console: Console | None = None) -> str:
    """Each feed: whether it fares well, and if not, why."""
    told = [_feed(one) for one in feeds]
    return rendered(console or new_console(), told or [Text(NO_FEEDS)])


def show_hooks(
    hooks: Iterable[Hook], latest: Mapping[str, Sequence[Delivery]], console: Console | None = None
) -> str:
    """Each webhook: what it is told of, and how the last delivery fared."""
    told = [_hook(one, latest.get(one.id, ())) for one in hooks]
    return rendered(console or new_console(), told or [Text(NO_HOOKS)])


def show_health(found: Iterable[Condition], console: Console | None = None) -> str:
    """Each matter of a desk: how it was found, and what to do about it."""
    lines = []
    for one in found:
        sign, style = GRADES[one.grade]
        text = Text(f"{one.matter}: {one_line(one.found)}")
        if one.advice:
            text.append(f"\n{one_line(one.advice)}", style="bold")
        lines.append(rendered(console or new_console(), [item(sign, text, style)]))
    return "\n".join(lines)


def _feed(one: Subscription) -> RenderableType:
    text = Text(one_line(one.title or one.url), style="bold")
    if one.gone:
        state, sign, style = "gone for good", "✗", "red"
    elif one.problem:
        times = f"{counted(one.failures, 'failure')} in a row"
        state, sign, style = f"{times}: {one.problem}", "!", "yellow"
    elif one.last_success is None:
        state, sign, style = "not asked yet", "·", "dim"
    else:
        state, sign, style = f"asked {minute(one.last_success)}", "✓", "green"
    text.append(f"\n{one_line(state)}", style="not bold")
    if not one.gone:
        text.append(f" · next {minute(one.next_poll)}", style="not bold dim")
    text.append(f"\n{one_line(one.url)}", style="not bold cyan")
    return item(sign, text, style)


def _hook(one: Hook, latest: Sequence[Delivery]) -> RenderableType:
    text = Text(one_line(one.url), style="bold")
    text.append(f"\n{', '.join(kind.value for kind in one.events)}", style="not bold")
    text.append(f"\n{_fares(one, latest)}", style="not bold dim")
    text.append(f" · {one.id}", style="not bold cyan")
    good = not one.disabled and not any(delivery.problem for delivery in latest)
    return item("✓" if good else "!", text, "green" if good else "yellow")


def _fares(one: Hook, latest: Sequence[Delivery]) -> str:
    if one.disabled:
        return one_line(one.disabled)
    if not latest:
        return "nothing sent yet"
    last = latest[0]
    if last.delivered:
        return f"last delivered {minute(last.delivered)}"
    again = f", next try {minute(last.next_try)}" if last.next_try else ", given up"
    return one_line(f"last delivery failed: {last.problem}{again}")
