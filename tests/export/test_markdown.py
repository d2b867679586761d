"""The Markdown views, against golden files; `pytest --rewrite` writes them anew."""

import re
from dataclasses import replace
from html import unescape

import pytest
from markdown_it import MarkdownIt

from secondsource.export.checked_markdown import check_markdown
from secondsource.export.markdown import brief_markdown
from secondsource.records.finding import Part, Verdict
from tests.cli.build_accounts import ASIDE, brief_answer, check_answer, parted_answer
from tests.conftest import Golden
from tests.export.hostile import ATTACKS, hostile, hostile_check


def test_a_brief_reads_well_in_markdown(golden: Golden) -> None:
    golden("brief.md", brief_markdown(brief_answer(ASIDE)))


def test_a_checked_draft_reads_well_in_markdown(golden: Golden) -> None:
    golden("check.md", check_markdown(check_answer(ASIDE)))


def test_a_sentence_in_parts_reads_well_in_markdown(golden: Golden) -> None:
    golden("parts.md", check_markdown(parted_answer()))


def test_a_report_cannot_write_markdown() -> None:
    text = brief_markdown(hostile())
    assert r"\`roofs\` \<b>today\</b> !\[x\](http\://bad.example/i)" in text
    assert r"# \[click\](javascript:alert)" in text
    assert "](<javascript" not in text


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
