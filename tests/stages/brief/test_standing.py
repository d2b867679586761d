"""Which claims can stand as a line: whole, said as a fact, of whom they say they are."""

import pytest

from secondsource.records.story import Claim
from secondsource.stages.brief.material import Material
from secondsource.stages.brief.standing import is_sound
from tests.build import aligned, annotated
from tests.stages.brief.stories import story


def claims(text: str) -> tuple[Material, tuple[Claim, ...]]:
    """A report of one text as material, and the claims read from it."""
    one = annotated(text)
    alignment = aligned(one)
    return Material(story([one]), (one,), alignment), alignment.claims


def sound(text: str) -> list[str]:
    """The texts of the claims that can stand."""
    material, found = claims(text)
    return [claim.text for claim in found if is_sound(material, claim)]


@pytest.mark.parametrize(
    "text",
    [
        "The harbour police found nine crates of rifles in the hold.",
        "The court said that the bridge would stay closed until spring.",
        "Fishermen from Albine have refused to sell their boats to the fund.",
    ],
)
def test_a_plain_statement_stands(text: str) -> None:
    assert sound(text)


def test_that_somebody_spoke_is_no_statement() -> None:
    assert sound("The harbour master told reporters during a visit to the northern docks.") == []


def test_what_hangs_on_whether_is_no_fact() -> None:
    text = "The ministry did not say whether the northern docks had burned down overnight."
    assert not any("burned" in words for words in sound(text))


def test_what_a_sentence_stops_short_of_saying_is_no_fact() -> None:
    text = "The ministry stopped short of saying that the northern militia directed the attack."
    assert not any("directed" in words for words in sound(text))


def test_words_put_behind_a_claim_in_brackets_do_not_stand() -> None:
    text = "The company sold the docks that the northern council had bought in spring."
    assert not any(words.endswith(")") for words in sound(text))


def test_a_claim_that_ends_on_a_preposition_does_not_stand() -> None:
    text = "A smuggler whom the harbour master had been in touch with, officials said."
    assert not any(words.endswith("with") for words in sound(text))
