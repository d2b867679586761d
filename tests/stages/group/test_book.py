import numpy as np
import pytest

from secondsource.stages.group.book import Book
from secondsource.stages.group.skim import Skim, skim
from tests.build import report

LINKS: dict[str, dict[str, float]] = {}


@pytest.fixture
def skims() -> list[Skim]:
    made = [skim(report(text), np.zeros(1, dtype=np.float32)) for text in "abcd"]
    LINKS.update({one.report_id: {} for one in made})
    return made


def test_of_a_story_that_is_split_the_larger_part_keeps_the_id(skims: list[Skim]) -> None:
    a, b, c, _ = skims
    book = Book()
    (story,) = book.enter([[a, b, c]], LINKS)
    book.enter([[a], [b, c]], LINKS)
    kept, new = book.of(b.report_id), book.of(a.report_id)
    assert kept and new
    assert kept.id == story.id
    assert new.id != story.id


def test_reports_of_a_story_merged_away_get_its_id_back(skims: list[Skim]) -> None:
    a, b, *_ = skims
    book = Book()
    first, second = book.enter([[a], [b]], LINKS)
    book.enter([[a, b]], LINKS)
    book.enter([[a], [b]], LINKS)
    told = {book.of(one.report_id) for one in (a, b)}
    assert {story.id for story in told if story} == {first.id, second.id}
    assert all(story and story.merged_into is None for story in told)


def test_every_story_has_an_id_of_its_own_however_often_reports_move(skims: list[Skim]) -> None:
    a, b, c, d = skims
    book = Book()
    moves = ([[a, b, c, d]], [[b, c, d], [a]], [[a, b], [c, d]], [[a, c], [b], [d]], [[a, b, c, d]])
    for clusters in (*moves, *moves[::-1], *moves):
        book.enter(clusters, LINKS)
        stories = [book.of(cluster[0].report_id) for cluster in clusters]
        assert len({story.id for story in stories if story}) == len(clusters)
        for story, cluster in zip(stories, clusters, strict=True):
            assert story and story.report_ids == tuple(one.report_id for one in cluster)
