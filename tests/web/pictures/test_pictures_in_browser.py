"""Pictures in a real browser: words as wide as they were thought to be, legible, accessible."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Browser, Page, sync_playwright

from secondsource.export.safe import on_page
from secondsource.records.brief import Account
from secondsource.web import pictures as package
from secondsource.web.pictures import pictures, small_coverage
from tests.cli.build_accounts import ACCOUNT
from tests.export.hostile import HOSTILE_STRINGS, hostile_account
from tests.web.pictures.build_pictures import large
from tests.web.pictures.test_small_coverage import THREE

CHROMIUM = Path("/usr/bin/chromium")
pytestmark = pytest.mark.skipif(
    not CHROMIUM.exists(), reason=f"needs a browser: install Debian's chromium ({CHROMIUM})"
)
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"]
STATIC = Path(package.__file__).parent.parent / "static"
POLICY = "default-src 'none'; style-src 'self' file:; base-uri 'none'"
# Words that touch others of the same picture, or that leave it; those set aslant are left out.
COLLISIONS = """() => [...document.querySelectorAll('svg.pic')].flatMap(svg => {
    const all = svg.getBoundingClientRect();
    const boxes = [...svg.querySelectorAll('text')]
        .filter(text => text.textContent.trim() && !text.closest('[transform]'))
        .map(text => [text.textContent, text.getBoundingClientRect()]);
    const found = boxes.filter(([, b]) => b.left < all.left - 1 || b.right > all.right + 1
        || b.top < all.top - 2 || b.bottom > all.bottom + 1).map(([words]) => 'leaves: ' + words);
    boxes.forEach(([one, a], at) => boxes.slice(at + 1).forEach(([other, b]) => {
        if (a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 4
            && b.top < a.bottom - 4) found.push(one + ' touches ' + other);
    }));
    return found;
})"""
RTL = "انهار جسر تولفان بعد اصطدام بارجة محملة بالحصى به ليلة الثلاثاء وسقطت ثلاث سيارات في النهر"
STORIES: dict[str, Callable[[], list[Account]]] = {
    "small": lambda: [ACCOUNT],
    "large": lambda: [large(60, 20)],
    "leftward": lambda: [hostile_account(RTL)],
    "hostile": lambda: [hostile_account(words, at) for at, words in enumerate(HOSTILE_STRINGS)],
}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as driver:
        launched = driver.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield launched
        launched.close()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Pages of pictures beside the styles of the desk."""
    made = tmp_path_factory.mktemp("pictures")
    for name in ("desk.css", "pictures.css"):
        shutil.copy(STATIC / name, made)
    for name, accounts in STORIES.items():
        (made / f"{name}.html").write_text(page_of(accounts()), encoding="utf-8")
    return made


def page_of(accounts: list[Account]) -> str:
    drawn = [picture.markup for account in accounts for picture in pictures(account)]
    small = [small_coverage(account.story.id, THREE) for account in accounts]
    return (
        "<!DOCTYPE html><html lang=en data-theme=auto><meta charset=utf-8><title>Pictures</title>"
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
        "<link rel=stylesheet href=desk.css><link rel=stylesheet href=pictures.css>"
        f"<main><h1>Pictures</h1>{''.join(small)}{''.join(drawn)}</main></html>"
    )


def opened(browser: Browser, path: Path, **options: Any) -> tuple[Page, list[str]]:
    """A page and whatever it complains about."""
    page = browser.new_context(bypass_csp=False, **options).new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(path.as_uri())
    return page, complaints


@pytest.mark.parametrize("name", STORIES)
def test_words_stay_apart_and_inside_as_a_browser_sets_them(
    browser: Browser, folder: Path, name: str
) -> None:
    page, complaints = opened(browser, folder / f"{name}.html")
    assert page.locator("svg.pic text").count() > 10
    assert page.evaluate(COLLISIONS) == []
    assert complaints == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["small", "large", "leftward"])
def test_axe_has_nothing_to_say(browser: Browser, folder: Path, name: str, scheme: str) -> None:
    page, _ = opened(browser, folder / f"{name}.html", color_scheme=scheme)
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    found = Axe().run(page).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"][:200]) for one in found] == []


def test_a_narrow_screen_scrolls_pictures_and_not_the_page(browser: Browser, folder: Path) -> None:
    page, _ = opened(browser, folder / "large.html", viewport={"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert page.evaluate("document.querySelector('.pic-scroll').scrollWidth") > 320
    # As large as on a wide screen: it scrolls instead of shrinking.
    assert (
        page.locator("svg.pic text").first.evaluate("t => getComputedStyle(t).fontSize") == "11px"
    )


def test_words_written_to_the_left_begin_at_the_left_edge_of_their_place(
    browser: Browser, folder: Path
) -> None:
    page, _ = opened(browser, folder / "leftward.html")
    text = page.locator("svg.pic text[direction=rtl]").first
    assert RTL.startswith(on_page(text.text_content() or "").removesuffix("…").strip()[:20])
    place = float(text.get_attribute("x") or "nan")
    left = text.evaluate("t => t.getBBox().x")
    assert left == pytest.approx(place, abs=3)
