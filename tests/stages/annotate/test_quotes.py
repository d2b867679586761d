"""Direct speech: what counts as speech, and whose it is."""

import pytest

from secondsource.records.layers import QUOTES, Quote
from tests.build import annotated


def direct(text: str) -> list[tuple[str, str | None]]:
    """The direct quotes of `text` with their speakers."""
    quotes = [quote for quote in annotated(text).get(QUOTES) if quote.direct]
    return [(quote.within(text), quote.speaker) for quote in quotes]


def speakers(text: str) -> list[str | None]:
    return [speaker for _, speaker in direct(text)]


def first(text: str) -> Quote:
    return next(quote for quote in annotated(text).get(QUOTES) if quote.direct)


def test_a_quote_before_its_verb_and_one_without_a_verb_after_it_share_the_speaker() -> None:
    text = "“The bridge is safe,” the engineer told reporters. “We tested it twice.”"
    assert direct(text) == [
        ("The bridge is safe,", "the engineer"),
        ("We tested it twice.", "the engineer"),
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "Ines Farrow said: “No ship sails today.”",
        "“No ship sails today,” Ines Farrow said.",
        "“No ship sails today,” said Ines Farrow, who runs the harbour.",
        "“No ship sails today,” says harbour master Ines Farrow.",
        "“No ship sails today,” the harbour master, Ines Farrow, told the crews.",
        "“No ship sails today”, according to Ines Farrow.",
        "Ines Farrow, the harbour master: “No ship sails today.”",
        "The radio quoted Ines Farrow as saying that “no ship sails today”.",
        "The order was clear, Ines Farrow recalled: “No ship sails today.”",
        "“No ship sails today.” — Ines Farrow",
    ],
)
def test_the_source_may_stand_before_after_or_beside_the_verb(sentence: str) -> None:
    assert speakers(sentence) == ["Ines Farrow"]


@pytest.mark.parametrize(
    "sentence",
    [
        "“It slid past the barn,” the agency Norra said, quoting the farmer Jon Ekdal.",
        "“It slid past the barn,” the paper wrote on Friday, quoting Jon Ekdal.",
        "Quoting the farmer Jon Ekdal, the agency said: “It slid past the barn.”",
        "“It slid past the barn,” said the state broadcaster, citing Jon Ekdal.",
        "The paper quoted Jon Ekdal: “It slid past the barn.”",
    ],
)
def test_a_paper_that_quotes_somebody_is_not_the_speaker(sentence: str) -> None:
    assert speakers(sentence) == ["Jon Ekdal"]


@pytest.mark.parametrize(
    "sentence",
    [
        "“The river keeps what it is given,” said the mayor, Ines Farrow, quoting Anna Lind.",
        "Ines Farrow, quoting a poet of the town, said: “The river keeps what it is given.”",
        "“They were warned twice,” Ines Farrow said, quoting from a letter of the engineer.",
        "“They were warned twice,” Ines Farrow said, citing figures of the water board.",
    ],
)
def test_a_person_who_quotes_another_says_the_words_too(sentence: str) -> None:
    assert speakers(sentence) == ["Ines Farrow"]


def test_figures_that_an_agency_cites_are_no_speaker() -> None:
    text = "“Prices doubled within a year,” the agency said, citing figures of the state bank."
    assert speakers(text) == ["the agency"]


def test_a_quote_split_by_its_verb_is_two_quotes() -> None:
    text = "‘We had lamps,’ said the foreman, ‘and no oil for them.’"
    assert direct(text) == [
        ("We had lamps,", "the foreman"),
        ("and no oil for them.", "the foreman"),
    ]


def test_a_fragment_in_a_sentence_is_speech_where_a_verb_says_so() -> None:
    text = "The ombudsman called the scheme “a pump without a handle”."
    assert direct(text) == [("a pump without a handle", "The ombudsman")]


def test_a_second_fragment_in_a_sentence_keeps_the_verb_of_the_first() -> None:
    text = "Nora Quist called the plan “half a bridge” and “a gift to the ferries”."
    assert speakers(text) == ["Nora Quist", "Nora Quist"]


