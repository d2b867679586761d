"""The page of a story: what it says is what the brief says, and every link leads where it says."""

from urllib.parse import parse_qs, urlsplit

import pytest

from secondsource.desk.running import RunningDesk
from secondsource.export.safe import on_page
from secondsource.records.evidence import Passage
from secondsource.records.people import Scope
from secondsource.records.story import Relation
from tests.web.conftest import Browse
from tests.web.elements import Element, page
from tests.web.ferry import HEBREW, ferry_story, hebrew_story

WORDS = {
    Relation.AGREE: "agrees",
    Relation.CONFLICT: "contradicts",
    Relation.UPDATE: "changes",
    Relation.SINGLE: "alone",
}
PART = {"HX-Request": "true", "HX-Target": "source"}


def passage_of(address: str) -> Passage:
    asked = parse_qs(urlsplit(address).query)
    return Passage(asked["report"][0], int(asked["start"][0]), int(asked["end"][0]))


def lit(shown: Element) -> str:
    """All that is lit, in order."""
    return "".join(one.text for one in shown.all("mark", class_="lit"))


@pytest.mark.parametrize("headers", [{}, PART], ids=["without a script", "with one"])
def test_every_citation_lights_the_very_characters_that_it_names(
    browse: Browse, ferry: RunningDesk, headers: dict[str, str]
) -> None:
    browser = browse(ferry)
    shown = page(browser.get(f"/stories/{ferry_story(ferry)}").text)
    links = {
        one.attributes["href"]
        for one in shown.all("a", data_part="source")
        if one.attributes["href"].endswith("#passage")
    }
    account = ferry.standing(ferry_story(ferry))
    assert account is not None
    cited = {cite for line in account.account.brief.lines[:9] for cite in line.cites}
    assert cited <= {passage_of(link) for link in links}
    for link in links:
        passage = passage_of(link)
        text = ferry.report(passage.report_id).text[passage.start : passage.end]
        part = page(browser.get(link, headers=headers).text)
        assert lit(part) == on_page(text)
        assert part.one(id="passage").tag == "mark"


def test_the_page_holds_the_text_of_no_other_report(browse: Browse, ferry: RunningDesk) -> None:
    story = ferry.story(ferry_story(ferry))
    for report_id in story.report_ids:
        shown = page(browse(ferry).get(f"/stories/{story.id}?report={report_id}").text)
        texts = [one.text for one in shown.all("div", class_="text")]
        assert texts == [on_page(ferry.report(report_id).text)]


def test_a_script_is_given_the_part_that_it_asks_for_and_no_more(
    browse: Browse, ferry: RunningDesk
) -> None:
    part = page(browse(ferry).get(f"/stories/{ferry_story(ferry)}", headers=PART).text)
    assert [one.tag for one in part.inside if isinstance(one, Element)] == ["article"]


@pytest.mark.parametrize(
    "asked", ["start=5&end=5", "start=9&end=2", "start=-1&end=4", "start=a&end=b", "end=99999"]
)
def test_a_passage_that_there_is_not_is_told_of_and_no_other_is_lit(
    browse: Browse, ferry: RunningDesk, asked: str
) -> None:
    story = ferry.story(ferry_story(ferry))
    address = f"/stories/{story.id}?report={story.report_ids[0]}&start=0&{asked}"
    shown = page(browse(ferry).get(address).text)
    assert lit(shown) == ""
    assert "no such passage" in shown.one(id="passage").words


def test_a_passage_beyond_the_text_is_told_of(browse: Browse, ferry: RunningDesk) -> None:
    story = ferry.story(ferry_story(ferry))
    report = ferry.report(story.report_ids[0])
    address = f"/stories/{story.id}?report={report.id}&start=3&end={len(report.text) + 1}"
    assert "no such passage" in page(browse(ferry).get(address).text).one(id="passage").words


def test_a_report_that_is_in_another_story_is_shown_there(
    browse: Browse, ferry: RunningDesk
) -> None:
    home = hebrew_story(ferry)
    other = ferry.story(home).report_ids[0]
    answer = browse(ferry).get(f"/stories/{ferry_story(ferry)}?report={other}&start=0&end=4")
    assert answer.url.path == f"/stories/{home}"
    assert answer.url.query == f"report={other}&start=0&end=4".encode()


