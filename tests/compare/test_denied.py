"""What a sentence takes back of a clause in it."""

import pytest

from secondsource.compare.claims import statements
from secondsource.compare.denied import is_unsaid
from secondsource.records.layers import QUOTES
from tests.build import annotated


def claims(text: str) -> list[str]:
    return [one.claim.text for one in statements(annotated(text), {})]


@pytest.mark.parametrize(
    ("sentence", "claim"),
    [
        (
            "On Friday the guild denied that the clock of Vell had been sold, its clerk said.",
            "On Friday the guild denied that the clock of Vell had been sold",
        ),
        (
            "The clock of Vell had been sold to a bank, a rumour which the guild dismissed.",
            "The clock of Vell had been sold to a bank, a rumour which the guild dismissed",
        ),
        (
            "It is untrue that the clock of Vell had been sold, the clerk said.",
            "It is untrue that the clock of Vell had been sold",
        ),
        (
            "Clerk Odo Prahl met the press. He denied that the clock of Vell had been sold.",
            "Odo Prahl denied that the clock of Vell had been sold",
        ),
    ],
)
def test_a_claim_has_the_words_that_take_it_back(sentence: str, claim: str) -> None:
    assert claim in claims(sentence)


@pytest.mark.parametrize(
    ("sentence", "claim"),
    [
        (
            "The guild said that the clock had been sold to a bank.",
            "the clock had been sold to a bank",
        ),
        (
            "The clock was sold to a bank; nobody had asked the clerk about it.",
            "The clock was sold to a bank",
        ),
        (
            "The guild did not name the man who had sold the clock to a bank in Vell.",
            "The guild did not name the man who had sold the clock to a bank in Vell",
        ),
        (
            "Two men stole the clock, which lies in the vault of a bank now.",
            "Two men stole the clock",
        ),
        (
            "The police held Odo Prahl, who denied the charge.",
            "The police held Odo Prahl",
        ),
    ],
)
def test_a_claim_that_nobody_takes_back_stays_as_it_is(sentence: str, claim: str) -> None:
    assert claim in claims(sentence)


@pytest.mark.parametrize(
    ("sentence", "unsaid"),
    [
        ("Odo Prahl never said “the clock is for sale to anyone”.", True),
        ("Odo Prahl denied having told them “the clock is for sale to anyone”.", True),
        ("Odo Prahl refused to say “the clock is for sale to anyone”.", True),
        ("Odo Prahl said “the clock is for sale to anyone”.", False),
        ("Odo Prahl did not fail to say “the clock is for sale to anyone”.", False),
        ("“The clock is not for sale to anyone,” Odo Prahl said.", False),
    ],
)
def test_words_are_unsaid_where_their_verb_is_denied(sentence: str, unsaid: bool) -> None:
    read = annotated(sentence)
    (quote,) = (one for one in read.get(QUOTES) if one.direct)
    assert is_unsaid(read.parse, quote.cue) is unsaid
