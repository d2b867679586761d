"""Claims that speak to one matter become points with sides."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from secondsource.compare.difference import Difference
from secondsource.records.evidence import Maker, Passage
from secondsource.records.layers import Polarity, Status
from secondsource.records.story import Claim, Kind, Origin, Point, Relation, Story
from secondsource.stages.align.links import Agreement, Link, Opposition
from secondsource.stages.align.points import make_points
from tests.build import aligned, annotated

MAKER = Maker("test", "1")
STORY = Story("story", "What happened", (), None, None, None, "", MAKER)


def claim(name: str) -> Claim:
    """The only claim of the report of that name."""
    passage = Passage(f"report {name}", 0, 5)
    return Claim(name, passage, f"text of {name}", None, Polarity.AFFIRMED, Status.DONE, "", "", "",
                 (), (), (), ())  # fmt: skip


def differ(
    a: str, b: str, *values: str, kind: Kind = Kind.NUMBER, relation: Relation = Relation.CONFLICT
) -> Opposition:
    one, other = values or (a, b)
    return Opposition(a, b, 0.9, Difference(kind, relation, (one, other), f"{one} is not {other}"))


def points(names: str, *links: Link, reprints: str = "") -> tuple[Point, ...]:
    """Points of claims a, b, c …, of reports of their own origin but for the reprints."""
    own = [name for name in names if name not in reprints]
    origins = [Origin(f"origin {n}", (f"report {n}",), ("",), MAKER) for n in own]
    if reprints:
        carried = tuple(f"report {n}" for n in reprints)
        origins.append(Origin("shared", carried, ("",) * len(carried), MAKER))
    return make_points(STORY, [claim(n) for n in names], links, origins)


def sides(point: Point) -> list[set[str]]:
    return [set(side.claim_ids) for side in point.sides]


def test_a_claim_linked_to_no_other_is_a_point_of_its_own() -> None:
    found = points("ab")
    assert {point.relation for point in found} == {Relation.SINGLE}
    assert sorted(point.subject for point in found) == ["text of a", "text of b"]


def test_claims_of_two_origins_that_say_the_same_agree() -> None:
    (point,) = points("ab", Agreement("a", "b", 0.9))
    assert point.relation is Relation.AGREE
    assert point.kind is None
    assert sides(point) == [{"a", "b"}]
    assert point.origins == 2


def test_agreement_within_one_origin_is_one_origins_word() -> None:
    (point,) = points("ab", Agreement("a", "b", 0.9), reprints="ab")
    assert point.relation is Relation.SINGLE
    assert point.origins == 1


def test_a_difference_makes_a_side_of_each_value_with_its_reason() -> None:
    (point,) = points("ab", differ("a", "b", "14 wagons", "19 wagons"))
    assert point.relation is Relation.CONFLICT
    assert point.kind is Kind.NUMBER
    assert [side.value for side in point.sides] == ["14 wagons", "19 wagons"]
    assert point.reasons == ("14 wagons is not 19 wagons",)


def test_claims_of_the_same_value_stand_on_one_side() -> None:
    links = differ("a", "b", "14 wagons", "19 wagons"), differ("c", "b", "14 Wagons", "19 wagons")
    (point,) = points("abc", *links)
    assert sides(point) == [{"a", "c"}, {"b"}]
    assert point.origins == 3


def test_differences_of_two_kinds_are_two_points() -> None:
    links = differ("a", "b"), differ("a", "c", kind=Kind.PLACE)
    found = [p for p in points("abc", *links) if p.relation is Relation.CONFLICT]
    assert {point.kind for point in found} == {Kind.NUMBER, Kind.PLACE}


def test_differences_that_share_no_claim_are_two_points() -> None:
    found = points("abcd", differ("a", "b"), differ("c", "d"))
    assert [point.relation for point in found] == [Relation.CONFLICT] * 2


def test_an_update_is_a_conflict_as_soon_as_two_sides_cannot_both_hold() -> None:
    update = differ("a", "b", relation=Relation.UPDATE)
    (alone,) = points("ab", update)
    (mixed,) = points("abc", update, differ("a", "c"))
    assert alone.relation is Relation.UPDATE
    assert mixed.relation is Relation.CONFLICT


def test_a_chain_of_likenesses_is_no_agreement() -> None:
    chain = Agreement("a", "b", 0.9), Agreement("c", "d", 0.8), Agreement("b", "c", 0.7)
    agreed = [sides(p)[0] for p in points("abcd", *chain) if p.relation is Relation.AGREE]
    assert sorted(map(sorted, agreed)) == [["a", "b"], ["c", "d"]]


def test_claims_that_differ_never_stand_together() -> None:
    links = Agreement("a", "b", 0.9), Agreement("b", "c", 0.8), differ("a", "c")
    agreed = [sides(p)[0] for p in points("abc", *links) if p.relation is Relation.AGREE]
    assert agreed == [{"a", "b"}]


def test_conflicts_come_before_updates_agreements_and_single_claims() -> None:
    links = (
        Agreement("a", "b", 0.9),
        differ("c", "d", relation=Relation.UPDATE),
        differ("e", "f", kind=Kind.PLACE),
    )
    assert [point.relation for point in points("abcdefg", *links)] == [
        Relation.CONFLICT,
        Relation.UPDATE,
        Relation.AGREE,
        Relation.SINGLE,
    ]


def test_of_two_agreements_the_one_with_more_origins_comes_first() -> None:
    three = [Agreement(x, y, 0.9) for x, y in combinations("abc", 2)]
    found = points("abcde", *three, Agreement("d", "e", 1.0))
    assert [point.origins for point in found] == [3, 2]


NAMES = "abcdef"
AGREEMENTS = st.builds(
    lambda pair, score: Agreement(pair[0], pair[1], score),
    st.sampled_from(list(combinations(NAMES, 2))),
    st.floats(0.5, 1.0),
)
DIFFERENCES = st.builds(
    lambda pair, kind, relation: differ(*pair, kind=kind, relation=relation),
    st.sampled_from(list(combinations(NAMES, 2))),
    st.sampled_from([Kind.NUMBER, Kind.PLACE]),
    st.sampled_from([Relation.CONFLICT, Relation.UPDATE]),
)
LINKS = st.lists(AGREEMENTS | DIFFERENCES, max_size=10)


@given(LINKS)
def test_every_claim_is_told_and_every_point_is_of_claims_that_exist(links: list[Link]) -> None:
    told = {c for p in points(NAMES, *links) for side in p.sides for c in side.claim_ids}
    assert told == set(NAMES)


@given(LINKS)
def test_a_conflict_has_two_sides_and_an_agreement_two_origins(links: list[Link]) -> None:
    for point in points(NAMES, *links, reprints="ab"):
        opposed = point.relation in (Relation.CONFLICT, Relation.UPDATE)
        assert len(point.sides) >= 2 if opposed else len(point.sides) == 1
        assert (point.kind is not None) == opposed
        assert point.relation is not Relation.AGREE or point.origins > 1


@given(LINKS)
def test_no_two_points_share_an_id(links: list[Link]) -> None:
    ids = [point.id for point in points(NAMES, *links)]
    assert len(ids) == len(set(ids))


@given(LINKS.flatmap(lambda links: st.tuples(st.just(links), st.permutations(links))))
def test_the_order_of_links_with_scores_of_their_own_changes_no_side(
    orders: tuple[list[Link], list[Link]],
) -> None:
    told = [
        {(p.relation, p.kind, frozenset(c for s in p.sides for c in s.claim_ids)) for p in found}
        for found in (points(NAMES, *links) for links in orders)
    ]
    assert told[0] == told[1]


def test_a_sentence_printed_word_for_word_by_two_outlets_has_one_origin_behind_it() -> None:
    words = "The engineer closed the valve an hour before the dam began to leak"
    copied = aligned(
        annotated(
            "Water rose in Arlen on Monday and the upper town packed its bags. Two schools stayed "
            f"shut. {words}. Nobody slept near the river. Ferries ran until ten. Farmers drove "
            "their cattle to the hills before dark."
        ),
        annotated(
            "A mayor asks who knew what, and when. Her council meets on Friday to hear experts "
            f"from three universities. {words}. The builders of the wall sent a lawyer. Insurance "
            "firms expect claims worth millions. An inquiry will take until spring.",
            outlet="The Arlen Bee",
        ),
    )
    (point,) = [p for p in copied.points if "closed the valve" in p.subject]
    assert len(copied.origins) == 2
    assert (point.relation, point.origins) == (Relation.SINGLE, 1)
