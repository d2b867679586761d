"""A reader sees at once what stands, and nothing is written for it."""

from datetime import timedelta

import pytest

from secondsource.desk.running import RunningDesk
from secondsource.errors import BadInput, NotFound
from secondsource.records.change import ChangeKind
from secondsource.records.people import ALONE
from secondsource.records.report import Report
from tests.build import PUBLISHED, report
from tests.desk.told import (
    BRIDGE,
    BRIDGE_TEXT,
    FERRY,
    FERRY_OTHER,
    FERRY_OTHER_TEXT,
    FERRY_TEXT,
)


def told(outlet: str, title: str, text: tuple[str, ...], *, hours: int = 0) -> Report:
    when = PUBLISHED + timedelta(hours=hours)
    return report("\n\n".join((title, *text)), outlet=outlet, title=title, published=when)


FIRST = told("The Harbour Courier", FERRY, FERRY_TEXT)
SECOND = told("Gazette of the Isles", FERRY_OTHER, FERRY_OTHER_TEXT, hours=12)
BRIDGED = told("Inland Post", BRIDGE, BRIDGE_TEXT)


def take_in(desk: RunningDesk, *reports: Report) -> str:
    """Have the desk read reports; the id of the story that the first is in."""
    desk.store.add_reports(reports, at=PUBLISHED)
    desk.round()
    home = desk.home(reports[0].id)
    assert home is not None
    return home.id


def test_a_story_without_a_brief_has_nothing_that_stands(desk: RunningDesk) -> None:
    story = take_in(desk, BRIDGED)  # of one report, briefed when somebody asks for it
    assert desk.standing(story) is None
    assert desk.is_stale(story)
    assert desk.stories()[0][0].brief == 0


def test_what_stands_is_the_latest_brief_as_it_was_written(desk: RunningDesk) -> None:
    story = take_in(desk, FIRST, SECOND)
    stood = desk.standing(story)
    assert stood is not None
    shown = desk.show(story)
    assert (stood.account, stood.version) == (shown.account, shown.version)
    assert not desk.is_stale(story)


def test_looking_at_a_stale_story_gives_the_brief_before_and_writes_none(
    desk: RunningDesk,
) -> None:
    story = take_in(desk, FIRST, SECOND)
    before = desk.standing(story)
    desk.store.reports.withdraw(SECOND.id, at=PUBLISHED, reason="taken back")
    assert desk.is_stale(story)
    assert desk.standing(story) == before
    assert len(desk.store.briefs.versions(story)) == 1


def test_a_brief_in_the_form_of_another_version_does_not_stand(
    desk: RunningDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("secondsource.codec.kept.FORM", b"0")
    story = take_in(desk, FIRST, SECOND)
    monkeypatch.undo()
    assert desk.standing(story) is None


def test_a_merged_story_is_read_as_its_heir(desk: RunningDesk) -> None:
    ferry, bridge = take_in(desk, FIRST, SECOND), take_in(desk, BRIDGED)
    heir = desk.merge([ferry, bridge])
    (gone,) = {ferry, bridge} - {heir.id}
    stood = desk.standing(gone)
    assert stood is not None
    assert stood.account.story.id == heir.id == desk.story(gone).id
    assert {one.id for one in desk.reports_of(gone)} == {FIRST.id, SECOND.id, BRIDGED.id}


def test_a_story_has_the_reports_that_were_taken_back_too(desk: RunningDesk) -> None:
    story = take_in(desk, FIRST, SECOND)
    desk.store.reports.withdraw(SECOND.id, at=PUBLISHED, reason="taken back")
    desk.show(story)
    assert desk.reports_of(story) == (FIRST, SECOND)


@pytest.mark.parametrize("method", ["standing", "is_stale", "story", "reports_of", "report"])
def test_what_is_not_there_is_not_found(desk: RunningDesk, method: str) -> None:
    with pytest.raises(NotFound):
        getattr(desk, method)("ffff")


def test_a_report_has_a_home_once_it_is_grouped(desk: RunningDesk) -> None:
    desk.store.add_reports([FIRST], at=PUBLISHED)
    assert desk.home(FIRST.id) is None
    desk.round()
    home = desk.home(FIRST.id)
    assert home is not None
    assert home.report_ids == (FIRST.id,)
    with pytest.raises(NotFound):
        desk.home("ffff")


def test_each_person_is_told_what_changed_since_they_looked(desk: RunningDesk) -> None:
    story = take_in(desk, FIRST)
    desk.show(story, mark=False)
    desk.visit(story, "ann", 1)
    take_in(desk, SECOND)
    (version,) = desk.changes_since_visit(story, "ann")
    assert ChangeKind.DISPUTED in {change.kind for change in version.changes}
    assert desk.changes_since_visit(story, "ben") == ()  # who never looked: all would be new
    desk.visit(story, "ann", version.number)
    assert desk.changes_since_visit(story, "ann") == ()
    assert desk.last_visits("ann", [story]) == {story: 2}
    assert desk.last_visits("ben", [story]) == {}


def test_the_command_line_and_the_page_of_one_person_share_their_last_visit(
    desk: RunningDesk,
) -> None:
    story = take_in(desk, FIRST)
    desk.show(story)
    assert desk.last_visits(ALONE, [story]) == {story: 1}
    take_in(desk, SECOND)
    desk.visit(story, ALONE, 2)
    assert desk.show(story).since == ()


def test_reports_are_listed_as_they_came_in_the_last_first(desk: RunningDesk) -> None:
    for one in (FIRST, SECOND, BRIDGED):
        desk.store.add_reports([one], at=PUBLISHED)
    page, cursor = desk.reports(limit=2)
    assert page == (BRIDGED, SECOND)
    assert desk.reports(after=cursor, limit=2) == ((FIRST,), None)
    assert desk.reports(outlet="GAZETTE of the Isles") == ((SECOND,), None)


@pytest.mark.parametrize("cursor", ["", "x", "-1", "1.5", "²", "9" * 19])
def test_a_cursor_of_another_make_is_refused(desk: RunningDesk, cursor: str) -> None:
    with pytest.raises(BadInput, match="cursor"):
        desk.reports(after=cursor)


def test_coverage_tells_a_reprint_from_an_independent_report(desk: RunningDesk) -> None:
    reprint = told("Coast Radio", FERRY, FERRY_TEXT, hours=1)
    story = take_in(desk, FIRST, reprint, SECOND)
    points = desk.coverage([story])[story]
    assert [one.independent for one in points] == [True, False, True]
    assert [one.when for one in points] == [FIRST.published, reprint.published, SECOND.published]
