"""Every page of the desk: axe has nothing to say, nothing overflows, and a picture of each is kept.

The pictures go to the folder that `SECONDSOURCE_SCREENSHOTS` names, `build/screenshots` without.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Page

from secondsource.records.brief import Account
from secondsource.records.change import Change, ChangeKind
from secondsource.records.job import JobDone
from secondsource.records.people import Scope
from secondsource.records.summary import StoryFilter
from tests.browser.conftest import Opening
from tests.browser.filled import AT, filling, put_feed, put_job, put_story
from tests.browser.reports import BRIDGE, as_report
from tests.browser.screen import Screen
from tests.browser.served import Served, served
from tests.cli.build_accounts import ACCOUNT, COURIER, WIRE, check_answer, passage
from tests.export.hostile import hostile_account
from tests.web.pictures.build_pictures import large
from tests.web.reviewed import reviewed, waiting

ROOT = Path(__file__).parents[2]
LAPTOP = {"width": 1280, "height": 800}
PHONE = {"width": 320, "height": 640}
WALL = {"width": 1920, "height": 1080}
RTL = "انهار جسر تولفان بعد اصطدام بارجة محملة بالحصى به ليلة الثلاثاء، وسقطت ثلاث سيارات في النهر."
CHANGES = (
    Change("one", ChangeKind.DISPUTED, "3 cars / 5 cars in the river", "point-2", (),
           (passage(COURIER, "Three cars fell into the Ansel"),
            passage(WIRE, "Five cars plunged into the river"))),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Shelf:
    """A served desk with one of everything, and the addresses of all its pages by name."""

    desk: Served
    pages: dict[str, str]


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shelf]:
    folder = tmp_path_factory.mktemp("shelf")
    with filling(folder / "desk.db") as desk:
        desk.store.add_reports([as_report(one) for one in BRIDGE], at=AT)
        desk.round()  # why they are grouped can be told of those alone that were really grouped
        ((grouped, *_), _) = desk.stories()
        put_story(desk, ACCOUNT, changes=((), CHANGES))
        put_story(desk, _named(large(24, 9), "story-large"))
        put_story(desk, leftward())
        put_feed(desk, "https://ansel-courier.example/feed", "Ansel Courier")
        desk.views.put("Bridges", StoryFilter(text="bridge"), user_id="")
        desk.people.add_token("Layout machine", scopes=(Scope.READ,), expires=None)
        done = JobDone(
            reports=(COURIER.id,),
            stories=(ACCOUNT.story.id,),
            set_aside=(("notes.pdf", "is no text: save it as text"),),
        )
        job = put_job(desk, done)
        check = reviewed(desk, check_answer()).id
        awaited = waiting(desk, title="Not checked yet").id
    story = f"/stories/{ACCOUNT.story.id}"
    cite = passage(WIRE, "Five cars plunged into the river")
    pages = {
        "stories": "/",
        "stories-filtered": "/?q=bridge&disputed=yes",
        "stories-none": "/?q=nothing-is-like-that",
        "story": story,
        "story-passage": f"{story}?report={WIRE.id}&start={cite.start}&end={cite.end}",
        "story-source": f"{story}/sources/{WIRE.id}",
        "story-pictures": f"{story}/pictures",
        "story-changes": f"{story}/changes",
        "story-why": f"/stories/{grouped.id}/why",
        "story-large": "/stories/story-large",
        "story-large-pictures": "/stories/story-large/pictures",
        "story-rtl": "/stories/story-rtl",
        "story-rtl-pictures": "/stories/story-rtl/pictures",
        "checks": "/checks",
        "check-new": f"/checks/new?story={ACCOUNT.story.id}",
        "check": f"/checks/{check}",
        "check-waiting": f"/checks/{awaited}",
        "add": "/add",
        "jobs": "/jobs",
        "job": f"/jobs/{job}",
        "feeds": "/feeds",
        "account": "/account",
        "keys": "/keys",
        "sign-in": "/sign-in",
        "not-found": "/stories/there-is-none",
    }
    with served(folder, "--no-workers") as desk_open:
        yield Shelf(desk_open, pages)


def leftward() -> Account:
    """A story in Arabic."""
    account = _named(hostile_account(RTL), "story-rtl")
    reports = tuple(replace(report, language="ar") for report in account.reports)
    return replace(account, reports=reports)


def _named(account: Account, name: str) -> Account:
    story = replace(account.story, id=name)
    return replace(account, story=story, brief=replace(account.brief, story_id=name))


NAMES = (
    "stories", "stories-filtered", "stories-none", "story", "story-passage", "story-source",
    "story-pictures", "story-changes", "story-why", "story-large", "story-large-pictures",
    "story-rtl", "story-rtl-pictures", "checks", "check-new", "check", "check-waiting", "add",
    "jobs", "job", "feeds", "account", "keys", "sign-in", "not-found",
)  # fmt: skip


@pytest.fixture(scope="module")
def folder() -> Path:
    made = Path(os.environ.get("SECONDSOURCE_SCREENSHOTS") or ROOT / "build" / "screenshots")
    made.mkdir(parents=True, exist_ok=True)
    return made


@pytest.fixture(scope="module")
def window(opening: Opening) -> Screen:
    """One window for all pages: a new one for each would take longer than looking at it."""
    return opening(viewport=LAPTOP, color_scheme="light", reduced_motion="reduce")


def violations(page: Page, **options: Any) -> list[str]:
    """What axe finds wrong, each with where."""
    found = Axe().run(page, options=options or None).response["violations"]
    return [
        f"{one['impact']} {one['id']}: {one['help']} at {one['nodes'][0]['html'][:160]}"
        for one in found
    ]


@pytest.mark.parametrize("name", NAMES)
def test_a_page_is_accessible_fits_every_screen_and_is_kept_as_a_picture(
    window: Screen, shelf: Shelf, folder: Path, name: str
) -> None:
    page = window.page
    page.set_viewport_size(LAPTOP)  # type: ignore[arg-type]
    page.emulate_media(color_scheme="light", media="screen")
    window.complaints.clear()
    window.go(shelf.desk(shelf.pages[name]))
    window.keep(folder, f"{name}-light")
    found = violations(page)
    page.emulate_media(color_scheme="dark")
    window.keep(folder, f"{name}-dark")
    # Nothing but its colours differs in the dark.
    found += [f"dark: {one}" for one in violations(page, runOnly=["color-contrast"])]
    page.emulate_media(color_scheme="light")
    overflowing = []
    for kind, size in (("narrow", PHONE), ("wide", WALL)):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        window.keep(folder, f"{name}-{kind}")
        across = page.evaluate("document.documentElement.scrollWidth")
        overflowing += [f"{kind}: {across} pixels"] if across > size["width"] else []
    assert (found, overflowing) == ([], [])
    expected = ["error: Failed to load resource"] if name == "not-found" else []
    assert [one for one in window.complaints if not one.startswith(tuple(expected) or "-")] == []


@pytest.mark.parametrize("name", ["story", "story-large", "story-rtl", "check", "story-pictures"])
def test_a_page_is_printed_without_what_is_only_for_the_screen(
    window: Screen, shelf: Shelf, folder: Path, name: str
) -> None:
    page = window.page
    page.set_viewport_size(LAPTOP)  # type: ignore[arg-type]
    page.emulate_media(color_scheme="dark", media="print")
    window.go(shelf.desk(shelf.pages[name]))
    window.keep(folder, f"{name}-print")
    shown = page.locator(".masthead nav, .search, .menu, .skip, button").evaluate_all(
        "all => all.filter(one => one.checkVisibility()).map(one => one.outerHTML.slice(0, 120))"
    )
    ink = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.emulate_media(media="screen")
    assert shown == []
    assert ink in ("rgb(255, 255, 255)", "rgba(0, 0, 0, 0)")


@pytest.mark.parametrize("name", ["stories", "story", "check"])
def test_an_open_menu_lies_inside_a_narrow_screen(window: Screen, shelf: Shelf, name: str) -> None:
    page = window.page
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    window.go(shelf.desk(shelf.pages[name]))
    for menu in page.locator(".menu").all():
        menu.locator("summary").first.click()
        body = menu.locator(".menu-body").first.bounding_box()
        assert body is not None
        assert body["x"] >= 0
        assert body["x"] + body["width"] <= PHONE["width"]
        menu.locator("summary").first.click()


def test_every_page_that_has_a_name_is_looked_at(shelf: Shelf) -> None:
    assert set(NAMES) == set(shelf.pages)
