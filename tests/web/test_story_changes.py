"""What changed in a story, its pictures, and its exports."""

import json

import pytest

from secondsource.desk.running import RunningDesk
from secondsource.export.formats import FORMATS
from secondsource.export.safe import on_page
from tests.web.conftest import Browse
from tests.web.elements import page
from tests.web.ferry import ferry_story, hebrew_story
from tests.web.test_story import lit, passage_of


def test_every_change_leads_to_the_passages_that_it_rests_on(
    browse: Browse, ferry: RunningDesk
) -> None:
    browser = browse(ferry)
    story = ferry_story(ferry)
    shown = page(browser.get(f"/stories/{story}/changes").text)
    (version,) = ferry.versions(story)
    for change in version.changes:
        assert " ".join(on_page(change.text).split()) in shown.words
    links = {one.attributes["href"] for one in shown.all("a", class_="cite")}
    assert links
    for link in links:
        start = link.split("/sources/")[1]
        passage = passage_of(f"?report={start.replace('?', '&')}")
        text = ferry.report(passage.report_id).text[passage.start : passage.end]
        assert lit(page(browser.get(link).text)) == on_page(text)


def test_changes_lead_to_a_report_that_has_left_the_story(
    browse: Browse, ferry: RunningDesk
) -> None:
    browser = browse(ferry)
    story = ferry.story(ferry_story(ferry))
    left = ferry.report(story.report_ids[2])
    ferry.split(story.id, [left.id])
    shown = page(browser.get(f"/stories/{story.id}/changes").text)
    link = next(
        one.attributes["href"]
        for one in shown.all("a", class_="cite")
        if left.id in one.attributes["href"]
    )
    text = page(browser.get(link).text).one("div", class_="text").text
    assert text == on_page(left.text)


def test_changes_since_a_version_are_those_alone(browse: Browse, ferry: RunningDesk) -> None:
    story = ferry_story(ferry)
    ferry.split(story, [ferry.story(story).report_ids[2]])
    shown = page(browse(ferry).get(f"/stories/{story}/changes?since=1").text)
    assert [one.attributes["id"] for one in shown.one("main").all("h3")] == ["version-2"]


def test_the_pictures_of_a_story_stand_on_a_page_of_their_own(
    browse: Browse, ferry: RunningDesk
) -> None:
    shown = page(browse(ferry).get(f"/stories/{ferry_story(ferry)}/pictures").text)
    assert list(shown.one("main").all("svg"))
    assert list(shown.one("main").all("table"))


@pytest.mark.parametrize("form", FORMATS)
def test_a_story_is_exported_in_every_form_as_a_file(
    browse: Browse, ferry: RunningDesk, form: str
) -> None:
    story = ferry_story(ferry)
    answer = browse(ferry).get(f"/exports/{form}?story={story}")
    assert answer.status_code == 200
    assert answer.headers["content-disposition"] == (
        f'attachment; filename="story-{story}{FORMATS[form].suffix}"'
    )
    assert "Vellmark" in answer.text


def test_an_exported_story_is_the_one_that_stands(browse: Browse, ferry: RunningDesk) -> None:
    story = ferry_story(ferry)
    told = json.loads(browse(ferry).get(f"/exports/stories?story={story}").text)
    assert told["id"] == story


def test_there_is_no_other_form_and_nothing_of_a_story_without_a_brief(
    browse: Browse, ferry: RunningDesk
) -> None:
    browser = browse(ferry)
    assert browser.get(f"/exports/exe?story={ferry_story(ferry)}").status_code == 404
    assert browser.get(f"/exports/md?story={hebrew_story(ferry)}").status_code == 404
