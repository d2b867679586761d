"""A story made by hand, with one of everything that a door must show: for tests of doors alone.

Five reports of a barge that strikes a bridge: the Courier's own, an agency's, a reprint of the
agency, the Post's own, and an evening paper that only repeats the Courier. Three independent
origins. The texts hold what trips doors up: accents, an emoji, marks of HTML and Markdown.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from secondsource.records.brief import (
    Account,
    Brief,
    BriefAnswer,
    Figure,
    GroupAnswer,
    Line,
    Moment,
    SaidLine,
    Section,
    SetAside,
)
from secondsource.records.evidence import Maker, Passage
from secondsource.records.finding import CheckAnswer, Finding, Part, Verdict
from secondsource.records.layers import Polarity, Precision, Status
from secondsource.records.report import Report
from secondsource.records.story import (
    Alignment,
    Claim,
    Kind,
    Origin,
    Point,
    Relation,
    Side,
    Story,
)

MAKER = Maker("by hand", "1")

COURIER = Report.from_text(
    "A gravel barge struck the Tolvane Bridge at 23:40 on Tuesday and brought down its eastern "
    "span.\n\n"
    "Three cars fell into the Ansel, the fire service said. Seven people were taken to hospital; "
    "nobody was killed.\n\n"
    "“We heard a crack like thunder 🌩️ and then the lights went out,” said Käthe Ormond, who "
    "lives on the quay.\n\n"
    "Ilse Brandt, the harbour master, said the barge had lost its rudder. The bridge <was built> "
    "in 1931 and carries 14,000 vehicles a day.",
    ref="a",
    outlet="Ansel Courier",
    url="https://ansel-courier.example/bridge",
    title="Barge brings down span of Tolvane Bridge",
    byline="Rik Aalders",
    published="2025-03-12T06:10:00+01:00",
)
WIRE_TEXT = (
    "TOLVANE (Meridian) — A barge carrying gravel hit the Tolvane Bridge shortly after midnight on "
    "Wednesday, and part of the bridge collapsed.\n\n"
    "Five cars plunged into the river, police said. Seven people were injured.\n\n"
    "Deputy harbour master Ilse Brandt said the pilot had fallen asleep.\n\n"
    "The river is closed to *all* shipping until Friday."
)
WIRE = Report.from_text(
    WIRE_TEXT,
    ref="b",
    outlet="Meridian Wire",
    url="https://meridian.example/2217",
    title="Bridge collapses after barge strike",
    published="2025-03-12T05:02:00+00:00",
)
REPRINT = Report.from_text(
    WIRE_TEXT,
    ref="c",
    outlet="Northgate Daily",
    url="https://northgate.example/a/9",
    title="Part of bridge falls into river",
    published="2025-03-12T07:30:00+00:00",
)
POST = Report.from_text(
    "Eleven people are now being treated after the collapse of the Tolvane Bridge, the regional "
    "hospital said on Thursday.\n\n"
    "The gravel barge hit the eastern span late on Tuesday. Three cars went into the water.\n\n"
    "Transport minister Pau Serrat told reporters: “We will rebuild it within a year.” He put the "
    "cost at 40 to 55 million euros.",
    ref="d",
    outlet="The Lowland Post",
    title="Bridge collapse: number of injured rises",
    published="2025-03-13T09:00:00+00:00",
)
RELAY = Report.from_text(
    "A barge has knocked down a span of the Tolvane Bridge, the Ansel Courier reported. Three cars "
    "fell into the river, according to the newspaper.",
    ref="e",
    outlet="Capital Evening",
    title="Bridge down, newspaper says",
)
REPORTS = (COURIER, WIRE, REPRINT, POST, RELAY)


def passage(report: Report, words: str) -> Passage:
    """The passage of `report` that reads `words`; they must stand there once."""
    if report.text.count(words) != 1:
        raise ValueError(f"{words!r} stands {report.text.count(words)} times in {report.ref}")
    start = report.text.index(words)
    return Passage(report.id, start, start + len(words))


_claims: dict[str, Claim] = {}


def _claim(report: Report, words: str, *, reading: str = "", speaker: str | None = None) -> str:
    claim = Claim(
        id=f"claim-{len(_claims) + 1}",
        said_in=passage(report, words),
        text=reading or words,
        speaker=speaker,
        polarity=Polarity.AFFIRMED,
        status=Status.DONE,
        subject="",
        predicate="",
        object="",
        quantities=(),
        times=(),
        places=(),
        people=(),
    )
    _claims[claim.id] = claim
    return claim.id


def _point(
    number: int,
    subject: str,
    sides: Sequence[Side],
    relation: Relation = Relation.CONFLICT,
    kind: Kind | None = None,
) -> Point:
    origins = {origin for side in sides for origin in side.origins}
    return Point(
        id=f"point-{number}",
        story_id="story-1",
        relation=relation,
        kind=kind,
        subject=subject,
        sides=tuple(sides),
        origins=len(origins),
        reasons=("both cannot hold",) if relation is Relation.CONFLICT else (),
        maker=MAKER,
    )


ORIGINS = (
    Origin(
        "origin-1",
        (COURIER.id, RELAY.id),
        ("Capital Evening only repeats what the Ansel Courier reported",),
        MAKER,
    ),
    Origin(
        "origin-2",
        (WIRE.id, REPRINT.id),
        ("Northgate Daily reprints Meridian Wire: 100 % of its text",),
        MAKER,
    ),
    Origin("origin-3", (POST.id,), (), MAKER),
)

STRUCK = _point(
    1,
    "the barge struck the bridge",
    [
        Side(
            "struck the Tolvane Bridge",
            (
                _claim(COURIER, "A gravel barge struck the Tolvane Bridge"),
                _claim(WIRE, "A barge carrying gravel hit the Tolvane Bridge"),
                _claim(POST, "The gravel barge hit the eastern span"),
            ),
            ("origin-1", "origin-2", "origin-3"),
        )
    ],
    Relation.AGREE,
)
CARS = _point(
    2,
    "cars in the river",
    [
        Side(
            "3 cars",
            (
                _claim(COURIER, "Three cars fell into the Ansel", speaker="the fire service"),
                _claim(POST, "Three cars went into the water"),
                _claim(RELAY, "Three cars fell into the river"),
            ),
            ("origin-1", "origin-3"),
        ),
        Side(
            "5 cars",
            (
                _claim(WIRE, "Five cars plunged into the river", speaker="police"),
                _claim(REPRINT, "Five cars plunged into the river", speaker="police"),
            ),
            ("origin-2",),
        ),
    ],
    kind=Kind.NUMBER,
)
WHEN = _point(
    3,
    "when the barge struck",
    [
        Side(
            "23:40 on Tuesday",
            (_claim(COURIER, "at 23:40 on Tuesday"), _claim(POST, "late on Tuesday")),
            ("origin-1", "origin-3"),
        ),
        Side(
            "after midnight on Wednesday",
            (_claim(WIRE, "shortly after midnight on Wednesday"),),
            ("origin-2",),
        ),
    ],
    kind=Kind.DATE,
)
BRANDT = _point(
    4,
    "the office of Ilse Brandt",
    [
        Side(
            "harbour master", (_claim(COURIER, "Ilse Brandt, the harbour master"),), ("origin-1",)
        ),
        Side(
            "deputy harbour master",
            (_claim(WIRE, "Deputy harbour master Ilse Brandt"),),
            ("origin-2",),
        ),
    ],
    kind=Kind.ROLE,
)
INJURED = _point(
    5,
    "people injured",
    [
        Side(
            "7 people",
            (
                _claim(COURIER, "Seven people were taken to hospital"),
                _claim(WIRE, "Seven people were injured"),
            ),
            ("origin-1", "origin-2"),
        ),
        Side("11 people", (_claim(POST, "Eleven people are now being treated"),), ("origin-3",)),
    ],
    Relation.UPDATE,
    Kind.NUMBER,
)
CLOSED = _point(
    6,
    "shipping on the river",
    [
        Side(
            "closed until Friday",
            (_claim(WIRE, "The river is closed to *all* shipping"),),
            ("origin-2",),
        )
    ],
    Relation.SINGLE,
)
POINTS = (STRUCK, CARS, WHEN, BRANDT, INJURED, CLOSED)

LINES = (
    Line(
        Section.CONFIRMED,
        "A gravel barge struck the Tolvane Bridge and brought down its eastern span.",
        (
            passage(COURIER, "A gravel barge struck the Tolvane Bridge"),
            passage(WIRE, "A barge carrying gravel hit the Tolvane Bridge"),
            passage(POST, "The gravel barge hit the eastern span"),
        ),
        STRUCK.id,
    ),
    Line(
        Section.DISPUTED,
        "cars in the river: 3 cars / 5 cars",
        (
            passage(COURIER, "Three cars fell into the Ansel"),
            passage(WIRE, "Five cars plunged into the river"),
        ),
        CARS.id,
    ),
    Line(
        Section.DISPUTED,
        "when the barge struck: 23:40 on Tuesday / after midnight on Wednesday",
        (
            passage(COURIER, "at 23:40 on Tuesday"),
            passage(WIRE, "shortly after midnight on Wednesday"),
        ),
        WHEN.id,
    ),
    Line(
        Section.DISPUTED,
        "the office of Ilse Brandt: harbour master / deputy harbour master",
        (
            passage(COURIER, "Ilse Brandt, the harbour master"),
            passage(WIRE, "Deputy harbour master Ilse Brandt"),
        ),
        BRANDT.id,
    ),
    Line(
        Section.CHANGED,
        "people injured: 7 people, then 11 people",
        (
            passage(COURIER, "Seven people were taken to hospital"),
            passage(POST, "Eleven people are now being treated"),
        ),
        INJURED.id,
    ),
    Line(
        Section.SINGLE,
        "The river is closed to *all* shipping until Friday.",
        (passage(WIRE, "The river is closed to *all* shipping until Friday."),),
        CLOSED.id,
    ),
    Line(
        Section.SINGLE,
        "The bridge <was built> in 1931.",
        (passage(COURIER, "The bridge <was built> in 1931"),),
    ),
    Line(
        Section.SAID,
        "Käthe Ormond: “We heard a crack like thunder 🌩️ and then the lights went out,”",
        (passage(COURIER, "We heard a crack like thunder 🌩️ and then the lights went out,"),),
    ),
    Line(
        Section.SAID,
        "Pau Serrat: “We will rebuild it within a year.”",
        (passage(POST, "We will rebuild it within a year."),),
    ),
    Line(
        Section.FIGURES,
        "40 to 55 million euros",
        (passage(POST, "40 to 55 million euros"),),
    ),
    Line(
        Section.FIGURES,
        "14,000 vehicles a day",
        (passage(COURIER, "14,000 vehicles a day"),),
    ),
    Line(
        Section.TIMELINE,
        "11 March 2025, 23:40: a gravel barge struck the Tolvane Bridge",
        (passage(COURIER, "struck the Tolvane Bridge at 23:40 on Tuesday"),),
    ),
    Line(
        Section.SOURCES,
        "Ansel Courier; Capital Evening only repeats it",
        (
            passage(COURIER, "A gravel barge struck the Tolvane Bridge at 23:40 on Tuesday"),
            passage(RELAY, "the Ansel Courier reported"),
        ),
    ),
)

STORY = Story(
    id="story-1",
    headline="Barge brings down span of Tolvane Bridge",
    report_ids=tuple(report.id for report in REPORTS),
    first=WIRE.published,
    last=POST.published,
    merged_into=None,
    why="share Tolvane Bridge, Ilse Brandt",
    maker=MAKER,
)

ACCOUNT = Account(
    story=STORY,
    reports=REPORTS,
    alignment=Alignment(ORIGINS, tuple(_claims.values()), POINTS, ()),
    quotes=(
        SaidLine(
            passage(COURIER, "We heard a crack like thunder 🌩️ and then the lights went out,"),
            "Käthe Ormond",
        ),
        SaidLine(passage(POST, "We will rebuild it within a year."), None),
    ),
    figures=(
        Figure(passage(COURIER, "14,000 vehicles a day"), 14000.0, 14000.0, "", "vehicle"),
        Figure(passage(POST, "40 to 55 million euros"), 40e6, 55e6, "EUR", "cost"),
        Figure(passage(COURIER, "23:40"), 23.5, 23.5, "", ""),
    ),
    timeline=(
        Moment(
            datetime(2025, 3, 11, 22, 40, tzinfo=UTC),
            Precision.MINUTE,
            "a gravel barge struck the Tolvane Bridge",
            (passage(COURIER, "struck the Tolvane Bridge at 23:40 on Tuesday"),),
        ),
    ),
    brief=Brief("brief-1", "story-1", LINES, datetime(2025, 3, 13, 10, 0, tzinfo=UTC), MAKER),
)

ASIDE = SetAside("notes/empty.txt", "the file is empty; remove it or add the report's text")

DRAFT = (
    "A barge full of gravel hit the Tolvane Bridge. Nine cars fell into the river. "
    "The mayor has resigned."
)


def brief_answer(*set_aside: SetAside) -> BriefAnswer:
    """The story told, with what was set aside."""
    return BriefAnswer((ACCOUNT,), set_aside)


def group_answer(*set_aside: SetAside) -> GroupAnswer:
    """The story's grouping alone."""
    return GroupAnswer((STORY,), REPORTS, set_aside)


