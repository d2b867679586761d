"""All pictures of a story: well formed, named, within the policy, whatever the reports say."""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from secondsource.records.brief import Account
from secondsource.web.pictures import pictures
from secondsource.web.pictures.drawing import MOST_STOPS
from tests.cli.build_accounts import ACCOUNT
from tests.export.hostile import HOSTILE_STRINGS, hostile_account
from tests.web.pictures.build_pictures import account, large, reports
from tests.web.pictures.markup import (
    all_of,
    keeps_to_the_policy,
    named_ids,
    parsed,
    words_in,
)

LARGE = large()


def drawn(told: Account) -> list[str]:
    return [picture.name for picture in pictures(told)]


def test_a_large_story_has_every_picture() -> None:
    assert drawn(LARGE) == ["timeline", "matrix", "moved", "coverage", "copies"]


def test_an_empty_story_has_none() -> None:
    assert drawn(account(())) == []


def test_a_story_of_one_report_has_none_but_a_timeline() -> None:
    assert drawn(account(reports(1))) == []


@pytest.mark.parametrize("told", [ACCOUNT, LARGE], ids=["small", "large"])
def test_ids_are_unique_and_every_name_refers_to_one(told: Account) -> None:
    page = parsed("".join(picture.markup for picture in pictures(told)))  # type: ignore[arg-type]
    ids, used = named_ids(page)
    assert [i for i, times in Counter(ids).items() if times > 1] == []
    assert used <= set(ids)


@pytest.mark.parametrize("told", [ACCOUNT, LARGE], ids=["small", "large"])
def test_every_picture_is_named_and_described_and_has_a_table_behind_it(told: Account) -> None:
    for picture in pictures(told):
        tree = parsed(picture.markup)
        svg = next(one for one in all_of(tree, "svg") if one.get("aria-labelledby"))
        assert words_in(all_of(svg, "title")[0]) == picture.title
        assert words_in(all_of(svg, "desc")[0])
        (table,) = all_of(all_of(tree, "details")[0], "table")
        assert words_in(all_of(table, "caption")[0]) == picture.title
        assert all(head.get("scope") for head in all_of(table, "th"))


@pytest.mark.parametrize("told", [ACCOUNT, LARGE], ids=["small", "large"])
def test_nothing_in_a_picture_breaks_the_policy_of_the_pages(told: Account) -> None:
    assert all(keeps_to_the_policy(parsed(picture.markup)) for picture in pictures(told))


def test_a_picture_of_very_many_links_leaves_the_keyboard_to_its_table() -> None:
    for picture in pictures(LARGE):
        svg = next(one for one in all_of(parsed(picture.markup), "svg") if one.get("role"))
        stops = [link for link in all_of(svg, "a") if link.get("tabindex") != "-1"]
        assert len(stops) <= MOST_STOPS


def hostile_pictures(words: str) -> None:
    for picture in pictures(hostile_account(words)):
        tree = parsed(picture.markup)
        assert keeps_to_the_policy(tree)
        allowed = {"figure", "svg", "table", "details", "text", "bdi", "a", "title"}
        assert allowed & {element.tag.rpartition("}")[2] for element in tree.iter()}


@pytest.mark.parametrize("words", HOSTILE_STRINGS)
def test_words_that_try_to_be_mark_up_stay_words(words: str) -> None:
    hostile_pictures(words)


@given(st.text(min_size=1, max_size=60))
@settings(max_examples=60, deadline=None)
def test_any_words_give_well_formed_pictures(words: str) -> None:
    hostile_pictures(words)
