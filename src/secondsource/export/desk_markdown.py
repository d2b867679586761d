"""Lists of stories, and what changed in them, in Markdown."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from secondsource.export.changes import NOTHING, by_kind, cited, lead, own, parts, title
from secondsource.export.markdown import Footnotes
from secondsource.export.safe import markdown
from secondsource.export.stories import minute
from secondsource.records.change import BriefVersion, Change, Detail
from secondsource.records.report import Report
from secondsource.records.summary import StorySummary

COLUMNS = (
    "Story",
    "Independent origins",
    "More reports",
    "Disputed points",
    "Last change",
    "Id",
)


def stories_markdown(stories: Iterable[StorySummary]) -> str:
    """A table with a row for each story, in their order."""
    rows = [COLUMNS, ["---", *["---:"] * 3, "---", "---"], *map(_row, stories)]
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)


def changes_markdown(
    versions: Sequence[BriefVersion], reports: Mapping[str, Report], *, headline: str = ""
) -> str:
    """What each version changed, in their order; each citation a footnote that quotes its passage.

    `reports` has by id all that the changes cite, also those that left the story.
    """
    notes = Footnotes(cited(versions, reports).values())
    blocks = [f"# {markdown(headline)}"] if headline else []
    for version in versions:
        blocks += _version(version, notes)
    if not any(version.changes for version in versions):
        blocks.append(NOTHING)
    return "\n\n".join([*blocks, "\n".join(notes.notes())]).strip() + "\n"


def _row(one: StorySummary) -> list[str]:
    return [
        markdown(one.headline),
        str(one.origins),
        str(max(0, one.reports - one.origins)),
        str(one.disputed),
        minute(one.changed),
        markdown(one.id),
    ]


def _version(version: BriefVersion, notes: Footnotes) -> Iterator[str]:
    if version.changes:
        yield f"## {title(version)}"
    for heading, some in by_kind(version):
        yield f"### {heading}"
        yield "\n".join(line for change in some for line in _change(change, notes))


def _change(change: Change, notes: Footnotes) -> Iterator[str]:
    yield f"- {markdown(change.text)}{notes.mark(own(change))}"
    for detail in parts(change):
        yield f"  - {_detail(detail, notes)}"


def _detail(detail: Detail, notes: Footnotes) -> str:
    return f"{markdown(lead(detail) + detail.text)}{notes.mark(detail.cites)}"
