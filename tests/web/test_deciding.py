"""Merging, splitting and undoing on pages: done once, told of, and taken back."""

import pytest

from secondsource.desk.running import RunningDesk
from secondsource.records.people import Scope
from tests.web.conftest import Browse
from tests.web.elements import page
from tests.web.ferry import ferry_story, hebrew_story


def test_a_split_is_told_of_and_can_be_undone(browse: Browse, ferry: RunningDesk) -> None:
    browser = browse(ferry)
    story = ferry.story(ferry_story(ferry))
    done = browser.post(f"/stories/{story.id}/split", data={"report": story.report_ids[2]})
    shown = page(done.text)
    assert "Done: split 1 report off" in shown.words
    assert len(ferry.story(story.id).report_ids) == 2
    undo = next(one for one in shown.all("form") if one.attributes["action"] == "/undo")
    number = undo.one("input").attributes["value"]
    undone = browser.post("/undo", data={"act": number})
    assert "Undone: split 1 report off" in page(undone.text).words
    assert ferry.story(story.id).report_ids == story.report_ids


def test_a_merge_is_told_of_and_its_brief_is_asked_for(browse: Browse, ferry: RunningDesk) -> None:
    chosen = [ferry_story(ferry), hebrew_story(ferry)]
    done = browse(ferry).post("/stories/merge", data={"story": chosen})
    assert "Done: merged" in page(done.text).words
    (job,), _ = ferry.jobs.list()
    assert job.about == ferry.story(chosen[0]).id


def test_no_brief_is_written_while_somebody_waits(browse: Browse, ferry: RunningDesk) -> None:
    story = ferry.story(ferry_story(ferry))
    browse(ferry).post(f"/stories/{story.id}/split", data={"report": story.report_ids[2]})
    assert ferry.is_stale(story.id)


@pytest.mark.parametrize("chosen", [[], ["one"], ["one", "one"]])
def test_fewer_than_two_stories_are_not_merged(
    browse: Browse, ferry: RunningDesk, chosen: list[str]
) -> None:
    answer = browse(ferry).post("/stories/merge", data={"story": chosen})
    assert "Nothing was merged" in page(answer.text).words
    assert ferry.acts() == ()


def test_all_reports_cannot_be_split_off(browse: Browse, ferry: RunningDesk) -> None:
    story = ferry.story(ferry_story(ferry))
    address = f"/stories/{story.id}/split"
    answer = browse(ferry).post(address, data={"report": list(story.report_ids)})
    assert "Nothing was split off: choose some" in page(answer.text).words
    assert ferry.acts() == ()


def test_what_another_tab_has_split_off_is_told_of(browse: Browse, ferry: RunningDesk) -> None:
    story = ferry.story(ferry_story(ferry))
    browser, address = browse(ferry), f"/stories/{story.id}/split"
    browser.post(address, data={"report": story.report_ids[2]})
    answer = browser.post(address, data={"report": story.report_ids[2]})
    assert "in another story meanwhile" in page(answer.text).words
    assert len(ferry.acts()) == 1


@pytest.mark.parametrize("act", ["", "x", "7", "-1", "99999999999999999999"])
def test_what_was_never_done_cannot_be_undone(browse: Browse, ferry: RunningDesk, act: str) -> None:
    assert browse(ferry).post("/undo", data={"act": act}).status_code in (404, 422)


@pytest.mark.parametrize("address", ["/stories/merge", "/stories/x/split", "/undo"])
def test_who_may_not_order_stories_can_decide_nothing(
    browse: Browse, ferry: RunningDesk, address: str
) -> None:
    reader = browse(ferry, "Eve", (Scope.READ,))
    data = {"story": [ferry_story(ferry), hebrew_story(ferry)], "act": "1", "report": "x"}
    assert reader.post(address, data=data).status_code == 403
    assert ferry.acts() == ()


def test_a_page_of_another_site_can_decide_nothing(browse: Browse, ferry: RunningDesk) -> None:
    story = ferry.story(ferry_story(ferry))
    answer = browse(ferry).post(
        f"/stories/{story.id}/split",
        data={"report": story.report_ids[2]},
        headers={"Sec-Fetch-Site": "cross-site", "Origin": "https://evil.example"},
    )
    assert answer.status_code == 403
    assert ferry.acts() == ()


def test_why_tells_of_each_report_and_of_what_was_decided(
    browse: Browse, ferry: RunningDesk
) -> None:
    browser = browse(ferry)
    story = ferry.story(ferry_story(ferry))
    ferry.split(story.id, [story.report_ids[2]], briefs=False)
    shown = page(browser.get(f"/stories/{story.id}/why").text)
    _, told = ferry.why(story.id)
    for report, words in told:
        assert report.label in shown.words
        assert words in shown.words
    assert "split 1 report off" in shown.one("ul", class_="acts").words
