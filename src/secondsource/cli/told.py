"""The commands that show stories: stories, show, why, export."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from secondsource.cli.opening import InStore, opened
from secondsource.cli.options import LARGEST, AsJson, AsMarkdown, AsPage, StoryId
from secondsource.cli.output import Form, emit, emit_parts, emit_to, form_of, note, progress
from secondsource.errors import BadInput, NotFound

if TYPE_CHECKING:
    from secondsource.desk.running import RunningDesk
    from secondsource.records.report import Report
    from secondsource.records.running import Shown

app = typer.Typer()

OPML = "opml"
VERSION = re.compile(r"\d{1,6}", re.ASCII)  # more digits are a date, such as 20260301


@app.command()
def stories(  # noqa: PLR0913 - each parameter is an option of the command
    text: Annotated[
        str, typer.Option("--text", help='Words of the headline or a report, "a phrase", begin*.')
    ] = "",
    name: Annotated[str, typer.Option("--name", help="Of a person, body or place.")] = "",
    outlet: Annotated[str, typer.Option("--outlet", help="Who published a report of it.")] = "",
    since: Annotated[
        str | None, typer.Option("--since", metavar="WHEN", help="Such as 2026-03-01, or 3d.")
    ] = None,
    until: Annotated[
        str | None, typer.Option("--until", metavar="WHEN", help="As --since.")
    ] = None,
    origins: Annotated[
        int,
        typer.Option("--origins", min=0, max=LARGEST, help="Least number of independent origins."),
    ] = 0,
    disputed: Annotated[
        bool | None,
        typer.Option("--disputed/--undisputed", help="With a disputed point, or without."),
    ] = None,
    like: Annotated[
        str,
        typer.Option(
            "--like",
            metavar="TEXT",
            help="Likest in meaning to a text, the likest first; with --since, --until and --limit "
            "alone.",
        ),
    ] = "",
    limit: Annotated[int, typer.Option("--limit", min=1, max=1000, help="Most to list.")] = 50,
    after: Annotated[
        str | None, typer.Option("--after", metavar="CURSOR", help="Go on behind a list.")
    ] = None,
    store: InStore = None,
    as_json: AsJson = False,
    as_markdown: AsMarkdown = False,
) -> None:
    """List stories, the one that changed last first."""
    from secondsource.cli.moments import moment
    from secondsource.records.summary import StoryFilter

    form = form_of({Form.JSON: as_json, Form.MARKDOWN: as_markdown})
    begin, end = moment(since, "--since"), moment(until, "--until")
    wanted = StoryFilter(text, name, outlet, begin, end, origins, disputed)
    if like and (after or replace(wanted, since=None, until=None) != StoryFilter()):
        raise typer.BadParameter("--like goes with --since, --until and --limit alone.")
    with opened(store) as desk:
        if like:
            found, cursor = desk.like(like, since=begin, until=end, limit=limit), None
        else:
            found, cursor = desk.stories(wanted, after=after, limit=limit)
    if form is Form.JSON:
        from secondsource.codec import to_text
        from secondsource.codec.desk import stories_to_json

        emit(to_text(stories_to_json(found, after=cursor)))
    elif form is Form.MARKDOWN:
        from secondsource.export.desk_markdown import stories_markdown

        emit(stories_markdown(found))
    else:
        from secondsource.cli.stories_terminal import show_stories

        emit(show_stories(found))
    if cursor and form is not Form.JSON:
        note(f"There are more: --after {cursor}")


@app.command()
def show(  # noqa: PLR0913 - each parameter is an option of the command
    story: StoryId,
    since: Annotated[
        str | None,
        typer.Option(
            "--since",
            metavar="VERSION|WHEN",
            show_default="the last show",
            help="Tell what changed since a version of the brief, or a time (2026-03-01, 3d).",
        ),
    ] = None,
    version: Annotated[
        int | None,
        typer.Option(
            "--version", min=1, max=LARGEST, help="An earlier version of the brief, as it was."
        ),
    ] = None,
    store: InStore = None,
    as_json: AsJson = False,
    as_markdown: AsMarkdown = False,
    html: AsPage = None,
) -> None:
    """Show a story's brief, and what changed since it was shown last."""
    form = form_of({Form.JSON: as_json, Form.MARKDOWN: as_markdown, Form.HTML: html is not None})
    if since is not None and version is not None:
        raise typer.BadParameter("--since and --version cannot go together; choose one.")
    asked = _version_or_moment(since)
    with opened(store) as desk, progress("Reading the story"):
        if version is None:
            # What another program reads, or is asked from elsewhere, nobody has seen by that.
            mark = asked is None and form is not Form.JSON
            shown = desk.show(story, since=asked, mark=mark)
        else:
            shown = desk.version(story, version)
        reports = desk.cited(shown.since)
    _emit_shown(shown, reports, form, html or "")


