"""A brief says what its sources say: no denial lost, nothing joined that cannot both hold."""

from datetime import timedelta

import pytest

from secondsource.records.brief import Account, Section
from secondsource.records.layers import AnnotatedReport
from secondsource.stages.brief import tell
from tests.build import PUBLISHED, aligned, annotated
from tests.stages.brief.stories import story


def reports(*texts: str) -> list[AnnotatedReport]:
    """Reports of those texts by different outlets, three hours apart."""
    outlets = ("The Orlen Post", "Harbour Courier", "Inland Mail", "Daily Lamp")
    return [
        annotated(text, outlet=outlet, published=PUBLISHED + timedelta(hours=3 * at))
        for at, (text, outlet) in enumerate(zip(texts, outlets, strict=False))
    ]


def told(*texts: str) -> Account:
    """The account of reports with those texts."""
    made = reports(*texts)
    return tell(story(made), made, aligned(*made), written=PUBLISHED + timedelta(days=2))


def lines(account: Account, *sections: Section) -> list[str]:
    """The lines of some sections, of all but the sources by default."""
    wanted = sections or tuple(s for s in Section if s is not Section.SOURCES)
    return [line.text for line in account.brief.lines if line.section in wanted]


DAM = (
    "The dam at Orlen Reach broke on Monday night, and Lower Orlen stood under water up to the "
    "church. Eleven boats were brought from the coast. "
)
DENIALS = [
    "The water board denied that the sluice at Orlen Reach was opened on Saturday.",
    "The water board has denied that the gate was locked and that the sluice was opened on "
    "Saturday.",
    "Nobody believes that the sluice at Orlen Reach was opened on Saturday, said Pavo Lindt.",
    "The police said it was not true that the sluice at Orlen Reach was opened on Saturday.",
    "The sluice was opened on Saturday, a claim the water board denied.",
    "The sluice was opened on Saturday, an allegation that the water board rejects.",
    "It is a lie that the sluice was opened on Saturday, the mayor said.",
    "The mayor did not say that the sluice was opened on Saturday.",
    "The mayor ruled out that the sluice was opened on Saturday.",
    "Pavo Lindt doubts that the sluice was opened on Saturday.",
]
DENYING = ("denied", "denies", "Nobody", "not true", "rejects", "lie", "did not", "ruled", "doubts")


@pytest.mark.parametrize("sentence", DENIALS)
def test_what_is_denied_is_told_with_its_denial_or_not_at_all(sentence: str) -> None:
    account = told(DAM + sentence)
    shown = [*lines(account), *(moment.text for moment in account.timeline)]
    shown += [point.subject for point in account.alignment.points]
    shown += [claim.text for claim in account.alignment.claims]
    about = [text for text in shown if "sluice was opened" in text or "Reach was opened" in text]
    assert about
    for text in about:
        assert any(word in text for word in DENYING), text


@pytest.mark.parametrize(
    "sentence",
    [
        "Ms Corvell denied telling the board “open the sluice before the church feast”.",
        "Ines Corvell never said “open the sluice before the church feast”, her office insisted.",
        "Ines Corvell did not say: “Open the sluice before the church feast.”",
    ],
)
def test_words_that_were_not_said_are_nobodys(sentence: str) -> None:
    account = told(DAM + sentence)
    assert lines(account, Section.SAID) == []
    assert [quote.speaker for quote in account.quotes] == [None]
    claims = [claim.text for claim in account.alignment.claims if "church feast" in claim.text]
    assert not any(text.startswith(("Corvell:", "Ines Corvell:")) for text in claims)


def test_words_beside_a_denial_keep_their_speaker() -> None:
    account = told(DAM + "“Open the sluice before the feast,” Ines Corvell said, denying nothing.")
    assert [quote.speaker for quote in account.quotes] == ["Ines Corvell"]


def test_a_source_that_denies_something_does_not_confirm_it() -> None:
    account = told(
        "The keeper opened the north sluice at Orlen Reach on Saturday with two men of the board.",
        "Nobody at the board believes that the keeper opened the north sluice at Orlen Reach on "
        "Saturday with two men.",
    )
    assert lines(account, Section.CONFIRMED) == []
    for line in account.brief.lines:
        cited = {passage.report_id for passage in line.cites}
        assert line.section is Section.SOURCES or len(cited) == 1, line


