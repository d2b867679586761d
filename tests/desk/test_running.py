"""A running desk takes in, keeps, groups, tells what changed, and is put right by hand."""

import json
from collections.abc import Callable, Sequence
from datetime import timedelta
from pathlib import Path

import pytest

from secondsource.codec import report_to_json
from secondsource.desk.running import RunningDesk
from secondsource.errors import BadInput, NotFound
from secondsource.records.change import ChangeKind, EventKind
from secondsource.records.finding import Verdict
from secondsource.records.report import Report
from secondsource.records.summary import StoryFilter
from tests.build import PUBLISHED, report
from tests.desk.conftest import Hand
from tests.desk.site import Site
from tests.desk.told import (
    BRIDGE,
    BRIDGE_TEXT,
    FERRY,
    FERRY_CORRECTED,
    FERRY_OTHER,
    FERRY_OTHER_TEXT,
    FERRY_TEXT,
)

OpenAt = Callable[[Path], RunningDesk]


def ferry(outlet: str = "The Harbour Courier", paragraphs: Sequence[str] = FERRY_TEXT) -> Report:
    return report(
        "\n\n".join((FERRY, *paragraphs)), outlet=outlet, title=FERRY, url="https://c.example/ferry"
    )


def other_ferry() -> Report:
    return report(
        "\n\n".join((FERRY_OTHER, *FERRY_OTHER_TEXT)),
        outlet="Gazette of the Isles",
        title=FERRY_OTHER,
        published=PUBLISHED + timedelta(hours=12),
    )


def bridge() -> Report:
    return report("\n\n".join((BRIDGE, *BRIDGE_TEXT)), outlet="Inland Post", title=BRIDGE)


@pytest.fixture
def files(tmp_path: Path) -> Callable[..., str]:
    """Writes reports into a file, and says where it is."""

    def write(*reports: Report) -> str:
        path = tmp_path / f"{len(list(tmp_path.glob('*.jsonl')))}.jsonl"
        lines = [json.dumps(report_to_json(one)) for one in reports]
        path.write_text("\n".join(lines), encoding="utf-8")
        return str(path)

    return write


def story_of(desk: RunningDesk, one: Report) -> str:
    return desk.store.shelf.stories_of([one.id])[one.id].id


def test_what_is_added_is_grouped_and_told(desk: RunningDesk, files: Callable[..., str]) -> None:
    added = desk.add([files(ferry(), other_ferry(), bridge())])
    assert len(added.reports) == 3
    assert len(added.stories) == 2
    assert story_of(desk, ferry()) == story_of(desk, other_ferry()) != story_of(desk, bridge())
    kinds = [event.kind for event in added.events]
    assert kinds[0] is EventKind.NEW_STORY
    assert EventKind.CONFLICT in kinds  # 214 or 260 passengers on board


def test_what_is_added_again_changes_nothing(desk: RunningDesk, files: Callable[..., str]) -> None:
    given = files(ferry(), other_ferry(), bridge())
    desk.add([given])
    before = desk.stories()
    again = desk.add([given])
    assert (again.reports, again.known, again.stories, again.events) == ((), 3, (), ())
    assert desk.stories() == before


def test_another_process_goes_on_where_one_has_ended(
    open_at: OpenAt, files: Callable[..., str], tmp_path: Path
) -> None:
    first = open_at(tmp_path / "desk.db")
    first.add([files(ferry())])
    first.store.close()
    second = open_at(tmp_path / "desk.db")
    second.add([files(other_ferry())])
    assert story_of(second, ferry()) == story_of(second, other_ferry())
    second.store.close()


def test_a_story_keeps_its_id_while_it_grows(desk: RunningDesk, files: Callable[..., str]) -> None:
    desk.add([files(other_ferry())])
    before = story_of(desk, other_ferry())
    desk.add([files(ferry())])
    assert story_of(desk, ferry()) == before


def test_what_was_stored_and_not_grouped_is_grouped_next_time(
    desk: RunningDesk, files: Callable[..., str]
) -> None:
    desk.store.add_reports([ferry(), other_ferry()], at=PUBLISHED)  # and then the power failed
    assert desk.stories()[0] == ()
    desk.add([files(bridge())])
    assert story_of(desk, ferry()) == story_of(desk, other_ferry())


def test_showing_a_story_again_tells_what_has_changed_since(
    desk: RunningDesk, files: Callable[..., str]
) -> None:
    desk.add([files(ferry())])
    story = story_of(desk, ferry())
    assert desk.show(story).since == ()
    assert desk.show(story).since == ()
    desk.add([files(other_ferry())])
    kinds = {change.kind for version in desk.show(story).since for change in version.changes}
    assert {ChangeKind.REPORT, ChangeKind.DISPUTED} <= kinds
    assert desk.show(story).since == ()
    assert desk.show(story, since=1).since != ()


