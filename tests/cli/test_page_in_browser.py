"""The HTML page in a real browser: citations, keyboard, accessibility, and no request made."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Browser, Page, sync_playwright

from secondsource.cli.page import brief_page, check_page
from tests.cli.build_accounts import (
    ASIDE,
    COURIER,
    WIRE,
    brief_answer,
    check_answer,
    passage,
)

CHROMIUM = Path("/usr/bin/chromium")
pytestmark = pytest.mark.skipif(
    not CHROMIUM.exists(), reason=f"needs a browser: install Debian's chromium ({CHROMIUM})"
)
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"]
PHONE = {"width": 390, "height": 844}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as driver:
        launched = driver.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield launched
        launched.close()


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The addresses of a brief and of a checked draft."""
    folder = tmp_path_factory.mktemp("pages")
    (folder / "brief.html").write_text(brief_page(brief_answer(ASIDE)), encoding="utf-8")
    (folder / "check.html").write_text(check_page(check_answer(ASIDE)), encoding="utf-8")
    return {name: (folder / f"{name}.html").as_uri() for name in ("brief", "check")}


@dataclass
class Opened:
    """A page in the browser, with all that it complained about or asked the network for."""

    page: Page
    complaints: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    def lit(self) -> str:
        """The text that stands out in the reports."""
        return "".join(self.page.locator("mark.lit").all_text_contents())

    def focused(self) -> str:
        """The text of what has the keyboard."""
        return str(self.page.evaluate("document.activeElement.textContent"))


Opener = Callable[..., Opened]


@pytest.fixture
def opener(browser: Browser, pages: dict[str, str]) -> Iterator[Opener]:
    """`opener("brief")` opens that page; the test fails if it complains or asks for anything."""
    opened: list[Opened] = []

    def make(name: str, fragment: str = "", **options: object) -> Opened:
        page = browser.new_context(**options).new_page()  # type: ignore[arg-type]
        page.set_default_timeout(10_000)
        one = Opened(page)
        page.on("console", lambda said: one.complaints.append(said.text))
        page.on("pageerror", lambda error: one.complaints.append(str(error)))
        page.on("request", lambda asked: one.requests.append(asked.url))
        page.goto(pages[name] + fragment)
        opened.append(one)
        return one

    yield make
    for one in opened:
        one.page.context.close()
        assert one.complaints == []
        assert [url for url in one.requests if not url.startswith(("file:", "data:"))] == []


def test_a_click_on_a_citation_lights_its_passage(opener: Opener) -> None:
    opened = opener("brief")
    side = opened.page.locator(".disputed .side").nth(1)
    side.get_by_role("link", name="Meridian Wire").first.click()
    cited = passage(WIRE, "Five cars plunged into the river")
    assert opened.lit() == cited.span.within(WIRE.text)
    assert opened.page.locator("mark.lit").first.is_visible()


def test_every_citation_lights_exactly_its_own_passage(opener: Opener) -> None:
    opened = opener("brief")
    links = opened.page.locator(".side a.cite")
    assert links.count() > 8
    for at in range(links.count()):
        links.nth(at).click()
        quoted = links.nth(at).evaluate("a => a.closest('li').querySelector('q').textContent")
        assert opened.lit() == quoted


def test_a_passage_after_an_emoji_is_lit_to_the_character(opener: Opener) -> None:
    opened = opener("brief")
    line = opened.page.locator(".single li", has_text="The bridge <was built> in 1931.")
    line.locator("a.cite").click()
    assert opened.lit() == "The bridge <was built> in 1931"


def test_a_passage_that_another_crosses_is_lit_whole(opener: Opener) -> None:
    opened = opener("brief")
    opened.page.locator(".timeline a.cite").click()
    assert opened.lit() == "struck the Tolvane Bridge at 23:40 on Tuesday"
    assert opened.page.locator("mark.lit").count() > 1


def test_a_citation_turns_to_the_report_it_is_in(opener: Opener) -> None:
    opened = opener("brief")
    opened.page.locator(".changed .side").nth(1).locator("a.cite").click()
    shown = opened.page.locator(".report:visible .outlet")
    assert shown.all_text_contents() == ["4 The Lowland Post"]


