"""Watching: feeds and pages are asked when they are due, politely, and nothing is lost between."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from secondsource.desk import polling
from secondsource.desk.running import RunningDesk
from secondsource.records.change import ChangeKind
from secondsource.records.feed import Subscription
from tests.desk.conftest import START, Hand
from tests.desk.site import Answer, Site
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


def follow(desk: RunningDesk, site: Site, *pages: str) -> None:
    site.feed("/feed", *pages)
    desk.add([site.url("/feed")])


def only(desk: RunningDesk) -> Subscription:
    (feed,) = desk.store.feeds.all()
    return feed


def test_a_feed_is_asked_again_when_it_is_due_and_not_before(
    desk: RunningDesk, courier: Site, clock: Hand
) -> None:
    follow(desk, courier)
    before = courier.times("/feed")
    assert desk.round().feeds == 0
    clock.forward(minutes=16)
    assert desk.round().feeds == 1
    assert courier.times("/feed") == before + 1


def test_an_unchanged_feed_is_not_sent_again(desk: RunningDesk, courier: Site, clock: Hand) -> None:
    follow(desk, courier)
    clock.forward(minutes=16)
    desk.round()
    assert courier.asked["/feed", 304] == 1
    assert only(desk).problem == ""


def test_a_new_item_gives_a_report_and_an_old_one_none(
    desk: RunningDesk, courier: Site, clock: Hand
) -> None:
    courier.page("/ferry", FERRY, *FERRY_TEXT)
    courier.page("/bridge", BRIDGE, *BRIDGE_TEXT)
    follow(desk, courier, "/ferry")
    courier.feed("/feed", "/bridge", "/ferry")
    clock.forward(minutes=16)
    done = desk.round()
    assert len(done.reports) == 1
    assert courier.times("/ferry") == 1


def test_what_two_newspapers_report_is_one_story_of_two_origins(
    desk: RunningDesk, courier: Site, gazette: Site
) -> None:
    courier.page("/ferry", FERRY, *FERRY_TEXT)
    gazette.page("/news", FERRY_OTHER, *FERRY_OTHER_TEXT)
    follow(desk, courier, "/ferry")
    follow(desk, gazette, "/news")
    (story,) = desk.stories()[0]
    assert (story.reports, story.origins) == (2, 2)


def test_a_correction_on_a_page_is_found_when_it_is_asked_again(
    desk: RunningDesk, courier: Site, clock: Hand
) -> None:
    courier.page("/ferry", FERRY, *FERRY_TEXT)
    follow(desk, courier, "/ferry")
    (story,) = desk.stories()[0]
    desk.show(story.id)
    courier.page("/ferry", FERRY, *FERRY_CORRECTED)
    clock.forward(hours=7)
    done = desk.round()
    assert len(done.reports) == 1
    shown = desk.show(story.id)
    assert ChangeKind.CORRECTED in {c.kind for v in shown.since for c in v.changes}


def test_a_page_is_asked_again_as_often_as_the_pace_says_and_no_more(
    desk: RunningDesk, courier: Site, clock: Hand
) -> None:
    courier.page("/ferry", FERRY, *FERRY_TEXT)
    follow(desk, courier, "/ferry")
    for _ in range(20):
        clock.forward(hours=6)
        desk.round()
    assert courier.asked["/ferry", 200] == 1
    assert courier.asked["/ferry", 304] == 2
    assert desk.store.pages.count() == 0


def test_a_page_that_is_gone_for_good_was_withdrawn(
    desk: RunningDesk, courier: Site, clock: Hand
) -> None:
    courier.page("/ferry", FERRY, *FERRY_TEXT)
    follow(desk, courier, "/ferry")
    (one,) = desk.store.reports.ids()
    courier.answers["/ferry"] = Answer(b"gone", "text/plain", 410)
    clock.forward(hours=7)
    desk.round()
    assert desk.store.reports.standing([one])[one].withdrawn == clock.now()


def test_a_failing_feed_is_asked_less_and_less_and_says_why(
    desk: RunningDesk, courier: Site, clock: Hand
) -> None:
    follow(desk, courier)
    courier.answers["/feed"] = Answer(b"broken", "text/plain", 500)
    waits = []
    for failures in range(1, 5):
        clock.time = only(desk).next_poll
        desk.round()
        assert only(desk).failures == failures
        waits.append(only(desk).next_poll - clock.now())
    assert waits == sorted(waits)
    assert waits[-1] >= 2 * waits[0]
    assert "500" in only(desk).problem
    courier.feed("/feed")
    clock.time = only(desk).next_poll
    desk.round()
    assert (only(desk).failures, only(desk).problem) == (0, "")


def test_retry_after_is_obeyed(desk: RunningDesk, courier: Site, clock: Hand) -> None:
    follow(desk, courier)
    courier.answers["/feed"] = Answer(b"", "text/plain", 503, {"Retry-After": "86400"})
    clock.forward(minutes=16)
    desk.round()
    assert only(desk).next_poll - clock.now() >= timedelta(hours=23)


def test_how_long_an_answer_holds_is_obeyed(desk: RunningDesk, courier: Site, clock: Hand) -> None:
    courier.feed("/feed")
    courier.answers["/feed"].headers["Cache-Control"] = "max-age=7200"
    desk.add([courier.url("/feed")])
    assert only(desk).next_poll == START + timedelta(hours=2)


def test_a_feed_that_is_gone_is_not_asked_again(
    desk: RunningDesk, courier: Site, clock: Hand
) -> None:
    follow(desk, courier)
    courier.answers["/feed"] = Answer(b"", "text/plain", 410)
    clock.forward(minutes=16)
    desk.round()
    asked = courier.times("/feed")
    clock.forward(days=30)
    desk.round()
    assert only(desk).gone
    assert courier.times("/feed") == asked


def test_a_feed_that_moved_for_good_is_followed_there(
    desk: RunningDesk, courier: Site, clock: Hand
) -> None:
    courier.page("/ferry", FERRY, *FERRY_TEXT)
    follow(desk, courier, "/ferry")
    courier.feed("/new", "/ferry")
    courier.answers["/feed"] = Answer(b"", "text/plain", 301, {"Location": "/new"})
    clock.forward(minutes=16)
    done = desk.round()
    assert only(desk).url == courier.url("/new")
    assert done.reports == ()
    assert courier.times("/ferry") == 1


def test_a_feed_that_moved_for_now_is_asked_where_it_was(
    desk: RunningDesk, courier: Site, clock: Hand
) -> None:
    follow(desk, courier)
    courier.feed("/new")
    courier.answers["/feed"] = Answer(b"", "text/plain", 302, {"Location": "/new"})
    clock.forward(minutes=16)
    desk.round()
    assert only(desk).url == courier.url("/feed")


def test_what_answers_for_a_feed_and_is_none_moves_it_nowhere(
    desk: RunningDesk, courier: Site, clock: Hand
) -> None:
    follow(desk, courier)
    courier.page("/login", "Log in to the hotel network")
    courier.answers["/feed"] = Answer(b"", "text/plain", 301, {"Location": "/login"})
    clock.forward(minutes=16)
    desk.round()
    assert only(desk).url == courier.url("/feed")
    assert only(desk).failures == 1


def test_a_page_that_cannot_be_had_now_is_tried_again_and_then_set_aside(
    desk: RunningDesk, courier: Site, clock: Hand
) -> None:
    courier.answers["/ferry"] = Answer(b"", "text/plain", 503)
    follow(desk, courier, "/ferry")
    aside: list[str] = []
    for _ in range(12):
        clock.forward(days=1)
        aside += [one.input for one in desk.round().set_aside]
    assert aside == [courier.url("/ferry")]
    assert desk.store.pages.count() == 0
    assert [one.input for _, one in desk.store.asides.since(START)] == [courier.url("/ferry")]


def test_a_page_that_its_feed_named_too_early_is_read_once_it_is_there(
    desk: RunningDesk, courier: Site, clock: Hand
) -> None:
    follow(desk, courier, "/ferry")  # where there is nothing yet
    assert desk.store.pages.count() == 1
    courier.page("/ferry", FERRY, *FERRY_TEXT)
    clock.forward(minutes=6)
    assert len(desk.round().reports) == 1


def test_robots_txt_is_obeyed_for_pages(desk: RunningDesk, courier: Site) -> None:
    courier.answers["/robots.txt"] = Answer(b"User-agent: *\nDisallow: /ferry", "text/plain")
    courier.page("/ferry", FERRY, *FERRY_TEXT)
    courier.feed("/feed", "/ferry")
    added = desk.add([courier.url("/feed")])
    assert courier.times("/ferry") == 0
    assert "robots.txt" in added.set_aside[0].reason


def test_a_list_of_feeds_follows_all_of_them(
    desk: RunningDesk, courier: Site, gazette: Site, tmp_path: Path
) -> None:
    courier.feed("/feed")
    gazette.feed("/feed")
    outlines = "".join(
        f'<outline type="rss" text="{one.outlet}" xmlUrl="{one.url("/feed")}"/>'
        for one in (courier, gazette)
    )
    path = tmp_path / "feeds.opml"
    path.write_text(f'<opml version="2.0"><body>{outlines}</body></opml>', encoding="utf-8")
    added = desk.add([str(path)])
    assert set(added.feeds) == {courier.url("/feed"), gazette.url("/feed")}
    assert courier.url("/feed") in desk.opml()


def test_a_feed_that_is_followed_already_goes_on_as_it_was(
    desk: RunningDesk, courier: Site
) -> None:
    follow(desk, courier)
    before = only(desk)
    desk.add([courier.url("/feed")])
    assert only(desk).added == before.added
    assert len(desk.store.feeds.all()) == 1


def test_a_feed_of_all_years_comes_in_by_parts(
    desk: RunningDesk, courier: Site, clock: Hand, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(polling, "MOST_ENTRIES", 2)
    pages = [f"/bridge/{k}" for k in range(5)]
    for k, page in enumerate(pages):
        courier.page(page, f"{BRIDGE}, part {k}", *BRIDGE_TEXT, f"This is part {k} of the report.")
    follow(desk, courier, *pages)
    counts = [desk.store.reports.count()]
    for _ in range(3):
        clock.forward(minutes=16)
        desk.round()
        counts.append(desk.store.reports.count())
    assert counts == [2, 4, 5, 5]
    assert courier.asked["/feed", 304] == 1


def test_a_feed_that_its_host_calls_a_page_is_followed(desk: RunningDesk, courier: Site) -> None:
    courier.feed("/feed")
    courier.answers["/feed"].media_type = "text/html; charset=utf-8"
    assert desk.add([courier.url("/feed")]).feeds == (courier.url("/feed"),)


def test_an_address_that_no_feed_can_have_is_not_followed(
    desk: RunningDesk, tmp_path: Path
) -> None:
    path = tmp_path / "feeds.opml"
    outline = '<outline type="rss" text="x" xmlUrl="javascript:alert(1)"/>'
    path.write_text(f'<opml version="2.0"><body>{outline}</body></opml>', encoding="utf-8")
    added = desk.add([str(path)])
    assert (added.feeds, len(added.set_aside)) == ((), 1)
    assert desk.store.feeds.all() == ()
