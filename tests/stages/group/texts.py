"""Invented reports for the tests of grouping: two ferry accidents, a strike and a court ruling."""

from datetime import UTC, datetime, timedelta

from secondsource.records.report import Report
from tests.build import report

MONDAY = datetime(2025, 3, 3, 8, 0, tzinfo=UTC)

FERRY = (
    (
        "Ferry runs aground off Skarvøy",
        "The ferry Havlind ran aground off Skarvøy on Monday with 214 people on board, the coast "
        "guard said. Eleven passengers were hurt. Captain Torvald Ness said the steering failed "
        "in the Brattsund strait. Two tugs were sent from Mollerhamn.",
    ),
    (
        "Passengers describe panic on stranded Havlind",
        "Plates slid off the tables and people screamed when the Havlind hit rocks near Skarvøy, "
        "passengers said. All 214 people were taken off by lifeboats and brought to Mollerhamn. "
        "The captain, Torvald Ness, has been questioned by the coast guard.",
    ),
    (
        "",
        "Investigators boarded the Havlind on Wednesday to find out why the ferry's steering gave "
        "way in the Brattsund. The vessel still lies on the rocks off Skarvøy. Its owner, "
        "Nordkyst Lines, says the rudder was overhauled in January. Eleven people were injured.",
    ),
)
OTHER_FERRY = (
    (
        "Ferry fire kills two on Lake Umbari",
        "A fire in the engine room of a ferry on Lake Umbari killed two crew members on Friday, "
        "police in Kasolo said. The Mwanga Star carried 160 passengers, all of whom reached the "
        "shore. Minister Josephine Akello ordered an inquiry.",
    ),
    (
        "Akello orders inquiry into Mwanga Star blaze",
        "Transport minister Josephine Akello has ordered an inquiry into the blaze on board the "
        "Mwanga Star, in which two of the crew died on Lake Umbari. Fishermen from Kasolo brought "
        "many of the 160 passengers ashore.",
    ),
)
STRIKE = (
    (
        "Bakers of Port Lestrange strike over night shifts",
        "Some 300 bakers in Port Lestrange laid down work on Tuesday in protest at longer night "
        "shifts. Their union, the Oven Hands' League, wants a bonus of 12 percent. Talks with "
        "the mill owners are to go on next week.",
    ),
)
RULING = (
    (
        "Court lets Dunmarsh bypass go ahead",
        "Judges threw out the last complaint against the Dunmarsh bypass on Thursday. The road "
        "would cut through the Hollin fen, home to the marsh harrier. Campaigner Petra Vance "
        "called it a black day.",
    ),
)


def told(
    texts: tuple[tuple[str, str], ...], *, start: datetime | None = MONDAY, outlet: str = "Post"
) -> list[Report]:
    """A report of each text, a day apart, each by an outlet of its own; undated without `start`."""
    return [
        report(
            text,
            title=title,
            outlet=f"{outlet} {number}",
            published=start + timedelta(days=number) if start else None,
        )
        for number, (title, text) in enumerate(texts)
    ]


def all_reports() -> list[Report]:
    """Every report above: four stories of 3, 2, 1 and 1 reports."""
    return [
        *told(FERRY),
        *told(OTHER_FERRY, start=MONDAY + timedelta(days=4)),
        *told(STRIKE),
        *told(RULING),
    ]
