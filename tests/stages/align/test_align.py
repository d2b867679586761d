"""Reports read together: each kind of conflict, its harmless twins, updates, and what must hold."""

from datetime import timedelta
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from secondsource.records.layers import AnnotatedReport
from secondsource.records.story import Alignment, Kind, Point, Relation
from tests.build import PUBLISHED, aligned, annotated

CONTRADICTIONS = {
    Kind.NUMBER: (
        "A freight train left the rails near Ostrel on Tuesday. The crash derailed 14 wagons and "
        "cut power to the valley. The railway said the driver was unhurt.",
        "Commuters in the valley took buses after an accident. The crash derailed 19 wagons on "
        "Tuesday morning, and crews still have to lift them.",
    ),
    Kind.DATE: (
        "The museum in Larnstad is shut for repairs. A water pipe burst on Monday and flooded the "
        "lower gallery of the museum. Staff carried forty paintings upstairs.",
        "Visitors to Larnstad will have to wait. The lower gallery of the museum flooded when a "
        "water pipe burst on Wednesday.",
    ),
    Kind.PLACE: (
        "A treaty on shared rivers has been agreed. The signing ceremony took place in Geneva. "
        "Both parliaments still have to vote.",
        "Ten years of talks about water ended on Friday with handshakes. The signing ceremony "
        "took place in Vienna after a short concert.",
    ),
    Kind.PERSON: (
        "The city council of Norhaven met on Tuesday night. Maria Olsund was elected chair of the "
        "council by a wide margin. The post had been empty since May.",
        "Norhaven has somebody to lead its debates again. Peter Dahlberg was elected chair of the "
        "council by a wide margin, after months of quarrels.",
    ),
    Kind.ROLE: (
        "Thousands walked across a new bridge in Arlen on Saturday. Finance minister Tomas Vell "
        "cut the ribbon.",
        "Rain did not keep the crowds away in Arlen. Transport minister Tomas Vell opened it "
        "on Saturday and praised the builders.",
    ),
    Kind.ATTRIBUTION: (
        "The ferry company will stop its night service. “We cannot ask our crews to sail another "
        "winter in these ships,” said Helen Marsh, the company's director.",
        "Night crossings end next month. “We cannot ask our crews to sail another winter in these "
        "ships,” said Oscar Lind, who leads the sailors' union.",
    ),
    Kind.OUTCOME: (
        "Lawmakers in Belmora sat until midnight. Parliament approved the pension reform after "
        "nine hours of debate. The prime minister thanked her party.",
        "Cheers were heard outside on the square. Parliament rejected the pension reform, to the "
        "relief of the unions.",
    ),
    Kind.OBJECT: (
        "Police in Larnstad stopped a lorry on Sunday. Officers found 300 rifles hidden under "
        "sacks of rice. The driver was detained.",
        "A driver is in custody in Larnstad. On Sunday officers found 300 pistols hidden under "
        "sacks of rice.",
    ),
    Kind.STATUS: (
        "Norwing, an airline with an old fleet, is changing fast. Norwing has signed a contract "
        "for twenty new jets. Its shares rose.",
        "Passengers may soon sit in newer aircraft. Norwing plans to sign a contract for twenty "
        "new jets, its chief executive told reporters.",
    ),
}
TWINS = {
    "rounded": (
        "Rescue crews searched the hills above Tarvik. The flood damaged 1,204 houses in the "
        "valley, the mayor said.",
        "The mayor of Tarvik asked for tents on Friday. About 1,200 houses in the valley were "
        "damaged by the flood.",
    ),
    "another unit": (
        "Villages along the river were warned on Friday. The oil slick stretches for 10 miles "
        "along the coast, the coastguard said.",
        "Volunteers cleaned seabirds at dawn. The coastguard said the oil slick stretches for 16 "
        "kilometres along the coast.",
    ),
    "in words": (
        "A bus overturned near Kestrel Falls. Twelve passengers were taken to hospital, a nurse "
        "said.",
        "An ambulance service was busy near Kestrel Falls all morning. It took 12 passengers to "
        "hospital after a bus overturned.",
    ),
    "at least": (
        "Ostrel's hospital cancelled operations after a fire. At least 40 patients were moved to "
        "other hospitals.",
        "Flames in the roof closed Ostrel's hospital. A total of 43 patients were moved to other "
        "hospitals, the director said.",
    ),
    "another spelling": (
        "Talks on gas began in the capital. Foreign Minister Olexandr Hryhorenko met the traders "
        "on Tuesday and asked for lower prices.",
        "Traders heard a plea for lower prices. On Tuesday they met Foreign Minister Oleksandr "
        "Grigorenko in the capital.",
    ),
    "weekday and date": (
        "The orchestra of Larnstad has a new home. The concert hall opened on Wednesday with a "
        "gala, and the king attended.",
        "A gala with the king marked a day for music. The concert hall opened on 15 October in "
        "Larnstad.",
    ),
    "a part and the whole": (
        "Farmers blocked roads with tractors on Monday. The protest brought 600 tractors to the "
        "capital, 200 of them from the north.",
        "Drivers waited for hours in the capital. From the north alone, 200 tractors joined the "
        "protest on Monday.",
    ),
    "an office in other words": (
        "The union and the company met again. Chief executive Dana Roth offered a rise of three "
        "percent.",
        "A rise of three percent is on the table. CEO Dana Roth made the offer to the union, "
        "people at the meeting said.",
    ),
    "other verbs": (
        "Lawmakers in Belmora worked late on Wednesday. Parliament approved the pension reform "
        "after nine hours of debate.",
        "It took nine hours of debate. Members of parliament passed the pension reform in Belmora "
        "late on Wednesday.",
    ),
}  # fmt: skip
UPDATES = {
    "a toll that rises": (
        "A landslide buried part of a village in the Kell valley on Monday. The landslide killed "
        "five people, the governor said.",
        "Searchers with dogs worked all night in the Kell valley. The landslide killed nine "
        "people, the governor said on Tuesday.",
    ),
    "planned, then done": (
        "Norhaven waits for its new bridge across the fjord. The king will open the bridge on "
        "Friday, officials said.",
        "Crowds cheered on Friday as flags waved. The king opened the bridge in Norhaven and "
        "walked across it.",
    ),
    "closed, then open": (
        "Snow fell heavily over the mountains. Police closed the Karst tunnel on Thursday after "
        "two lorries slid.",
        "Traffic moves once more under the mountains. Police reopened the Karst tunnel, and "
        "ploughs cleared both lanes.",
    ),
    "draft, then final": (
        "Finance officials in Varnia worked late. The draft budget sets the deficit at 12 billion "
        "crowns, a preliminary figure.",
        "Varnia has a budget after a long night. The final budget sets the deficit at 9 billion "
        "crowns, parliament said.",
    ),
    "not yet, then done": (
        "Two chemical makers hope to become one by spring. Shareholders of Kelvar have not yet "
        "approved the merger, a spokeswoman said.",
        "A meeting in the capital ended with applause. Shareholders of Kelvar approved the merger "
        "on Friday.",
    ),
}


