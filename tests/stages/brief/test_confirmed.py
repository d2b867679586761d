"""What is called confirmed in words of each outlet's own, and the look-alikes that are not."""

from dataclasses import replace
from datetime import timedelta

import pytest

from secondsource.records.brief import Line, Section
from secondsource.records.story import Relation
from secondsource.stages.brief import tell
from tests.build import PUBLISHED, aligned, annotated
from tests.stages.brief.stories import point, story


def confirmed(one: str, other: str) -> list[Line]:
    """The confirmed lines of two reports whose claims are all put into one point of agreement.

    Aligning may be wrong; what it puts together is not yet confirmed.
    """
    # Sentences of their own keep the two from being reprints of each other.
    texts = (
        f"Mills stood idle. {one} Pressing went on until dusk, and casks grew scarce everywhere.",
        f"Bakers feared for ovens. {other} Rain spoiled three fairs on the coast, guides wrote.",
    )
    made = [
        annotated(text, outlet=outlet, published=PUBLISHED + timedelta(hours=hours))
        for hours, (text, outlet) in enumerate(
            zip(texts, ("The Orlen Post", "Inland Mail"), strict=True)
        )
    ]
    found = aligned(*made)
    alignment = replace(found, points=(point(Relation.AGREE, found.claims),))
    account = tell(story(made), made, alignment, written=PUBLISHED + timedelta(days=2))
    return [line for line in account.brief.lines if line.section is Section.CONFIRMED]


SAME_DEED = [
    (
        "Dockers cursed the crane. 23 were hurt as the gangway gave way.",
        "The ferry company kept silent. Surgeons treated children. 23 people were injured on the "
        "pier.",
        "23",
    ),
    (
        "Norvale put in six mobile cranes.",
        "After a long night Norvale offered help: Norvale has added six mobile crane units.",
        "six mobile crane",
    ),
    (
        "The lorry was doing 64 km/h, about 40 mph.",
        "The recorder puts the speed of the lorry at 64 km/h.",
        "64 km/h",
    ),
    (
        "The Orchard League, a small party, left the cabinet in anger over a toll on cider.",
        "Last week the Orchard League had left the cabinet.",
        "left the cabinet",
    ),
]


@pytest.mark.parametrize(("one", "other", "words"), SAME_DEED)
def test_the_same_deed_in_other_words_is_confirmed_by_both(
    one: str, other: str, words: str
) -> None:
    lines = [line for line in confirmed(one, other) if words in line.text]
    assert lines
    assert all(len({cite.report_id for cite in line.cites}) == 2 for line in lines)


LOOK_ALIKE = [
    # another deed with the same figure
    ("The Hale works sold 1,300 lorries in Norvale.", "The Hale works built 1,300 lorries there."),
    # the same figure of another thing
    ("The storm felled 40 trees in Norvale.", "The storm felled 40 pylons in Norvale."),
    ("Ines Corvell sent two weeks of letters.", "Ines Corvell sent two banks of letters."),
    # the same deed the other way round
    ("The Comets beat the Otters by 12 points.", "The Otters beat the Comets by 12 points."),
    ("Pavo Lindt gave 400 euros on Friday.", "Pavo Lindt was given 400 euros on Friday."),
    # the contrary
    ("The gate was sealed on Monday night.", "The sealing of the gate was put off on Monday."),
    ("The Lindts lose the mill.", "The Lindts may keep the mill."),
    ("A spark in the loft was the likely cause.", "Of a spark in the loft nobody knows anything."),
    ("The council gave its blessing to the dam.", "The council has yet to be asked of the dam."),
    # the same age is no deed in common
    ("Jon Ekdal, 46, was heard as a witness.", "Jon Ekdal, 46, was kept as a suspect."),
    # a name of one only
    ("Ada Moss hurt 17 swans at Vale Head.", "A hunter hurt 17 swans at Orlen Reach."),
]


@pytest.mark.parametrize(("one", "other"), LOOK_ALIKE)
def test_what_only_looks_the_same_is_not_confirmed(one: str, other: str) -> None:
    assert confirmed(one, other) == []


def test_a_circumstance_that_one_alone_tells_is_left_out() -> None:
    (line,) = confirmed(
        "The Orchard League left the cabinet in anger over a toll on cider.",
        "Last week the Orchard League had left the cabinet.",
    )
    assert line.text == "The Orchard League left the cabinet."


def test_a_line_calls_nobody_more_than_both_do() -> None:
    lines = confirmed("At Vale Head 17 soldiers were hurt.", "A blast: 17 people were hurt.")
    assert not any("soldiers" in line.text for line in lines)


@pytest.mark.parametrize(
    "limited",
    [
        "Few members of the Orchard League left the cabinet in anger over a toll.",
        "The Orchard League would have left the cabinet in anger over a toll.",
        "Nobody in the Orchard League left the cabinet in anger over a toll.",
    ],
)
def test_what_is_limited_is_not_cut_short(limited: str) -> None:
    lines = confirmed(limited, "Last week the Orchard League had left the cabinet.")
    assert not any("few" in line.text.lower() or "would" in line.text for line in lines)
    assert not any(line.text.startswith("Nobody") for line in lines)


def test_who_says_so_stays_in_the_line() -> None:
    (line,) = confirmed(
        "The Hale works said 23 people were injured on the pier.",
        "Dockers cursed the crane. 23 were hurt as the gangway gave way.",
    )
    told_plainly = line.text.startswith("23 were")
    assert told_plainly or "according to" in line.text or "said" in line.text
