"""The feeds that are followed, how each fares, and how one follows and leaves them."""

from dataclasses import replace

import pytest
from starlette.testclient import TestClient

from secondsource.desk.running import RunningDesk
from secondsource.records.feed import Subscription
from secondsource.records.job import JobKind, Lane
from secondsource.records.people import Scope
from secondsource.web.feeds_page import fare
from tests.export.hostile import HOSTILE_STRINGS
from tests.web.conftest import Browse
from tests.web.reading import Page
from tests.web.reviewed import AT

URL = "https://courier.example/feed"
FEED = Subscription(URL, "Courier", "Courier", "", AT, None, None, AT, AT, 0, "", False)
NOTHING = {"opml": ("", b"")}


@pytest.fixture
def browser(browse: Browse, desk: RunningDesk) -> TestClient:
    return browse(desk)


@pytest.mark.parametrize(
    ("feed", "label", "advice"),
    [
        (FEED, "Fine", ""),
        (replace(FEED, last_success=None), "Not asked yet", ""),
        (replace(FEED, failures=3, problem="timed out"), "Failed 3 times in a row", "timed out"),
        (replace(FEED, problem="one item has no text"), "Read, with a problem", "one item"),
        (replace(FEED, gone=True, failures=2), "Gone", "leave it"),
    ],
)
def test_how_a_feed_fares_is_told_in_words(feed: Subscription, label: str, advice: str) -> None:
    told = fare(feed)
    assert told.label == label
    assert advice in told.advice


def test_a_feed_is_followed_by_a_job(browser: TestClient, desk: RunningDesk) -> None:
    sent = browser.post("/feeds", data={"url": URL}, files=NOTHING)
    assert sent.url.path.startswith("/jobs/")
    ((job,), _) = desk.jobs.list()
    assert job.kind is JobKind.ADD


def test_an_address_that_is_none_is_told_at_its_field_and_kept(
    browser: TestClient, desk: RunningDesk
) -> None:
    answer = browser.post("/feeds", data={"url": "courier"}, files=NOTHING)
    (field,) = Page(answer.text).having("id", "url")
    assert answer.status_code == 422
    assert (field["value"], field["aria-invalid"]) == ("courier", "true")
    assert desk.jobs.list() == ((), None)


def test_a_list_of_feeds_goes_out_and_comes_in_again(
    browser: TestClient, desk: RunningDesk
) -> None:
    desk.store.feeds.put(FEED)
    out = browser.get("/feeds.opml")
    assert out.headers["content-disposition"] == 'attachment; filename="feeds.opml"'
    desk.leave(URL)
    browser.post("/feeds", data={"url": ""}, files={"opml": ("feeds.opml", out.content)})
    assert desk.jobs.work_one(tuple(Lane), worker="test")
    assert [feed.url for feed in desk.feeds()] == [URL]


def test_a_feed_is_left_and_another_is_not(browser: TestClient, desk: RunningDesk) -> None:
    desk.store.feeds.put(FEED)
    desk.store.feeds.put(replace(FEED, url=f"{URL}/2"))
    page = Page(browser.post("/feeds/leave", data={"url": URL}).text)
    assert "followed no more" in page.words
    assert [feed.url for feed in desk.feeds()] == [f"{URL}/2"]
    assert browser.post("/feeds/leave", data={"url": URL}).status_code == 404


def test_feeds_are_asked_now_by_a_job_and_no_second_one(
    browser: TestClient, desk: RunningDesk
) -> None:
    first = browser.post("/feeds/ask").url.path
    assert browser.post("/feeds/ask").url.path == first
    ((job,), _) = desk.jobs.list()
    assert job.kind is JobKind.ROUND


def test_who_may_only_read_sees_the_feeds_and_changes_none(
    browse: Browse, desk: RunningDesk
) -> None:
    desk.store.feeds.put(FEED)
    browser = browse(desk, "Ada", scopes=(Scope.READ,))
    page = Page(browser.get("/feeds").text)
    assert URL in page.words
    assert not [one for one in page.values("action") if one.startswith("/feeds")]
    for address in ("/feeds", "/feeds/leave", "/feeds/ask"):
        assert browser.post(address, data={"url": URL}, files=NOTHING).status_code == 403
    assert [feed.url for feed in desk.feeds()] == [URL]
    assert desk.jobs.list() == ((), None)


def test_hostile_titles_of_feeds_bring_no_element(browser: TestClient, desk: RunningDesk) -> None:
    def page(words: str) -> Page:
        for feed in desk.feeds():
            desk.leave(feed.url)
        one = replace(FEED, title=words, folder=f"f{words}", problem=f"p{words}", failures=1)
        desk.store.feeds.put(one)
        return Page(browser.get("/feeds").text)

    plain = page("a").names
    for words in HOSTILE_STRINGS:
        found = page(f"t{words}")
        assert found.names == plain, words
        assert found.handlers() == []
