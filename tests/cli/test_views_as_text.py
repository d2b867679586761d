"""The terminal and Markdown views, against golden files; `pytest --rewrite` writes them anew."""

import re
from dataclasses import replace
from html import unescape

import pytest
from markdown_it import MarkdownIt
from rich.cells import cell_len
from rich.console import Console

from secondsource.cli.checked_markdown import check_markdown
from secondsource.cli.checked_terminal import show_check
from secondsource.cli.markdown import brief_markdown
from secondsource.cli.terminal import show_brief, show_group
from secondsource.records.brief import BriefAnswer, Line, Section, SetAside
from secondsource.records.evidence import Passage
from secondsource.records.finding import CheckAnswer, Finding, Part, Verdict
from secondsource.records.report import Report
from secondsource.records.story import Kind
from tests.cli.build_accounts import (
    ACCOUNT,
    ASIDE,
    MAKER,
    brief_answer,
    check_answer,
    group_answer,
    parted_answer,
    passage,
)
from tests.conftest import Golden

HOSTILE = Report.from_text(
    "Rain\x1b[31m fell\x07 on \u202eharbour\u202c | `roofs` <b>today</b> ![x](http://bad.example/i).",
    outlet="Evil\x1b]8;;http://bad.example\x07 Post",
    title="[click](javascript:alert)",
    url="javascript:alert(1)",
)


def console(width: int, *, colour: bool = False) -> Console:
    return Console(width=width, force_terminal=colour, highlight=False, legacy_windows=False)


def hostile() -> BriefAnswer:
    """A story of one report that tries to be more than text."""
    cites = (passage(HOSTILE, HOSTILE.text),)
    brief = replace(ACCOUNT.brief, lines=(Line(Section.SINGLE, HOSTILE.text, cites),))
    alignment = replace(ACCOUNT.alignment, origins=(), claims=(), points=())
    story = replace(ACCOUNT.story, headline=HOSTILE.title, report_ids=(HOSTILE.id,))
    account = replace(ACCOUNT, story=story, reports=(HOSTILE,), alignment=alignment, brief=brief)
    return BriefAnswer((account,), ())


@pytest.mark.parametrize("width", [100, 80, 40])
def test_a_brief_reads_well_in_a_terminal(golden: Golden, width: int) -> None:
    golden(f"brief-{width}.txt", show_brief(brief_answer(), console(width)))


@pytest.mark.parametrize("width", [80, 40])
def test_a_checked_draft_reads_well_in_a_terminal(golden: Golden, width: int) -> None:
    golden(f"check-{width}.txt", show_check(check_answer(), console(width)))


@pytest.mark.parametrize("width", [80, 40])
def test_a_sentence_in_parts_reads_well_in_a_terminal(golden: Golden, width: int) -> None:
    golden(f"parts-{width}.txt", show_check(parted_answer(), console(width)))


def test_groups_read_well_in_a_terminal(golden: Golden) -> None:
    golden("group.txt", show_group(group_answer(), console(80)))


def test_a_brief_reads_well_in_markdown(golden: Golden) -> None:
    golden("brief.md", brief_markdown(brief_answer(ASIDE)))


def test_a_checked_draft_reads_well_in_markdown(golden: Golden) -> None:
    golden("check.md", check_markdown(check_answer(ASIDE)))


def test_a_sentence_in_parts_reads_well_in_markdown(golden: Golden) -> None:
    golden("parts.md", check_markdown(parted_answer()))


@pytest.mark.parametrize("width", [20, 40, 80, 100])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    brief, check = (
        show_brief(brief_answer(), console(width)),
        show_check(check_answer(), console(width)),
    )
    assert all(cell_len(line) <= width for line in f"{brief}\n{check}".splitlines())


def test_without_a_terminal_there_is_no_colour() -> None:
    assert "\x1b" not in show_brief(brief_answer(), console(80))


def test_on_a_terminal_there_is_colour() -> None:
    assert "\x1b[" in show_brief(brief_answer(), console(80, colour=True))


def test_verdicts_are_told_in_words_too() -> None:
    text = show_check(check_answer(), console(80))
    assert all(word in text for word in ("Supported", "Contradicted (number)", "Not found"))


def test_a_report_cannot_steer_the_terminal() -> None:
    text = show_brief(hostile(), console(80))
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", text)