def check_answer(*set_aside: SetAside) -> CheckAnswer:
    """`DRAFT` checked against the reports: one sentence of each verdict, the second contested."""
    sentences = DRAFT.replace(". ", ".|").split("|")
    starts = [DRAFT.index(sentence) for sentence in sentences]
    verdicts = (
        (
            Verdict.SUPPORTED,
            None,
            False,
            (
                passage(COURIER, "A gravel barge struck the Tolvane Bridge"),
                passage(WIRE, "A barge carrying gravel hit the Tolvane Bridge"),
            ),
            "two independent origins say so",
        ),
        (
            Verdict.CONTRADICTED,
            Kind.NUMBER,
            True,
            (
                passage(COURIER, "Three cars fell into the Ansel"),
                passage(WIRE, "Five cars plunged into the river"),
            ),
            "the draft says 9 cars, the reports say 3 or 5",
        ),
        (Verdict.NOT_FOUND, None, False, (), "no report speaks of a mayor"),
    )
    findings = tuple(
        Finding(start, start + len(sentence), verdict, kind, contested, evidence, note, MAKER)
        for start, sentence, (verdict, kind, contested, evidence, note) in zip(
            starts, sentences, verdicts, strict=True
        )
    )
    return CheckAnswer(DRAFT, findings, REPORTS, ORIGINS, set_aside)


