"""The commands: each asks a desk and shows its answer."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from secondsource.cli import (
    deciding,
    hooks,
    incoming,
    mcp_server,
    people,
    serving,
    told,
    upkeep,
    working,
)
from secondsource.cli.against import TakesMany
from secondsource.cli.draft import read_draft
from secondsource.cli.exits import Exit
from secondsource.cli.fail_on import DEFAULT, fails, reasons_to_fail
from secondsource.cli.opening import InStore, opened
from secondsource.cli.options import AsJson, AsMarkdown, AsPage, Inputs
from secondsource.cli.output import (
    Form,
    emit,
    emit_to,
    form_of,
    leave,
    note,
    progress,
)
from secondsource.export.sheet import counted
from secondsource.records.brief import BriefAnswer, GroupAnswer, SetAside
from secondsource.records.finding import CheckAnswer
from secondsource.records.report import Report

if TYPE_CHECKING:
    from secondsource.desk import Desk, Progress

# Heavy modules (models, settings, rich, Jinja) are imported where they are needed, so that
# `--help` and usage errors come at once.

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Reads the reports of an event together: what independent origins confirm, what is "
    "disputed and by whom, what only one source has.",
    epilog="Exit codes: 0 done, 1 findings, 2 usage, 3 some inputs were set aside, 4 environment.",
)

app.add_typer(incoming.app)
app.add_typer(told.app)
app.add_typer(deciding.app)
app.add_typer(hooks.app, name="hooks")
app.add_typer(upkeep.app)
app.add_typer(people.users, name="users")
app.add_typer(people.tokens, name="tokens")
app.add_typer(serving.app)
app.add_typer(working.app)
app.add_typer(mcp_server.app)

Answer = TypeVar("Answer", bound=BriefAnswer | CheckAnswer | GroupAnswer)

FailOn = Annotated[
    list[str] | None,
    typer.Option(
        "--fail-on",
        metavar="WORDS",
        show_default=",".join(DEFAULT),
        help="What to end with 1 for: contradicted, not_found, contested, separated by commas or "
        "each with the option again; or none.",
    ),
]
AsGithub = Annotated[
    bool, typer.Option("--github", help="Write workflow commands, GitHub's annotations.")
]
ToSarif = Annotated[
    str | None,
    typer.Option(
        "--sarif",
        metavar="FILE",
        help="Write SARIF, for review tools, to FILE besides, or to standard output alone for -.",
    ),
]


def _show_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        emit(f"secondsource {version('secondsource')}")
        raise typer.Exit


@app.callback()
def root(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version."),
    ] = False,
) -> None:
    """Options that stand before a command."""


@app.command()
def brief(
    inputs: Inputs,
    as_json: AsJson = False,
    as_markdown: AsMarkdown = False,
    html: AsPage = None,
) -> None:
    """Group reports into stories and write a brief of each.

    A brief tells what two or more independent origins confirm, what is disputed, what changed,
    what only one source has, who said what, the figures and the timeline. Every line names the
    passages it rests on.
    """
    form = form_of({Form.JSON: as_json, Form.MARKDOWN: as_markdown, Form.HTML: html is not None})
    answer = _ask(
        inputs,
        BriefAnswer((), ()),
        lambda desk, reports, told: desk.brief(reports, progress=told),
    )
    _show_brief(answer, form, html or "")
    leave(answer.set_aside)


@app.command(cls=TakesMany, options_metavar="--against INPUT... | --story STORY [OPTIONS]")
def check(  # noqa: PLR0913 - each parameter is an option of the command
    draft: Annotated[
        str, typer.Argument(metavar="DRAFT", help="The text to check, or - for standard input.")
    ],
    against: Annotated[
        list[str] | None,
        typer.Option(
            "--against", metavar="INPUT...", help="The reports to check it against, as for brief."
        ),
    ] = None,
    story: Annotated[
        list[str] | None,
        typer.Option(
            "--story",
            metavar="STORY",
            help="A story of the running desk to check it against; can be given again.",
        ),
    ] = None,
    store: InStore = None,
    fail_on: FailOn = None,
    as_json: AsJson = False,
    as_markdown: AsMarkdown = False,
    as_github: AsGithub = False,
    html: AsPage = None,
    to_sarif: ToSarif = None,
) -> None:
    """Check a draft sentence by sentence against reports.

    Each sentence is supported, contradicted or not found, with the passages that say so; it is
    contested where the reports disagree. Ends with 1 if a sentence is contradicted or not found,
    or as --fail-on says.
    """
    form = form_of(
        {
            Form.JSON: as_json,
            Form.MARKDOWN: as_markdown,
            Form.GITHUB: as_github,
            Form.HTML: html is not None,
            Form.SARIF: to_sarif == "-",
        }
    )
    reasons = reasons_to_fail(fail_on or DEFAULT)
    if bool(against) == bool(story):
        raise typer.BadParameter("give reports (--against) or stories of the desk (--story).")
    if draft == "-" and "-" in (against or ()):
        raise typer.BadParameter("DRAFT and --against cannot both be standard input (-).")
    text = read_draft(draft)
    if story:
        answer = _checked_by_desk(text, story, store)
    else:
        answer = _ask(
            against or (),
            CheckAnswer(text, (), (), (), ()),
            lambda desk, reports, told: desk.check(text, against=reports, progress=told),
        )
    if to_sarif:
        _write_sarif(answer, draft, to_sarif)
    if form is Form.HTML:
        _write_page(answer, html or "")
    elif form is not Form.SARIF:
        _show_check(answer, form, draft)
    failed = fails(answer.findings, reasons)
    leave(answer.set_aside, otherwise=Exit.FINDINGS if failed else Exit.DONE)


@app.command()
def group(inputs: Inputs, as_json: AsJson = False) -> None:
    """Tell which reports belong to one story, and why."""
    answer = _ask(inputs, GroupAnswer((), (), ()), lambda desk, reports, _: desk.group(reports))
    if as_json:
        from secondsource.codec import group_to_json, to_text

        emit(to_text(group_to_json(answer)))
    elif answer.stories:
        from secondsource.cli.terminal import show_group

        emit(show_group(answer))
    leave(answer.set_aside)


@app.command()
def models() -> None:
    """List the models in use, with their versions."""
    from secondsource.build import ConfiguredModels
    from secondsource.config import load_settings

    used = ConfiguredModels(load_settings())
    for part in ("parser", "encoder", "entailer"):
        maker = getattr(used, part).maker
        emit(f"{part:<9} {maker.name} {maker.version}")


def _ask(
    inputs: Sequence[str],
    nothing: Answer,
    ask: Callable[["Desk", Sequence[Report], "Progress"], Answer],
) -> Answer:
    """The desk's answer about the reports in `inputs`, or `nothing` if there are none to read."""
    desk, reports, set_aside = _opened(inputs)
    if not reports:
        note("secondsource: no report could be read; name files or folders that hold reports.")
        return replace(nothing, set_aside=set_aside)
    with progress(f"Reading {counted(len(reports), 'report')} together") as told:
        answer = ask(desk, reports, told)
    return replace(answer, set_aside=(*set_aside, *answer.set_aside))