def read(*texts: str, hours: float = 0) -> list[AnnotatedReport]:
    """One report an outlet, each `hours` after the one before."""
    return [
        annotated(text, outlet=f"Outlet {k}", published=PUBLISHED + timedelta(hours=hours * k))
        for k, text in enumerate(texts)
    ]


def opposed(alignment: Alignment, relation: Relation) -> list[Point]:
    """The conflicts, or the updates."""
    return [point for point in alignment.points if point.relation is relation]


@pytest.mark.parametrize("kind", Kind)
def test_a_plain_contradiction_is_one_conflict_of_its_kind(kind: Kind) -> None:
    conflicts = opposed(aligned(*read(*CONTRADICTIONS[kind])), Relation.CONFLICT)
    assert [point.kind for point in conflicts] == [kind]
    assert all(point.reasons for point in conflicts)


@pytest.mark.parametrize("kind", Kind)
def test_both_sides_of_a_conflict_rest_on_characters_of_different_reports(kind: Kind) -> None:
    reports = read(*CONTRADICTIONS[kind])
    alignment = aligned(*reports)
    texts = {one.report.id: one.report.text for one in reports}
    claims = {claim.id: claim for claim in alignment.claims}
    (conflict,) = opposed(alignment, Relation.CONFLICT)
    behind = []
    for side in conflict.sides:
        passages = [claims[claim].said_in for claim in side.claim_ids]
        assert all(p.span.within(texts[p.report_id]).strip() for p in passages)
        behind.append({p.report_id for p in passages})
    assert len(behind) == 2
    assert not behind[0] & behind[1]


@pytest.mark.parametrize("texts", TWINS.values(), ids=TWINS)
def test_what_only_looks_different_is_no_conflict(texts: tuple[str, str]) -> None:
    alignment = aligned(*read(*texts))
    assert opposed(alignment, Relation.CONFLICT) == []
    assert opposed(alignment, Relation.UPDATE) == []


@pytest.mark.parametrize("texts", UPDATES.values(), ids=UPDATES)
def test_news_that_supersedes_older_news_is_an_update(texts: tuple[str, str]) -> None:
    alignment = aligned(*read(*texts, hours=30))
    assert opposed(alignment, Relation.CONFLICT) == []
    assert opposed(alignment, Relation.UPDATE)


def test_a_reprint_does_not_confirm_what_it_reprints() -> None:
    text = CONTRADICTIONS[Kind.NUMBER][0]
    alignment = aligned(*read(text, text))
    assert len(alignment.origins) == 1
    assert {point.relation for point in alignment.points} == {Relation.SINGLE}
    assert {point.origins for point in alignment.points} == {1}