def test_a_fragment_belongs_to_the_verb_that_governs_it_not_to_the_nearest() -> None:
    text = "Nora Quist said anyone who complains about the noise “is living in the wrong street”."
    assert speakers(text) == ["Nora Quist"]


def test_a_word_in_marks_that_nobody_says_is_no_speech() -> None:
    assert direct("The “smart” bins stood empty for a year.") == []


@pytest.mark.parametrize(
    "sentence",
    [
        "The film “Nine Winters” opened the festival, the organisers said.",
        "The so-called “iron week” ended quietly, the mayor said.",
    ],
)
def test_a_title_or_a_term_in_marks_is_no_speech(sentence: str) -> None:
    assert direct(sentence) == []


def test_a_pronoun_is_read_as_the_person_the_sentence_before_is_about() -> None:
    text = "Ines Farrow met the crews on Monday. “No ship sails today,” she said."
    assert speakers(text) == ["Ines Farrow"]


def test_a_pronoun_passes_over_a_nearer_person_of_the_other_gender() -> None:
    text = (
        "Ms Farrow answered the crews at noon. Mr Tolland had asked for a tug. "
        "“No ship sails today,” she said."
    )
    assert speakers(text) == ["Farrow"]


def test_a_pronoun_may_stand_for_somebody_without_a_name() -> None:
    text = "A spokesman for the ferry line said two crews were ill. “We are sorry,” he added."
    assert speakers(text) == ["A spokesman for the ferry line"]


def test_who_is_spoken_about_in_the_sentence_does_not_speak_it() -> None:
    text = (
        "Oskar Brandal denied the report. Per Lunde was heard on Monday and "
        "“has not spent a night in a cell”, he said."
    )
    assert speakers(text) == ["Oskar Brandal"]


def test_a_quote_in_a_paragraph_of_its_own_goes_on_with_the_speaker_before_it() -> None:
    text = "“No ship sails today,” Ines Farrow said.\n\n“The ice is too thick for the tugs.”"
    assert speakers(text) == ["Ines Farrow", "Ines Farrow"]


def test_speech_over_several_paragraphs_keeps_its_speaker() -> None:
    text = "“The ice came early,” said Ines Farrow. “We lost a tug.\n\n“We may lose another.”"
    assert speakers(text) == ["Ines Farrow"] * 3


def test_a_sentence_that_leads_in_gives_the_speaker_of_a_quote_without_a_verb() -> None:
    text = "Ines Farrow had one sentence for the crews. “No ship sails today.”"
    assert speakers(text) == ["Ines Farrow"]


def test_the_nearest_clause_before_a_colon_has_the_speaker() -> None:
    text = "Ines Farrow said the ice was thin, while her deputy, Jon Marsk, was blunt: “Stay home.”"
    assert speakers(text) == ["Jon Marsk"]


def test_source_and_cue_lead_to_the_words_of_the_text() -> None:
    text = "“It will rain,” the forecaster had said."
    quote = first(text)
    assert quote.source is not None
    assert quote.cue is not None
    assert (quote.source.within(text), quote.cue.within(text)) == ("the forecaster", "had said")


def test_a_report_without_marks_has_no_direct_speech() -> None:
    assert direct("The ferry left at nine. Nobody waved.") == []
    assert direct("") == []


def test_an_office_is_read_as_its_holder() -> None:
    text = (
        "Finance Minister Vera Holm opened the session. Several deputies left. "
        "“We have time,” the finance minister said."
    )
    assert speakers(text) == ["Vera Holm"]


def test_it_is_read_as_the_body_that_spoke_last() -> None:
    text = "The ministry reported nine cases. “There is no cause for alarm,” it said."
    assert speakers(text) == ["The ministry"]


def test_a_name_right_after_the_quote_outdoes_a_clause_in_front_of_it() -> None:
    text = "When Jon Marsk offered the crews a tug, “nobody answered him,” Ines Farrow said."
    assert speakers(text) == ["Ines Farrow"]
