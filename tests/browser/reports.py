"""Reports that the tests in the browser add to a desk: one event, a reprint, and what differs."""

from dataclasses import dataclass

from secondsource.records.report import Report


@dataclass(frozen=True, slots=True)
class Pasted:
    """What somebody pastes into the form: a text, and what is known of it."""

    outlet: str
    title: str
    published: str
    text: str


COURIER = Pasted(
    "Ansel Courier",
    "Barge brings down span of Tolvane Bridge",
    "2025-03-12T05:10",
    "A gravel barge struck the Tolvane Bridge at 23:40 on Tuesday and brought down its eastern "
    "span.\n\n"
    "Three cars fell into the Ansel, the fire service said. Seven people were taken to hospital. "
    "Nobody was killed.\n\n"
    "“We heard a crack like thunder and then the lights went out,” said Käthe Ormond, who lives "
    "on the quay.\n\n"
    "Ilse Brandt, the harbour master, said the barge had lost its rudder. The bridge was built in "
    "1931 and carries 14,000 vehicles a day.",
)
WIRE = Pasted(
    "Meridian Wire",
    "Tolvane Bridge collapses after gravel barge strikes it",
    "2025-03-12T06:02",
    "TOLVANE — A barge carrying gravel struck the Tolvane Bridge late on Tuesday, and the eastern "
    "span of the bridge collapsed.\n\n"
    "Five cars fell into the Ansel, police said. Seven people were taken to hospital.\n\n"
    "Ilse Brandt, the deputy harbour master, said the pilot had fallen asleep at the wheel.\n\n"
    "The river is closed to all shipping until Friday, the harbour office said.",
)
REPRINT = Pasted(
    "Northgate Daily",
    "Part of Tolvane Bridge falls into river",
    "2025-03-12T09:30",
    WIRE.text,
)
BRIDGE_DRAFT = (
    "A gravel barge struck the Tolvane Bridge on Tuesday. Nine cars fell into the Ansel. "
    "The mayor has resigned over the affair."
)

HERALD = Pasted(
    "Pennick Herald",
    "Hollin Mill burns down in the night",
    "2025-05-06T06:20",
    "A fire destroyed the Hollin Mill in Pennick on Monday night.\n\n"
    "Forty firefighters fought the flames until dawn, the fire brigade said. Two workers were "
    "injured.\n\n"
    "Edda Roskam, the owner of the mill, said the fire had started in the drying room. The mill "
    "employed 120 people.",
)
AGENCY = Pasted(
    "Sund Press Agency",
    "Fire destroys Hollin Mill in Pennick",
    "2025-05-06T05:45",
    "PENNICK — The Hollin Mill in Pennick was destroyed by a fire on Monday night.\n\n"
    "Ninety firefighters fought the flames until dawn, a spokesman said. Two workers were "
    "injured.\n\n"
    "Police have closed the road to Skell until Thursday.",
)
EVENING = Pasted("Skell Evening Post", "Mill in Pennick lost to fire", "2025-05-06T15:00",
                 AGENCY.text)  # fmt: skip
MILL_DRAFT = (
    "The Hollin Mill in Pennick was destroyed by a fire on Monday night. Seven workers were "
    "injured. The king has visited the town."
)

BRIDGE = (COURIER, WIRE, REPRINT)
MILL = (HERALD, AGENCY, EVENING)


def as_report(one: Pasted) -> Report:
    """The report that a desk makes of it."""
    return Report.from_text(
        one.text, outlet=one.outlet, title=one.title, published=f"{one.published}+00:00"
    )
