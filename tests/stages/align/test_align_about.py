"""Aligning only some claims: the rest is neither compared nor told."""

from secondsource.records.evidence import Maker
from secondsource.records.story import Relation, Story
from secondsource.stages.align import align
from tests.build import annotated, encoder

ONE = annotated(
    "The crash near Ostrel derailed 14 wagons on Tuesday. The railway ordered a crane from Tarvik.",
    outlet="Ostrel Courier",
)
OTHER = annotated(
    "The crash near Ostrel derailed 19 wagons on Tuesday. The railway ordered two cranes from "
    "Tarvik.",
    outlet="Rail Watch",
)
STORY = Story(
    "s", "Crash", (ONE.report.id, OTHER.report.id), None, None, None, "", Maker("test", "1")
)


def test_claims_that_are_not_asked_about_make_no_points() -> None:
    whole = align(STORY, [ONE, OTHER], encoder())
    wagons = frozenset(claim.id for claim in whole.claims if "wagons" in claim.text)
    part = align(STORY, [ONE, OTHER], encoder(), about=wagons)
    assert {claim.id for claim in part.claims} == wagons
    assert [point.relation for point in part.points] == [Relation.CONFLICT]
    assert part.origins == whole.origins


def test_asking_about_nothing_still_tells_the_origins() -> None:
    part = align(STORY, [ONE, OTHER], encoder(), about=frozenset())
    assert part.points == ()
    assert len(part.origins) == 2
