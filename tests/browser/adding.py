"""Three reports on a desk, by the form that a person uses, and the story that comes of them."""

import json
from collections.abc import Sequence
from pathlib import Path

from playwright.sync_api import FileChooser, expect

from tests.browser.reports import Pasted
from tests.browser.screen import Screen
from tests.browser.served import Served

WRITTEN_WITHIN = 90_000  # milliseconds


def as_file(folder: Path, reports: Sequence[Pasted]) -> Path:
    """Reports as a file of JSON lines."""
    path = folder / "wires.jsonl"
    lines = [
        {"outlet": r.outlet, "title": r.title, "published": f"{r.published}Z", "text": r.text}
        for r in reports
    ]
    path.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    return path


def add_by_mouse(screen: Screen, desk: Served, folder: Path, reports: Sequence[Pasted]) -> str:
    """Add the first report as a text and the others as a file; the address of their story."""
    page = screen.page
    first, *others = reports
    screen.go(desk("/"))
    page.get_by_role("link", name="Add", exact=True).click()
    page.get_by_label("Text of the report").fill(first.text)
    page.locator("#pasted_outlet_0").fill(first.outlet)
    page.get_by_label("Title").fill(first.title)
    page.get_by_label("Published (UTC)").fill(first.published)
    page.get_by_label("Reports, archives, lists of feeds").set_input_files(as_file(folder, others))
    page.get_by_role("button", name="Add to the desk").click()
    return to_story(screen)


def add_by_keyboard(screen: Screen, desk: Served, folder: Path, reports: Sequence[Pasted]) -> str:
    """The same without a mouse: Tab, typing, Enter."""
    page, keys = screen.page, screen.page.keyboard
    first, *others = reports
    # Listened to from the start: a browser that is told of it late shows its own window instead.
    asked: list[FileChooser] = []
    page.on("filechooser", lambda chooser: asked.append(chooser))
    screen.go(desk("/"))
    screen.tab_to(tag="A", words="Add", href="/add")
    keys.press("Enter")
    page.wait_for_url("**/add")
    screen.tab_to(id="files")
    for _ in range(5):
        keys.press("Enter")
        page.wait_for_timeout(1_000)
        if asked:
            break
    asked[0].set_files(as_file(folder, others))
    screen.tab_to(id="pasted_text_0")
    keys.insert_text(first.text)
    screen.tab_to(id="pasted_outlet_0")
    keys.type(first.outlet)
    screen.tab_to(id="pasted_title_0")
    keys.type(first.title)
    screen.tab_to(id="pasted_published_0")
    type_moment(screen, first.published)
    screen.tab_to(tag="BUTTON", words="Add to the desk")
    keys.press("Enter")
    page.wait_for_url("**/jobs/*")
    return to_story(screen, by_keyboard=True)


def type_moment(screen: Screen, moment: str) -> None:
    """Type a moment into a field of the browser's own, part by part."""
    day, _, clock = moment.partition("T")
    year, month, date = day.split("-")
    hour = int(clock[:2])
    keys = screen.page.keyboard
    keys.type(f"{month}{date}{year}")
    keys.press("ArrowRight")
    keys.type(f"{(hour - 1) % 12 + 1:02}{clock[3:]}{'PM' if hour >= 12 else 'AM'}")


def to_story(screen: Screen, *, by_keyboard: bool = False) -> str:
    """Wait until a job is done, and go to the story that it gave, once its brief is written."""
    page = screen.page
    story = page.locator("main a.row-title").first
    expect(story).to_be_visible(timeout=WRITTEN_WITHIN)
    if by_keyboard:
        screen.tab_to(tag="A", href="/stories/")
        page.keyboard.press("Enter")
    else:
        story.click()
    page.wait_for_url("**/stories/*")
    await_brief(screen)
    return page.url


def await_brief(screen: Screen) -> None:
    """Wait on the page of a story until its brief tells what is disputed."""
    page = screen.page
    for _ in range(WRITTEN_WITHIN // 500):
        if page.locator("#disputed").is_visible():
            return
        page.wait_for_timeout(500)
        page.reload()
    raise AssertionError(f"no brief was written: {page.locator('main').inner_text()}")
