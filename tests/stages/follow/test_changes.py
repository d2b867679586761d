"""What an editor is told of a story that grows, read by the whole path from texts."""

import pytest

from secondsource.records.change import Aspect, Change, ChangeKind
from secondsource.records.report import Report
from secondsource.records.story import Story
from secondsource.stages.follow import Circumstances, changes
from tests.stages.follow.telling import ECHO, LEDGER, POST, account, corrected

ONE, TWO, THREE = account(POST), account(POST, LEDGER), account(POST, LEDGER, ECHO)


def of(kind: ChangeKind, told: tuple[Change, ...]) -> list[Change]:
    return [change for change in told if change.kind is kind]


def words(change: Change, reports: tuple[Report, ...], aspect: Aspect | None = None) -> set[str]:
    """The characters that a change rests on, or those of its details of one aspect."""
    texts = {report.id: report.text for report in reports}
    cites = [p for d in change.details if d.aspect is aspect for p in d.cites]
    return {texts[p.report_id][p.start : p.end] for p in (cites if aspect else change.cites)}


def test_a_figure_that_a_second_report_gives_otherwise_is_newly_disputed() -> None:
    (change,) = of(ChangeKind.DISPUTED, changes(ONE, TWO))
    assert change.text == (
        "The Post: Two firefighters held the roof for an hour \u2014 "
        "The Ledger: Five firefighters held the roof for an hour"
    )
    assert [(detail.aspect, detail.who) for detail in change.details] == [
        (Aspect.SIDE, "The Post"),
        (Aspect.SIDE, "The Ledger"),
    ]
    assert words(change, TWO.reports, Aspect.SIDE) == {
        "Two firefighters held the roof for an hour",
        "Five firefighters held the roof for an hour",
    }


def test_what_a_second_origin_bears_out_is_newly_confirmed_and_by_whom() -> None:
    (change,) = of(ChangeKind.CONFIRMED, changes(ONE, TWO))
    assert change.text == (
        "The building had stood empty since 2019 \u2014 "
        "The Ledger says so too, independently of The Post"
    )
    assert [detail.who for detail in change.details] == ["The Post", "The Ledger"]


def test_a_statement_of_the_new_report_alone_is_new() -> None:
    told = [change.text for change in of(ChangeKind.NEW, changes(ONE, TWO))]
    assert "The Ledger: A night watchman had smelt smoke at the quay an hour earlier." in told
    assert not any("The Post" in text for text in told)


def test_a_reprint_confirms_nothing_and_is_told_as_no_second_source() -> None:
    (change,) = changes(TWO, THREE)
    assert change.kind is ChangeKind.REPORT
    assert "The Echo reprints The Post" in change.text


def test_two_reports_that_join_at_once_are_one_change() -> None:
    (change,) = of(ChangeKind.REPORT, changes(ONE, THREE))
    assert change.text == "2 reports: The Ledger and The Echo; no second source: The Echo"
    assert len(change.details) == 2


def test_the_first_account_of_a_story_tells_all_of_it_as_new() -> None:
    kinds = {change.kind for change in changes(None, TWO)}
    assert kinds == {
        ChangeKind.DISPUTED, ChangeKind.CONFIRMED, ChangeKind.NEW, ChangeKind.REPORT
    }  # fmt: skip
    (confirmed,) = of(ChangeKind.CONFIRMED, changes(None, TWO))
    assert confirmed.text.endswith("told independently by The Post and The Ledger")


def test_a_correction_tells_the_figures_the_title_and_both_versions_of_the_statement() -> None:
    new = corrected(LEDGER, "Five", "Two", title="Watchman smelt smoke")
    after = account(POST, new)
    (change,) = of(ChangeKind.CORRECTED, changes(TWO, after))
    assert change.text == (
        "The Ledger corrected \u201cWatchman smelt smoke before harbour blaze\u201d: Five "
        "firefighters \u2192 Two firefighters; the title is now \u201cWatchman smelt smoke\u201d"
    )
    reports = (*TWO.reports, *after.reports)
    assert "Five firefighters" in words(change, reports, Aspect.WAS)
    assert "Two firefighters" in words(change, reports, Aspect.NOW)
    assert {passage.report_id for passage in change.cites} == {LEDGER.id, new.id}


def test_a_dispute_that_a_correction_ends_is_settled_and_says_so() -> None:
    after = account(POST, corrected(LEDGER, "Five", "Two"))
    (change,) = of(ChangeKind.SETTLED, changes(TWO, after))
    assert change.text.endswith("no longer in dispute: The Ledger corrected its report")
    assert {detail.who for detail in change.details} >= {"The Post", "The Ledger"}