def test_the_keyboard_alone_leads_to_a_passage_and_back(opener: Opener) -> None:
    opened = opener("brief")
    keyboard = opened.page.keyboard
    for _ in range(10):
        keyboard.press("Tab")
        if opened.focused() == COURIER.outlet:
            break
    keyboard.press("Enter")
    assert opened.lit() == "A gravel barge struck the Tolvane Bridge"
    assert opened.page.evaluate("document.activeElement.classList.contains('lit')")
    keyboard.press("Escape")
    assert opened.lit() == ""
    assert opened.focused() == COURIER.outlet


def test_focus_can_be_seen(opener: Opener) -> None:
    opened = opener("brief")
    opened.page.keyboard.press("Tab")
    width = "getComputedStyle(document.activeElement).outlineWidth"
    assert opened.page.evaluate(width) == "3px"


def test_an_address_with_a_passage_opens_there(opener: Opener) -> None:
    opened = opener("brief", "#p2")
    assert opened.lit() == "A barge carrying gravel hit the Tolvane Bridge"


def test_the_browsers_back_button_leaves_the_passage(opener: Opener) -> None:
    opened = opener("brief")
    links = opened.page.locator(".confirmed a.cite")
    links.nth(0).click()
    links.nth(1).click()
    opened.page.go_back()
    assert opened.lit() == "A gravel barge struck the Tolvane Bridge"
    opened.page.go_back()
    assert opened.lit() == ""


def test_without_script_a_citation_still_lights_its_passage(opener: Opener) -> None:
    opened = opener("brief", java_script_enabled=False)
    opened.page.locator(".timeline a.cite").click()
    unlit = "rgba(0, 0, 0, 0)"
    colour = "marks => marks.map(mark => getComputedStyle(mark).backgroundColor)"
    marks = opened.page.locator("mark")
    colours = marks.evaluate_all(colour)
    lit = [
        text for text, seen in zip(marks.all_text_contents(), colours, strict=True) if seen != unlit
    ]
    assert "".join(lit) == "struck the Tolvane Bridge at 23:40 on Tuesday"


def test_on_a_phone_the_citation_stays_in_sight(opener: Opener) -> None:
    opened = opener("brief", viewport=PHONE, reduced_motion="reduce")
    for at in range(12):
        link = opened.page.locator("main a.cite").nth(at)
        link.focus()
        opened.page.keyboard.press("Enter")
        cited, panel = link.bounding_box(), opened.page.locator("#reports").bounding_box()
        assert cited and panel
        assert cited["y"] + cited["height"] <= panel["y"]


def test_on_a_phone_the_report_slides_over_and_away(opener: Opener) -> None:
    opened = opener("brief", viewport=PHONE)
    assert not opened.page.locator("#reports").is_visible()
    opened.page.locator(".disputed a.cite").first.click()
    assert opened.page.locator("mark.lit").first.is_visible()
    opened.page.get_by_role("button", name="Back to the text").click()
    opened.page.locator("#reports").wait_for(state="hidden")


@pytest.mark.parametrize("name", ["brief", "check"])
def test_nothing_is_wider_than_a_phone(opener: Opener, name: str) -> None:
    opened = opener(name, viewport=PHONE)
    assert opened.page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_evidence_for_a_sentence_leads_to_its_passage(opener: Opener) -> None:
    opened = opener("check")
    sentence = opened.page.locator(".contradicted")
    sentence.get_by_role("link", name="Ansel Courier").click()
    assert opened.lit() == "Three cars fell into the Ansel"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [{"width": 1280, "height": 900}, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("name", ["brief", "check"])
def test_axe_finds_no_barrier(
    opener: Opener, name: str, viewport: dict[str, int], scheme: str
) -> None:
    opened = opener(name, viewport=viewport, color_scheme=scheme, reduced_motion="reduce")
    opened.page.locator("a.cite").first.click()
    found = Axe().run(opened.page).response["violations"]
    assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in found] == []
