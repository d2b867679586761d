"""No page runs or styles anything that stands in it, whatever reports and people have written."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from secondsource.desk.running import RunningDesk
from secondsource.export.safe import on_page
from secondsource.records.report import Report
from secondsource.records.summary import StoryFilter
from secondsource.store.columns import UNSTORABLE
from tests.export.hostile import HOSTILE_STRINGS
from tests.web.conftest import Browse
from tests.web.elements import Element, page
from tests.web.ferry import ferry_story, hebrew_story

STORY = ["", "/changes", "/pictures", "/why", "?version=1", "?report={report}&start=3&end=9"]
LEADING = ("href", "src", "action", "xlink:href", "hx-get", "hx-post")
STORABLE = [UNSTORABLE.sub("", one) for one in HOSTILE_STRINGS]
ELSE = ["/", "/?q=%3Cscript%3E&since=x", "/keys", "/stories/none", "/?after=%3Cb%3E"]


def pages(desk: RunningDesk, story: str) -> list[str]:
    report = desk.story(story).report_ids[0]
    of_story = [f"/stories/{story}{one.format(report=report)}" for one in STORY]
    return [*of_story, f"/stories/{story}/sources/{report}"]


def faults(shown: Element) -> Iterator[str]:
    """What the policy of the pages forbids, or would be a script if it did not."""
    for one in shown.all():
        if one.tag == "script" and (one.words or "src" not in one.attributes):
            yield "a script inside the page"
        if one.tag in ("style", "iframe", "object", "embed", "base"):
            yield f"<{one.tag}>"
        for name, value in one.attributes.items():
            if name.startswith("on") or name in ("style", "srcdoc") or name.startswith("hx-on"):
                yield f"{one.tag} {name}"
            if name in LEADING and not re.match(r"(/(?!/)|#|https?://)", value):
                yield f"{one.tag} {name}={value}"


def test_no_page_holds_a_script_or_a_style(browse: Browse, ferry: RunningDesk) -> None:
    browser = browse(ferry)
    addresses = [*ELSE, *pages(ferry, ferry_story(ferry))]
    addresses += pages(ferry, hebrew_story(ferry))[:4]
    for address in addresses:
        assert list(faults(page(browser.get(address).text))) == [], address


@pytest.mark.parametrize("at", range(0, len(STORABLE), 35))
def test_what_hostile_reports_and_people_write_stays_text(
    browse: Browse, desk: RunningDesk, at: int
) -> None:
    some = STORABLE[at : at + 35]
    told = [
        Report.from_text(
            f"{n} {text}", title=text, outlet=text, byline=text, url=text, language="en"
        )
        for n, text in enumerate(some)
    ]
    desk.store.add_reports(told, at=datetime(2026, 3, 3, tzinfo=UTC))
    desk.add([], briefs=False)
    desk.views.put("<script>alert(1)</script>", StoryFilter(text="'\"><script>"), user_id="")
    browser = browse(desk)
    for report in told:
        story = desk.home(report.id)
        assert story is not None
        for address in (f"/stories/{story.id}", f"/stories/{story.id}/why"):
            shown = page(browser.get(f"{address}?report={report.id}").text)
            assert list(faults(shown)) == [], address
        text = page(browser.get(f"/stories/{story.id}?report={report.id}").text)
        assert text.one("div", class_="text").text == on_page(report.text)
    assert list(faults(page(browser.get("/").text))) == []
