"""Where a text falls into parts that are read apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secondsource.stages.annotate.segments import preamble_end, segments


def parts(text: str) -> list[str]:
    return [span.within(text) for span in segments(text)]


def test_each_paragraph_is_a_segment_without_white_space_around_it() -> None:
    assert parts("  One dam leaked.\n\n\nTwo held. \n") == ["One dam leaked.", "Two held."]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("TARVIK, May 3 (NWP) -", "The dam leaked."),
        ("TARVIK —", "The dam leaked."),
        ("10:45 -", "The dam leaked."),
        ("6.30pm:", "The dam leaked."),
    ],
)
def test_what_stands_before_the_news_is_a_segment_of_its_own(before: str, after: str) -> None:
    assert parts(f"{before} {after}") == [before, after]


@pytest.mark.parametrize(
    "preamble", ["TARVIK, Vald. (NWP) - ", "(NWP) ", "(NWP) -- "], ids=["state", "agency", "dash"]
)
def test_an_agencys_name_before_the_first_sentence_is_a_preamble(preamble: str) -> None:
    assert preamble_end(f"{preamble}The dam leaked.", 0) == len(preamble)


@pytest.mark.parametrize(
    "text",
    [
        "The dam - the oldest of the valley - leaked.",
        "A dam leaked at 10:45 on Monday.",
        "UN envoys arrived on Monday.",
    ],
)
def test_a_paragraph_without_a_preamble_is_one_segment(text: str) -> None:
    assert parts(text) == [text]


def test_a_dateline_deep_in_a_text_is_none() -> None:
    assert preamble_end("The dam leaked. TARVIK - More follows.", 0) is None


def test_an_empty_text_has_no_segments() -> None:
    assert segments("") == ()


@given(st.text(alphabet="AB ab.-–:(1)\n\t", max_size=60))
def test_segments_of_any_text_stand_in_order_apart_and_hold_all_that_is_not_white_space(
    text: str,
) -> None:
    at, left = 0, ""
    for span in segments(text):
        assert at <= span.start < span.end <= len(text)
        left += text[at : span.start]
        at = span.end
    assert not (left + text[at:]).strip()
