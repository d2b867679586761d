"""The view of a checked draft for a terminal: what needs attention first, then the rest."""

from collections.abc import Iterator, Sequence

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from secondsource.cli.terminal import item, new_console, rendered, source_grid
from secondsource.export.checked import Checked, Comment, Quoted, Sentence, checked
from secondsource.export.safe import one_line
from secondsource.export.sheet import TITLES
from secondsource.records.brief import Section
from secondsource.records.finding import CheckAnswer, Verdict

STYLES = {
    Verdict.SUPPORTED: "green",
    Verdict.CONTRADICTED: "bold red",
    Verdict.NOT_FOUND: "yellow",
}


def show_check(answer: CheckAnswer, console: Console | None = None) -> str:
    """A summary, the sentences that need attention, those that need none, the sources."""
    told = checked(answer)
    blocks: list[RenderableType] = [Text(f"{told.summary}, {told.against}", style="bold")]
    for title, style, some in (
        ("Needs attention", "bold red", told.attention),
        ("Supported", "bold green", told.fine),
    ):
        blocks += _section(title, style, some, told)
    sources = Group(Text(TITLES[Section.SOURCES].upper(), style="bold"), source_grid(told.sources))
    return rendered(console or new_console(), [*blocks, sources])


def _section(
    title: str, style: str, some: Sequence[Sentence], told: Checked
) -> Iterator[RenderableType]:
    for at, one in enumerate(some):
        heading = [Text(title.upper(), style=style)] if at == 0 else []
        yield Group(*heading, _sentence(one, told))


def _sentence(one: Sentence, told: Checked) -> Group:
    sentence = Text(f"{one.number}. ", style="dim")
    sentence.append(one_line(one.text), style="not dim")
    sentence.highlight_words([one_line(words) for words in one.parts_at_fault], "underline")
    comments = [line for comment in one.comments for line in _comment(comment, told)]
    head = item(one.sign, sentence, STYLES[one.finding.verdict])
    return Group(head, Padding(Group(*comments), (0, 0, 0, 2)))


def _comment(comment: Comment, told: Checked) -> Iterator[RenderableType]:
    style = STYLES[comment.verdict]
    if not comment.words:
        yield _said(comment, style)
        yield from (_quoted(quoted, told) for quoted in comment.quotes)
        return
    yield item(comment.sign, Text(f"“{one_line(comment.words)}”"), style)
    below = (_said(comment, style), *(_quoted(quoted, told) for quoted in comment.quotes))
    yield Padding(Group(*below), (0, 0, 0, 2))


def _said(comment: Comment, style: str) -> Text:
    said = Text(comment.label, style=style)
    return said.append(
        f": {one_line(comment.note)}" if comment.note else "", style="default not bold"
    )


def _quoted(quoted: Quoted, told: Checked) -> Text:
    source = told.source(quoted.passage)
    text = Text(f"{quoted.lead}: " if quoted.lead else "", style="dim")
    words = one_line(quoted.passage.span.within(source.report.text))
    text.append(f"“{words}” ", style="not dim").append(f"[{source.number}]", style="not dim cyan")
    return text.append(f" {one_line(source.name)}", style="dim")
