"""The same deed told otherwise."""

import pytest

from secondsource.compare.claims import Statement, statements
from secondsource.compare.deed_comparison import bears_out, deed_differences
from secondsource.compare.difference import Difference
from secondsource.compare.identity import unify
from secondsource.records.story import Kind
from tests.build import annotated


def two(first: str, second: str) -> tuple[Statement, Statement]:
    """The first statement of each of two reports, their names made one."""
    read = [annotated(first, outlet="The Post"), annotated(second, outlet="The Herald")]
    names = unify(read)
    one, other = (statements(report, names)[0] for report in read)
    return one, other


def differences(first: str, second: str) -> list[Difference]:
    """How the deeds of two sentences differ."""
    return [found for *_, found in deed_differences(*two(first, second))]


@pytest.mark.parametrize(
    ("kind", "first", "second"),
    [
        (Kind.PERSON, "The city of Marnow sued Teskel Works over the bridge.",
         "Teskel Works sued the city of Marnow over the bridge."),
        (Kind.PERSON, "Lena Holt defeated Rhys Calder in the vote.",
         "Lena Holt was defeated in the vote by Rhys Calder."),
        (Kind.PERSON, "Karel Ohm designed the bridge.", "The bridge was designed by Milo Trent."),
        (Kind.OUTCOME, "The crew was unable to raise the barge.", "The crew raised the barge."),
        (Kind.OUTCOME, "Nobody was hurt in the crash.", "Several people were hurt in the crash."),
        (Kind.OUTCOME, "The government lifted the ban on flights.",
         "The government imposed a ban on flights."),
        (Kind.OUTCOME, "Exports of timber rose in spring.", "Exports of timber fell in spring."),
        (Kind.OUTCOME, "Members voted against the merger.",
         "Members gave their blessing to the merger."),
        (Kind.STATUS, "The firm may close the mill.", "The firm closed the mill."),
        (Kind.STATUS, "The parade is set for Saturday.", "The parade took place on Sunday."),
        (Kind.NUMBER, "Profit rose 8 percent in May.", "Profit rose 3 percent in May."),
        (Kind.NUMBER, "Nadia Ferro won her second medal.", "Nadia Ferro won her first medal."),
        (Kind.PLACE, "The storm is moving north.", "The storm is moving south."),
        (Kind.OBJECT, "Vandals smashed the statue in the park.",
         "Vandals smashed the piano in the park."),
    ],
)  # fmt: skip
def test_a_deed_told_otherwise_differs_in_kind(kind: Kind, first: str, second: str) -> None:
    assert kind in {found.kind for found in differences(first, second)}
    assert kind in {found.kind for found in differences(second, first)}


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("The city of Marnow sued Teskel Works.", "Teskel Works was sued by the city of Marnow."),
        ("Lena Holt met Rhys Calder in Oslo.", "Rhys Calder met Lena Holt in Oslo."),
        ("Marnow Steel bought a mill from the state.", "The state sold a mill to Marnow Steel."),
        ("The crew could not raise the barge.", "The crew was unable to raise the barge."),
        ("The firm did not fail to pay the fine.", "The firm paid the fine."),
        ("The firm has not closed the mill.", "The firm plans to close the mill."),
        ("The council wants to mend the roof.", "The council mended the roof's tiles."),
        ("Profit rose 8 percent.", "Profit rose about 8 percent to 41 million euros."),
        ("In the first half the team scored twice.", "In the second half the team scored twice."),
        ("The crew surveyed a creek of the Lom river.", "The crew surveyed the Lom river's creek."),
        ("Lena Holt praised the crew.", "Rhys Calder praised the crew."),
        ("A ferry hit the pier.", "A boat hit the pier."),
    ],
)
def test_other_words_for_one_deed_do_not_differ(first: str, second: str) -> None:
    assert differences(first, second) == []


def test_deeds_of_different_days_are_two() -> None:
    assert not differences("Exports rose on 4 March 2025.", "Exports fell on 9 May 2025.")


@pytest.mark.parametrize(
    ("mine", "theirs", "same"),
    [
        ("Rhys Calder fined the mill.", "The mill was fined by Rhys Calder.", True),
        ("The critics called the plan bold.", "The critics called the plan reckless.", False),
        ("Rhys Calder fined the mill.", "Rhys Calder may fine the mill.", False),
    ],
)
def test_only_the_same_deed_bears_one_out(mine: str, theirs: str, same: bool) -> None:
    one, other = two(mine, theirs)
    assert bears_out(one.deeds[0], other.deeds[0]) is same
