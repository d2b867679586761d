"""Which reports tell the same story, decided online, in any order of arrival.

`group_reports` does it for reports at hand. To go on later, keep a `Grouping` and `add` to it; to
go on in another process, `group_onto` and `decide_onto` a shelf, and store what they give.
"""

from collections.abc import Iterable, Sequence

from secondsource.abilities import Encoder
from secondsource.records.report import Report
from secondsource.records.story import Decision, Story
from secondsource.stages.group.grouping import Grouping, decide_onto, group_onto
from secondsource.stages.group.joining import why_joined
from secondsource.stages.group.skim import Skim, opening_of, skim

__all__ = [
    "Grouping",
    "Skim",
    "decide_onto",
    "group_onto",
    "group_reports",
    "skim",
    "skim_reports",
    "why_joined",
]


def group_reports(
    reports: Sequence[Report], encoder: Encoder, *, decisions: Iterable[Decision] = ()
) -> tuple[Story, ...]:
    """The stories that the reports tell, in the order of their first reports among `reports`.

    Every report is in one story, alone if need be. The same reports make the same stories in
    whatever order they come.
    """
    grouping = Grouping(decisions)
    grouping.add(skim_reports(reports, encoder))
    return grouping.stories


def skim_reports(reports: Sequence[Report], encoder: Encoder) -> list[Skim]:
    """Every report at a glance, in order."""
    if not reports:
        return []
    vectors = encoder.encode([opening_of(report) for report in reports])
    return [skim(report, vector) for report, vector in zip(reports, vectors, strict=True)]