def test_a_reprint_does_not_add_an_origin_to_a_side() -> None:
    first, second = CONTRADICTIONS[Kind.NUMBER]
    (conflict,) = opposed(aligned(*read(first, second, second)), Relation.CONFLICT)
    assert [len(side.origins) for side in conflict.sides] == [1, 1]
    assert sum(len(side.claim_ids) for side in conflict.sides) == 3


def test_two_origins_that_say_the_same_agree() -> None:
    alignment = aligned(*read(*TWINS["other verbs"]))
    agreed = opposed(alignment, Relation.AGREE)
    assert any("pension reform" in point.subject and point.origins == 2 for point in agreed)


def test_one_quote_by_one_speaker_from_two_reporters_agrees() -> None:
    first = CONTRADICTIONS[Kind.ATTRIBUTION][0]
    second = (
        "Helen Marsh runs a company with ageing ferries. “We cannot ask our crews to sail another "
        "winter in these ships,” Marsh told reporters."
    )
    alignment = aligned(*read(first, second))
    assert opposed(alignment, Relation.CONFLICT) == []
    quoted = [p for p in opposed(alignment, Relation.AGREE) if p.subject.startswith("Helen Marsh:")]
    assert [point.origins for point in quoted] == [2]


def test_two_people_with_one_surname_stay_two() -> None:
    first = "Anna Brandt, a geologist, warned of the leak. Engineers lowered the water on Monday."
    second = "Jonas Brandt runs the ferry to the island. His boats stayed in port on Monday."
    forms = {form for *_, form in aligned(*read(first, second)).names}
    assert {"Anna Brandt", "Jonas Brandt"} <= forms


def test_a_surname_is_read_as_the_one_person_who_bears_it() -> None:
    first = "Anna Brandt, a geologist, warned of the leak. Engineers lowered the water on Monday."
    second = "The leak was known for months, Ms Brandt told the committee on Tuesday."
    names = {entity: form for _, entity, form in aligned(*read(first, second)).names}
    assert names["Brandt"] == "Anna Brandt"


def test_the_order_of_the_reports_changes_nothing() -> None:
    extra = "Inspectors came by helicopter. They wrote that the crash derailed 14 wagons."
    reports = read(*CONTRADICTIONS[Kind.NUMBER], extra)
    first, *others = [aligned(*order) for order in permutations(reports)]
    assert all(
        (one.claims, one.points, one.names) == (first.claims, first.points, first.names)
        for one in others
    )


def test_three_values_of_one_matter_are_three_sides_of_one_conflict() -> None:
    texts = [
        f"{lead} The crash near Ostrel derailed {wagons} wagons on Tuesday morning."
        for lead, wagons in (
            ("Children watched cranes from a hill.", 14),
            ("A bakery handed bread to stranded commuters.", 19),
            ("Insurers sent a helicopter with surveyors.", 23),
        )
    ]
    (conflict,) = opposed(aligned(*read(*texts)), Relation.CONFLICT)
    assert [side.value for side in conflict.sides] == ["14 wagons", "19 wagons", "23 wagons"]
    assert conflict.origins == 3


def test_one_report_alone_has_points_of_one_origin_only() -> None:
    alignment = aligned(*read(CONTRADICTIONS[Kind.NUMBER][0]))
    assert alignment.points
    assert {point.relation for point in alignment.points} == {Relation.SINGLE}


def test_no_reports_have_nothing_to_say() -> None:
    alignment = aligned()
    assert (alignment.origins, alignment.claims, alignment.points) == ((), (), ())


def test_reports_without_dates_conflict_rather_than_supersede() -> None:
    texts = UPDATES["a toll that rises"]
    reports = [annotated(t, outlet=f"Outlet {k}", published=None) for k, t in enumerate(texts)]
    alignment = aligned(*reports)
    assert opposed(alignment, Relation.UPDATE) == []
    assert [point.kind for point in opposed(alignment, Relation.CONFLICT)] == [Kind.NUMBER]


WORDS = st.sampled_from(
    ["Lena Holt", "“", "”", "she", "said", "14", "wagons", "not", "on Monday", ". ", ",", "which",
     "in Tarvik", "\n\n", "approved", "rejected", "the plan", "will", "minister", "é", "🚂"]
)  # fmt: skip
TEXT = st.lists(WORDS, max_size=30).map(" ".join)


@settings(max_examples=15, deadline=None)
@given(st.lists(TEXT, max_size=3))
def test_any_reports_give_points_of_claims_that_exist_and_lie_inside_their_report(
    texts: list[str],
) -> None:
    reports = {one.report.id: one for one in read(*texts)}
    alignment = aligned(*reports.values())
    claims = {claim.id: claim for claim in alignment.claims}
    told = {i for point in alignment.points for side in point.sides for i in side.claim_ids}
    assert told == set(claims)
    origins = {origin.id for origin in alignment.origins}
    assert {o for p in alignment.points for s in p.sides for o in s.origins} <= origins
    for claim in claims.values():
        text = reports[claim.said_in.report_id].report.text
        assert 0 <= claim.said_in.start < claim.said_in.end <= len(text)
