"""Reports of one event, written for these tests: a wire, a reprint of it, a paper that disagrees.

Characters beyond the first plane, combining marks and marks that turn text round stand before
what is cited, so that an offset counted in anything but code points leads elsewhere.
"""

from datetime import UTC, datetime

from secondsource.desk.running import RunningDesk
from secondsource.records.report import Report

WIRE = (
    "VELLMARK, March 3 🌊🌊 - A ferry struck the harbour bridge of Vellmark on Tuesday morning "
    "and three people were injured, the fire brigade said.\n\n"
    "The bridge was closed at 7:40 a.m. and stays closed until Friday, harbour master Odile "
    "Brandt said. “Nobody saw it coming,” Brandt told reporters.\n\n"
    "The ferry Aurelia carried 214 passengers. Divers searched the water for two hours and found "
    "nobody."
)
REPRINT = f"{WIRE}\n\nThe Evening Lamp and agencies."
PAPER = (
    "E\u0301lan and \u202eterror\u202c 👩‍👩‍👧 at the quay: the ferry Aurelia hit the harbour "
    "bridge of Vellmark on Tuesday morning. Five people were injured, the hospital of Vellmark "
    "said in the afternoon.\n\n"
    "“Nobody saw it coming,” said deputy mayor Hanna Sorel. The bridge stays closed until "
    "Friday. The ferry Aurelia carried 190 passengers, the shipping company said.\n\n"
    'A crane from Osterholt is to lift the wreck of a pier on Thursday. <b>& "quoted"</b>'
)
HEBREW = "המעבורת פגעה בגשר הנמל. שלושה בני אדם נפצעו.\u202e סוף"


def ferry_reports() -> list[Report]:
    """The wire, its reprint, the paper; titles and outlets hold what pages must not obey."""
    day = datetime(2026, 3, 3, tzinfo=UTC)
    told = [
        ("Coast Wire", "Ferry strikes harbour bridge of Vellmark", WIRE, 9),
        ("The Evening Lamp", "Ferry strikes harbour bridge of Vellmark, three hurt", REPRINT, 11),
        ('<script>alert("1")</script>', "Ferry Aurelia hits bridge of Vellmark", PAPER, 15),
    ]
    return [
        Report.from_text(text, outlet=outlet, title=title, published=day.replace(hour=hour))
        for outlet, title, text, hour in told
    ]


def hebrew_report() -> Report:
    """A report alone in its story, in a script that runs leftward."""
    return Report.from_text(
        HEBREW,
        outlet="נמל",
        title="גשר הנמל",
        language="he",
        published=datetime(2026, 3, 9, tzinfo=UTC),
    )


def ferry_story(desk: RunningDesk) -> str:
    """The id of the story of the ferry."""
    return _story(desk, 3)


def hebrew_story(desk: RunningDesk) -> str:
    """The id of the story of one report, which has no brief."""
    return _story(desk, 1)


def _story(desk: RunningDesk, reports: int) -> str:
    (found,) = (one.id for one in desk.stories()[0] if one.reports == reports)
    return found
