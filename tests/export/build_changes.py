"""A list of stories and two versions of a brief, made by hand: for tests of views alone."""

from dataclasses import replace
from datetime import UTC, datetime

from secondsource.records.change import Aspect, BriefVersion, Change, ChangeKind, Detail
from secondsource.records.evidence import Passage
from secondsource.records.report import Report
from secondsource.records.summary import StorySummary
from tests.cli.build_accounts import COURIER, POST, REPORTS, WIRE, passage

# What the Post said first, and has replaced since.
FORMER = Report.from_text(
    "Seven people are being treated after the collapse of the Tolvane Bridge.",
    ref="d0",
    outlet="The Lowland Post",
    title="Bridge collapse",
    published="2025-03-12T21:00:00+00:00",
)
BY_ID = {report.id: report for report in (*REPORTS, FORMER)}

BRIDGE = StorySummary(
    id="1f0c5d2e9a7b4c63",
    headline="Barge brings down span of Tolvane Bridge",
    first=WIRE.published,
    last=POST.published,
    changed=datetime(2025, 3, 13, 10, 0, tzinfo=UTC),
    reports=5,
    origins=3,
    disputed=3,
    brief=2,
)
FERRY = replace(
    BRIDGE,
    id="77aa01c2d3e4f506",
    headline="Ferry <line> | to *Skerra* reopens",
    first=None,
    last=None,
    reports=1,
    origins=1,
    disputed=0,
    brief=0,
)
STORIES = (BRIDGE, FERRY)

_three = passage(COURIER, "Three cars fell into the Ansel")
_five = passage(WIRE, "Five cars plunged into the river")
_seven = passage(FORMER, "Seven people are being treated")
_said = passage(POST, "the regional hospital said on Thursday")
_eleven = passage(POST, "Eleven people are now being treated")

DISPUTED = Change(
    "key-1",
    ChangeKind.DISPUTED,
    "cars in the river: 3 cars / 5 cars",
    "point-2",
    (
        Detail(Aspect.SIDE, "Ansel Courier", "Three cars fell into the Ansel", (_three,)),
        Detail(Aspect.SIDE, "Meridian Wire", "Five cars plunged into the river", (_five,)),
    ),
    (_three, _five),
)
CORRECTED = Change(
    "key-2",
    ChangeKind.CORRECTED,
    "The Lowland Post corrected “Bridge collapse”: 7 people → 11 people",
    POST.id,
    (
        Detail(Aspect.WAS, "The Lowland Post", "7 people", (_seven,)),
        Detail(Aspect.NOW, "The Lowland Post", "11 people", (_eleven,)),
    ),
    (_seven, _eleven, _said),
)
JOINED = Change(
    "key-3",
    ChangeKind.REPORT,
    "The Lowland Post, “Bridge collapse: number of injured rises”",
    POST.id,
    (Detail(Aspect.NEW, "The Lowland Post", "an origin of its own", (_eleven,)),),
    (_eleven,),
)
VERSIONS = (
    BriefVersion(BRIDGE.id, 2, datetime(2025, 3, 12, 8, 30, tzinfo=UTC), (JOINED, DISPUTED)),
    BriefVersion(BRIDGE.id, 3, datetime(2025, 3, 13, 10, 0, tzinfo=UTC), (CORRECTED,)),
)


def hostile_summary(words: str) -> StorySummary:
    """A story that calls itself `words`."""
    return replace(BRIDGE, id=words, headline=words)


def hostile_changes(words: str) -> tuple[BriefVersion, dict[str, Report]]:
    """A version whose changes say `words` in every field, and the report they rest on."""
    report = Report.from_text(words, outlet=words, title=words, url=words)
    cites = (Passage(report.id, 0, len(words)),)
    details = tuple(Detail(aspect, words, words, cites) for aspect in Aspect)
    changes = tuple(
        Change(words, kind, words, words, details if number % 2 else (), cites)
        for number, kind in enumerate(ChangeKind)
    )
    return BriefVersion(words, 1, BRIDGE.changed, changes), {report.id: report}
