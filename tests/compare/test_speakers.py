"""Who says it: two speakers, or one by other words."""

import pytest

from secondsource.compare.claims import Statement
from secondsource.compare.speakers import two_speakers
from tests.compare.pairs import said


def content(text: str, word: str) -> Statement:
    """The statement of a text that has a word."""
    return next(s for s in said(text) if word in s.claim.text)


@pytest.mark.parametrize(
    ("mine", "theirs"),
    [
        ("The company said the offer was unfair.", "The union said the offer was unfair."),
        ("The prosecutor said the offer was fair.", "Her lawyer said the offer was unfair."),
        ("Lena Holt said the offer was fair.", "Rhys Calder said the offer was unfair."),
        ("Residents said the offer was fair.",
         "The builder, Jan Novotny, said the offer was unfair."),
        ("Police said the offer was fair.", "According to the mayor, the offer was unfair."),
    ],
)  # fmt: skip
def test_speakers_of_two_parties_are_two(mine: str, theirs: str) -> None:
    assert two_speakers(content(mine, "offer"), content(theirs, "offer"))


@pytest.mark.parametrize(
    ("mine", "theirs"),
    [
        ("The airline said the offer was fair.", "The company said the offer was fair."),
        ("Holt said the offer was fair.", "Lena Holt said the offer was fair."),
        ("Police said the offer was fair.", "Lena Holt said the offer was fair."),
        ("The transport ministry said the offer was fair.",
         "Transport minister Lena Holt said the offer was fair."),
        ("Officials said the offer was fair.", "Prosecutors said the offer was fair."),
        ("The police said the offer was fair.", "The offer was fair."),
    ],
)  # fmt: skip
def test_speakers_that_may_be_one_are_not_two(mine: str, theirs: str) -> None:
    assert not two_speakers(content(mine, "offer"), content(theirs, "offer"))