def test_a_report_that_there_is_not_is_not_found(browse: Browse, ferry: RunningDesk) -> None:
    assert browse(ferry).get(f"/stories/{ferry_story(ferry)}?report=none").status_code == 404


def test_the_matrix_tells_the_truth_of_the_alignment(browse: Browse, ferry: RunningDesk) -> None:
    standing = ferry.standing(ferry_story(ferry))
    assert standing is not None
    account = standing.account
    claims = {claim.id: claim for claim in account.alignment.claims}
    table = page(browse(ferry).get(f"/stories/{ferry_story(ferry)}").text).one(
        "table", class_="matrix"
    )
    heads = list(table.one("thead").all("th"))[1:]
    numbers = [int(one.one("span", class_="number").text) for one in heads]
    order = [account.reports[number - 1].id for number in numbers]
    assert sorted(order) == sorted(one.id for one in account.reports)
    for point in account.alignment.points:
        row = table.one("tr", id=f"point-{point.id}")
        for report_id, cell in zip(order, row.all("td"), strict=True):
            on = [
                side.value.casefold()
                for side in point.sides
                if any(claims[one].said_in.report_id == report_id for one in side.claim_ids)
            ]
            assert (WORDS[point.relation] in cell.words) is bool(on)
            assert ("silent" in cell.words) is not bool(on)
            if len(point.sides) > 1:
                assert sorted(on) == sorted(sides_named(row, cell))


def sides_named(row: Element, cell: Element) -> list[str]:
    """The values of the sides that a cell names by number."""
    values = [one.one("bdi").words.casefold() for one in row.one("th").all("li")]
    marks = (one.words for one in cell.all("span", class_="side-number"))
    return [values[int(one.removeprefix("side ")) - 1] for one in marks]


def test_a_reprint_stands_beside_its_origin_and_is_marked(
    browse: Browse, ferry: RunningDesk
) -> None:
    shown = page(browse(ferry).get(f"/stories/{ferry_story(ferry)}").text)
    heads = [one.words for one in shown.one("table", class_="matrix").one("thead").all("th")]
    assert heads == [
        "Point",
        "1 Coast Wire",
        "2 The Evening Lamp reprint",
        '3 <script>alert("1")</script>',
    ]


def test_a_conflict_stands_side_by_side_with_both_passages_and_its_kind(
    browse: Browse, ferry: RunningDesk
) -> None:
    shown = page(browse(ferry).get(f"/stories/{ferry_story(ferry)}").text)
    contrast = next(
        one for one in shown.all("div", class_="contrast") if "214 passengers" in one.words
    )
    assert "figures differ" in contrast.words
    sides = list(contrast.all("div", class_="side"))
    quotes = [{quote.text for quote in side.all("q")} for side in sides]
    assert any("190 passengers" in " ".join(some) for some in quotes)
    assert any("214 passengers" in " ".join(some) for some in quotes)
    assert any("only Coast Wire + 1 reprint" in side.words for side in sides)


def test_what_one_source_alone_says_names_it(browse: Browse, ferry: RunningDesk) -> None:
    shown = page(browse(ferry).get(f"/stories/{ferry_story(ferry)}").text)
    line = next(one for one in shown.all("li", data_line="") if "Divers searched" in one.words)
    assert "only Coast Wire + 1 reprint" in line.words


def test_what_would_turn_text_round_is_shown_and_not_obeyed(
    browse: Browse, ferry: RunningDesk
) -> None:
    story = ferry.story(ferry_story(ferry))
    shown = browse(ferry).get(f"/stories/{story.id}?report={story.report_ids[2]}").text
    assert not set("\u202e\u202c").intersection(shown)
    text = page(shown).one("div", class_="text")
    assert "\ufffdterror\ufffd" in text.text
    assert text.attributes["dir"] == "auto"