PARTED = (
    "Nobody died when the barge struck, and nine cars fell into the river.\n\n"
    "Ilse Brandt, the harbour master, said the pilot had fallen asleep. "
    "“We will rebuild it by spring,” said Pau Serrat."
)


def parted_answer(*set_aside: SetAside) -> CheckAnswer:
    """`PARTED` checked: a sentence wrong in a half, one contested in a part, no such quote."""
    nobody, cars = _part("Nobody died"), _part("nine cars fell into the river")
    brandt, pilot = _part("Ilse Brandt, the harbour master"), _part("the pilot had fallen asleep")
    killed = replace(nobody, evidence=(passage(COURIER, "nobody was killed"),), note="one report")
    wrong = replace(
        cars,
        verdict=Verdict.CONTRADICTED,
        kind=Kind.NUMBER,
        evidence=(passage(COURIER, "Three cars fell into the Ansel"),),
        note="the draft says 9 cars, the reports say 3",
    )
    harbour = passage(COURIER, "Ilse Brandt, the harbour master")
    deputy = passage(WIRE, "Deputy harbour master Ilse Brandt")
    office = replace(
        brandt, contested=True, evidence=(deputy, harbour), against=(deputy,), note="one report"
    )
    asleep = replace(pilot, evidence=(passage(WIRE, "the pilot had fallen asleep"),))
    quote = Finding(
        PARTED.index("“We will"),
        len(PARTED),
        Verdict.NOT_FOUND,
        None,
        False,
        (),
        "no report has these words as a quote",
        MAKER,
        nearest=(passage(POST, "We will rebuild it within a year."),),
    )
    findings = (_whole((killed, wrong)), _whole((office, asleep)), quote)
    return CheckAnswer(PARTED, findings, REPORTS, ORIGINS, set_aside)


def _part(words: str) -> Part:
    start = PARTED.index(words)
    end = start + len(words)
    return Part(start, end, Verdict.SUPPORTED, None, False, (), (), (), "")


def _whole(parts: tuple[Part, ...]) -> Finding:
    """The finding for the sentence of these parts: the worst of them, up to its full stop."""
    worst = next((part for part in parts if part.verdict is not Verdict.SUPPORTED), parts[0])
    return Finding(
        parts[0].start,
        PARTED.index(".", parts[-1].end) + 1,
        worst.verdict,
        worst.kind,
        any(part.contested for part in parts),
        worst.evidence,
        worst.note,
        MAKER,
        against=worst.against,
        parts=parts,
    )
