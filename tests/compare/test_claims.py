"""Clauses become claims that can be read alone, each with its exact passage."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from secondsource.compare.around import quote_around
from secondsource.compare.claims import (
    Statement,
    content_lemmas,
    head_lemma,
    statements,
)
from secondsource.compare.pronouns import person_before
from secondsource.records.evidence import Span
from secondsource.records.layers import QUOTES, Polarity, Quote
from tests.build import annotated
from tests.compare.pairs import only, said

STORY = (
    "Lena Holt photographed the flooded harbour of Tarvik on Monday. "
    "She has worked for the newspaper since 2011. "
    "The mayor said the harbour would open again next week."
)


def about(statements: list[Statement], words: str) -> Statement:
    """The statement whose passage has the words."""
    (found,) = (s for s in statements if words in s.words(s.clause))
    return found


def test_statements_stand_in_text_order_with_their_exact_passages() -> None:
    found = said(STORY)
    places = [(s.claim.said_in.start, s.claim.said_in.end) for s in found]
    assert places == sorted(places)
    assert STORY[slice(*places[0])].startswith("Lena Holt photographed the flooded harbour")


def test_a_clause_that_only_names_a_speaker_is_no_statement() -> None:
    assert not [s for s in said(STORY) if s.claim.text.startswith("The mayor said")]


def test_a_claim_spells_out_whom_a_pronoun_means() -> None:
    worked = about(said(STORY), "worked for the newspaper")
    assert worked.claim.text == "Lena Holt has worked for the newspaper since 2011"
    assert worked.claim.people == ("Lena Holt",)


def test_the_passage_keeps_the_pronoun_that_the_claim_spells_out() -> None:
    worked = about(said(STORY), "worked for the newspaper")
    assert worked.words(worked.clause).startswith("She has worked")


def test_two_reports_of_the_same_words_make_claims_with_ids_of_their_own() -> None:
    one = statements(annotated(STORY, outlet="The Post"), {})
    other = statements(annotated(STORY, outlet="The Herald"), {})
    assert not {s.claim.id for s in one} & {s.claim.id for s in other}


def test_reading_a_report_twice_gives_the_same_claims() -> None:
    assert [s.claim for s in said(STORY)] == [s.claim for s in said(STORY)]


def test_names_take_the_form_that_the_story_uses() -> None:
    read = annotated("Holt photographed the flooded harbour on Monday.")
    names = {(read.report.id, "Holt"): "Lena Holt"}
    assert "Lena Holt" in statements(read, names)[0].named


def test_what_a_clause_says_whatever_its_values_has_no_names_and_times() -> None:
    masked = said(STORY)[0].masked
    assert not {"Lena", "Holt", "Tarvik", "Monday"} & set(masked.split())
    assert "photographed the flooded harbour" in masked


def test_figures_and_times_belong_to_the_clause_they_stand_in() -> None:
    first, second = said("The fire injured 12 guests. The hotel opened again on Monday.")
    assert [q.low for q in first.claim.quantities] == [12]
    assert not second.claim.quantities
    assert len(second.claim.times) == 1
    assert not first.claim.times


def test_the_claim_of_a_quote_names_its_speaker() -> None:
    text = "“The old pumps failed within an hour,” said Lena Holt on Monday in Tarvik."
    failed = about(said(text), "pumps failed")
    assert failed.direct
    assert failed.claim.speaker == "Lena Holt"


def test_a_reports_own_voice_has_no_speaker() -> None:
    assert said(STORY)[0].claim.speaker is None
    assert not said(STORY)[0].direct


@pytest.mark.parametrize(
    ("text", "affirms"),
    [
        ("The ministry paid the farmers for their losses.", True),
        ("The ministry did not pay the farmers for their losses.", False),
        ("The ministry declined to pay the farmers for their losses.", False),
    ],
)
def test_words_that_deny_by_themselves_count_as_denial(text: str, affirms: bool) -> None:
    assert {s.affirms for s in said(text)} == {affirms}


def test_denial_by_a_grammatical_negation_is_kept_in_the_claim() -> None:
    denied = only("The ministry did not pay the farmers for their losses.")
    assert denied.claim.polarity is Polarity.DENIED


def test_what_has_not_happened_yet_is_pending() -> None:
    assert only("The senate has not yet approved the river treaty.").pending
    assert not only("The senate approved the river treaty.").pending


def test_a_past_tense_is_over_and_a_future_is_not() -> None:
    assert only("The senate approved the river treaty.").past
    assert not only("The senate will approve the river treaty.").past


def test_a_place_counts_as_such_where_a_preposition_puts_something_there() -> None:
    assert only("A glider crashed in France during the storm.").located == {"France"}
    assert not only("France condemned the violent attack.").located


def test_words_that_say_little_are_no_content() -> None:
    read = annotated("The harbour will have been made safe.")
    lemmas = content_lemmas(read.parse, Span(0, len(read.report.text)))
    assert "harbour" in lemmas
    assert not {"be", "have", "make", "will"} & lemmas


def test_the_head_of_a_phrase_is_the_word_the_others_depend_on() -> None:
    text = "The oldest wooden bridges of the town burned."
    read = annotated(text)
    assert head_lemma(read.parse, Span(0, text.index(" burned"))) == "bridge"


def test_no_phrase_has_no_head() -> None:
    assert head_lemma(annotated("The bridge burned.").parse, None) == ""


def test_a_pronoun_before_any_person_means_nobody_known() -> None:
    read = annotated("She left early. Lena Holt stayed.")
    assert person_before(read, Span(0, 3)) is None


def test_a_pronoun_means_the_last_subject_before_it_rather_than_a_name_in_passing() -> None:
    text = "Lena Holt wrote to Peter Dahlberg on Monday. She asked for the maps."
    read = annotated(text)
    at = text.index("She")
    assert person_before(read, Span(at, at + 3)) == "Lena Holt"


def test_speech_that_covers_less_than_half_of_a_span_is_not_around_it() -> None:
    quote = Quote(0, 10, direct=True, speaker="Lena Holt", source=None, cue=None)
    assert quote_around((quote,), Span(5, 30)) is None
    assert quote_around((quote,), Span(0, 12)) is quote


def test_of_speech_that_covers_as_much_the_direct_one_is_around() -> None:
    plain = Quote(0, 10, direct=False, speaker=None, source=None, cue=None)
    marked = Quote(0, 10, direct=True, speaker=None, source=None, cue=None)
    assert quote_around((plain, marked), Span(2, 9)) is marked


def test_a_relative_clause_is_read_with_the_noun_it_belongs_to() -> None:
    text = "Engineers inspected the dam, which leaked for three days after the heavy storm."
    texts = [s.claim.text for s in said(text)]
    assert any(one.endswith("dam leaked for three days after the heavy storm") for one in texts)


WORDS = st.sampled_from(
    ["Lena Holt", "“", "”", "she", "said", "14", "wagons", "not", "Monday", ".", ",", "which",
     "Tarvik", "\n\n", "approved", "the", "plan", "to", "in", "é", "\u200b", "🚂"]
)  # fmt: skip


@settings(max_examples=25, deadline=None)
@given(st.lists(WORDS, max_size=40).map(" ".join))
def test_any_text_gives_statements_that_lie_inside_it(text: str) -> None:
    read = annotated(text)
    for statement in statements(read, {}):
        passage = statement.claim.said_in
        assert 0 <= passage.start < passage.end <= len(text)
        assert statement.claim.text
        assert read.get(QUOTES) or statement.claim.speaker is None
