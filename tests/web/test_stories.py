"""The list of stories: what it shows of each, and how it is asked for fewer."""

from urllib.parse import urlencode

import pytest

from secondsource.desk.running import RunningDesk
from secondsource.records.people import Scope
from tests.web.conftest import Browse
from tests.web.elements import Element, page
from tests.web.ferry import ferry_story, hebrew_story

PART = {"HX-Request": "true", "HX-Target": "found"}


def headlines(shown: Element) -> list[str]:
    return [one.words for one in shown.all("h2") if list(one.all("a"))]


def test_a_story_is_told_by_what_it_rests_on_and_what_changed_last(
    browse: Browse, ferry: RunningDesk
) -> None:
    shown = page(browse(ferry).get("/").text)
    row = next(one for one in shown.all("li", data_line="") if "Ferry" in one.words)
    assert "2 independent + 1 more" in row.words
    assert "2 disputed" in row.words
    assert row.one("p", class_="newest").words.startswith("Newly disputed: ")
    assert row.one("a").attributes["href"] == f"/stories/{ferry_story(ferry)}"


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"q": "divers SEARCHED"}, ["Ferry strikes harbour bridge of Vellmark"]),
        ({"q": "no such words"}, []),
        ({"outlet": "coast wire"}, ["Ferry strikes harbour bridge of Vellmark"]),
        ({"name": "Brandt"}, ["Ferry strikes harbour bridge of Vellmark"]),
        ({"disputed": "yes"}, ["Ferry strikes harbour bridge of Vellmark"]),
        ({"disputed": "no"}, ["גשר הנמל"]),
        ({"origins": "2"}, ["Ferry strikes harbour bridge of Vellmark"]),
        ({"since": "2026-03-04"}, ["גשר הנמל"]),
        ({"until": "2026-03-03"}, ["Ferry strikes harbour bridge of Vellmark"]),
    ],
)
def test_every_field_of_the_filter_keeps_what_it_says(
    browse: Browse, ferry: RunningDesk, asked: dict[str, str], found: list[str]
) -> None:
    browser = browse(ferry)
    address = f"/?{urlencode(asked)}"
    assert headlines(page(browser.get(address).text)) == found
    assert headlines(page(browser.get(address, headers=PART).text)) == found


def test_what_was_typed_stays_in_the_form(browse: Browse, ferry: RunningDesk) -> None:
    shown = page(browse(ferry).get("/?q=%22%3E%3Cb%3E&outlet=Lamp").text)
    assert shown.one("input", id="filter-q").attributes["value"] == '"><b>'
    assert shown.one("input", id="filter-outlet").attributes["value"] == "Lamp"


@pytest.mark.parametrize(
    ("asked", "field"),
    [("since=tomorrow", "since"), ("until=2026-13-01", "until"), ("origins=-1", "origins")],
)
def test_a_field_that_cannot_be_read_says_so_and_hides_nothing(
    browse: Browse, ferry: RunningDesk, asked: str, field: str
) -> None:
    shown = page(browse(ferry).get(f"/?{asked}").text)
    assert shown.one("p", id=f"wrong-{field}").words
    assert shown.one("input", id=f"filter-{field}").attributes["aria-invalid"] == "true"
    assert len(headlines(shown)) == 2


def test_a_script_learns_the_address_without_empty_fields(
    browse: Browse, ferry: RunningDesk
) -> None:
    answer = browse(ferry).get("/?q=ferry&name=&outlet=&origins=", headers=PART)
    assert answer.headers["HX-Push-Url"] == "/?q=ferry"


def test_the_list_goes_on_where_the_page_ends(
    browse: Browse, ferry: RunningDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("secondsource.web.stories.ON_A_PAGE", 1)
    browser = browse(ferry)
    first = page(browser.get("/").text)
    following = first.one("a", rel="next").attributes["href"]
    second = page(browser.get(following).text)
    assert len(headlines(first)) == len(headlines(second)) == 1
    assert headlines(first) != headlines(second)
    assert not list(second.all("a", rel="next"))


def test_a_cursor_of_somebody_else_is_refused_on_a_page(browse: Browse, ferry: RunningDesk) -> None:
    assert browse(ferry).get("/?after=x").status_code == 422


def test_a_view_is_kept_by_name_for_the_one_who_saved_it(
    browse: Browse, ferry: RunningDesk
) -> None:
    ada, ben = browse(ferry, "Ada"), browse(ferry, "Ben")
    kept = ada.post("/views", data={"view": "Quays & <b>", "q": "ferry", "disputed": "yes"})
    assert str(kept.url).endswith("/?q=ferry&disputed=yes")
    view = next(one for one in page(kept.text).all("span", class_="view") if "Quays" in one.words)
    assert view.one("a").attributes["aria-current"] == "true"
    assert view.one("bdi").text == "Quays & <b>"
    assert "Quays" not in ben.get("/?q=ferry&disputed=yes").text
    forget = view.one("form").attributes["action"]
    assert ben.post(forget).status_code == 404
    assert "Quays" not in ada.post(forget).text


def test_who_may_not_order_stories_is_offered_no_merging(
    browse: Browse, ferry: RunningDesk
) -> None:
    shown = page(browse(ferry, "Eve", (Scope.READ,)).get("/").text)
    assert not list(shown.all("input", type="checkbox"))


def test_a_desk_with_nothing_on_it_says_what_to_do(browse: Browse, desk: RunningDesk) -> None:
    shown = page(browse(desk).get("/").text)
    assert shown.one("a", class_="main").attributes["href"] == "/add"


def test_a_story_of_one_report_is_listed_before_anything_is_written_of_it(
    browse: Browse, ferry: RunningDesk
) -> None:
    shown = page(browse(ferry).get("/").text)
    row = next(
        one
        for one in shown.all("li", data_line="")
        if one.one("a").attributes["href"].endswith(hebrew_story(ferry))
    )
    assert "1 report" in row.words
    assert "No brief yet" in row.words
