"""A checked draft laid out: nothing of it lost, the part at fault found, quotes in a good order."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secondsource.export.checked import Run, as_sentence, checked, pieces
from secondsource.export.checked_markdown import check_markdown
from secondsource.export.page import check_page
from secondsource.records.finding import CheckAnswer, Finding, Verdict
from secondsource.records.review import Remark, RemarkState
from tests.build import PUBLISHED
from tests.cli.build_accounts import ASIDE, MAKER, REPORTS, check_answer, parted_answer

PARTED = checked(parted_answer())


@given(st.text(min_size=1, max_size=30), st.data())
def test_the_pieces_of_a_draft_are_the_draft(draft: str, data: st.DataObject) -> None:
    ends = st.integers(0, len(draft))
    cuts = data.draw(st.lists(st.tuples(ends, ends).map(sorted), max_size=5))
    findings = tuple(
        Finding(start, end, Verdict.NOT_FOUND, None, False, (), "", MAKER) for start, end in cuts
    )
    told = checked(CheckAnswer(draft, findings, REPORTS, (), ()))
    assert "".join(piece.text for piece in pieces(draft, told.sentences)) == draft


def test_the_runs_of_a_sentence_are_the_sentence() -> None:
    draft = parted_answer().draft
    for one in PARTED.sentences:
        assert one.text == draft[one.finding.start : one.finding.end]


def test_a_run_has_the_tone_of_the_part_that_it_is() -> None:
    assert PARTED.sentences[0].runs == (
        Run("Nobody died when the barge struck, and ", ""),
        Run("nine cars fell into the river", "contradicted"),
        Run(".", ""),
    )


def test_what_speaks_against_is_quoted_last_and_said_to() -> None:
    office = PARTED.sentences[1].comments[0]
    assert [quoted.lead for quoted in office.quotes] == ["", "but"]


def test_what_comes_nearest_is_said_to_be_no_more_than_that() -> None:
    (comment,) = PARTED.sentences[2].comments
    assert [quoted.lead for quoted in comment.quotes] == ["nearest"]


def test_words_that_are_quoted_below_are_not_in_the_note_too() -> None:
    unsaid = replace(parted_answer().findings[2], note="no such quote; nearest: “We will”")
    answer = replace(parted_answer(), findings=(unsaid,))
    assert checked(answer).sentences[0].comments[0].note == "no such quote"


def test_what_needs_attention_stands_apart_from_what_is_fine() -> None:
    told = checked(check_answer())
    assert [one.number for one in told.attention] == [2, 3]
    assert [one.number for one in told.fine] == [1]


def test_a_sentence_that_only_the_reports_dispute_needs_attention() -> None:
    assert PARTED.sentences[1].needs_attention
    assert PARTED.sentences[1].sign == "≠"


@pytest.mark.parametrize(
    ("note", "sentence"),
    [
        ("three, not four", "Three, not four."),
        ("nearest: “Rain fell.”", "Nearest: “Rain fell.”"),
        ("Élise said so.", "Élise said so."),
        ("", ""),
    ],
)
def test_a_note_reads_as_a_sentence(note: str, sentence: str) -> None:
    assert as_sentence(note) == sentence


def test_a_draft_without_reports_is_called_not_checked() -> None:
    nothing = CheckAnswer("It rained.", (), (), (), (ASIDE,))
    says = "Not checked: no report could be read"
    assert check_markdown(nothing).startswith(f"**{says}.**")
    assert says in check_page(nothing)


def remarked(finding: int, state: RemarkState, note: str = "") -> tuple[Remark, ...]:
    return (Remark(finding, state, note, "u1", PUBLISHED),)


def test_what_an_editor_dismissed_is_folded_away_and_says_why() -> None:
    remarks = remarked(1, RemarkState.DISMISSED, "the *mayor* told us so")
    text = check_markdown(check_answer(), remarks)
    head, _, folded = text.partition("<summary>Dismissed: 1 sentence</summary>")
    assert "Nine cars" not in head
    assert "**Editor:** Dismissed: the \\*mayor\\* told us so" in folded


def test_a_finding_that_was_accepted_still_needs_attention() -> None:
    remarks = remarked(1, RemarkState.ACCEPTED)
    head, _, _ = check_markdown(check_answer(), remarks).partition("<details>")
    assert "**Editor:** Accepted" in head


def test_the_page_says_what_an_editor_made_of_a_finding() -> None:
    page = check_page(check_answer(), remarked(1, RemarkState.OPEN, "ask <b>again</b>"))
    assert "<b>Editor</b> <bdi>Ask" not in page
    assert "<b>Editor</b> <bdi>ask &lt;b&gt;again&lt;/b&gt;</bdi>" in page


def test_a_page_without_remarks_has_no_word_of_an_editor() -> None:
    assert 'class="editor"' not in check_page(check_answer())


def test_a_sentence_begins_with_a_capital_letter_but_an_address_as_it_is_written() -> None:
    assert as_sentence("no such quote") == "No such quote."
    assert as_sentence("https://post.example: gone") == "https://post.example: gone."