@app.command()
def why(story: StoryId, store: InStore = None) -> None:
    """Tell of each report of a story what joined it to the others; show --json has it, too."""
    with opened(store) as desk:
        joined, reports = desk.why(story)
    from secondsource.cli.desk_terminal import show_why

    emit(show_why(joined, reports))


@app.command()
def export(  # noqa: PLR0913 - each parameter is an option of the command
    story_ids: Annotated[
        list[str] | None,
        typer.Argument(metavar="STORY", help="Ids of stories; all by default.", show_default=False),
    ] = None,
    form: Annotated[
        str,
        typer.Option(
            "--format",
            metavar="FORMAT",
            help="jsonl (reports), stories, md, html, claims, quotes, figures (CSV), annotations "
            "(W3C), atom, or opml (feeds).",
        ),
    ] = "jsonl",
    out: Annotated[str, typer.Option("--out", metavar="FILE", help="Where to; - is output.")] = "-",
    base_url: Annotated[
        str | None, typer.Option("--base-url", metavar="URL", help="Where stories are shown.")
    ] = None,
    bom: Annotated[
        bool, typer.Option("--bom", help="Begin a CSV table as spreadsheets want it.")
    ] = False,
    store: InStore = None,
) -> None:
    """Write reports, stories, tables, annotations or feeds for other programs."""
    from secondsource.export.formats import FORMATS
    from secondsource.export.formats import export as write

    if form not in (*FORMATS, OPML):
        names = ", ".join((*FORMATS, OPML))
        raise BadInput(form, f"is no form of export: choose one of {names}")
    if form == OPML and story_ids:
        raise typer.BadParameter("opml holds the feeds of the desk: name no story.")
    with opened(store) as desk:
        if form == OPML:
            emit_parts(out, [desk.opml()])
            return
        accounts = desk.accounts(_chosen(desk, story_ids or ()))
        with progress("Writing the export"):
            parts = write(form, accounts, at=datetime.now(UTC), base_url=base_url, bom=bom)
            emit_parts(out, parts)


def _chosen(desk: "RunningDesk", story_ids: Iterable[str]) -> Iterator[str]:
    """The stories asked for, or all; `NotFound` on a desk that has none."""
    chosen = list(story_ids)
    if chosen:
        yield from (desk.store.stories.get(one).id for one in chosen)
        return
    found, cursor = desk.stories(limit=500)
    if not found:
        raise NotFound("there is no story to export yet: add reports first")
    while found:
        yield from (one.id for one in found)
        found, cursor = desk.stories(after=cursor, limit=500) if cursor else ((), None)


def _version_or_moment(since: str | None) -> int | datetime | None:
    from secondsource.cli.moments import moment

    if since is not None and VERSION.fullmatch(since):
        return int(since)
    return moment(since, "--since", instead="the number of a version, or ")


def _emit_shown(shown: "Shown", reports: "Mapping[str, Report]", form: Form, file: str) -> None:
    from secondsource.records.brief import BriefAnswer

    answer = BriefAnswer((shown.account,), ())
    if form is Form.JSON:
        from secondsource.codec import to_text
        from secondsource.codec.desk import shown_to_json

        emit(to_text(shown_to_json(shown, reports)))
    elif form is Form.MARKDOWN:
        from secondsource.export.desk_markdown import changes_markdown
        from secondsource.export.markdown import brief_markdown

        emit(f"{brief_markdown(answer)}\n{changes_markdown(shown.since, reports)}")
    elif form is Form.HTML:
        from secondsource.export.page import brief_page

        emit_to(file, brief_page(answer))
    else:
        from secondsource.cli.desk_terminal import show_shown

        emit(show_shown(shown, reports))
