"""A checked draft on its page: nothing of it lost, each finding beside its paragraph once."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secondsource.records.finding import CheckAnswer, Finding, Verdict
from secondsource.records.review import Remark, RemarkState
from secondsource.web.review_page import Show, benches, review_page
from tests.build import PUBLISHED
from tests.cli.build_accounts import (
    MAKER,
    REPORTS,
    REPRINT,
    WIRE,
    check_answer,
    parted_answer,
    passage,
)


def numbers(page_show: Show, remarks: tuple[Remark, ...] = ()) -> list[int]:
    """Which sentences of the parted answer have a finding beside them."""
    page = review_page(parted_answer(), remarks, page_show)
    return [one.number for paragraph in page.paragraphs for one in paragraph.beside]


@given(st.text(alphabet="ab \n", min_size=1, max_size=40), st.data())
def test_the_paragraphs_are_the_draft_and_have_every_finding_once(
    draft: str, data: st.DataObject
) -> None:
    ends = st.integers(0, len(draft))
    drawn = data.draw(st.lists(st.tuples(ends, ends), max_size=5))
    cuts = [(min(pair), max(pair)) for pair in drawn if pair[0] != pair[1]]
    findings = tuple(
        Finding(start, end, Verdict.NOT_FOUND, None, False, (), "", MAKER) for start, end in cuts
    )
    page = review_page(CheckAnswer(draft, findings, REPORTS, (), ()), (), Show.ALL)
    shown = [piece.text for paragraph in page.paragraphs for piece in paragraph.pieces]
    assert "".join(shown) == draft
    beside = [one.number for paragraph in page.paragraphs for one in paragraph.beside]
    assert sorted(beside) == list(range(1, len(cuts) + 1))


def test_a_finding_stands_beside_the_paragraph_of_its_sentence() -> None:
    page = review_page(parted_answer(), (), Show.ALL)
    assert [[one.number for one in paragraph.beside] for paragraph in page.paragraphs] == [
        [1],
        [2, 3],
    ]


@pytest.mark.parametrize(
    ("show", "kept"),
    [
        (Show.ALL, [1, 2, 3]),
        (Show.CONTRADICTED, [1]),
        (Show.NOT_FOUND, [3]),
        (Show.CONTESTED, [2]),
        (Show.SUPPORTED, [2]),
        (Show.OPEN, [1, 2, 3]),
    ],
)
def test_a_filter_keeps_what_it_says_and_counts_it(show: Show, kept: list[int]) -> None:
    assert numbers(show) == kept
    page = review_page(parted_answer(), (), show)
    assert [one.number for one in page.choices if one.show is show] == [len(kept)]


@pytest.mark.parametrize(
    ("state", "left"),
    [
        (RemarkState.ACCEPTED, [2, 3]),
        (RemarkState.DISMISSED, [2, 3]),
        (RemarkState.OPEN, [1, 2, 3]),
    ],
)
def test_what_is_decided_is_open_no_more(state: RemarkState, left: list[int]) -> None:
    assert numbers(Show.OPEN, (Remark(0, state, "a note", "", PUBLISHED),)) == left


def test_the_draft_stays_whole_whatever_is_shown_beside_it() -> None:
    page = review_page(parted_answer(), (), Show.NOT_FOUND)
    shown = "".join(piece.text for part in page.paragraphs for piece in part.pieces)
    assert shown == parted_answer().draft


def test_both_sides_of_what_is_contested_stand_apart() -> None:
    page = review_page(parted_answer(), (), Show.ALL)
    office = page.told.sentences[1].comments[0]
    sides = {bench.heading: bench.voices for bench in benches(office, page.told)}
    assert [one.words for one in sides["Say so"]] == ["Ilse Brandt, the harbour master"]
    assert [one.words for one in sides["Say otherwise"]] == ["Deputy harbour master Ilse Brandt"]


def test_words_that_a_reprint_repeats_are_quoted_once_behind_who_had_them_first() -> None:
    words = "Five cars plunged into the river"
    evidence = (passage(REPRINT, words), passage(WIRE, words))
    finding = replace(check_answer().findings[0], evidence=evidence)
    page = review_page(replace(check_answer(), findings=(finding,)), (), Show.ALL)
    (bench,) = benches(page.told.sentences[0].comments[0], page.told)
    (voice,) = bench.voices
    assert [source.name for source, _ in voice.places] == ["Meridian Wire", "Northgate Daily"]


def test_what_more_reports_say_is_folded_and_not_lost() -> None:
    cites = (
        passage(WIRE, "Five cars plunged into the river"),
        passage(WIRE, "Seven people were injured"),
        passage(WIRE, "police said"),
    )
    finding = replace(check_answer().findings[0], evidence=cites)
    page = review_page(replace(check_answer(), findings=(finding,)), (), Show.ALL)
    (bench,) = benches(page.told.sentences[0].comments[0], page.told)
    told = [passage for voice in (*bench.voices, *bench.further) for _, passage in voice.places]
    assert (len(bench.voices), set(told)) == (2, set(cites))
