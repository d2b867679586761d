"""The commands that bring reports in: add, watch, feeds, unfollow."""

import signal
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated

import typer

from secondsource.cli.opening import AllowNet, InStore, opened
from secondsource.cli.options import AsJson
from secondsource.cli.output import emit, leave, list_set_aside, note, progress
from secondsource.cli.rounds import LOOK_AGAIN, pause, something, sum_up
from secondsource.errors import TryAgain
from secondsource.export.safe import one_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from secondsource.desk.running import RunningDesk
    from secondsource.records.change import Event
    from secondsource.records.running import Round

app = typer.Typer()

ALL = "conflict|confirmed|new-story|corrected|withdrawn"

Added = Annotated[
    list[str],
    typer.Argument(
        metavar="INPUT",
        help="An address (a page, a feed, a sitemap, a list of feeds), a file or folder as for "
        "brief, a web archive (.warc, .warc.gz), a feed or an OPML file, or - for standard input.",
    ),
]


@app.command()
def add(  # noqa: PLR0913 - each parameter is an option of the command
    inputs: Added,
    outlet: Annotated[
        str, typer.Option("--outlet", help="Who published all of it, whatever it says itself.")
    ] = "",
    briefs: Annotated[
        bool,
        typer.Option(
            "--briefs/--no-briefs",
            help="Read stories at once, or when they are shown or watched; reading is what takes "
            "long of a large archive.",
        ),
    ] = True,
    allow_net: AllowNet = None,
    store: InStore = None,
    as_json: AsJson = False,
) -> None:
    """Take reports in, follow feeds, and group what is new into stories.

    Every report is kept unaltered. One that the desk has is not added again; a new text of an
    outlet at the same address is a correction of the old one. Ends with 3 if some inputs were set
    aside or an archive is damaged.
    """
    with opened(store, allow_net) as desk:
        with progress("Adding") as told:
            added = desk.add(inputs, outlet=outlet, briefs=briefs, progress=told)
        summaries = desk.store.stories.summaries(added.stories)
        reports = desk.cited_by(added.events)
        silent = [one for one in desk.store.feeds.all() if one.url in added.feeds and one.problem]
    if as_json:
        from secondsource.codec import to_text
        from secondsource.codec.desk import added_to_json

        emit(to_text(added_to_json(added, summaries, reports)))
    else:
        from secondsource.cli.desk_terminal import show_added

        emit(show_added(added, summaries))
    for one in silent:
        note(f"Followed, but not read yet: {one_line(one.problem)}")
    leave(added.set_aside, damaged=added.damaged)


@app.command()
def watch(
    once: Annotated[
        bool, typer.Option("--once", help="Do what is due now and end, as a cron job wants it.")
    ] = False,
    on: Annotated[
        str,
        typer.Option(
            "--on",
            metavar="EVENTS",
            help="What to tell of, separated by | or commas; docs/howto/follow-a-story.md has all "
            "that there is.",
        ),
    ] = ALL,
    allow_net: AllowNet = None,
    store: InStore = None,
    as_json: AsJson = False,
) -> None:
    """Ask the feeds and pages that are due, and tell what happens in the stories.

    Goes on until it is interrupted. An event is one line, with --json one JSON object. Webhooks
    are told what each asked for, whatever --on says.
    """
    from secondsource.stages.follow import parse_events

    kinds = parse_events(on)
    _end_softly()
    with opened(store, allow_net) as desk:

        def look() -> "Round":
            with progress("Asking feeds") as told:
                done = desk.round(progress=told)
            _tell(desk, [event for event in done.events if event.kind in kinds], as_json=as_json)
            return done

        if once:
            done = look()
            sum_up(done)
            leave(done.set_aside)
        if not desk.store.feeds.all():
            note("No feed is followed yet: add the address of one; it is asked from then on.")
        _look_on(look)


@app.command()
def feeds(store: InStore = None, as_json: AsJson = False) -> None:
    """List the feeds that are followed, and how each fares."""
    with opened(store) as desk:
        subscriptions = desk.store.feeds.all()
    if as_json:
        from secondsource.codec import to_text
        from secondsource.codec.desk import feeds_to_json

        emit(to_text(feeds_to_json(subscriptions)))
    else:
        from secondsource.cli.desk_terminal import show_feeds

        emit(show_feeds(subscriptions))


@app.command()
def unfollow(
    urls: Annotated[list[str], typer.Argument(metavar="URL", help="Address of a feed.")],
    store: InStore = None,
) -> None:
    """Follow feeds no more. The reports that they gave stay."""
    with opened(store) as desk:
        for url in urls:
            desk.store.feeds.remove(url)
            note(f"Not followed any more: {one_line(url)}")


def _look_on(look: Callable[[], "Round"]) -> None:
    """Look again whenever something is due, and tell of what was done.

    A database that is away for a while, or busy, ends nothing that is meant to run for months.
    """
    quiet = False
    while True:
        try:
            done = look()
        except TryAgain as later:
            note(f"secondsource: {one_line(str(later))}; looking again in a minute")
            time.sleep(LOOK_AGAIN)
            continue
        if not quiet or something(done):
            sum_up(done)
        quiet = True
        list_set_aside(done.set_aside)
        time.sleep(pause(done.next_due))


def _tell(desk: "RunningDesk", events: "Sequence[Event]", *, as_json: bool) -> None:
    if not events:
        return
    if as_json:
        from secondsource.codec.events import event_to_body

        reports = desk.cited_by(events)
        for event in events:
            emit(event_to_body(event, reports))
    else:
        from secondsource.cli.desk_terminal import show_events

        emit(show_events(events))


def _end_softly() -> None:
    """Have a service manager's request to end do what Ctrl-C does: nothing is left half done."""

    def interrupt(number: int, frame: object) -> None:
        raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, interrupt)