def test_an_earlier_version_can_be_read_again(desk: RunningDesk, files: Callable[..., str]) -> None:
    desk.add([files(ferry())])
    story = story_of(desk, ferry())
    first = desk.show(story)
    desk.add([files(other_ferry())])
    desk.show(story)
    assert desk.version(story, 1).account == first.account
    with pytest.raises(NotFound):
        desk.version(story, 9)


def test_a_correction_is_told_and_the_old_text_counts_no_more(
    desk: RunningDesk, files: Callable[..., str], clock: Hand
) -> None:
    desk.add([files(ferry(), other_ferry())])
    story = story_of(desk, ferry())
    desk.show(story)
    corrected = ferry(paragraphs=FERRY_CORRECTED)
    clock.forward(hours=1)
    desk.add([files(corrected)])
    shown = desk.show(story)
    assert ChangeKind.CORRECTED in {c.kind for v in shown.since for c in v.changes}
    assert [one.id for one in shown.account.reports].count(corrected.id) == 1
    assert ferry().id not in {one.id for one in shown.account.reports}
    (kept,) = desk.store.reports.get([ferry().id])
    assert kept.text == ferry().text


def test_a_report_that_was_withdrawn_is_told_and_counts_no_more(
    desk: RunningDesk, files: Callable[..., str], clock: Hand
) -> None:
    desk.add([files(ferry(), other_ferry())])
    story = story_of(desk, ferry())
    desk.show(story)
    desk.store.reports.withdraw(other_ferry().id, at=clock.now(), reason="taken back")
    shown = desk.show(story)
    assert ChangeKind.WITHDRAWN in {c.kind for v in shown.since for c in v.changes}
    assert [one.outlet for one in shown.account.reports] == ["The Harbour Courier"]


def test_stories_merged_by_hand_stay_together_whatever_comes(
    desk: RunningDesk, files: Callable[..., str]
) -> None:
    desk.add([files(ferry(), bridge())])
    merged = desk.merge([story_of(desk, ferry()), story_of(desk, bridge())])
    assert set(merged.report_ids) == {ferry().id, bridge().id}
    desk.add([files(other_ferry())])
    assert story_of(desk, ferry()) == story_of(desk, bridge()) == story_of(desk, other_ferry())


def test_a_report_split_off_by_hand_stays_apart_whatever_comes(
    desk: RunningDesk, files: Callable[..., str]
) -> None:
    desk.add([files(ferry(), other_ferry())])
    new, old = desk.split(story_of(desk, ferry()), [other_ferry().id[:8]])
    assert (new.report_ids, old.report_ids) == ((other_ferry().id,), (ferry().id,))
    third = report(
        "\n\n".join(FERRY_TEXT[:2]) + " Lifeboats stood by.", outlet="Coast Radio", title=FERRY
    )
    desk.add([files(third)])
    assert story_of(desk, ferry()) != story_of(desk, other_ferry())


def test_what_is_undone_is_as_if_it_had_never_been_decided(
    desk: RunningDesk, files: Callable[..., str]
) -> None:
    desk.add([files(ferry(), other_ferry(), bridge())])
    before = {one.id: one.reports for one in desk.stories()[0]}
    desk.merge(list(before))
    desk.split(story_of(desk, ferry()), [ferry().id])
    desk.undo()
    desk.undo()
    assert {one.id: one.reports for one in desk.stories()[0]} == before
    with pytest.raises(NotFound, match="nothing to undo"):
        desk.undo()


@pytest.mark.parametrize("reports", [[], ["nonsense"], ["all"]])
def test_a_split_that_makes_no_sense_is_refused(
    reports: list[str], desk: RunningDesk, files: Callable[..., str]
) -> None:
    desk.add([files(ferry(), other_ferry())])
    story = desk.store.stories.get(story_of(desk, ferry()))
    given = list(story.report_ids) if reports == ["all"] else reports
    with pytest.raises(BadInput):
        desk.split(story.id, given)
    assert desk.store.acts.all() == ()


def test_one_story_cannot_be_merged_with_itself(
    desk: RunningDesk, files: Callable[..., str]
) -> None:
    desk.add([files(ferry())])
    with pytest.raises(BadInput, match="two or more"):
        desk.merge([story_of(desk, ferry()), story_of(desk, ferry())])


