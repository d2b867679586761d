"""Direct speech: what counts as speech, and whose it is."""

from secondsource.records.layers import QUOTES, Quote
from tests.build import annotated


def direct(text: str) -> list[tuple[str, str | None]]:
    """The direct quotes of `text` with their speakers."""
    quotes = [quote for quote in annotated(text).get(QUOTES) if quote.direct]
    return [(quote.within(text), quote.speaker) for quote in quotes]


def first(text: str) -> Quote:
    return next(quote for quote in annotated(text).get(QUOTES) if quote.direct)


def test_a_quote_before_its_verb_and_one_without_a_verb_after_it_share_the_speaker() -> None:
    text = "“The bridge is safe,” the engineer told reporters. “We tested it twice.”"
    assert direct(text) == [
        ("The bridge is safe,", "the engineer"),
        ("We tested it twice.", "the engineer"),
    ]


def test_a_quote_after_its_verb_is_given_to_the_subject() -> None:
    assert direct("The harbour master said: “No ship sails today.”") == [
        ("No ship sails today.", "The harbour master")
    ]


def test_a_quote_split_by_its_verb_is_two_quotes() -> None:
    text = "‘We had lamps,’ said the foreman, ‘and no oil for them.’"
    assert direct(text) == [
        ("We had lamps,", "the foreman"),
        ("and no oil for them.", "the foreman"),
    ]


def test_a_fragment_in_a_sentence_is_speech_where_a_verb_says_so() -> None:
    text = "The ombudsman called the scheme “a pump without a handle”."
    assert direct(text) == [("a pump without a handle", "The ombudsman")]


def test_a_word_in_marks_that_nobody_says_is_no_speech() -> None:
    assert direct("The “smart” bins stood empty for a year.") == []


def test_a_title_in_marks_is_no_speech() -> None:
    assert direct("The film “Nine Winters” opened the festival, the organisers said.") == []


def test_source_and_cue_lead_to_the_words_of_the_text() -> None:
    text = "“It will rain,” the forecaster said."
    quote = first(text)
    assert quote.source is not None
    assert quote.cue is not None
    assert (quote.source.within(text), quote.cue.within(text)) == ("the forecaster", "said")
