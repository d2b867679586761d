"""The view for a terminal: rich text that stays readable when narrow, piped or without colour."""

from collections.abc import Iterable, Sequence

from rich.box import SIMPLE_HEAD
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from secondsource.export.safe import one_line
from secondsource.export.sheet import (
    TITLES,
    Column,
    Entry,
    Sheet,
    Source,
    counted,
    credit,
    day,
    sheet,
)
from secondsource.records.brief import BriefAnswer, GroupAnswer, Section
from secondsource.records.evidence import Passage
from secondsource.records.report import Report
from secondsource.records.story import Claim

WIDEST = 100  # longer lines are hard to read, however wide the terminal
SIDE_BY_SIDE = 24  # columns of text that one side of a contrast needs

SECTION_STYLES = {
    Section.CONFIRMED: "green",
    Section.DISPUTED: "red",
    Section.CHANGED: "yellow",
    Section.SINGLE: "magenta",
}


def show_brief(
    answer: BriefAnswer, console: Console | None = None, *, with_ids: bool = False
) -> str:
    """Each story of the answer in turn; with ids, those of its reports are told, too."""
    console = console or new_console()
    accounts = [sheet(account) for account in answer.stories]
    return rendered(console, (_story(one, console.width, with_ids=with_ids) for one in accounts))


def show_group(answer: GroupAnswer, console: Console | None = None) -> str:
    """The reports of each story, and what joins them."""
    reports = {report.id: report for report in answer.reports}
    told = []
    for story in answer.stories:
        head = Text(one_line(story.headline), style="bold")
        why = Text(one_line(story.why), style="dim")
        told.append(Group(head, why, _report_list([reports[i] for i in story.report_ids])))
    return rendered(console or new_console(), told)


def new_console() -> Console:
    """A console as wide as the terminal, within what can be read."""
    console = Console(highlight=False, markup=False, emoji=False)
    console.width = min(console.width, WIDEST)
    return console


def rendered(console: Console, blocks: Iterable[RenderableType]) -> str:
    """The blocks as text, a blank line between two."""
    with console.capture() as captured:
        for at, block in enumerate(blocks):
            if at:
                console.print()
            console.print(block)
    # Rich pads what it wraps; trailing blanks only get in the way of copying.
    return "\n".join(line.rstrip() for line in captured.get().splitlines())


def _story(told: Sheet, width: int, *, with_ids: bool) -> Group:
    blocks: list[RenderableType] = [
        Text(one_line(told.headline), style="bold"),
        Text(" · ".join(filter(None, (*map(str, told.figures), told.dates))), style="dim"),
    ]
    for section, entries in told.sections:
        blocks += [Text(), _title(section)]
        for at, entry in enumerate(entries):
            blocks += [Text()] if at and entry.columns else []
            blocks.append(_entry(entry, told, width))
    sources = source_grid(told.sources, with_ids=with_ids)
    return Group(*blocks, Text(), _title(Section.SOURCES), sources)


def _title(section: Section) -> Text:
    return Text(TITLES[section].upper(), style=f"bold {SECTION_STYLES.get(section, '')}".strip())


def _entry(entry: Entry, told: Sheet, width: int) -> RenderableType:
    if entry.columns:
        return Group(_contrast_head(entry), _columns(entry.columns, told, width))
    text = Text(f"{one_line(entry.lead)}: " if entry.lead else "", style="bold")
    text.append(one_line(entry.text), style="not bold")
    if entry.origins > 1:
        text.append(f" ({counted(entry.origins, 'origin')})", style="not bold dim")
    text.append(_citations(entry.cites, told.sources))
    return item("•", text)


def _contrast_head(entry: Entry) -> RenderableType:
    text = Text(one_line(entry.text), style="bold")
    if entry.label:
        text.append(f" — {entry.label}", style="not bold")
    return item("•", text)


def _columns(columns: Sequence[Column], told: Sheet, width: int) -> RenderableType:
    blocks = [_column(column, told) for column in columns]
    if width < SIDE_BY_SIDE * len(blocks):
        return Padding(Group(*blocks), (0, 0, 0, 4))
    table = Table.grid(padding=(0, 3), expand=True)
    for _ in blocks:
        table.add_column(ratio=1)
    table.add_row(*blocks)
    return Padding(table, (0, 0, 0, 4))


def _column(column: Column, told: Sheet) -> Group:
    head = Text(one_line(column.value), style="bold")
    head.append(f"\n{counted(column.origins, 'independent origin')}", style="not bold dim")
    return Group(head, *(_saying(saying, told) for saying in column.sayings))


def _saying(saying: Sequence[Claim], told: Sheet) -> Text:
    cite = saying[0].said_in
    text = Text(f"“{one_line(cite.span.within(told.source(cite).report.text))}”")
    for at, claim in enumerate(saying):
        source = told.source(claim.said_in)
        text.append("; " if at else " ", style="dim").append(f"[{source.number}]", style="cyan")
        text.append(f" {one_line(credit(source, claim))}", style="dim")
    return text


def _citations(cites: Iterable[Passage], known: Sequence[Source]) -> Text:
    cited = {passage.report_id for passage in cites}
    numbers = "".join(f"[{source.number}]" for source in known if source.report.id in cited)
    return Text(f" {numbers}", style="not bold cyan")


def item(sign: str, text: Text, style: str = "dim") -> Table:
    """A sign, and beside it text that wraps clear of it."""
    grid = Table.grid(padding=(0, 1))
    grid.add_column(no_wrap=True)
    grid.add_column(ratio=1)
    grid.add_row(Text(sign, style=style), text)
    return grid


def source_grid(known: Iterable[Source], *, with_ids: bool = False) -> Table:
    """The sources, each with its number, and with the id to ask for its report by if wanted."""
    grid = Table.grid(padding=(0, 1))
    grid.add_column(no_wrap=True, justify="right")
    grid.add_column(ratio=1)
    for source in known:
        grid.add_row(Text(f"[{source.number}]", style="cyan"), _source(source, with_ids=with_ids))
    return grid


def _source(source: Source, *, with_ids: bool) -> Text:
    report = source.report
    text = Text(one_line(source.name), style="bold")
    about = filter(None, (report.title, day(report.published), report.url))
    text.append("".join(f" · {one_line(part)}" for part in about), style="not bold dim")
    if with_ids:
        text.append(" · ", style="not bold dim").append(one_line(report.id), style="not bold cyan")
    if source.note:
        text.append(f"\nNo second source: {one_line(source.note)}", style="not bold yellow")
    return text


def _report_list(reports: Iterable[Report]) -> Table:
    table = Table(box=SIMPLE_HEAD, show_header=False, pad_edge=False)
    for report in reports:
        cells = (report.ref or report.id, report.outlet, report.title, day(report.published))
        table.add_row(*(Text(one_line(cell)) for cell in cells))
    return table
