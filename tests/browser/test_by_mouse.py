"""What a journalist does at the desk, with the mouse, from three reports to a checked draft."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.adding import WRITTEN_WITHIN, add_by_mouse
from tests.browser.conftest import Opening
from tests.browser.reports import BRIDGE, BRIDGE_DRAFT, COURIER, REPRINT, WIRE
from tests.browser.screen import Screen
from tests.browser.served import Served


@pytest.fixture(scope="module")
def story(desk: Served, opening: Opening, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of the story of three reports that were added by the form."""
    screen = opening(viewport={"width": 1400, "height": 900})
    address = add_by_mouse(screen, desk, tmp_path_factory.mktemp("files"), BRIDGE)
    assert screen.complaints == []
    return address.split("?")[0]


def test_three_reports_make_one_story_of_two_independent_origins(
    screen: Screen, desk: Served, story: str
) -> None:
    screen.go(desk("/"))
    (row,) = screen.page.locator(".story-row", has_text="Tolvane").all()
    expect(row).to_contain_text("Tolvane Bridge")
    expect(row).to_contain_text("2 independent + 1 more")
    assert row.locator("svg.picture-small title").text_content() == (
        "2 independent reports and 1 reprint, 12 March 2025"
    )


def test_a_citation_leads_to_its_passage_lit_and_in_sight(screen: Screen, story: str) -> None:
    screen.go(story)
    line = screen.page.locator("#brief [data-line]", has_text="Seven people were taken").first
    line.locator("a.cite").first.click()
    screen.expect_lit("Seven people were taken to hospital")
    expect(screen.page.locator("#passage")).to_be_in_viewport()
    expect(screen.page).to_have_url(re.compile(r"[?&]start=\d+&end=\d+"))


def test_a_lit_passage_can_be_passed_on_as_an_address(screen: Screen, story: str) -> None:
    screen.go(story)
    screen.page.locator("#brief a.cite").first.click()
    said = screen.lit()
    expect(screen.page).to_have_url(re.compile("start="))
    screen.go(screen.page.url)
    assert screen.lit() == said


def test_back_goes_from_a_passage_to_the_brief(screen: Screen, story: str) -> None:
    screen.go(story)
    screen.page.locator("#brief a.cite").first.click()
    expect(screen.page).to_have_url(re.compile("start="))
    screen.page.go_back()
    expect(screen.page).to_have_url(story)


def test_a_conflict_stands_side_by_side_with_a_passage_of_each(screen: Screen, story: str) -> None:
    screen.go(story)
    sides = screen.page.locator(".disputed .contrast", has_text="cars").first.locator(".side")
    expect(sides).to_have_count(2)
    left, right = sides.all()
    assert {"Five cars fell into the Ansel" in side.inner_text() for side in (left, right)} == {
        True,
        False,
    }
    boxes = [side.bounding_box() for side in (left, right)]
    assert boxes[0] and boxes[1]
    assert abs(boxes[0]["y"] - boxes[1]["y"]) < 2
    assert boxes[0]["x"] + boxes[0]["width"] <= boxes[1]["x"] + 1


def test_each_side_of_a_conflict_leads_to_its_own_passage(screen: Screen, story: str) -> None:
    screen.go(story)
    contrast = screen.page.locator(".disputed .contrast", has_text="cars").first
    for words in ("Three cars fell", "Five cars fell"):
        cite = contrast.locator(".side", has_text=words).locator("a.cite").first
        cite.click()
        screen.expect_lit(words)
        expect(cite).to_have_attribute("aria-current", "true")


def test_a_mark_of_a_picture_leads_to_the_passage(screen: Screen, story: str) -> None:
    screen.go(f"{story}/pictures")
    screen.page.locator("#main a[href*='start=']").first.click()
    assert screen.lit()


def test_the_tree_of_copies_puts_the_reprint_under_the_wire(screen: Screen, story: str) -> None:
    screen.go(f"{story}/pictures")
    tree = screen.page.locator("figure", has_text="Who copied whom")
    names = tree.locator("svg.pic a").evaluate_all("all => all.map(a => a.ariaLabel)")
    assert [name.split(",")[0] for name in names] == [WIRE.outlet, REPRINT.outlet]


def test_a_draft_is_checked_with_the_evidence_beside_each_sentence(
    screen: Screen, story: str
) -> None:
    page = screen.page
    screen.go(story)
    page.get_by_role("link", name="Check a draft").click()
    page.get_by_label("Text", exact=True).fill(BRIDGE_DRAFT)
    page.get_by_role("button", name="Check the draft").click()
    findings = page.locator("[data-finding]")
    expect(findings.first).to_be_visible(timeout=WRITTEN_WITHIN)
    contradicted = page.locator("article.finding.contradicted")
    expect(contradicted).to_have_count(1)
    expect(contradicted).to_contain_text("cars fell into the Ansel")
    expect(page.locator(".finding.not_found")).to_have_count(1)
    contradicted.get_by_role("button", name="Accept").click()
    expect(page.locator("article.finding.is-accepted .chip")).to_have_text("Accepted")


def test_a_report_that_is_split_off_comes_back_when_that_is_undone(
    screen: Screen, desk: Served, story: str
) -> None:
    page = screen.page
    screen.go(story)
    page.get_by_role("link", name="Why grouped").click()
    page.get_by_label(f"Choose {COURIER.outlet}").check()
    page.get_by_role("button", name="Split the chosen reports off").click()
    expect(page.get_by_role("status").filter(has_text="Done:")).to_be_visible()
    screen.go(desk("/"))
    rows = page.locator(".story-row", has_text="Tolvane")
    expect(rows).to_have_count(2)
    page.go_back()
    page.get_by_role("button", name="Undo").first.click()
    expect(page.get_by_role("status").filter(has_text="Undone:")).to_be_visible()
    screen.go(desk("/"))
    expect(rows).to_have_count(1)
