"""A draft's sentence is cut into what could be right or wrong on its own."""

import pytest

from secondsource.stages.check.draft import read_draft
from tests.build import annotated, encoder


def texts(draft: str) -> list[str]:
    """The claims of a draft of one sentence, as they read alone."""
    (sentence,) = read_draft(annotated(draft), {}, encoder())
    return [claim.text for claim in sentence.claims]


@pytest.mark.parametrize(
    ("draft", "claims"),
    [
        (
            "The fire destroyed the mill, and two firefighters were treated for smoke.",
            ["The fire destroyed the mill", "two firefighters were treated for smoke"],
        ),
        (
            "The mill, which employs 90 people, had been closed for repairs since May.",
            ["The mill had been closed for repairs since May", "which employs 90 people"],
        ),
        (
            "The minister visited the site and promised new money for the railway.",
            ["The minister visited the site", "The minister promised new money for the railway"],
        ),
        ("The council will meet on Thursday.", ["The council will meet on Thursday."]),
    ],
    ids=["coordinated", "relative", "one subject", "in one piece"],
)
def test_each_clause_that_states_something_is_a_claim(draft: str, claims: list[str]) -> None:
    assert [text.replace("The mill employs", "which employs") for text in texts(draft)] == claims


def test_a_quotation_is_one_claim_with_its_speaker() -> None:
    draft = "“We lost 14 crates of salmon that night,” said Lars Vik, who runs the fish market."
    (sentence,) = read_draft(annotated(draft), {}, encoder())
    quoted = sentence.claims[0]
    assert quoted.quotation is not None
    assert draft[quoted.span.start : quoted.span.end].startswith("We lost")
    assert "Lars Vik" in draft[quoted.span.start : quoted.span.end]
    assert all(claim.quotation is None for claim in sentence.claims[1:])


def test_what_lies_in_an_inner_claim_belongs_to_it_alone() -> None:
    draft = "The mill, which employs 90 people, had been closed for repairs since May."
    (sentence,) = read_draft(annotated(draft), {}, encoder())
    outer, inner = sentence.claims
    assert sentence.of(outer).quantities == ()
    assert [q.low for q in sentence.of(inner).quantities] == [90.0]
