"""Accounts of a story as it grows, made by the whole path from texts written for these tests."""

from datetime import UTC, datetime
from functools import cache

from secondsource.records.brief import Account
from secondsource.records.evidence import Maker
from secondsource.records.layers import AnnotatedReport
from secondsource.records.report import Report
from secondsource.records.story import Story
from secondsource.stages.align import align
from secondsource.stages.annotate import annotate
from secondsource.stages.brief import tell
from tests.build import encoder, parser

WRITTEN = datetime(2025, 10, 20, tzinfo=UTC)

POST = Report.from_text(
    "A fire destroyed the old customs house in Velmar on Wednesday night. "
    "Two firefighters held the roof for an hour. "
    "The building had stood empty since 2019. "
    "Mayor Tilda Osk ordered an inquiry into the fire.",
    outlet="The Post",
    title="Customs house burns down",
    published="2025-10-16T06:00:00Z",
)
# Says otherwise how many held the roof, and bears out that the house was empty.
LEDGER = Report.from_text(
    "Flames brought down the roof of a listed building beside Velmar harbour. "
    "Five firefighters held the roof for an hour, the brigade said. "
    "Since 2019 the building had stood empty. "
    "A night watchman had smelt smoke at the quay an hour earlier.",
    outlet="The Ledger",
    title="Watchman smelt smoke before harbour blaze",
    published="2025-10-16T09:00:00Z",
)
# A reprint of the first.
ECHO = Report.from_text(
    POST.text, outlet="The Echo", title="Fire in Velmar", published="2025-10-16T10:00:00Z"
)


@cache
def read(report: Report) -> AnnotatedReport:
    """The report with all layers."""
    return annotate([report], parser())[0]


@cache
def account(*reports: Report) -> Account:
    """What the reports say together, as one story that is always the same."""
    ids = tuple(report.id for report in reports)
    story = Story("velmar", "Fire in Velmar", ids, None, None, None, "", Maker("test", "1"))
    some = [read(report) for report in reports]
    return tell(story, some, align(story, some, encoder()), written=WRITTEN)


def corrected(report: Report, was: str, now: str, **fields: object) -> Report:
    """The version with which the outlet replaced its report: `now` stands where `was` stood."""
    assert was in report.text
    given = {"outlet": report.outlet, "title": report.title, "published": report.published}
    text = report.text.replace(was, now)
    return Report.from_text(text, **{**given, "replaces": report.id, **fields})
