"""A draft is handed in, checked, shown, gone through, taken along and forgotten on pages."""

import json
import re
from html import unescape

import pytest
from starlette.testclient import TestClient

from secondsource.desk.running import RunningDesk
from secondsource.errors import NotFound
from secondsource.records.people import Scope
from secondsource.records.review import RemarkState
from secondsource.store.columns import UNSTORABLE
from tests.cli.build_accounts import ASIDE, check_answer, parted_answer
from tests.desk.conftest import Hand
from tests.desk.told import FERRY_OTHER_TEXT, FERRY_TEXT
from tests.export.hostile import HOSTILE_STRINGS, hostile_check
from tests.web.conftest import Browse
from tests.web.reading import Page
from tests.web.reviewed import reviewed, waiting, work

NOTHING = {"files": ("", b"")}
PART = {"HX-Request": "true"}


@pytest.fixture
def browser(browse: Browse, desk: RunningDesk) -> TestClient:
    return browse(desk)


def handed_in(browser: TestClient, **fields: object) -> Page:
    """The page after a draft was handed in."""
    return Page(browser.post("/checks/new", data=fields, files=NOTHING).text)


def test_a_draft_is_checked_against_pasted_reports_and_its_contradiction_quoted(
    browser: TestClient, desk: RunningDesk
) -> None:
    given = {
        "title": "Ferry",
        "draft": "The ferry Anneke ran aground with 260 passengers on board.",
        "pasted_text": ["\n\n".join(FERRY_TEXT), "\n\n".join(FERRY_OTHER_TEXT)],
        "pasted_title": ["Aground", "Stranded"],
        "pasted_outlet": ["The Harbour Courier", "Gazette of the Isles"],
        "pasted_published": ["2025-10-16T12:00", ""],
        "pasted_url": ["", ""],
    }
    sent = browser.post("/checks/new", data=given, files=NOTHING)
    assert sent.history[0].status_code == 303
    assert re.fullmatch(r"/checks/[0-9a-f]+", sent.url.path)
    assert "being checked" in sent.text
    work(desk)
    page = Page(browser.get(sent.url.path).text)
    assert "214 passengers" in page.words
    assert "260 passengers" in page.words
    assert "The Harbour Courier" in page.words


def test_what_was_typed_is_kept_when_something_is_wrong_and_each_fault_leads_to_its_field(
    browser: TestClient,
) -> None:
    typed = {"draft": "", "title": "My <title>", "addresses": "https://ok.example\nno address"}
    answer = browser.post("/checks/new", data=typed, files=NOTHING)
    page = Page(answer.text)
    assert answer.status_code == 422
    assert page.having("id", "title")[0]["value"] == "My <title>"
    assert "no address" in page.words
    for field in ("draft", "addresses"):
        (attrs,) = page.having("id", field)
        assert attrs["aria-invalid"] == "true"
        assert f"{field}-wrong" in attrs["aria-describedby"].split()
        assert page.having("id", f"{field}-wrong")
        assert page.having("href", f"#{field}")


def test_a_draft_without_anything_to_check_it_against_is_not_taken(browser: TestClient) -> None:
    page = handed_in(browser, draft="A barge struck the bridge.")
    assert "Choose what to check it against" in page.words
    assert page.having("id", "sources")


def test_a_story_that_there_is_not_is_told_in_the_form(browser: TestClient) -> None:
    page = handed_in(browser, draft="A barge struck.", story="0123456789abcdef")
    assert "not on the desk any more" in page.words
    assert "A barge struck." in page.words


def test_the_file_of_a_draft_takes_the_place_of_the_text(
    browser: TestClient, desk: RunningDesk
) -> None:
    files = {"draft_file": ("draft.md", b"From the file.")}
    given = {"draft": "Typed.", "pasted_text": "\n".join(FERRY_TEXT)}
    given |= {f"pasted_{name}": "" for name in ("title", "outlet", "published", "url")}
    sent = browser.post("/checks/new", data=given, files=files)
    assert desk.reviews.get(sent.url.path.rpartition("/")[2]).draft == "From the file."


