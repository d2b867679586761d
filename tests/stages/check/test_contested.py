"""What the reports disagree on among themselves: both sides are shown, and who says what."""

from secondsource.records.finding import Verdict
from tests.build import annotated
from tests.stages.check.checking import check, words

DAILY = annotated(
    "A freight train left the rails near Ostrel on Tuesday morning. The crash derailed 14 wagons "
    "and closed the line to the coast. Transport Minister Ana Korvin visited the site.",
    outlet="Ostrel Courier",
)
WEEKLY = annotated(
    "Inspectors crawled under the wreck with lamps. The crash near Ostrel derailed 19 wagons on "
    "Tuesday, they wrote in a first paper.",
    outlet="Rail Watch",
)


def test_both_sides_of_a_dispute_are_evidence_and_the_note_says_who_says_what() -> None:
    (finding,) = check("The crash near Ostrel derailed 19 wagons on Tuesday.", DAILY, WEEKLY)
    assert finding.verdict is Verdict.SUPPORTED
    assert finding.contested
    assert any("14 wagons" in passage for passage in words(finding.against, DAILY, WEEKLY))
    assert any("19 wagons" in passage for passage in words(finding.evidence, DAILY, WEEKLY))
    assert set(finding.against) < set(finding.evidence)
    assert "Rail Watch has “19 wagons”" in finding.note
    assert "Ostrel Courier has “14 wagons”" in finding.note


def test_the_part_that_is_disputed_is_told_from_the_rest() -> None:
    draft = "Ana Korvin visited the site, and the crash near Ostrel derailed 19 wagons on Tuesday."
    (finding,) = check(draft, DAILY, WEEKLY)
    assert [part.contested for part in finding.parts] == [False, True]
    assert finding.contested


def test_a_sentence_that_leaves_out_what_is_disputed_is_not_contested() -> None:
    (finding,) = check("The crash closed the line to the coast.", DAILY, WEEKLY)
    assert finding.verdict is Verdict.SUPPORTED
    assert not finding.contested
    assert finding.against == ()


def test_two_reports_of_one_origin_are_no_dispute() -> None:
    copy = annotated(DAILY.report.text.replace("14 wagons", "19 wagons"), outlet="Ostrel Courier")
    (finding,) = check("The crash derailed 19 wagons and closed the line.", DAILY, copy)
    assert not finding.contested


def test_an_office_that_two_reports_give_otherwise_is_contested() -> None:
    other = annotated("Finance Minister Ana Korvin wept at the site.", outlet="Rail Watch")
    (finding,) = check("Transport Minister Ana Korvin visited the site.", DAILY, other)
    assert finding.verdict is Verdict.SUPPORTED
    assert finding.contested
    assert words(finding.against, DAILY, other) == ["Finance Minister Ana Korvin"]
