"""Reports are taken in on a page; what became of them is told while it is done and after."""

import json

import pytest
from starlette.testclient import TestClient

from secondsource.desk.running import RunningDesk
from secondsource.records.job import JobState, ToAdd, ToRound, Upload
from secondsource.records.people import Scope
from tests.desk.conftest import Hand
from tests.desk.told import BRIDGE, BRIDGE_TEXT
from tests.export.hostile import HOSTILE_STRINGS
from tests.web.conftest import Browse
from tests.web.reading import Page
from tests.web.reviewed import work

NOTHING = {"files": ("", b"")}
BLANK = {f"pasted_{name}": "" for name in ("text", "title", "outlet", "published", "url")}
BRIDGE_FILE = ("bridge.txt", "\n\n".join((BRIDGE, *BRIDGE_TEXT)).encode())


@pytest.fixture
def browser(browse: Browse, desk: RunningDesk) -> TestClient:
    return browse(desk)


def test_what_is_pasted_and_dropped_is_taken_in_and_told_of(
    browser: TestClient, desk: RunningDesk
) -> None:
    given = {**BLANK, "pasted_text": "\n\n".join(BRIDGE_TEXT), "pasted_outlet": "Inland Post"}
    files = [("files", BRIDGE_FILE), ("files", ("<img src=x>.exe", b"\0MZ"))]
    sent = browser.post("/add", data={**given, "pasted_title": BRIDGE}, files=files)
    assert sent.history[0].status_code == 303
    waits = Page(sent.text)
    assert waits.having("data-events", f"{sent.url.path}/events")
    assert waits.having("http-equiv", "refresh")
    work(desk)
    page = Page(browser.get(sent.url.path).text)
    assert "Done" in page.words
    assert "2 new reports" in page.words
    assert "<img src=x>.exe" in page.words
    (story,) = desk.stories()[0]
    assert page.having("href", f"/stories/{story.id}")
    assert not page.having("http-equiv", "refresh")


def test_a_report_that_is_known_is_counted_as_known(
    browser: TestClient, desk: RunningDesk, clock: Hand
) -> None:
    for _ in range(2):
        sent = browser.post("/add", data=BLANK, files={"files": BRIDGE_FILE})
        work(desk)
        clock.forward(minutes=1)
    page = Page(browser.get(sent.url.path).text)
    assert "0 new reports 1 known already" in page.words


def test_what_was_typed_is_kept_when_an_address_is_none(browser: TestClient) -> None:
    given = {**BLANK, "addresses": "https://a.example\n/etc/passwd", "outlet": "The <Post>"}
    answer = browser.post("/add", data=given, files=NOTHING)
    page = Page(answer.text)
    assert answer.status_code == 422
    assert page.having("id", "outlet")[0]["value"] == "The <Post>"
    assert "/etc/passwd" in page.words
    (field,) = page.having("id", "addresses")
    assert field["aria-invalid"] == "true"
    assert "addresses-wrong" in field["aria-describedby"]
    (summary,) = page.having("id", "faults")
    assert (summary["role"], summary["tabindex"]) == ("alert", "-1")


def test_nothing_given_is_told_and_makes_no_job(browser: TestClient, desk: RunningDesk) -> None:
    answer = browser.post("/add", data={**BLANK, "addresses": " \n"}, files=NOTHING)
    assert answer.status_code == 422
    assert desk.jobs.list() == ((), None)


def test_more_files_than_a_form_may_have_are_refused_in_words(browser: TestClient) -> None:
    files = [("files", (f"{n}.txt", b"x")) for n in range(201)]
    answer = browser.post("/add", data=BLANK, files=files)
    assert answer.status_code == 422
    assert "send less at once" in answer.text


def test_progress_is_told_as_events_until_the_job_has_ended(
    browser: TestClient, desk: RunningDesk
) -> None:
    sent = browser.post("/add", data=BLANK, files={"files": BRIDGE_FILE})
    work(desk)
    answer = browser.get(f"{sent.url.path}/events")
    assert answer.headers["content-type"].startswith("text/event-stream")
    assert answer.headers["cache-control"] == "no-store"
    told = dict(line.split(": ", 1) for line in answer.text.strip().split("\r\n"))
    assert told["event"] == "end"
    assert json.loads(told["data"])["state"] == "done"
    again = browser.get(f"{sent.url.path}/events", headers={"Last-Event-ID": told["id"]})
    assert again.status_code == 204  # which tells a browser to ask no more


