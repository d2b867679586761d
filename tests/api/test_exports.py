"""Stories and checks in the forms of other programs, as the commands write them."""

import json
import re
from xml.etree import ElementTree

import pytest

from secondsource.export.formats import FORMATS, export
from secondsource.export.review_files import REVIEW_FORMS, review_file
from tests.api.conftest import PATH, Program
from tests.api.test_stories import bridge_of, ferry_of
from tests.desk.conftest import START

TIMES = re.compile(r"\d{4}-\d\d-\d\dT[\d:.%A]+(?:Z|\+00:00)")


@pytest.mark.parametrize("form", FORMATS)
def test_a_story_is_exported_in_every_form(newsroom: Program, form: str) -> None:
    answer = newsroom.get(f"/exports/{form}", params={"story": ferry_of(newsroom)["id"]})
    assert answer.status_code == 200
    assert answer.headers["content-type"] == FORMATS[form].media_type
    disposition = f'attachment; filename="{form}{FORMATS[form].suffix}"'
    assert answer.headers["content-disposition"] == disposition
    assert "secondsource-stale" not in answer.headers
    shown = newsroom.desk.standing(ferry_of(newsroom)["id"])
    assert shown is not None
    written = "".join(export(form, [shown.account], at=START))
    assert TIMES.sub("", answer.text) == TIMES.sub("", written)


def test_every_form_is_described(newsroom: Program) -> None:
    described = newsroom.told("/openapi.json")["paths"]
    (form,) = (
        one for one in described["/exports/{form}"]["get"]["parameters"] if one["name"] == "form"
    )
    assert form["schema"]["enum"] == list(FORMATS)
    (form,) = (
        one
        for one in described["/checks/{check_id}/exports/{form}"]["get"]["parameters"]
        if one["name"] == "form"
    )
    assert form["schema"]["enum"] == list(REVIEW_FORMS)


def test_the_reports_of_an_export_are_taken_in_again_as_they_were(
    newsroom: Program, empty: Program
) -> None:
    story = ferry_of(newsroom)["id"]
    lines = newsroom.get("/exports/jsonl", params={"story": story}).content
    done = empty.done(empty.ask("POST", "/uploads", files=[("files", ("a.jsonl", lines))]))
    told = newsroom.told(f"/stories/{story}")["stories"][0]["reports"]
    assert set(done["result"]["reports"]) == {one["id"] for one in told}


def test_a_story_without_a_brief_is_written_before_it_is_exported(newsroom: Program) -> None:
    both = [ferry_of(newsroom)["id"], bridge_of(newsroom)["id"]]
    newsroom.done(newsroom.get("/exports/stories", params={"story": both}))
    answer = newsroom.get("/exports/stories", params={"story": both})
    assert [json.loads(line)["id"] for line in answer.text.splitlines()] == both


def test_an_export_says_which_stories_have_changed_since(newsroom: Program) -> None:
    both = [ferry_of(newsroom)["id"], bridge_of(newsroom)["id"]]
    heir = newsroom.post("/stories/merge", {"stories": both}).json()["stories"][0]["id"]
    answer = newsroom.get("/exports/md", params={"story": heir})
    assert answer.headers["secondsource-stale"] == heir


def test_no_story_and_no_such_form_are_refused(newsroom: Program) -> None:
    story = ferry_of(newsroom)["id"]
    assert newsroom.get("/exports/md").status_code == 422
    assert newsroom.get("/exports/pdf", params={"story": story}).status_code == 422
    assert newsroom.get("/exports/md", params={"story": "none"}).status_code == 404
    where = {"story": story, "base_url": "javascript:alert(1)"}
    assert newsroom.get("/exports/atom", params=where).status_code == 422


def test_a_feed_of_stories_leads_to_where_they_are_shown(newsroom: Program) -> None:
    story = ferry_of(newsroom)["id"]
    where = {"story": story, "base_url": "https://desk.example/"}
    feed = newsroom.get("/exports/atom", params=where)
    assert ElementTree.fromstring(feed.content).tag.endswith("feed")
    assert "https://desk.example/" in feed.text


@pytest.mark.parametrize("form", REVIEW_FORMS)
def test_a_check_is_exported_in_every_form(newsroom: Program, form: str) -> None:
    check = newsroom.ids["check_id"]
    answer = newsroom.get(f"/checks/{check}/exports/{form}")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == REVIEW_FORMS[form].media_type
    suffix = REVIEW_FORMS[form].suffix
    assert answer.headers["content-disposition"] == f'attachment; filename="grounding{suffix}"'
    assert answer.content == review_file(newsroom.desk.reviews.get(check), form)


def test_an_annotation_of_a_check_stands_on_the_words_of_the_draft(newsroom: Program) -> None:
    check = newsroom.told(f"/checks/{newsroom.ids['check_id']}")
    page = newsroom.told(f"/checks/{check['id']}/exports/annotations")
    assert len(page["items"]) == len(check["findings"])
    for item, finding in zip(page["items"], check["findings"], strict=True):
        quote, place = item["target"]["selector"]
        assert check["draft"][place["start"] : place["end"]] == quote["exact"] == finding["text"]
        assert item["body"][0]["value"] == finding["verdict"]


def test_a_draft_is_checked_by_a_job(newsroom: Program) -> None:
    draft = {
        "draft": "The ferry had 290 passengers.",
        "against": {"stories": [ferry_of(newsroom)["id"]]},
    }
    asked = newsroom.post("/checks", draft)
    check = asked.json()["about"]
    waiting = newsroom.get(f"/checks/{check}")
    assert (waiting.status_code, waiting.headers["location"]) == (202, asked.headers["location"])
    assert newsroom.get(f"/checks/{check}/exports/md").status_code == 202
    assert newsroom.done(asked)["result"]["review"] == check
    (finding,) = newsroom.told(f"/checks/{check}")["findings"]
    assert (finding["verdict"], finding["kind"]) == ("contradicted", "number")
    assert newsroom.ask("DELETE", f"/checks/{check}").status_code == 204
    assert newsroom.get(f"/checks/{check}").status_code == 404


def test_a_check_that_will_never_be_done_says_so(newsroom: Program) -> None:
    draft = {"draft": "Nothing.", "against": {"stories": [ferry_of(newsroom)["id"]]}}
    asked = newsroom.post("/checks", draft).json()
    newsroom.post(f"/jobs/{asked['id']}/cancel")
    answer = newsroom.get(f"/checks/{asked['about']}")
    assert answer.status_code == 409
    assert "cancelled" in answer.json()["detail"]


def test_a_draft_is_checked_against_texts_and_files(newsroom: Program) -> None:
    against = {
        "texts": [{"text": "The quay was closed at dawn.", "outlet": "Quay News"}],
        "files": [{"name": "b.txt", "data": "VGhlIHF1YXkgb3BlbmVkIGF0IG5vb24u"}],
    }
    draft = {"draft": "The quay was closed.", "against": against}
    done = newsroom.done(newsroom.post("/checks", draft))
    told = newsroom.told(f"/checks/{done['about']}")
    assert len(told["reports"]) == 2
    assert told["findings"][0]["verdict"] == "supported"


def test_nothing_to_check_it_against_is_refused(newsroom: Program) -> None:
    for against in ({}, {"stories": ["none"]}, {"files": [{"name": "a", "data": "%"}]}):
        body = {"draft": "The quay was closed.", "against": against}
        assert newsroom.post("/checks", body).status_code in (404, 422)
    assert newsroom.get(f"{PATH}").status_code == 404