def test_a_list_keeps_the_stories_that_are_asked_for(
    desk: RunningDesk, files: Callable[..., str]
) -> None:
    desk.add([files(ferry(), other_ferry(), bridge())])
    the_ferry, the_bridge = story_of(desk, ferry()), story_of(desk, bridge())
    asked = {
        the_ferry: (StoryFilter(disputed=True), StoryFilter(least_origins=2)),
        the_bridge: (StoryFilter(text="dunmere"), StoryFilter(outlet="inland post")),
    }
    for story, filters in asked.items():
        for wanted in filters:
            assert [one.id for one in desk.stories(wanted)[0]] == [story], wanted
    named = desk.stories(StoryFilter(name="Jelle Brandsma"))[0]
    assert [one.id for one in named] == [the_ferry]


def test_a_page_is_read_with_what_it_says_of_itself(desk: RunningDesk, courier: Site) -> None:
    courier.page("/ferry", FERRY, *FERRY_TEXT)
    added = desk.add([courier.url("/ferry")])
    (one,) = desk.store.reports.get(added.reports)
    assert (one.outlet, one.title, one.published) == (courier.outlet, FERRY, PUBLISHED)
    assert FERRY_TEXT[1] in one.text
    assert one.url == courier.url("/ferry")


def test_a_page_without_an_article_names_its_feeds(desk: RunningDesk, courier: Site) -> None:
    courier.page("/", "Front page")
    body = courier.answers["/"].body
    link = b'<link rel="alternate" type="application/rss+xml" href="/feed">'
    courier.answers["/"].body = body.replace(b"</head>", link + b"</head>")
    (aside,) = desk.add([courier.url("/")]).set_aside
    assert courier.url("/feed") in aside.reason


def test_an_address_that_is_not_public_is_set_aside(desk: RunningDesk) -> None:
    added = desk.add(["http://169.254.169.254/latest/meta-data", "file:///etc/passwd"])
    assert len(added.set_aside) == 2
    assert added.reports == ()


def test_a_feed_is_followed_and_its_pages_are_read_at_once(
    desk: RunningDesk, courier: Site
) -> None:
    courier.page("/ferry", FERRY, *FERRY_TEXT)
    courier.page("/bridge", BRIDGE, *BRIDGE_TEXT)
    courier.feed("/feed", "/ferry", "/bridge")
    added = desk.add([courier.url("/feed")])
    assert added.feeds == (courier.url("/feed"),)
    assert len(added.reports) == 2
    assert added.set_aside == ()


def test_a_draft_is_checked_against_a_story_as_it_stands(
    desk: RunningDesk, files: Callable[..., str], clock: Hand
) -> None:
    desk.add([files(ferry(), other_ferry(), bridge())])
    story = story_of(desk, ferry())
    draft = "The ferry Anneke ran aground off Sarnmouth with 214 passengers on board."
    (finding,) = desk.check(draft, story_ids=[story]).findings
    assert finding.contested
    desk.store.reports.withdraw(other_ferry().id, at=clock.now(), reason="taken back")
    (finding,) = desk.check(draft, story_ids=[story]).findings
    assert (finding.verdict, finding.contested) == (Verdict.SUPPORTED, False)


def test_stories_are_found_by_what_they_mean(desk: RunningDesk, files: Callable[..., str]) -> None:
    desk.add([files(ferry(), other_ferry(), bridge())])
    found = desk.like("A ship is stuck on the sand near the coast")
    assert [one.id for one in found] == [story_of(desk, ferry()), story_of(desk, bridge())]
    assert desk.like("A ship is stuck", since=PUBLISHED + timedelta(days=9)) == ()


def test_what_is_added_without_briefs_is_briefed_when_it_is_shown(
    desk: RunningDesk, files: Callable[..., str]
) -> None:
    added = desk.add([files(ferry(), other_ferry())], briefs=False)
    assert added.events == ()
    (story,) = desk.stories()[0]
    assert (story.reports, story.brief) == (2, 0)
    assert desk.show(story.id).version.number == 1


def test_a_report_that_holds_no_more_is_not_split_off(
    desk: RunningDesk, files: Callable[..., str], clock: Hand
) -> None:
    desk.add([files(ferry(), other_ferry())])
    clock.forward(hours=1)
    desk.add([files(ferry(paragraphs=FERRY_CORRECTED))])
    desk.store.reports.withdraw(other_ferry().id, at=clock.now(), reason="taken back")
    story = story_of(desk, ferry())
    for gone, why in ((ferry(), "replaced"), (other_ferry(), "withdrawn")):
        with pytest.raises(BadInput, match=why):
            desk.split(story, [gone.id])


def test_what_is_only_looked_at_is_not_marked_as_shown(
    desk: RunningDesk, files: Callable[..., str]
) -> None:
    desk.add([files(ferry())])
    story = story_of(desk, ferry())
    desk.show(story)
    desk.add([files(other_ferry())])
    assert desk.show(story, mark=False).since != ()
    assert desk.show(story).since != ()