def _checked_by_desk(text: str, stories: Sequence[str], store: str | None) -> CheckAnswer:
    with opened(store) as desk, progress("Reading the reports together") as told:
        return desk.check(text, story_ids=stories, progress=told)


def _opened(inputs: Sequence[str]) -> tuple["Desk", list[Report], tuple[SetAside, ...]]:
    with progress("Opening the desk"):
        from secondsource.build import open_desk

        desk = open_desk()
        reports, set_aside = desk.open(inputs)
    return desk, reports, tuple(set_aside)


def _show_brief(answer: BriefAnswer, form: Form, file: str) -> None:
    if form is Form.JSON:
        from secondsource.codec import brief_to_json, to_text

        emit(to_text(brief_to_json(answer)))
    elif form is Form.MARKDOWN:
        from secondsource.export.markdown import brief_markdown

        emit(brief_markdown(answer))
    elif form is Form.HTML:
        from secondsource.export.page import brief_page

        emit_to(file, brief_page(answer))
    elif answer.stories:
        from secondsource.cli.terminal import show_brief

        emit(show_brief(answer))


def _show_check(answer: CheckAnswer, form: Form, draft: str) -> None:
    if form is Form.JSON:
        from secondsource.codec import check_to_json, to_text

        emit(to_text(check_to_json(answer)))
    elif form is Form.MARKDOWN:
        from secondsource.export.checked_markdown import check_markdown

        emit(check_markdown(answer))
    elif form is Form.GITHUB:
        from secondsource.export.workflow import workflow_commands

        if told := workflow_commands(answer, draft):
            emit(told)
    elif answer.reports:
        from secondsource.cli.checked_terminal import show_check

        emit(show_check(answer))


def _write_page(answer: CheckAnswer, file: str) -> None:
    from secondsource.export.page import check_page

    emit_to(file, check_page(answer))


def _write_sarif(answer: CheckAnswer, draft: str, file: str) -> None:
    from secondsource.codec import to_text
    from secondsource.export.sarif import sarif

    emit_to(file, to_text(sarif(answer, draft)))
