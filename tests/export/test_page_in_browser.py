"""The HTML page in a real browser: citations, keyboard, accessibility, and no request made."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from markdown_it import MarkdownIt
from playwright.sync_api import Browser, Page, sync_playwright

from secondsource.export.atom import atom_feed
from secondsource.export.markdown import brief_markdown
from secondsource.export.page import brief_page, check_page
from secondsource.records.brief import BriefAnswer
from tests.build import PUBLISHED
from tests.cli.build_accounts import (
    ASIDE,
    COURIER,
    WIRE,
    brief_answer,
    check_answer,
    parted_answer,
    passage,
)
from tests.export.hostile import HOSTILE_STRINGS, hostile_account

CHROMIUM = Path("/usr/bin/chromium")
pytestmark = pytest.mark.skipif(
    not CHROMIUM.exists(), reason=f"needs a browser: install Debian's chromium ({CHROMIUM})"
)
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"]
PHONE = {"width": 390, "height": 844}
LAPTOP = {"width": 1100, "height": 760}


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
    (folder / "parts.html").write_text(check_page(parted_answer()), encoding="utf-8")
    for name, page in hostile_pages().items():
        (folder / f"{name}.html").write_text(page, encoding="utf-8")
    return {path.stem: path.as_uri() for path in folder.iterdir()}


def hostile_pages() -> dict[str, str]:
    """What exports make of every hostile string, as a page that holds back no script of its own."""
    stories = [hostile_account(words, at) for at, words in enumerate(HOSTILE_STRINGS)]
    answer = BriefAnswer(tuple(stories), ())
    unguarded = brief_page(answer).replace("Content-Security-Policy", "No-Policy")
    feed = "".join(atom_feed(stories, at=PUBLISHED)).partition("?>")[2]
    rendered = MarkdownIt("gfm-like", {"linkify": False}).render(brief_markdown(answer))
    bare = "<!DOCTYPE html><meta charset=utf-8><link rel=icon href='data:,'>"
    return {"hostile": unguarded, "feed": f"{bare}{feed}", "markdown": f"{bare}{rendered}"}


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


@pytest.mark.parametrize("name", ["hostile", "feed", "markdown"])
def test_nothing_of_a_report_runs_or_loads(opener: Opener, name: str) -> None:
    page = opener(name).page
    assert page.evaluate("typeof window.ran") == "undefined"
    for address in page.locator("a").evaluate_all("links => links.map(link => link.protocol)"):
        assert address in ("file:", "https:")


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


@pytest.mark.parametrize("name", ["brief", "check", "parts"])
def test_nothing_is_wider_than_the_smallest_phone(opener: Opener, name: str) -> None:
    opened = opener(name, viewport={"width": 320, "height": 640})
    assert opened.page.evaluate("document.documentElement.scrollWidth") <= 320


def test_evidence_for_a_sentence_leads_to_its_passage(opener: Opener) -> None:
    opened = opener("check")
    finding = opened.page.locator(".card.contradicted")
    finding.get_by_role("link", name="Ansel Courier").click()
    assert opened.lit() == "Three cars fell into the Ansel"


LIT_IN_DRAFT = """() => [...document.querySelectorAll(".words .sentence")]
    .filter(one => getComputedStyle(one).backgroundColor !== "rgba(0, 0, 0, 0)")
    .map(one => one.querySelector("bdi").textContent)"""


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_choosing_a_sentence_marks_it_and_what_is_said_of_it(opener: Opener, script: bool) -> None:
    opened = opener("check", java_script_enabled=script, viewport=LAPTOP)
    opened.page.get_by_role("link", name="Nine cars fell into the river.").click()
    opened.page.mouse.move(0, 0)
    chosen = opened.page.locator(".card:target")
    assert "Contradicted (number)" in chosen.inner_text()
    assert chosen.bounding_box()["y"] < LAPTOP["height"]  # type: ignore[index]
    assert opened.page.evaluate(LIT_IN_DRAFT) == ["Nine cars fell into the river."]


def test_only_the_part_at_fault_is_underlined(opener: Opener) -> None:
    opened = opener("parts")
    assert opened.page.locator(".words .fault").all_text_contents() == [
        "nine cars fell into the river",
        "Ilse Brandt, the harbour master",
        "“We will rebuild it by spring,” said Pau Serrat.",
    ]


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_what_is_fine_can_be_left_out(opener: Opener, script: bool) -> None:
    opened = opener("check", java_script_enabled=script)
    opened.page.get_by_label("Show only what needs attention").check()
    assert [card.is_visible() for card in opened.page.locator(".card").all()] == [
        False, True, True,
    ]  # fmt: skip
    opened.page.get_by_role("link", name="A barge full of gravel").click()
    assert opened.page.locator("#s1").is_visible()


def test_n_and_p_lead_through_what_needs_attention(opener: Opener) -> None:
    opened = opener("check")
    opened.page.locator(".words a").first.focus()
    walked = []
    for key in "nnnpp":
        opened.page.keyboard.press(key)
        walked.append(opened.page.evaluate("document.activeElement.id"))
    assert walked == ["s2", "s3", "s3", "s2", "s2"]


def test_letters_do_nothing_outside_the_findings(opener: Opener) -> None:
    opened = opener("check")
    opened.page.locator("h1").click()
    opened.page.keyboard.press("n")
    assert opened.page.url.endswith("check.html")


def test_choosing_a_sentence_keeps_the_focus_on_its_finding(opener: Opener) -> None:
    opened = opener("check", viewport=LAPTOP)
    opened.page.locator("#s2 a.cite").first.click()
    assert opened.page.locator("#reports").is_visible()
    opened.page.locator("#d3").click()
    assert opened.page.evaluate("document.activeElement.id") == "s3"
    opened.page.locator("#reports").wait_for(state="hidden")


@pytest.mark.parametrize(("width", "beside"), [(800, True), (790, False)])
def test_draft_and_findings_stand_side_by_side_where_there_is_room(
    opener: Opener, width: int, beside: bool
) -> None:
    opened = opener("check", viewport={"width": width, "height": 900})
    boxes = [opened.page.locator(name).bounding_box() for name in (".draft", ".evidence")]
    assert boxes[0] and boxes[1]
    assert (boxes[0]["x"] + boxes[0]["width"] <= boxes[1]["x"]) is beside


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    "viewport",
    [{"width": 1400, "height": 900}, LAPTOP, PHONE],
    ids=["desk", "laptop", "phone"],
)
@pytest.mark.parametrize("name", ["brief", "check", "parts"])
def test_axe_finds_no_barrier(
    opener: Opener, name: str, viewport: dict[str, int], scheme: str
) -> None:
    opened = opener(name, viewport=viewport, color_scheme=scheme, reduced_motion="reduce")
    opened.page.locator("a.cite").first.click()
    found = Axe().run(opened.page).response["violations"]
    assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in found] == []
