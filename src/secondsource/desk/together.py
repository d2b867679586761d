"""A desk that reads the reports it is given together, and forgets them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path

from secondsource.desk.reading import Models, Progress, Reader, unheard
from secondsource.errors import BadInput
from secondsource.records.brief import Account, BriefAnswer, GroupAnswer, SetAside
from secondsource.records.finding import CheckAnswer
from secondsource.records.layers import AnnotatedReport
from secondsource.records.report import Report
from secondsource.records.story import Story
from secondsource.run.files import gather
from secondsource.stages.align import align
from secondsource.stages.annotate import annotate
from secondsource.stages.brief import tell
from secondsource.stages.check import DraftCheck
from secondsource.stages.group import group_reports


class Desk:
    """Reads reports together. Made by `secondsource.open_desk`.

    Reading a report is the dearest step, so a desk remembers the last that it read.
    """

    def __init__(
        self, models: Models, now: Callable[[], datetime], reader: Reader | None = None
    ) -> None:
        self._models = models
        self._now = now
        self._reader = reader or Reader(models)

    def open(self, inputs: Iterable[str | Path]) -> tuple[list[Report], list[SetAside]]:
        """The reports in files and folders ("-" is standard input), and what was set aside."""
        return gather(list(inputs))

    def group(self, reports: Iterable[Report]) -> GroupAnswer:
        """Which of the reports tell the same story."""
        unique, aside = _with_text(reports)
        stories = group_reports(unique, self._models.encoder)
        return GroupAnswer(stories, tuple(unique), tuple(aside))

    def brief(self, reports: Iterable[Report], *, progress: Progress = unheard) -> BriefAnswer:
        """An account of each story that the reports tell, the one with most reports first."""
        grouped = self.group(reports)
        read, aside = self._reader.read(grouped.reports, progress)
        by_id = {one.report.id: one for one in read}
        accounts = [
            self._account(story, [by_id[i] for i in story.report_ids if i in by_id])
            for story in sorted(grouped.stories, key=lambda story: -len(story.report_ids))
            if any(i in by_id for i in story.report_ids)
        ]
        return BriefAnswer(tuple(accounts), (*grouped.set_aside, *aside))

    def check(
        self, draft: str, *, against: Iterable[Report], progress: Progress = unheard
    ) -> CheckAnswer:
        """What the reports say of each sentence of the draft."""
        if not isinstance(draft, str):
            raise BadInput("draft", f"must be a string, not {type(draft).__name__}")
        grouped = self.group(against)
        read, aside = self._reader.read(grouped.reports, progress)
        by_id = {one.report.id: one for one in read}
        told = [[by_id[i] for i in story.report_ids if i in by_id] for story in grouped.stories]
        models = self._models
        laid = DraftCheck(self._draft(draft, read), read, models.encoder)
        nearby = laid.claims_nearby()
        alignments = [
            align(story, reports, models.encoder, about=nearby)
            for story, reports in zip(grouped.stories, told, strict=True)
            if reports
        ]
        findings = laid.findings(
            alignments, models.entailer, partial(progress, "Checking sentences")
        )
        return CheckAnswer(
            draft=draft,
            findings=findings,
            reports=tuple(one.report for one in read),
            origins=tuple(origin for one in alignments for origin in one.origins),
            set_aside=(*grouped.set_aside, *aside),
        )

    def _account(self, story: Story, reports: Sequence[AnnotatedReport]) -> Account:
        alignment = align(story, reports, self._models.encoder)
        return tell(story, reports, alignment, written=self._now())

    def _draft(self, draft: str, against: Sequence[AnnotatedReport]) -> AnnotatedReport:
        """The draft, read as if written right after the last report."""
        times = [one.report.published for one in against if one.report.published]
        report = Report.from_text(draft, ref="draft", published=max(times, default=None))
        return annotate([report], self._models.parser)[0]


def _with_text(reports: Iterable[Report]) -> tuple[list[Report], list[SetAside]]:
    """The reports, each once, and those set aside because there is nothing in them to read."""
    unique = {report.id: report for report in _reports(reports)}.values()
    blank = [report for report in unique if not report.text.strip()]
    aside = [SetAside(r.ref or r.id, "has no text: give its text, or leave it out") for r in blank]
    return [report for report in unique if report.text.strip()], aside


def _reports(given: object) -> list[Report]:
    """What was given, if it is reports; whoever calls may have been asked for them by any name."""
    if isinstance(given, (str, bytes, Mapping)) or not isinstance(given, Iterable):
        raise BadInput("reports", f"must be a list of reports, not {type(given).__name__}")
    reports = list(given)
    for number, one in enumerate(reports, start=1):
        if not isinstance(one, Report):
            kind = type(one).__name__
            raise BadInput(
                f"report {number}", f"must be a Report, not {kind}: make one by Report.from_text"
            )
    return reports
