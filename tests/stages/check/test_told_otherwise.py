"""Deeds and sayings of a draft that the reports tell otherwise."""

import pytest

from secondsource.records.finding import Verdict
from secondsource.records.story import Kind
from tests.build import annotated
from tests.stages.check.checking import check, words

TUNNEL = (
    "Transport minister Olga Prent said that the tunnel would reopen in July. "
    "Mayor Hugo Stamm said that the delay was a scandal. "
    "The builder was unable to drain the northern shaft. "
    "The city sued Teskel Works over the cracked walls. "
    "Opposition leader Ravi Menon called for an inquiry. Edda Knox accused the city of delay."
)
MILL = (
    "The blast at the Dornau mill killed 12 people and injured 30. "
    "Thieves later stole three paintings from the office but left the silver. "
    "Police arrested 40 looters at the gate. Fourteen of them were released the same evening."
)


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("Hugo Stamm said that the tunnel would reopen in July.", Kind.ATTRIBUTION),
        ("Edda Knox called for an inquiry.", Kind.ATTRIBUTION),
        ("The builder drained the northern shaft.", Kind.OUTCOME),
        ("Teskel Works sued the city over the cracked walls.", Kind.PERSON),
        ("The tunnel reopened in July.", Kind.STATUS),
        ("The builder was unable to drain the southern shaft.", Kind.PLACE),
    ],
)
def test_a_deed_told_otherwise_is_contradicted_by_its_kind(sentence: str, kind: Kind) -> None:
    (finding,) = check(sentence, annotated(TUNNEL))
    assert (finding.verdict, finding.kind) == (Verdict.CONTRADICTED, kind)


@pytest.mark.parametrize(
    "sentence",
    [
        "The tunnel would reopen in July, according to Olga Prent.",
        "Menon, the leader of the opposition, called for an inquiry.",
        "The northern shaft could not be drained by the builder.",
        "Teskel Works was sued by the city over the cracked walls.",
    ],
)
def test_other_words_for_the_same_deed_are_supported(sentence: str) -> None:
    (finding,) = check(sentence, annotated(TUNNEL))
    assert finding.verdict is Verdict.SUPPORTED


@pytest.mark.parametrize(
    "sentence",
    [
        "The blast killed 30 people and injured 12.",
        "Thieves stole the silver from the office.",
        "Twenty of the arrested looters were released the same evening.",
    ],
)
def test_values_changed_about_within_a_passage_are_contradicted(sentence: str) -> None:
    (finding,) = check(sentence, annotated(MILL))
    assert finding.verdict is Verdict.CONTRADICTED


@pytest.mark.parametrize(
    "sentence",
    [
        "Thirty people were hurt and 12 died in the blast at the Dornau mill.",
        "Fourteen of the arrested looters were freed the same evening.",
        "Thieves took three paintings from the office.",
    ],
)
def test_values_in_their_places_are_no_contradiction(sentence: str) -> None:
    (finding,) = check(sentence, annotated(MILL))
    assert finding.verdict is not Verdict.CONTRADICTED


def test_what_one_report_bears_out_another_does_not_contradict() -> None:
    first = annotated("The city plans to close the old pier in spring.", outlet="The Post")
    second = annotated("The city has closed the old pier.", outlet="The Herald")
    (finding,) = check("The city closed the old pier.", first, second)
    assert finding.verdict is Verdict.SUPPORTED


def test_an_objection_rests_on_the_characters_that_say_otherwise() -> None:
    report = annotated(TUNNEL)
    (finding,) = check("The builder drained the northern shaft.", report)
    against = [part.against for part in finding.parts if part.against]
    passages = against[0] if against else finding.evidence
    assert "unable to drain the northern shaft" in words(passages, report)[0]