def test_a_file_that_is_no_draft_leaves_what_was_typed(browser: TestClient) -> None:
    files = {"draft_file": ("draft.docx", b"PK\x03\x04\xff")}
    answer = browser.post("/checks/new", data={"draft": "Typed.", "title": "T"}, files=files)
    assert answer.status_code == 422
    assert "save it as plain text" in answer.text
    assert "Typed." in answer.text


def test_a_search_for_stories_keeps_what_was_typed_and_faults_nothing(browser: TestClient) -> None:
    answer = browser.post(
        "/checks/new", data={"draft": "", "title": "T", "search": "x", "find": "1"}, files=NOTHING
    )
    assert answer.status_code == 200
    assert 'aria-invalid="true"' not in answer.text
    assert 'value="T"' in answer.text


def test_a_draft_that_waits_shows_how_far_it_is_and_looks_again_without_a_script(
    browser: TestClient, desk: RunningDesk
) -> None:
    review = waiting(desk, draft="Not <b>yet</b> checked.")
    page = Page(browser.get(f"/checks/{review.id}").text)
    assert page.having("data-events", f"/jobs/{review.job_id}/events")
    assert page.having("http-equiv", "refresh")
    assert "Not <b>yet</b> checked." in page.words


def test_a_check_that_was_cancelled_says_so_and_can_be_done_again(
    browser: TestClient, desk: RunningDesk
) -> None:
    review = waiting(desk)
    desk.jobs.cancel(review.job_id or "")
    page = Page(browser.get(f"/checks/{review.id}").text)
    assert "could not be checked" in page.words
    assert page.having("href", f"/checks/new?again={review.id}")
    assert not page.having("http-equiv", "refresh")


def test_a_check_whose_job_is_forgotten_can_still_be_done_again(
    browser: TestClient, desk: RunningDesk, clock: Hand
) -> None:
    review = waiting(desk)
    desk.jobs.cancel(review.job_id or "")
    clock.forward(days=90)
    assert desk.jobs.forget_old() == 1
    page = Page(browser.get(f"/checks/{review.id}").text)
    assert page.having("href", f"/checks/new?again={review.id}")


def test_a_verdict_is_told_by_a_sign_and_a_word_at_the_sentence_and_at_its_finding(
    browser: TestClient, desk: RunningDesk
) -> None:
    review = reviewed(desk, parted_answer(ASIDE))
    page = Page(browser.get(f"/checks/{review.id}").text)
    for number, word in ((1, "Contradicted (number)"), (3, "Not found")):
        (sentence,) = page.having("id", f"d{number}")
        assert sentence["href"] == f"#f{number}"
        assert page.having("id", f"f{number}")
        assert page.words.count(word) >= 2
    assert {"✗", "≠", "?"} <= {one.strip("\u2060 ") for one in page.said}
    assert ASIDE.reason[1:] in page.words


def test_the_half_of_a_sentence_that_is_wrong_is_marked_and_the_other_is_not(
    browser: TestClient, desk: RunningDesk
) -> None:
    text = browser.get(f"/checks/{reviewed(desk, parted_answer()).id}").text
    faults = re.findall(r'<span class="fault contradicted">([^<]*)</span>', text)
    assert [unescape(one) for one in faults] == ["nine cars fell into the river"]


def test_a_quotation_leads_to_its_exact_characters_in_the_report(
    browser: TestClient, desk: RunningDesk
) -> None:
    page = Page(browser.get(f"/checks/{reviewed(desk, parted_answer()).id}").text)
    quotes = page.having("class", "quote")
    assert quotes
    for quote in quotes:
        text = browser.get(quote["href"]).text
        (lit,) = re.findall(r'<mark id="chosen"[^>]*>([^<]*)</mark>', text)
        assert unescape(lit) in page.words


