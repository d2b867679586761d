"""Exact characters of a report, by number."""

from dataclasses import dataclass

from secondsource.desk.running import RunningDesk
from secondsource.errors import BadInput
from secondsource.mcp.answers import PassageTold
from secondsource.mcp.citing import Citing, Pages
from secondsource.records.evidence import Passage
from secondsource.records.report import Report

MOST = 8_000  # characters of a passage in one answer
MOST_AROUND = 1_000
MOST_OF_REPORT = 200_000  # characters that a resource gives at once


@dataclass(frozen=True, slots=True)
class Place:
    """Characters `[start, end)` of a report; `end` None is the end of its text."""

    report_id: str
    start: int
    end: int | None

    def of(self, report: Report) -> Passage:
        """The passage; `BadInput` where the report has no such characters."""
        length = len(report.text)
        end = length if self.end is None else self.end
        if not 0 <= self.start < end <= length:
            raise BadInput(
                "start and end",
                f"[{self.start}, {end}) lies not in report {report.id}: it has the characters "
                f"[0, {length})",
            )
        return Passage(report.id, self.start, end)


def passage(desk: RunningDesk, place: Place, around: int, pages: Pages) -> PassageTold:
    """A passage and what stands around it, of a long one the beginning and where to go on."""
    report = desk.report(place.report_id)
    asked = place.of(report)
    given = Passage(report.id, asked.start, min(asked.end, asked.start + MOST))
    home = desk.home(report.id)
    story_id = home.id if home else None
    return PassageTold(
        passage=Citing([report], lambda _: story_id, pages).passage(given, MOST),
        before=report.text[max(0, given.start - around) : given.start],
        after=report.text[given.end : given.end + around],
        title=report.title,
        byline=report.byline,
        characters=len(report.text),
        story=story_id,
        next_start=given.end if given.end < asked.end else None,
    )


def characters(desk: RunningDesk, place: Place) -> str:
    """Characters of a report and nothing else; `BadInput` for more than are given at once."""
    report = desk.report(place.report_id)
    found = place.of(report)
    if found.end - found.start > MOST_OF_REPORT:
        raise BadInput(
            "report",
            f"has {len(report.text)} characters: ask for {MOST_OF_REPORT} of them at "
            "once, by ?start= and &end=",
        )
    return found.span.within(report.text)
