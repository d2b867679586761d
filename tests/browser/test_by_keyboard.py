"""What a journalist does at the desk, by keyboard alone: all of it, no key but those it names."""

import pytest
from playwright.sync_api import expect

from tests.browser.adding import WRITTEN_WITHIN, add_by_keyboard
from tests.browser.conftest import Opening
from tests.browser.reports import HERALD, MILL, MILL_DRAFT
from tests.browser.screen import Screen
from tests.browser.served import Served


@pytest.fixture(scope="module")
def story(desk: Served, opening: Opening, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of the story of three reports that were added without a mouse."""
    screen = opening(viewport={"width": 1400, "height": 900})
    address = add_by_keyboard(screen, desk, tmp_path_factory.mktemp("files"), MILL)
    assert screen.complaints == []
    return address.split("?")[0]


def to_line(screen: Screen, words: str) -> None:
    """Press `j` until the keyboard is at the line of the brief with these words."""
    for _ in range(40):
        screen.page.keyboard.press("j")
        if words in screen.focus()["words"]:
            return
    raise AssertionError(f"j never came to {words!r}; it is at {screen.focus()}")


def test_the_first_thing_the_keyboard_comes_to_skips_what_every_page_has(
    screen: Screen, story: str
) -> None:
    screen.go(story)
    screen.page.keyboard.press("Tab")
    assert screen.focus()["href"] == "#main"
    screen.page.keyboard.press("Enter")
    assert screen.focus()["id"] == "main"


def test_a_citation_leads_to_its_passage_lit_and_back_to_itself(screen: Screen, story: str) -> None:
    screen.go(story)
    to_line(screen, "Two workers were injured")
    screen.tab_to(tag="A", href="report=")
    cited = screen.focus()["href"]
    screen.page.keyboard.press("Enter")
    screen.expect_lit("Two workers were injured")
    expect(screen.page.locator("#passage")).to_be_in_viewport()
    assert screen.focus()["id"] == "passage"
    screen.page.keyboard.press("Escape")
    assert screen.focus()["href"] == cited


def test_brackets_walk_through_the_evidence_of_a_line(screen: Screen, story: str) -> None:
    screen.go(story)
    to_line(screen, "Two workers were injured")
    reports = []
    for _ in range(3):
        before = screen.page.url
        screen.page.keyboard.press("]")
        screen.page.wait_for_function("before => location.href !== before", arg=before)
        screen.expect_lit("Two workers were injured")
        reports.append(screen.page.locator("#source [data-report]").get_attribute("data-report"))
    assert len(set(reports)) == 3
    screen.page.keyboard.press("[")
    shown = screen.page.locator("#source [data-report]")
    expect(shown).to_have_attribute("data-report", reports[1] or "")


def test_a_conflict_is_read_side_by_side_with_a_passage_of_each(screen: Screen, story: str) -> None:
    screen.go(story)
    to_line(screen, "firefighters")
    line = screen.page.locator("[data-line].current")
    expect(line.locator(".side")).to_have_count(2)
    lit = set()
    for side in ("Forty", "Ninety"):
        place = line.locator(".side", has_text=f"{side} firefighters").locator("a.cite").first
        href = place.get_attribute("href") or ""
        screen.tab_to(tag="A", href=href)
        screen.page.keyboard.press("Enter")
        screen.expect_lit(f"{side} firefighters")
        lit.add(screen.lit())
        screen.page.keyboard.press("Escape")
        to_top(screen)
    assert len(lit) == 2


def to_top(screen: Screen) -> None:
    """Go back to the top of the brief by its key."""
    screen.page.keyboard.press("1")


def test_keys_are_listed_by_a_key_and_the_list_is_left_by_escape(
    screen: Screen, story: str
) -> None:
    screen.go(story)
    screen.page.keyboard.press("?")
    expect(screen.page.locator("dialog#keys")).to_be_visible()
    screen.page.keyboard.press("Escape")
    expect(screen.page.locator("dialog#keys")).to_be_hidden()


def test_a_slash_leads_to_the_search_which_finds_the_story(
    screen: Screen, desk: Served, story: str
) -> None:
    screen.go(desk("/"))
    screen.page.keyboard.press("/")
    screen.page.keyboard.type("Hollin")
    screen.page.keyboard.press("Enter")
    expect(screen.page.locator(".story-row")).to_have_count(1)
    expect(screen.page.locator(".story-row")).to_contain_text("Hollin Mill")


def test_a_draft_is_checked_and_each_finding_reached_by_j(screen: Screen, story: str) -> None:
    page, keys = screen.page, screen.page.keyboard
    screen.go(story)
    screen.tab_to(tag="A", href="/checks/new")
    keys.press("Enter")
    page.wait_for_url("**/checks/new*")
    screen.tab_to(id="draft")
    keys.insert_text(MILL_DRAFT)
    screen.tab_to(tag="BUTTON", words="Check the draft")
    keys.press("Enter")
    expect(page.locator("[data-finding]").first).to_be_visible(timeout=WRITTEN_WITHIN)
    keys.press("j")
    assert "contradicted" in screen.focus()["words"].lower()
    keys.press("a")
    expect(page.locator("article.finding.is-accepted")).to_have_count(1)
    keys.press("j")
    assert "not found" in screen.focus()["words"].lower()
    keys.press("d")
    expect(page.locator("article.finding.is-dismissed")).to_have_count(1)


def test_a_report_is_split_off_and_the_split_undone(screen: Screen, story: str) -> None:
    page, keys = screen.page, screen.page.keyboard
    screen.go(f"{story}/why")
    to_line(screen, HERALD.outlet)
    keys.press("x")
    expect(page.get_by_label(f"Choose {HERALD.outlet}")).to_be_checked()
    screen.tab_to(tag="BUTTON", words="Split the chosen reports off")
    keys.press("Enter")
    expect(page.get_by_role("status").filter(has_text="Done:")).to_be_visible()
    screen.tab_to(tag="BUTTON", words="Undo")
    keys.press("Enter")
    expect(page.get_by_role("status").filter(has_text="Undone:")).to_be_visible()
    screen.go(f"{story}/why")
    expect(page.locator(".why-list > li")).to_have_count(3)