CONTRARY = [
    (
        "Four people died at Kestrel Bay on Tuesday evening, the rescue service said.",
        "On Tuesday evening five people died at Kestrel Bay, according to the rescue service.",
    ),
    (
        "The council of Kestrel Bay accepted the offer of help on Tuesday.",
        "On Tuesday the offer of help was rejected by the council of Kestrel Bay.",
    ),
    (
        "The coast road to Kestrel Bay was closed on Tuesday.",
        "The coast road to Kestrel Bay was not closed on Tuesday, drivers said.",
    ),
    (
        "The keeper of Kestrel light was arrested on Tuesday for leaving his post.",
        "The police denied that the keeper of Kestrel light was arrested on Tuesday.",
    ),
]


@pytest.mark.parametrize(("one", "other"), CONTRARY)
def test_what_cannot_both_hold_is_no_one_entry_of_the_timeline(one: str, other: str) -> None:
    account = told(
        f"A slope came down on the houses above the harbour. {one} Schools stay shut.",
        f"Rain had fallen for a week before the hill gave way. {other} Help came by sea.",
    )
    for moment in account.timeline:
        assert len({passage.report_id for passage in moment.cites}) == 1, moment
    assert len(account.timeline) == 2
    for line in account.brief.lines:
        if line.section is Section.TIMELINE:
            assert len({passage.report_id for passage in line.cites}) == 1, line


def test_what_two_say_alike_is_still_one_entry_of_the_timeline() -> None:
    account = told(
        "A slope came down. Four people died at Kestrel Bay on Tuesday evening, a doctor said.",
        "Rain had fallen for a week. On Tuesday evening four people died at Kestrel Bay.",
    )
    (moment,) = account.timeline
    assert len({passage.report_id for passage in moment.cites}) == 2


EXACT_AND_VAGUE = [
    (
        "Work on the Vale Head tunnel began in March 2022 under engineer Pavo Lindt.",
        "The work on the Vale Head tunnel began in 2022 under engineer Pavo Lindt.",
        "March",
    ),
    (
        "The storm flooded 14 houses in Vale Head on Friday evening.",
        "On Friday the storm flooded about 14 houses in Vale Head.",
        "flooded 14",
    ),
    (
        "The keeper Jon Ekdal left Vale Head for the mainland by boat on Friday at noon.",
        "The keeper Jon Ekdal left Vale Head for the mainland by boat on Friday.",
        "noon",
    ),
]


@pytest.mark.parametrize(("exact", "vague", "detail"), EXACT_AND_VAGUE)
def test_a_line_says_no_more_than_all_that_it_cites(exact: str, vague: str, detail: str) -> None:
    made = reports(
        f"A ferry carries the lorries across the sound now. {exact} Fares went up twice.",
        f"Shops in the village are closing. {vague} Nobody knows who will pay for it.",
    )
    of_exact, of_vague = (one.report.id for one in made)
    account = tell(story(made), made, aligned(*made), written=PUBLISHED + timedelta(days=2))
    shown = [
        line for line in account.brief.lines if line.section in (Section.CONFIRMED, Section.SINGLE)
    ]
    about = [line for line in shown if {of_exact, of_vague} & {p.report_id for p in line.cites}]
    assert about
    for line in about:
        if detail in line.text:
            assert of_vague not in {passage.report_id for passage in line.cites}, line


def test_the_plainer_of_two_wordings_is_what_both_confirm() -> None:
    account = told(
        "A ferry carries the lorries now. The storm flooded 14 houses in Vale Head on Friday.",
        "Shops in the village are closing. On Friday the storm flooded about 14 houses in Vale "
        "Head.",
    )
    (line,) = (one for one in account.brief.lines if one.section is Section.CONFIRMED)
    assert "about 14 houses" in line.text
    assert len({passage.report_id for passage in line.cites}) == 2
