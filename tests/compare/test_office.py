"""Who holds which office, by the word of each report."""

from dataclasses import replace

import pytest

from secondsource.compare.identity import unify
from secondsource.compare.office import Holding, compare_offices, holdings, office_in_words
from secondsource.records.layers import Role
from secondsource.records.story import Kind, Relation
from tests.build import annotated

ENERGY = "Energy Minister Anna Brandt visited the leaking dam on Monday."


def held(*texts: str) -> list[Holding]:
    """The offices that reports read together give to people."""
    read = [annotated(text, outlet=f"Outlet {k}") for k, text in enumerate(texts)]
    names = unify(read)
    return [holding for one in read for holding in holdings(one, names)]


def test_an_office_is_a_claim_whose_passage_has_title_and_name() -> None:
    (holding,) = held(ENERGY)
    assert holding.claim.text == "Anna Brandt is energy minister"
    assert holding.claim.said_in.span.within(ENERGY) == "Energy Minister Anna Brandt"
    assert holding.claim.people == ("Anna Brandt",)


def test_a_title_without_a_holder_is_no_claim() -> None:
    assert held("The energy minister visited the leaking dam on Monday.") == []


def test_two_offices_of_one_person_that_nobody_holds_together_conflict() -> None:
    found = compare_offices(*held(ENERGY, "Former Energy Minister Anna Brandt saw the dam."))
    assert found is not None
    assert found.kind is Kind.ROLE
    assert found.relation is Relation.CONFLICT
    assert set(found.values) == {"energy minister", "former energy minister"}


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Prime Minister Ivar Solen spoke in Arlen.", "The premier, Ivar Solen, spoke in Arlen."),
        ("Chief executive Dana Roth spoke first.", "CEO Dana Roth spoke first."),
    ],
    ids=["premier", "CEO"],
)
def test_one_office_by_other_words_is_no_conflict(first: str, second: str) -> None:
    assert compare_offices(*held(first, second)) is None


def test_the_offices_of_two_people_are_not_compared() -> None:
    one, other = held(ENERGY, "Finance Minister Oscar Lind saw the dam on Monday.")
    assert compare_offices(one, other) is None


def test_an_office_in_words_has_its_qualifier_and_its_body() -> None:
    role = Role(0, 4, "prime minister", "former", "Latvia", "Anna Brandt")
    assert office_in_words(role) == "former prime minister of Latvia"
    assert office_in_words(replace(role, qualifier="", of="")) == "prime minister"


def test_a_title_far_from_any_name_of_its_holder_is_a_passage_alone() -> None:
    far = (
        "Anna Brandt, the energy minister, visited the dam on Monday with engineers, divers, two "
        "mayors, a choir from the valley and a geologist who had warned of the leak for years. "
        "The minister ordered that the water be lowered before the autumn storms arrive."
    )
    for holding in held(far):
        passage = holding.claim.said_in.span.within(far).lower()
        assert "minister" in passage
        assert len(passage) < 160