def test_a_place_that_is_not_in_the_report_is_said_to_be_none(
    browser: TestClient, desk: RunningDesk
) -> None:
    review = reviewed(desk, parted_answer())
    assert review.answer is not None
    there = f"/checks/{review.id}/sources/{review.answer.reports[0].id}"
    for asked in ("?start=5&end=999999", "?start=x&end=y", "?start=9&end=3"):
        answer = browser.get(there + asked)
        assert answer.status_code == 200
        assert 'id="chosen"' not in answer.text
        assert "not in this report" in answer.text
    assert browser.get(f"/checks/{review.id}/sources/none").status_code == 404


def test_a_decision_is_kept_and_leads_back_to_its_finding(
    browser: TestClient, desk: RunningDesk
) -> None:
    review = reviewed(desk, parted_answer())
    given = {"state": "accepted", "note": " nine it is not ", "show": "open"}
    answer = browser.post(f"/checks/{review.id}/findings/0", data=given)
    assert str(answer.url).endswith(f"/checks/{review.id}?show=open#f1")
    (remark,) = desk.reviews.get(review.id).remarks
    assert (remark.finding, remark.state, remark.note) == (
        0,
        RemarkState.ACCEPTED,
        "nine it is not",
    )


def test_a_script_gets_the_one_finding_and_the_counts(
    browser: TestClient, desk: RunningDesk
) -> None:
    review = reviewed(desk, parted_answer())
    given = {"state": "dismissed", "note": "", "show": "all"}
    answer = browser.post(f"/checks/{review.id}/findings/2", data=given, headers=PART)
    page = Page(answer.text)
    assert [attrs["id"] for attrs in page.having("data-finding", "")] == ["f3"]
    assert "Dismissed" in page.words
    assert "2 Still open" in page.words
    assert "<html" not in answer.text


def test_a_note_alone_leaves_the_decision_as_it_is(browser: TestClient, desk: RunningDesk) -> None:
    review = reviewed(desk, parted_answer())
    there = f"/checks/{review.id}/findings/1"
    browser.post(there, data={"state": "dismissed", "note": ""})
    browser.post(there, data={"note": "asked the harbour"})
    (remark,) = desk.reviews.get(review.id).remarks
    assert (remark.state, remark.note) == (RemarkState.DISMISSED, "asked the harbour")


@pytest.mark.parametrize("number", ["3", "-1", "99999999999999999999"])
def test_a_finding_that_there_is_not_is_refused(
    browser: TestClient, desk: RunningDesk, number: str
) -> None:
    review = reviewed(desk, parted_answer())
    answer = browser.post(f"/checks/{review.id}/findings/{number}", data={"state": "accepted"})
    assert answer.status_code == 422
    assert desk.reviews.get(review.id).remarks == ()


@pytest.mark.parametrize("show", ["contradicted", "open", "not_found", "contested"])
def test_a_filter_hides_findings_and_never_the_draft(
    browser: TestClient, desk: RunningDesk, show: str
) -> None:
    review = reviewed(desk, parted_answer())
    page = Page(browser.get(f"/checks/{review.id}?show={show}").text)
    assert {"d1", "d2", "d3"} <= set(page.values("id"))
    shown = [attrs["id"] for attrs in page.having("data-finding", "")]
    kept = {"contradicted": ["f1"], "not_found": ["f3"], "contested": ["f2"]}
    assert shown == kept.get(show, ["f1", "f2", "f3"])


def test_every_form_of_export_has_the_remarks_and_is_saved_not_shown(
    browser: TestClient, desk: RunningDesk
) -> None:
    review = reviewed(desk, parted_answer(), title='Brücke "/../" <b>')
    desk.reviews.remark(review.id, 0, RemarkState.DISMISSED, "the mayor told us", user_id="")
    for form in ("html", "md", "json", "sarif"):
        answer = browser.get(f"/checks/{review.id}/export/{form}")
        assert answer.headers["content-disposition"] == f'attachment; filename="brucke-b.{form}"'
        assert "the mayor told us" in answer.text
    assert json.loads(browser.get(f"/checks/{review.id}/export/json").text)["remarks"] == [
        {
            "finding": 0,
            "state": "dismissed",
            "note": "the mayor told us",
            "user": "",
            "at": "2025-10-16T14:00:00+00:00",
        }
    ]
    assert browser.get(f"/checks/{review.id}/export/exe").status_code == 404


