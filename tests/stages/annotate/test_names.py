import pytest

from secondsource.records.layers import NAMES, Name, NameKind
from tests.build import annotated

PERSON, ORGANISATION = NameKind.PERSON, NameKind.ORGANISATION
PLACE, OTHER = NameKind.PLACE, NameKind.OTHER


def names(text: str, **fields: object) -> tuple[Name, ...]:
    return annotated(text, **fields).get(NAMES)


def entities(text: str, kind: NameKind) -> list[str]:
    """The entities of a kind, in order of first mention."""
    return list(dict.fromkeys(name.entity for name in names(text) if name.kind is kind))


def test_a_span_covers_the_name_alone() -> None:
    text = "Yesterday Mr Emeka Tarlow's sister met Finance Minister Lena Dorn in Oslo."
    assert [name.within(text) for name in names(text)] == ["Emeka Tarlow", "Lena Dorn", "Oslo"]


def test_surname_title_and_possessive_are_one_person() -> None:
    text = (
        "Lena Dorn resigned on Monday. Ms Dorn gave no reason. Dorn's deputy will take over, "
        "and President Dorn, as some called her, went home."
    )
    assert {name.entity for name in names(text)} == {"Lena Dorn"}


def test_father_and_son_are_two_people() -> None:
    text = "Ed Crane Jr. spoke first. Ed Crane, his father, listened. Crane Jr. was brief."
    assert [name.entity for name in names(text)] == ["Ed Crane Jr.", "Ed Crane", "Ed Crane Jr."]


def test_a_president_is_not_the_first_lady_of_the_same_surname() -> None:
    text = "First lady Ada Moss waved. President Moss spoke. Ada Moss left early."
    assert entities(text, NameKind.PERSON) == ["Ada Moss", "Moss"]


def test_a_pope_keeps_the_number() -> None:
    assert entities("Patriarch Kirill II left Nicosia early.", PERSON) == ["Kirill II"]


def test_a_plural_owner_belongs_to_the_name_of_a_body() -> None:
    text = "A strike by the Dock Workers' Federation began on Monday."
    assert entities(text, ORGANISATION) == ["Dock Workers' Federation"]


def test_a_surname_that_is_also_a_title_stays_a_name() -> None:
    text = "Oona Bishop won. The crowd cheered for Mr Bishop. Bishop waved."
    assert {name.entity for name in names(text)} == {"Oona Bishop"}


def test_a_surname_that_two_people_share_is_given_to_neither() -> None:
    text = "Anna Brandt met Karl Brandt in court. Brandt smiled."
    assert names(text)[-1].entity == "Brandt"


def test_a_first_name_alone_is_the_one_who_bears_it() -> None:
    text = "Miriam Castell, 9, was found on Sunday. Miriam told police that she was cold."
    assert entities(text, PERSON) == ["Miriam Castell"]


def test_particles_belong_to_the_name() -> None:
    text = "Pieter van der Meulen spoke first. Then Van der Meulen left with Ana de la Cruz."
    assert entities(text, PERSON) == ["Pieter van der Meulen", "Ana de la Cruz"]


def test_hyphens_and_diacritics_belong_to_the_name() -> None:
    text = "Zoë Lindström-Åkerberg and Łukasz Wiśniewski were elected."
    assert entities(text, PERSON) == ["Zoë Lindström-Åkerberg", "Łukasz Wiśniewski"]


@pytest.mark.parametrize(
    "text",
    [
        "Coach Ibrahim Sallow walked off.",
        "The minister Ibrahim Sallow walked off.",
        "The cleaner, Ibrahim Sallow, walked off.",
        "Ibrahim Sallow, 34, walked off.",
        "Madam Sallow walked off.",
    ],
)
def test_what_stands_beside_a_name_makes_it_a_person(text: str) -> None:
    assert [name.kind for name in names(text)] == [PERSON]


def test_places_are_known_by_name_or_by_what_leads_to_them() -> None:
    text = "Rescuers from Peru reached the village of Ankotsa near Toliara on Friday."
    assert entities(text, PLACE) == ["Peru", "Ankotsa", "Toliara"]


def test_organisations_are_known_by_their_nouns() -> None:
    text = "The Harbour Workers Union sued Calder Shipping Ltd and the Ministry of Fisheries."
    assert entities(text, ORGANISATION) == [
        "Harbour Workers Union",
        "Calder Shipping Ltd",
        "Ministry of Fisheries",
    ]


def test_an_acronym_is_the_name_it_abbreviates() -> None:
    text = "The Coastal Survey Agency (CSA) warned of floods. The CSA closed two roads."
    assert entities(text, ORGANISATION) == ["Coastal Survey Agency"]


def test_a_short_name_of_a_company_is_the_company() -> None:
    text = "Vantory Airlines cut 400 jobs on Friday. Vantory said that it had no choice."
    assert entities(text, ORGANISATION) == ["Vantory Airlines"]


def test_capitals_at_the_start_of_a_sentence_are_no_names() -> None:
    text = "Rice is dear. Farmers are angry. Organisers gave up. Cacao fell. Police came."
    assert names(text) == ()


def test_days_months_and_peoples_are_no_names() -> None:
    assert names("On Monday, 3 May, the French and the Latvians agreed.") == ()


def test_shouted_words_are_no_names() -> None:
    assert names("They took the van and a THIRD man from a CARGO BIKE.") == ()


def test_a_dateline_names_its_place_in_small_letters() -> None:
    text = "TALLINN, March 3 (RNA) - Ferries stopped on Friday. Nobody was hurt in Tallinn."
    assert entities(text, PLACE) == ["Tallinn"]


def test_a_headline_in_the_text_adds_no_names() -> None:
    title = "Mayor Hale Quits Over Bridge Scandal"
    text = f"{title}\n\nMayor Tom Hale has resigned over a bridge that was never built."
    assert {name.entity for name in names(text, title=title)} == {"Tom Hale"}


def test_every_span_holds_the_text_it_reports() -> None:
    text = "“We lost,” said Søren Kjær of the Liberal Alliance, in Århus. Kjær’s voice broke."
    assert all(name.within(text) == name.text for name in names(text))
