"""Sentences of the body: exact characters, without title, dateline and clock."""

from hypothesis import given, settings
from hypothesis import strategies as st

from secondsource.records.layers import SENTENCES
from tests.build import annotated


def sentences(text: str, *, title: str = "") -> list[str]:
    """The characters of each sentence."""
    return [one.within(text) for one in annotated(text, title=title).get(SENTENCES)]


def test_sentences_are_the_characters_without_white_space_around_them() -> None:
    assert sentences("  The dam leaked.  Engineers came.\n") == [
        "The dam leaked.",
        "Engineers came.",
    ]


def test_the_title_line_is_no_sentence_of_the_body() -> None:
    text = "Dam leaks near Kestrel Falls\n\nThe dam leaked for three days."
    title = "Dam leaks near Kestrel Falls"
    assert sentences(text, title=title) == ["The dam leaked for three days."]


def test_a_title_that_does_not_stand_in_the_text_takes_nothing_from_it() -> None:
    assert sentences("The dam leaked.", title="Dam leaks") == ["The dam leaked."]


def test_a_dateline_is_no_part_of_the_sentence_after_it() -> None:
    text = "TARVIK, May 3 (NWP) - The dam leaked for three days."
    assert sentences(text) == ["The dam leaked for three days."]


def test_the_clock_time_of_a_live_blog_is_no_part_of_its_sentence() -> None:
    assert sentences("10:45 - The dam leaked for three days.") == ["The dam leaked for three days."]


def test_no_sentence_crosses_a_paragraph() -> None:
    assert sentences("The dam leaked\n\nEngineers came.") == ["The dam leaked", "Engineers came."]


def test_paragraphs_are_counted_over_the_body() -> None:
    text = "The dam leaked. Engineers came.\n\nThe water fell."
    found = annotated(text).get(SENTENCES)
    assert [one.paragraph for one in found] == [0, 0, 1]


def test_a_text_of_white_space_has_no_sentences() -> None:
    assert sentences(" \n\n\t ") == []


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=120))
def test_sentences_of_any_text_stand_in_order_apart_and_not_empty(text: str) -> None:
    at = 0
    for one in annotated(text).get(SENTENCES):
        assert at <= one.start < one.end <= len(text)
        assert one.within(text) == one.within(text).strip()
        at = one.end