def test_a_review_is_removed_by_a_form_alone(browser: TestClient, desk: RunningDesk) -> None:
    review = reviewed(desk, check_answer())
    assert browser.get(f"/checks/{review.id}/remove").status_code in (404, 405)
    assert "is removed" in browser.post(f"/checks/{review.id}/remove").text
    with pytest.raises(NotFound):
        desk.reviews.get(review.id)


def test_a_review_is_checked_again_with_all_it_was_made_of(
    browser: TestClient, desk: RunningDesk
) -> None:
    files = {"files": ("notes.txt", "\n".join(FERRY_TEXT).encode())}
    given = {"title": "Ferry", "draft": "The ferry ran aground.", "addresses": "https://a.example/"}
    first = browser.post("/checks/new", data=given, files=files).url.path.rpartition("/")[2]
    again = Page(browser.get(f"/checks/new?again={first}").text)
    assert again.having("name", "keep")[0]["value"] == "0"
    assert "notes.txt" in again.words
    second = browser.post(
        "/checks/new", data={**given, "earlier": first, "keep": "0"}, files=NOTHING
    ).url.path.rpartition("/")[2]
    assert second != first
    assert desk.reviews.get(second).against == desk.reviews.get(first).against


def test_the_list_names_what_was_checked_and_what_is_being_checked(
    browser: TestClient, desk: RunningDesk
) -> None:
    reviewed(desk, check_answer(), title="First")
    waiting(desk, title="Second")
    page = Page(browser.get("/checks").text)
    assert page.words.index("Second") < page.words.index("First")
    assert "Waiting to be checked" in page.words


def test_a_team_sees_who_handed_a_draft_in_and_who_decided(
    browse: Browse, desk: RunningDesk
) -> None:
    browser = browse(desk, "Ada")
    given = {"draft": "A barge.", "addresses": "https://a.example"}
    browser.post("/checks/new", data=given, files=NOTHING)
    assert "Ada" in Page(browser.get("/checks").text).words.partition("Checks Check a draft")[2]
    review = reviewed(desk, check_answer())
    page = browser.post(f"/checks/{review.id}/findings/1", data={"state": "accepted", "note": ""})
    assert "Accepted by Ada" in Page(page.text).words


def test_without_the_scope_nothing_of_it_is_shown_or_done(
    browse: Browse, desk: RunningDesk
) -> None:
    review = reviewed(desk, check_answer())
    browser = browse(desk, "Ada", scopes=(Scope.READ, Scope.ADD))
    assert "/checks" not in Page(browser.get("/jobs").text).values("href")
    for address in ("/checks", "/checks/new", f"/checks/{review.id}"):
        assert browser.get(address).status_code == 403
    for address in ("/checks/new", f"/checks/{review.id}/remove"):
        assert browser.post(address, data={}).status_code == 403
    assert browser.post(f"/checks/{review.id}/findings/0", data={}).status_code == 403
    assert desk.reviews.get(review.id).remarks == ()


def test_hostile_words_bring_no_element_and_no_handler_to_any_page(
    browser: TestClient, desk: RunningDesk
) -> None:
    def pages(words: str) -> list[Page]:
        review = reviewed(desk, hostile_check(words), title=words)
        assert review.answer is not None
        desk.reviews.remark(review.id, 0, RemarkState.OPEN, "n" + words, user_id="")
        report = review.answer.reports[0].id
        there = f"/checks/{review.id}"
        asked = (there, f"{there}/sources/{report}", f"/checks/new?again={review.id}")
        return [Page(browser.get(address).text) for address in asked]

    plain = [page.names for page in pages("a plain word")]
    for words in HOSTILE_STRINGS:
        if UNSTORABLE.search(words) or not words.strip():
            continue  # no draft
        for page, expected in zip(pages(words), plain, strict=True):
            assert page.names == expected, words
            assert page.handlers() == []
            assert not [one for one in page.values("href") if not re.match(r"[/#]|https?:", one)]