def test_there_is_no_stream_of_a_job_that_there_is_not(browser: TestClient) -> None:
    assert browser.get("/jobs/none/events").status_code == 404


def test_a_job_is_cancelled_by_a_form(browser: TestClient, desk: RunningDesk) -> None:
    sent = browser.post("/add", data=BLANK, files={"files": BRIDGE_FILE})
    assert browser.get(f"{sent.url.path}/cancel").status_code in (404, 405)
    page = Page(browser.post(f"{sent.url.path}/cancel").text)
    assert "Cancelled" in page.words
    assert desk.jobs.list()[0][0].state is JobState.CANCELLED


def test_only_who_asked_for_a_job_or_manages_may_cancel_it(
    browse: Browse, desk: RunningDesk
) -> None:
    ada = browse(desk, "Ada", scopes=(Scope.READ, Scope.ADD))
    bob = browse(desk, "Bob", scopes=(Scope.READ, Scope.ADD))
    eve = browse(desk, "Eve", scopes=(Scope.READ, Scope.MANAGE))
    job = desk.jobs.put(ToRound(), user_id=desk.people.user("Ada").id)
    there = f"/jobs/{job.id}/cancel"
    assert there not in Page(bob.get("/jobs").text).values("action")
    assert bob.post(there).status_code == 403
    assert desk.jobs.get(job.id).state is JobState.WAITING
    assert there in Page(ada.get("/jobs").text).values("action")
    assert "Ada" in Page(eve.get("/jobs").text).words
    assert eve.post(there).status_code == 200
    assert desk.jobs.get(job.id).state is JobState.CANCELLED


def test_who_may_only_add_sees_what_became_of_it_and_of_nothing_else(
    browse: Browse, desk: RunningDesk
) -> None:
    browser = browse(desk, "Ada", scopes=(Scope.ADD,))
    other = desk.jobs.put(ToRound(), user_id="user_other")
    sent = browser.post("/add", data=BLANK, files={"files": BRIDGE_FILE})
    assert sent.status_code == 200
    work(desk)
    assert browser.get(f"{sent.url.path}/events").status_code == 200
    for below in ("", "/events"):
        assert browser.get(f"/jobs/{other.id}{below}").status_code == 403
    assert f"/jobs/{other.id}" not in Page(browser.get("/jobs").text).values("href")


def test_the_addresses_that_were_set_aside_can_be_tried_again(
    browser: TestClient, desk: RunningDesk
) -> None:
    job = desk.jobs.put(ToAdd(addresses=("http://127.0.0.1:8799/x",)), user_id="")
    work(desk)
    page = Page(browser.get(f"/jobs/{job.id}").text)
    (again,) = page.having("href", f"/add?again={job.id}")
    assert "http://127.0.0.1:8799/x" in Page(browser.get(again["href"]).text).words


def test_without_the_scope_nothing_can_be_added(browse: Browse, desk: RunningDesk) -> None:
    browser = browse(desk, "Ada", scopes=(Scope.READ, Scope.CHECK))
    assert "/add" not in Page(browser.get("/jobs").text).values("href")
    assert browser.get("/add").status_code == 403
    assert browser.post("/add", data={"addresses": "https://a.example"}).status_code == 403
    assert desk.jobs.list() == ((), None)


def test_hostile_file_names_bring_no_element_to_the_page_of_a_job(
    browser: TestClient, desk: RunningDesk
) -> None:
    def page(name: str) -> Page:
        job = desk.jobs.put(ToAdd(uploads=(Upload(name + ".exe", b"\0"),)), user_id="")
        work(desk)
        return Page(browser.get(f"/jobs/{job.id}").text)

    plain = page("a").names
    for words in HOSTILE_STRINGS[::3]:
        found = page(words)
        assert found.names == plain, words
        assert found.handlers() == []
