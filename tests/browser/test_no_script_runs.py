"""Words that try to run, in every field, on every page and in every export: none of them runs.

A script that ran would open a dialog, mark the window or be stopped by the pages' policy, which
would report it: nothing of that may happen, and nothing that could run may stand in a page.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import pytest
from markdown_it import MarkdownIt
from playwright.sync_api import expect

from secondsource.export.formats import FORMATS
from tests.browser.conftest import Opening
from tests.browser.hostile_desk import GROUPED, TOGETHER, Filled, fill
from tests.browser.payloads import PAYLOADS
from tests.browser.screen import Screen
from tests.browser.served import Served, served

# What would run, load or style something if it stood in a page.
FAULTS = """() => [...document.querySelectorAll('*')].flatMap(one => {
    const found = one.getAttributeNames()
        .filter(name => /^on|^hx-on|^style$|^srcdoc$|^formaction$/.test(name))
        .map(name => `${one.tagName} ${name}`);
    if (/^(iframe|object|embed|base|foreignobject|animate|set)$/i.test(one.tagName))
        found.push(one.tagName);
    if (/^(script|link|img|source)$/i.test(one.tagName)) {
        const from = one.src || one.href || '';
        if (typeof from === 'string' && from && !from.startsWith(location.origin + '/static/')
            && !from.startsWith('data:,')) found.push(`${one.tagName} ${from}`);
        if (one.tagName === 'SCRIPT' && one.textContent && location.protocol !== 'file:')
            found.push('SCRIPT with words');
    }
    const href = one.getAttribute('href') ?? one.getAttribute('xlink:href') ?? '';
    if (!/^(\\/(?!\\/)|#|https?:\\/\\/|data:,|\\?|$)/i.test(href)) found.push(`href ${href}`);
    return found;
})"""
RAN = "() => [window.ran, ...(window.broken || [])].filter(Boolean).map(String)"


@dataclass(frozen=True, slots=True)
class Hostile:
    """A served desk full of payloads."""

    desk: Served
    filled: Filled


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hostile]:
    folder = tmp_path_factory.mktemp("hostile")
    filled = fill(folder / "desk.db")
    with served(folder, "--no-workers") as desk:
        yield Hostile(desk, filled)


@pytest.fixture(scope="module")
def window(opening: Opening) -> Screen:
    return opening(viewport={"width": 1280, "height": 800})


def faults(window: Screen, address: str) -> list[str]:
    """All that is wrong with a page: what ran, what was stopped, what could have run."""
    window.complaints.clear()
    window.page.goto(address)
    return [*standing(window), *_complaints(window)]


def standing(window: Screen) -> list[str]:
    """The same of the page as it stands now."""
    return [*window.page.evaluate(RAN), *window.page.evaluate(FAULTS)]


def _complaints(window: Screen) -> list[str]:
    # That a page is not there, or that a word is no date, is no fault.
    refused = re.compile(
        r"error: Failed to load resource: .* status of 4\d\d|.* does not conform", re.S
    )
    return [one for one in window.complaints if not refused.match(one)]


def test_there_are_payloads_enough() -> None:
    active = [one for one in PAYLOADS if "ran=1" in one or "bad.example" in one]
    assert len(PAYLOADS) >= 100
    assert len(active) >= 80


def test_a_payload_would_be_noticed_if_it_ran(opening: Opening, tmp_path: Path) -> None:
    window = opening()
    page = tmp_path / "open.html"
    page.write_text("<!DOCTYPE html><meta charset=utf-8><img src=x onerror=window.ran=1>", "utf-8")
    window.page.goto(page.as_uri())
    window.page.wait_for_function("window.ran === 1")
    assert "1" in standing(window)
    assert "IMG onerror" in standing(window)


@pytest.mark.parametrize("page", ["", "/pictures", "/changes", "/why"])
def test_nothing_runs_on_the_pages_of_stories(window: Screen, hostile: Hostile, page: str) -> None:
    found = {}
    for account in hostile.filled.stories:
        address = hostile.desk(f"/stories/{account.story.id}{page}")
        if wrong := faults(window, address):
            found[address] = wrong
    assert found == {}


def test_nothing_runs_where_a_passage_is_lit(window: Screen, hostile: Hostile) -> None:
    found = {}
    for account in hostile.filled.stories:
        story = hostile.desk(f"/stories/{account.story.id}")
        report = account.reports[0]
        wrong = faults(window, f"{story}/sources/{report.id}")
        wrong += faults(window, f"{story}?report={report.id}&start=0&end={len(report.text)}")
        window.page.locator("#brief a.cite").last.click()
        expect(window.page.locator("#brief a.cite").last).to_have_attribute("aria-current", "true")
        if wrong := [*wrong, *standing(window)]:
            found[story] = wrong
    assert found == {}


def test_nothing_runs_on_a_page_that_tells_why_reports_are_grouped(
    window: Screen, hostile: Hostile
) -> None:
    address = hostile.desk(f"/stories/{hostile.filled.grouped}")
    assert faults(window, f"{address}/why") == []
    assert window.page.locator(".why-list > li").count() > len(GROUPED) / 2
    assert faults(window, address) == []


def test_nothing_runs_on_the_pages_of_checked_drafts(window: Screen, hostile: Hostile) -> None:
    found = {}
    for review in hostile.filled.reviews:
        address = hostile.desk(f"/checks/{review}")
        wrong = faults(window, address)
        window.page.locator("article.finding a.quote").first.press("Enter")
        expect(window.page.locator("#source article")).to_be_visible(timeout=30_000)
        wrong += standing(window)
        wrong += faults(window, hostile.desk(f"/checks/new?again={review}"))
        if wrong:
            found[address] = wrong
    assert found == {}


@pytest.mark.parametrize("page", ["/", "/checks", "/jobs", "/feeds", "/account", "/add", "/keys"])
def test_nothing_runs_on_lists_of_all_that_others_named(
    window: Screen, hostile: Hostile, page: str
) -> None:
    assert faults(window, hostile.desk(page)) == []
    further = window.page.locator("a[rel=next], a:has-text('Older')")
    while further.count():
        assert faults(window, further.first.evaluate("one => one.href")) == []


def test_nothing_runs_where_files_are_named_that_could_not_be_read(
    window: Screen, hostile: Hostile
) -> None:
    assert faults(window, hostile.desk(f"/jobs/{hostile.filled.job}")) == []
    assert window.page.locator(".aside li").count() >= len(PAYLOADS) - 1


def test_nothing_runs_of_what_an_address_says(window: Screen, hostile: Hostile) -> None:
    found = {}
    for at in range(0, len(PAYLOADS), TOGETHER):
        words = quote(" ".join(PAYLOADS[at : at + TOGETHER])[:1500], safe="")
        for page in (f"/?q={words}&outlet={words}&since={words}", f"/stories/{words[:300]}",
                     f"/checks/new?story={words}", f"/jobs?after={words}"):  # fmt: skip
            if wrong := faults(window, hostile.desk(page)):
                found[page] = wrong
    assert found == {}


def test_exports_are_files_and_no_pages(window: Screen, hostile: Hostile, opening: Opening) -> None:
    story = hostile.filled.stories[0].story.id
    review = hostile.filled.reviews[0]
    addresses = [f"/exports/{form}?story={story}" for form in FORMATS]
    window.page.goto(hostile.desk(f"/checks/{review}"))
    addresses += window.page.locator(".exports a").evaluate_all(
        "all => all.map(one => one.getAttribute('href'))"
    )
    for address in [*addresses, "/feeds.opml"]:
        answer = window.page.request.get(hostile.desk(address))
        assert answer.status == 200, address
        assert answer.headers["content-disposition"].startswith("attachment"), address
        assert answer.headers["x-content-type-options"] == "nosniff", address


def test_nothing_runs_in_an_export_that_a_browser_opens(
    window: Screen, hostile: Hostile, tmp_path: Path
) -> None:
    found = {}
    for address, name in exports(window, hostile):
        text = window.page.request.get(hostile.desk(address)).body().decode()
        path = tmp_path / name
        path.write_text(as_page(text) if path.suffix == ".html" and "md" in name else text, "utf-8")
        window.complaints.clear()
        window.page.goto(path.as_uri())
        if wrong := [*window.page.evaluate(RAN), *_complaints(window)]:
            found[address] = wrong
    assert found == {}


def exports(window: Screen, hostile: Hostile) -> Iterator[tuple[str, str]]:
    """Exports that a browser would show, each with a name that makes it do so."""
    shown = {"html": "html", "atom": "xml", "md": "md.html"}
    for account in hostile.filled.stories:
        for form, suffix in shown.items():
            name = account.story.id
            yield f"/exports/{form}?story={name}", f"{name}-{form}.{suffix}"
    for review in hostile.filled.reviews:
        yield f"/checks/{review}/export/html", f"{review}.html"
    yield "/feeds.opml", "feeds.xml"


def as_page(text: str) -> str:
    """Markdown as a page of a tool that knows GitHub's."""
    rendered = MarkdownIt("gfm-like", {"linkify": False}).render(text)
    return f"<!DOCTYPE html><meta charset=utf-8><link rel=icon href='data:,'>{rendered}"
