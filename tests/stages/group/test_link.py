from hypothesis import given, settings
from hypothesis import strategies as st

from secondsource.stages.group.link import average_link

FLOOR = -8.0


def linked(links: dict[tuple[str, str], float], ids: str = "abcd", **kwargs: object) -> list[str]:
    found = average_link(ids, links, threshold=-1.0, floor=FLOOR, **kwargs)  # type: ignore[arg-type]
    return ["".join(some) for some in found]


def test_a_strong_link_joins_and_a_weak_one_does_not() -> None:
    assert linked({("a", "b"): 2.0, ("c", "d"): -2.0}) == ["ab", "c", "d"]


def test_a_cluster_joins_by_the_average_of_its_links_not_by_one_of_them() -> None:
    chain = {("a", "b"): 3.0, ("b", "c"): 2.0}
    assert linked(chain, "abc") == ["ab", "c"]
    assert linked(chain | {("a", "c"): -3.0}, "abc") == ["abc"]


def test_a_link_of_minus_infinity_keeps_apart_whatever_else_joins() -> None:
    links = {("a", "b"): float("-inf"), ("a", "c"): 4.0, ("b", "c"): 4.0}
    assert linked(links, "abc") == ["ac", "b"]


def test_pairs_put_together_are_merged_first() -> None:
    assert linked({("b", "c"): 2.0}, "abc", together=[("a", "c")]) == ["ac", "b"]
    assert linked({}, "abcd", together=[("a", "c"), ("c", "d")]) == ["acd", "b"]


@settings(deadline=None)
@given(
    st.dictionaries(
        st.tuples(st.sampled_from("abcdef"), st.sampled_from("abcdef")).filter(
            lambda pair: pair[0] < pair[1]
        ),
        st.floats(FLOOR, 4),
    ),
    st.randoms(),
)
def test_neither_order_of_ids_nor_of_links_matters(
    links: dict[tuple[str, str], float], random: object
) -> None:
    shuffled = list(links.items())
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert linked(dict(shuffled), "fedcba") == linked(links, "abcdef")
