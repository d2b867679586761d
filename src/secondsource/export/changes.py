"""What every view of a story's changes shows, laid out once: versions, kinds, and the changes.

Nothing is judged here: the changes come weighed and in order.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from secondsource.export.sheet import Source, sources
from secondsource.export.stories import minute
from secondsource.records.change import Aspect, BriefVersion, Change, ChangeKind, Detail
from secondsource.records.evidence import Passage
from secondsource.records.report import Report
from secondsource.stages.follow import HEADINGS

NOTHING = "Nothing has changed."
# What is said of a part of a change; a side of a dispute speaks for itself.
ASPECTS = {
    Aspect.SIDE: "",
    Aspect.WAS: "before",
    Aspect.NOW: "now",
    Aspect.GONE: "gone",
    Aspect.NEW: "new",
}


def title(version: BriefVersion) -> str:
    """ "Version 3, 13 March 2025, 10:00 UTC"."""
    return f"Version {version.number}, {minute(version.written)}"


def by_kind(version: BriefVersion) -> tuple[tuple[str, tuple[Change, ...]], ...]:
    """The changes of a version under the heading of their kind, in the order of weight."""
    order = list(ChangeKind)
    weighed = sorted(version.changes, key=lambda change: order.index(change.kind))
    return tuple(
        (HEADINGS[kind], tuple(some)) for kind, some in groupby(weighed, lambda change: change.kind)
    )


def parts(change: Change) -> tuple[Detail, ...]:
    """What is to be shown under a change: its details, unless its one detail is all it says."""
    return change.details if len(change.details) > 1 else ()


def own(change: Change) -> tuple[Passage, ...]:
    """The passages that a change rests on besides those of the parts shown under it."""
    below = {cite for detail in parts(change) for cite in detail.cites}
    return tuple(cite for cite in change.cites if cite not in below)


def lead(detail: Detail) -> str:
    """Who says it, and when it held: "The Post, before: "; empty if neither is told."""
    words = ", ".join(filter(None, (detail.who, ASPECTS[detail.aspect])))
    return f"{words}: " if words else ""


def cited(versions: Sequence[BriefVersion], reports: Mapping[str, Report]) -> dict[str, Source]:
    """The reports that the changes rest on by id, numbered in the order in which they are shown."""
    ids = dict.fromkeys(passage.report_id for one in versions for passage in _passages(one))
    return {source.report.id: source for source in sources([reports[i] for i in ids], ())}


def _passages(version: BriefVersion) -> Iterator[Passage]:
    for _, some in by_kind(version):
        for change in some:
            yield from own(change)
            yield from (cite for detail in parts(change) for cite in detail.cites)