def test_a_dispute_that_goes_on_with_another_figure_is_not_settled() -> None:
    told = changes(TWO, account(POST, corrected(LEDGER, "Five", "Nine")))
    assert [change.kind for change in told] == [ChangeKind.DISPUTED, ChangeKind.CORRECTED]


def test_what_a_corrected_report_still_says_word_for_word_is_neither_new_nor_confirmed_anew() -> (
    None
):
    told = changes(TWO, account(POST, corrected(LEDGER, "Five", "Two")))
    assert {change.kind for change in told} == {ChangeKind.CORRECTED, ChangeKind.SETTLED}


def test_a_statement_that_the_outlet_takes_out_is_gone_and_confirms_no_longer() -> None:
    new = corrected(LEDGER, " Since 2019 the building had stood empty.", "")
    told = changes(TWO, account(POST, new))
    (correction,) = of(ChangeKind.CORRECTED, told)
    assert "gone: \u201cSince 2019 the building had stood empty.\u201d" in correction.text
    (lost,) = of(ChangeKind.UNCONFIRMED, told)
    assert lost.text == (
        "The building had stood empty since 2019 \u2014 The Post alone: "
        "The Ledger corrected its report"
    )


def test_a_new_version_that_states_nothing_else_is_not_told_of() -> None:
    retyped = corrected(LEDGER, "Flames brought", "Flames  brought")
    assert changes(TWO, account(POST, retyped)) == ()


def test_of_several_corrections_in_a_row_the_first_and_the_last_are_compared() -> None:
    second = corrected(LEDGER, "Five", "Four")
    third = corrected(second, "Four", "Three")
    told = changes(TWO, account(POST, third), Circumstances(between=(second,)))
    (change,) = of(ChangeKind.CORRECTED, told)
    assert "Five firefighters \u2192 Three firefighters" in change.text


def test_the_version_that_was_replaced_may_stay_in_the_story() -> None:
    new = corrected(LEDGER, "Five", "Two")
    told = changes(TWO, account(POST, LEDGER, new))
    assert [change.kind for change in told][:1] == [ChangeKind.CORRECTED]
    assert not of(ChangeKind.REPORT, told)


def test_a_withdrawn_report_takes_its_confirmation_and_its_dispute_with_it() -> None:
    told = changes(THREE, account(POST, ECHO), Circumstances(withdrawn=frozenset({LEDGER.id})))
    assert [change.kind for change in told] == [
        ChangeKind.WITHDRAWN, ChangeKind.SETTLED, ChangeKind.UNCONFIRMED
    ]  # fmt: skip
    assert told[0].text.startswith(
        "The Ledger withdrew \u201cWatchman smelt smoke before harbour blaze\u201d"
    )
    assert all("The Ledger withdrew its report" in change.text for change in told[1:])
    assert told[2].text.startswith("The building had stood empty since 2019 \u2014 The Post alone")


def test_a_report_that_was_split_off_is_said_to_have_left() -> None:
    (change,) = of(ChangeKind.LEFT, changes(THREE, account(POST, ECHO)))
    assert "The Ledger" in change.text
    assert {passage.report_id for passage in change.cites} == {LEDGER.id}


def test_a_story_that_was_merged_names_its_headline_and_its_reports_join_with_it() -> None:
    other = Story("other", "Smoke at the quay", (LEDGER.id,), None, None, None, "", ONE.story.maker)
    told = changes(ONE, TWO, Circumstances(merged=(other,)))
    (change,) = of(ChangeKind.MERGED, told)
    assert change.subject == "other"
    assert change.text == "\u201cSmoke at the quay\u201d is the same story: The Ledger"
    assert not of(ChangeKind.REPORT, told)


@pytest.mark.parametrize("same", [ONE, TWO, THREE], ids=["one", "two", "three"])
def test_nothing_changes_between_a_version_and_itself(same: object) -> None:
    assert changes(same, same) == ()  # type: ignore[arg-type]


def test_the_weightiest_changes_come_first() -> None:
    told = [change.kind for change in changes(ONE, TWO)]
    assert told == sorted(told, key=list(ChangeKind).index)


def test_what_is_told_at_once_was_told_in_one_of_the_steps() -> None:
    steps = (*changes(None, ONE), *changes(ONE, TWO), *changes(TWO, THREE))
    for change in changes(None, THREE):
        told = {p for one in steps if one.kind is change.kind for p in one.cites}
        assert set(change.cites) & told, change.text


def test_every_passage_lies_in_a_report_of_one_of_the_versions() -> None:
    after = account(POST, corrected(LEDGER, "Five", "Two"))
    texts = {report.id: report.text for report in (*TWO.reports, *after.reports)}
    told = changes(TWO, after)
    assert all(change.cites for change in told)
    for passage in (passage for change in told for passage in change.cites):
        assert texts[passage.report_id][passage.start : passage.end].strip()
