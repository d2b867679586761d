"""The HTML page as text: what it holds, and what it must not hold."""

import hashlib
import re
from base64 import b64encode
from dataclasses import replace
from html import unescape
from html.parser import HTMLParser

import pytest

from secondsource.export.page import brief_page, check_page
from secondsource.records.brief import BriefAnswer
from tests.cli.build_accounts import (
    ACCOUNT,
    ASIDE,
    REPORTS,
    brief_answer,
    check_answer,
)
from tests.export.hostile import ATTACKS, hostile, hostile_check

PAGES = {"brief": brief_page(brief_answer(ASIDE)), "check": check_page(check_answer(ASIDE))}


class Reader(HTMLParser):
    """Collects what a test asks of a page: tags with attributes, and the texts of reports."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.texts: list[str] = []
        self._depth = 0
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.tags.append((tag, given))
        if self._depth and tag in ("div", "span", "mark"):
            self._depth += 1
        elif given.get("class") == "text":
            self._depth = 1
            self.texts.append("")

    def handle_endtag(self, tag: str) -> None:
        if self._depth and tag in ("div", "span", "mark"):
            self._depth -= 1

    def handle_data(self, data: str) -> None:
        if self._depth:
            self.texts[-1] += data

    def values(self, name: str) -> list[str]:
        return [attrs[name] for _, attrs in self.tags if name in attrs]


@pytest.mark.parametrize("name", PAGES)
def test_a_page_holds_every_report_whole(name: str) -> None:
    assert Reader(PAGES[name]).texts == [report.text for report in REPORTS]


@pytest.mark.parametrize("name", PAGES)
def test_every_link_inside_a_page_leads_somewhere(name: str) -> None:
    read = Reader(PAGES[name])
    links = {href[1:] for href in read.values("href") if href.startswith("#")}
    assert links <= set(read.values("id"))


@pytest.mark.parametrize("name", PAGES)
def test_no_id_stands_twice(name: str) -> None:
    ids = Reader(PAGES[name]).values("id")
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("name", PAGES)
def test_a_page_loads_nothing_from_elsewhere(name: str) -> None:
    read = Reader(PAGES[name])
    assert not read.values("src")
    loaded = [attrs["href"] for tag, attrs in read.tags if tag == "link"]
    assert loaded == ["data:,"]
    assert "url(" not in PAGES[name]
    assert "@import" not in PAGES[name]


@pytest.mark.parametrize("name", PAGES)
def test_the_policy_allows_our_own_script_and_styles_alone(name: str) -> None:
    policy = next(
        attrs["content"]
        for tag, attrs in Reader(PAGES[name]).tags
        if attrs.get("http-equiv") == "Content-Security-Policy"
    )
    inline = re.findall(r"<(?:style|script)>(.*?)</(?:style|script)>", PAGES[name], re.DOTALL)
    digests = {b64encode(hashlib.sha256(part.encode()).digest()).decode() for part in inline}
    assert len(inline) == 3
    assert set(re.findall(r"'sha256-([^']+)'", policy)) == digests
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy


@pytest.mark.parametrize("name", PAGES)
def test_a_page_has_no_inline_style_or_handler(name: str) -> None:
    attributes = {key for _, attrs in Reader(PAGES[name]).tags for key in attrs}
    assert not {key for key in attributes if key == "style" or key.startswith("on")}


def test_a_report_cannot_bring_mark_up_or_links() -> None:
    page = brief_page(hostile())
    assert "<b>today" not in page
    assert "&lt;b&gt;today" in page
    assert not [href for href in Reader(page).values("href") if "javascript" in href]


def test_characters_that_cannot_be_shown_are_replaced_one_by_one() -> None:
    assert "Rain\ufffd[31m fell\ufffd on" in brief_page(hostile())


def test_characters_that_turn_text_round_are_shown_and_not_obeyed() -> None:
    page = brief_page(hostile()) + check_page(hostile_check("a \u202eb\u2066 c"))
    assert not re.search("[\u202a-\u202e\u2066-\u2069]", page)
    assert "a \ufffdb\ufffd c" in page


@pytest.mark.parametrize("words", ATTACKS)
def test_a_draft_cannot_bring_elements_of_its_own(words: str) -> None:
    page = check_page(hostile_check(words))
    plain = check_page(hostile_check("a"))
    assert [tag for tag, _ in Reader(page).tags] == [tag for tag, _ in Reader(plain).tags]


def test_every_sentence_and_its_finding_lead_to_each_other() -> None:
    read = Reader(PAGES["check"])
    for number in (1, 2, 3):
        assert {f"#s{number}", f"#d{number}"} <= set(read.values("href"))


def test_verdicts_are_told_in_words_too() -> None:
    for word in ("Supported", "Contradicted", "Not found", "contested among the reports"):
        assert word in PAGES["check"]


def test_what_was_set_aside_is_named() -> None:
    texts = [unescape(page) for page in PAGES.values()]
    assert all(ASIDE.input in text and ASIDE.reason in text for text in texts)


def test_an_empty_answer_still_makes_a_page() -> None:
    assert "No report could be read" in brief_page(BriefAnswer((), (ASIDE,)))


def test_two_stories_share_no_id_and_no_number() -> None:
    other = replace(ACCOUNT, story=replace(ACCOUNT.story, id="story-2"))
    # The same reports twice never happen; other reports of another story do.
    reports = tuple(replace(one, id=f"{one.id}-2") for one in other.reports)
    brief = replace(other.brief, lines=())
    other = replace(other, reports=reports, brief=brief)
    read = Reader(brief_page(BriefAnswer((ACCOUNT, other), ())))
    ids = read.values("id")
    assert len(ids) == len(set(ids))
    assert "r10" in ids
