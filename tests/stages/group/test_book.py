from collections.abc import Sequence

import numpy as np
import pytest

from secondsource.records.story import Story
from secondsource.stages.group.book import Book
from secondsource.stages.group.naming import name_story, story_id
from secondsource.stages.group.skim import Skim, skim
from tests.build import report


def named(story: str, members: Sequence[Skim]) -> Story:
    return name_story(story, members, {})


def new_book() -> Book:
    return Book(lambda _: {})


@pytest.fixture
def skims() -> list[Skim]:
    return [skim(report(text), np.zeros(1, dtype=np.float32)) for text in "abcd"]


def test_of_a_story_that_is_split_the_larger_part_keeps_the_id(skims: list[Skim]) -> None:
    a, b, c, _ = skims
    book = new_book()
    (story,) = book.enter([[a, b, c]], named)
    book.enter([[a], [b, c]], named)
    kept, new = book.of(b.report_id), book.of(a.report_id)
    assert kept and new
    assert kept.id == story.id
    assert new.id != story.id


def test_reports_of_a_story_merged_away_get_its_id_back(skims: list[Skim]) -> None:
    a, b, *_ = skims
    book = new_book()
    first, second = book.enter([[a], [b]], named)
    book.enter([[a, b]], named)
    book.enter([[a], [b]], named)
    told = {book.of(one.report_id) for one in (a, b)}
    assert {story.id for story in told if story} == {first.id, second.id}
    assert all(story and story.merged_into is None for story in told)


def test_every_story_has_an_id_of_its_own_however_often_reports_move(skims: list[Skim]) -> None:
    a, b, c, d = skims
    book = new_book()
    moves = ([[a, b, c, d]], [[b, c, d], [a]], [[a, b], [c, d]], [[a, c], [b], [d]], [[a, b, c, d]])
    for clusters in (*moves, *moves[::-1], *moves):
        book.enter(clusters, named)
        stories = [book.of(cluster[0].report_id) for cluster in clusters]
        assert len({story.id for story in stories if story}) == len(clusters)
        for story, cluster in zip(stories, clusters, strict=True):
            assert story and story.report_ids == tuple(one.report_id for one in cluster)


def test_a_report_split_off_gets_the_id_back_of_a_story_that_is_kept_elsewhere(
    skims: list[Skim],
) -> None:
    a, b, c, d = skims
    before = new_book()
    _, away = before.enter([[a, b], [c, d]], named)
    kept, gone = before.enter([[a, b, c, d]], named)
    assert (away.id, kept.id) == (gone.id, gone.merged_into)
    after = Book(lambda ids: {one: gone for one in ids if one == gone.id})
    after.put([kept])
    after.enter([[a, b], [c, d]], named)
    told = after.of(d.report_id)
    assert told and told.id == away.id


def test_an_id_in_use_elsewhere_is_not_given_again(skims: list[Skim]) -> None:
    a, b, *_ = skims
    elsewhere = named(story_id(a.report_id), [b])
    book = Book(lambda ids: {one: elsewhere for one in ids if one == elsewhere.id})
    (story,) = book.enter([[a]], named)
    assert story.id != elsewhere.id


def test_of_two_stories_as_large_the_one_with_the_eldest_report_keeps_its_id(
    skims: list[Skim],
) -> None:
    for first, second in (skims[:2], skims[1::-1]):
        book = new_book()
        elder, _ = book.enter([[first], [second]], named)
        kept, _ = book.enter([[first, second]], named)
        assert kept.id == elder.id


def test_a_story_named_anew_changes_only_if_it_reads_differently(skims: list[Skim]) -> None:
    book = new_book()
    book.enter([skims], named)
    assert book.enter([skims], named, anew=True) == []

    def by_hand(story: str, members: Sequence[Skim]) -> Story:
        return name_story(story, members, {}, [True])

    (changed,) = book.enter([skims], by_hand, anew=True)
    assert changed.why.endswith("put together by hand")
