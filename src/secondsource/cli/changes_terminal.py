"""What changed in a story, for a terminal."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from secondsource.cli.terminal import item, new_console, rendered, source_grid
from secondsource.export.changes import NOTHING, by_kind, cited, lead, own, parts, title
from secondsource.export.safe import one_line
from secondsource.export.sheet import Source
from secondsource.records.change import BriefVersion, Change, ChangeKind, Detail
from secondsource.records.evidence import Passage
from secondsource.records.report import Report

STYLES = {
    ChangeKind.DISPUTED: "red",
    ChangeKind.WITHDRAWN: "red",
    ChangeKind.CORRECTED: "yellow",
    ChangeKind.UNCONFIRMED: "yellow",
    ChangeKind.UPDATED: "yellow",
    ChangeKind.SETTLED: "green",
    ChangeKind.CONFIRMED: "green",
}


def show_changes(
    versions: Sequence[BriefVersion],
    reports: Mapping[str, Report],
    *,
    headline: str = "",
    console: Console | None = None,
) -> str:
    """What each version changed, in their order, then the reports that this rests on.

    `reports` has by id all that the changes cite, also those that left the story.
    """
    known = cited(versions, reports)
    blocks: list[RenderableType] = []
    if headline:
        blocks.append(Text(one_line(headline), style="bold"))
    blocks += [_version(version, known) for version in versions if version.changes]
    if known:
        blocks.append(Group(Text("SOURCES", style="bold"), source_grid(known.values())))
    if not any(version.changes for version in versions):
        blocks.append(Text(NOTHING))
    return rendered(console or new_console(), blocks)


def _version(version: BriefVersion, known: Mapping[str, Source]) -> Group:
    blocks: list[RenderableType] = [Text(title(version), style="dim")]
    for heading, some in by_kind(version):
        style = f"bold {STYLES.get(some[0].kind, '')}".strip()
        blocks.append(Text(heading.upper(), style=style))
        blocks += [line for change in some for line in _change(change, known)]
    return Group(*blocks)


def _change(change: Change, known: Mapping[str, Source]) -> Iterator[RenderableType]:
    yield item("•", Text(one_line(change.text)).append(_marks(own(change), known)))
    for detail in parts(change):
        yield Padding(_detail(detail, known), (0, 0, 0, 2))


def _detail(detail: Detail, known: Mapping[str, Source]) -> RenderableType:
    text = Text(one_line(lead(detail) + detail.text))
    return item("–", text.append(_marks(detail.cites, known)))


def _marks(cites: Iterable[Passage], known: Mapping[str, Source]) -> Text:
    numbers = dict.fromkeys(known[passage.report_id].number for passage in cites)
    marks = "".join(f"[{number}]" for number in numbers)
    return Text(f" {marks}" if marks else "", style="not dim cyan")
