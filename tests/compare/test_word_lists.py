"""Tables of general English."""

from importlib.resources import files

import pytest

from secondsource.compare.word_lists import governors, opposed, unlike


@pytest.mark.parametrize(
    ("one", "other"), [("frog", "piano"), ("kettle", "church"), ("missile", "bridge")]
)
def test_two_concrete_nouns_without_a_common_kind_are_two_things(one: str, other: str) -> None:
    assert unlike(one, other)
    assert unlike(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [("ship", "vessel"), ("car", "automobile"), ("decision", "frog"), ("frog", "frog")],
    ids=["a kind", "a synonym", "a noun that names no thing", "itself"],
)
def test_nouns_that_may_mean_one_thing_are_not_unlike(one: str, other: str) -> None:
    assert not unlike(one, other)


def test_verbs_of_opposed_families_are_opposed() -> None:
    assert opposed("turn down", "give approval")


def test_no_word_that_governs_is_listed_with_two_effects() -> None:
    table = files("secondsource.compare").joinpath("data", "governors.txt").read_text("utf-8")
    rows = [line.split("\t")[1].split() for line in table.splitlines() if "\t" in line[1:]]
    words = [word for row in rows for word in row]
    assert sorted(words) == sorted(set(words))
    assert governors()["refuse"] == "not"