def test_a_report_cannot_write_markdown() -> None:
    text = brief_markdown(hostile())
    assert r"\`roofs\` \<b>today\</b> !\[x\](http\://bad.example/i)" in text
    assert r"# \[click\](javascript:alert)" in text
    assert "](<javascript" not in text


ATTACKS = (
    "</details><script>alert(1)</script>",
    "![x](http://bad.example/i) [click](javascript:alert)",
    "# Heading",
    "> quote",
    "- [ ] task",
    "1234. item",
    "```\nfence",
    "&lt;b&gt; &amp; &#60;i>",
    "line\n\n# two\n<img src=x>",
    "<!-- hidden",
    "| a | b |\n|---|---|",
    "[^1]: note",
    "a\\",
)


def hostile_check(words: str) -> CheckAnswer:
    """A draft, a report and a note that all say `words`."""
    report = Report.from_text(words, outlet=words, title=words, url="https://post.example/a")
    cites = (Passage(report.id, 0, len(words)),)
    finding = Finding(0, len(words), Verdict.CONTRADICTED, Kind.NUMBER, False, cites, words, MAKER)
    return CheckAnswer(words, (finding,), (report,), (), (SetAside(words, words),))


@pytest.mark.parametrize("words", ATTACKS)
def test_a_comment_made_of_hostile_text_has_only_our_own_elements(words: str) -> None:
    page = MarkdownIt("commonmark").enable("table").render(check_markdown(hostile_check(words)))
    tags = set(re.findall(r"<(/?\w+)", page))
    assert {tag for tag in tags if not tag.startswith("/")} <= {
        "p", "strong", "h3", "blockquote", "ul", "ol", "li", "a", "details", "summary",
    }  # fmt: skip
    assert set(re.findall(r'href="([^"]*)"', page)) == {"https://post.example/a"}
    assert page.count("<details>") == page.count("</details>") == 1


@pytest.mark.parametrize("words", ATTACKS)
def test_hostile_text_reads_in_a_comment_as_it_was_written(words: str) -> None:
    page = MarkdownIt("commonmark").enable("table").render(check_markdown(hostile_check(words)))
    shown = unescape(re.sub(r"<[^>]*>", "", page)).replace("\u200b", "")
    assert shown.count(" ".join(words.split())) >= 6


@pytest.mark.parametrize("words", ATTACKS)
def test_a_part_at_fault_is_bold_and_its_sentence_reads_as_it_was_written(words: str) -> None:
    start, draft = len("It said "), f"It said {words}  in the end."
    finding = hostile_check(words).findings[0]
    parts = tuple(
        Part(a, z, verdict, None, False, finding.evidence, (), (), "")
        for a, z, verdict in (
            (0, 2, Verdict.SUPPORTED),
            (start, start + len(words), Verdict.CONTRADICTED),
        )
    )
    finding = replace(finding, end=len(draft), parts=parts)
    answer = replace(hostile_check(words), draft=draft, findings=(finding,))
    page = MarkdownIt("commonmark").render(check_markdown(answer))
    sentence = page.split("<blockquote>")[1].split("</blockquote>")[0]
    shown = unescape(re.sub(r"<[^>]*>", "", sentence)).replace("\u200b", "").strip()
    assert shown == " ".join(draft.split())
    assert sentence.count("<strong>") == 1


def test_a_comment_calls_nobody_and_links_no_other_issue() -> None:
    text = check_markdown(hostile_check("@desk and #12 at http://bad.example or www.bad.example"))
    assert not re.search(r"@\w|#\d(?!\d*;)|http://|www\.bad", text)


def test_a_comment_begins_with_its_summary() -> None:
    assert check_markdown(check_answer()).splitlines()[0] == (
        "**3 sentences: 1 supported, 1 contradicted, 1 not found, 1 contested among the reports**, "
        "against 5 reports from 3 independent origins."
    )


def test_every_footnote_is_used_and_every_mark_has_one() -> None:
    text = brief_markdown(brief_answer())
    marks = set(re.findall(r"\[\^(\d+)\](?!:)", text))
    notes = re.findall(r"^\[\^(\d+)\]:", text, re.MULTILINE)
    assert marks == set(notes)
    assert len(notes) == len(set(notes))