def test_a_report_without_a_brief_is_read_at_once_and_its_brief_is_asked_for(
    browse: Browse, ferry: RunningDesk
) -> None:
    shown = page(browse(ferry).get(f"/stories/{hebrew_story(ferry)}").text)
    text = shown.one("div", class_="text")
    assert (text.attributes["lang"], text.attributes["dir"]) == ("he", "auto")
    assert text.text == on_page(HEBREW)
    (job,), _ = ferry.jobs.list()
    assert shown.one(data_events=f"/jobs/{job.id}/events")
    assert job.about == hebrew_story(ferry)


def test_a_story_with_its_newest_brief_asks_for_no_work(browse: Browse, ferry: RunningDesk) -> None:
    browse(ferry).get(f"/stories/{ferry_story(ferry)}")
    assert ferry.jobs.list() == ((), None)


def test_a_report_that_the_brief_does_not_tell_of_yet_can_be_read(
    browse: Browse, ferry: RunningDesk
) -> None:
    story, new = ferry_story(ferry), hebrew_story(ferry)
    report_id = ferry.story(new).report_ids[0]
    ferry.merge([story, new], briefs=False)
    shown = page(browse(ferry).get(f"/stories/{story}?report={report_id}").text)
    assert shown.one("div", class_="text").text == on_page(HEBREW)
    assert "A newer brief is being written." in shown.words
    assert len(list(shown.one("select", id="report").all("option"))) == 4


def test_a_page_that_stands_is_not_sent_again(browse: Browse, ferry: RunningDesk) -> None:
    browser = browse(ferry)
    address = f"/stories/{ferry_story(ferry)}"
    tag = browser.get(address).headers["etag"]
    assert browser.get(address, headers={"If-None-Match": tag}).status_code == 304


def test_a_story_that_was_merged_away_leads_to_its_heir_with_what_was_asked(
    browse: Browse, ferry: RunningDesk
) -> None:
    gone = hebrew_story(ferry)
    heir = ferry.merge([ferry_story(ferry), gone], briefs=False).id
    lost = gone if heir != gone else ferry_story(ferry)
    answer = browse(ferry).get(f"/stories/{lost}?version=1", follow_redirects=False)
    assert answer.headers["location"] == f"/stories/{heir}?version=1"


def test_an_earlier_version_can_be_read_and_says_that_it_is_one(
    browse: Browse, ferry: RunningDesk
) -> None:
    story = ferry_story(ferry)
    ferry.split(story, [ferry.story(story).report_ids[1]])
    shown = page(browse(ferry).get(f"/stories/{story}?version=1").text)
    assert "This is an earlier version." in shown.words
    assert len(list(shown.one("table", class_="matrix").one("thead").all("th"))) == 4


def test_what_one_has_seen_is_told_to_nobody_else(browse: Browse, ferry: RunningDesk) -> None:
    ada, ben = browse(ferry, "Ada"), browse(ferry, "Ben")
    story = ferry_story(ferry)
    ada.post(f"/stories/{story}/seen", data={"number": "1"})
    ferry.split(story, [ferry.story(story).report_ids[1]])
    assert "Since your last visit" in ada.get(f"/stories/{story}").text
    assert "Since your last visit" not in ben.get(f"/stories/{story}").text
    assert "changed since your visit" in ada.get("/").text
    assert "changed since your visit" not in ben.get("/").text
    ada.post(f"/stories/{story}/seen", data={"number": "2"})
    assert "Since your last visit" not in ada.get(f"/stories/{story}").text


def test_no_version_is_seen_before_it_is_written(browse: Browse, ferry: RunningDesk) -> None:
    story = ferry_story(ferry)
    browse(ferry).post(f"/stories/{story}/seen", data={"number": "999"})
    assert ferry.last_visits("", [story]) == {story: 1}


def test_who_may_not_read_sees_no_story(browse: Browse, ferry: RunningDesk) -> None:
    answer = browse(ferry, "Eve", (Scope.CHECK,)).get(f"/stories/{ferry_story(ferry)}")
    assert answer.status_code == 403
    assert "Vellmark" not in answer.text
