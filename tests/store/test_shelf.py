import dataclasses
import random
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import numpy as np
import pytest

from secondsource.errors import NotFound
from secondsource.records.evidence import Maker
from secondsource.records.grouped import Glance, Grouped, Link
from secondsource.records.report import Report
from secondsource.store import Store
from secondsource.store.word_index import KEPT_POSTS
from tests.store.records import HOUR, NOON, PUBLISHED, glance, grouped, link, reports, story

if TYPE_CHECKING:
    from secondsource.abilities import Shelf

DAY = 24 * HOUR


def shelve(store: Store, *glances: Glance, of: tuple[Report, ...]) -> None:
    store.add_reports(of, at=NOON)
    stories = tuple(story(f"s-{one.id}", one) for one in of)
    store.shelf.put(Grouped(glances, (), stories), at=NOON)


def test_the_store_is_the_shelf_that_grouping_wants(store: Store) -> None:
    shelf: Shelf = store.shelf
    assert shelf.grouped_so_far() == 0


def test_a_glance_comes_back_to_the_last_bit(store: Store) -> None:
    (one,) = reports(1)
    keys = (("ärger", 0.1 + 0.2), ("北京", 1e-17), ("", 0.0), ("half\ud800", -0.0))
    given = Glance(
        one.id,
        one.published,
        keys,
        np.array([0.1, 1e-30], "<f4").tobytes(),
        b"\0\xff",
        Maker("a", ""),
    )
    shelve(store, given, of=(one,))
    assert store.shelf.glances([one.id, "unknown"]) == {one.id: given}


# -- candidates -----------------------------------------------------------------------------------


def found(store: Store, one: Glance, *, days: float = 30, most: int = 40) -> tuple[str, ...]:
    return store.shelf.candidates([one], days=days, most=most)[one.report_id]


def test_reports_that_share_weighty_words_are_found_the_likest_first(store: Store) -> None:
    new, near, far, other = reports(4)
    shelve(
        store,
        glance(near, "ferry", "skarvøy"),
        glance(far, "noon", "ferry"),
        glance(other, "budget"),
        of=(near, far, other),
    )
    assert found(store, glance(new, "ferry", "skarvøy")) == (near.id, far.id)


def test_no_more_are_found_than_asked_for_and_equals_come_by_id(store: Store) -> None:
    new, *others = reports(12)
    shelve(store, *(glance(one) for one in others), of=tuple(others))
    assert found(store, glance(new), most=5) == tuple(sorted(one.id for one in others)[:5])


def test_a_report_does_not_find_itself(store: Store) -> None:
    a, b = reports(2)
    shelve(store, glance(a), glance(b), of=(a, b))
    assert found(store, glance(a), most=1) == (b.id,)


@pytest.mark.parametrize("days", [-30, 30])
def test_reports_at_the_edge_of_the_window_are_found_and_none_beyond(
    store: Store, days: int
) -> None:
    new, edge, beyond = reports(3)
    edge = dataclasses.replace(edge, published=PUBLISHED + timedelta(days=days))
    past = timedelta(days=days, microseconds=1 if days > 0 else -1)
    beyond = dataclasses.replace(beyond, published=PUBLISHED + past)
    shelve(store, glance(edge), glance(beyond), of=(edge, beyond))
    assert found(store, glance(new)) == (edge.id,)


def test_the_undated_find_all_and_all_find_them(store: Store) -> None:
    new, old, undated = reports(3)
    undated = dataclasses.replace(undated, published=None)
    old = dataclasses.replace(old, published=PUBLISHED - 900 * DAY)
    shelve(store, glance(old), glance(undated), of=(old, undated))
    assert found(store, glance(new)) == (undated.id,)
    nowhen = dataclasses.replace(glance(new), published=None)
    assert set(found(store, nowhen)) == {old.id, undated.id}


def test_candidates_are_those_that_a_plain_search_finds(store: Store) -> None:
    """Many reports with random words, as long as no word has more reports than are looked at."""
    rng = random.Random(5)
    every = [
        dataclasses.replace(one, published=None if rng.random() < 0.1 else _some_day(rng))
        for one in reports(300)
    ]
    glances = [glance(one, *rng.sample([f"w{i}" for i in range(60)], 8)) for one in every]
    shelve(store, *glances[:200], of=tuple(every[:200]))
    store.add_reports(every[200:], at=NOON)
    answers = store.shelf.candidates(glances[200:], days=30, most=10)
    assert answers == {one.report_id: _plainly(one, glances[:200]) for one in glances[200:]}


def _some_day(rng: random.Random) -> datetime:
    return PUBLISHED + timedelta(seconds=rng.uniform(0, 90 * 86_400))


def _plainly(new: Glance, old: list[Glance]) -> tuple[str, ...]:
    ranked = []
    for one in old:
        apart = abs(new.published - one.published) if new.published and one.published else None
        its = dict(one.keys)
        score = sum(weight * np.float32(its.get(word, 0)) for word, weight in new.keys)
        if score > 0 and (apart is None or apart <= 30 * DAY):
            ranked.append((-round(float(score), 6), one.report_id))
    return tuple(id for _, id in sorted(ranked)[:10])


def test_what_is_kept_of_a_common_word_does_not_grow(store: Store) -> None:
    many = reports(KEPT_POSTS * 3)
    many = tuple(dataclasses.replace(one, published=PUBLISHED) for one in many)
    for start in range(0, len(many), 50):
        some = many[start : start + 50]
        shelve(store, *(glance(one) for one in some), of=some)
    (new,) = reports(1, start=5_000)
    store.add_reports([new], at=NOON)
    assert len(found(store, glance(new), most=1_000)) <= KEPT_POSTS
    assert set(found(store, glance(new), most=50)) < {one.id for one in many[-KEPT_POSTS:]}


def test_a_report_seen_anew_by_a_later_version_is_found_by_its_new_words_alone(
    store: Store,
) -> None:
    new, old = reports(2)
    shelve(store, glance(old, "ferry", "noon"), of=(old,))
    again = dataclasses.replace(glance(old, "ferry", "island"), maker=Maker("test", "2"))
    store.shelf.put(Grouped((again,), (), ()), at=NOON)
    assert found(store, glance(new, "noon")) == ()
    assert found(store, glance(new, "island")) == (old.id,)
    assert store.shelf.glances([old.id]) == {old.id: again}


# -- vectors --------------------------------------------------------------------------------------


def test_the_nearest_vectors_are_found_exactly(store: Store) -> None:
    rng = np.random.default_rng(3)
    matrix = rng.normal(size=(60, 16)).astype("<f4")
    matrix /= np.linalg.norm(matrix, axis=1, keepdims=True)
    every = reports(60)
    given = [
        dataclasses.replace(glance(one), vector=vector.tobytes())
        for one, vector in zip(every, matrix, strict=True)
    ]
    shelve(store, *given, of=every)
    cosines = matrix[10:40] @ matrix[0]
    best = sorted(zip(-cosines, [one.id for one in every[10:40]], strict=True))[:5]
    got = store.shelf.nearest(
        matrix[0], since=every[10].published, until=every[39].published, most=5
    )
    assert [id for id, _ in got] == [id for _, id in best]
    assert [cosine for _, cosine in got] == pytest.approx([-c for c, _ in best], abs=1e-6)


def test_the_undated_are_near_at_any_time_and_other_lengths_never(store: Store) -> None:
    undated, short, none = reports(3)
    undated = dataclasses.replace(undated, published=None)
    given = (
        glance(undated, vector=(0.6, 0.8)),
        glance(short, vector=(1.0,)),
        dataclasses.replace(glance(none), vector=b""),
    )
    shelve(store, *given, of=(undated, short, none))
    asked = np.array([1, 0], dtype=np.float32)
    ((id, cosine),) = store.shelf.nearest(asked, since=NOON + 9 * DAY, until=NOON + 10 * DAY)
    assert id == undated.id
    assert cosine == pytest.approx(0.6, abs=1e-6)


# -- links, stories, all or nothing ---------------------------------------------------------------


def test_links_are_found_from_either_end(store: Store) -> None:
    a, b, c = reports(3)
    store.add_reports([a, b, c], at=NOON)
    both = (link(a, b, 2.5), link(b, c, -1.0))
    store.shelf.put(Grouped((), both, ()), at=NOON)
    assert set(store.shelf.links([b.id])) == set(both)
    assert store.shelf.links([a.id]) == [both[0]]
    assert set(store.shelf.links([a.id, b.id, c.id])) == set(both)


def test_a_link_put_again_has_the_later_value(store: Store) -> None:
    a, b = reports(2)
    store.add_reports([a, b], at=NOON)
    for value in (1.0, 2.0):
        store.shelf.put(Grouped((), (link(a, b, value),), ()), at=NOON)
    assert store.shelf.links([a.id]) == [link(a, b, 2.0)]


def test_each_report_is_in_the_story_it_was_put_in(store: Store) -> None:
    a, b, c = reports(3)
    store.add_reports([a, b, c], at=NOON)
    told = story("s1", b, a)
    store.shelf.put(grouped(told, of=(a, b)), at=NOON)
    assert store.shelf.stories_of([a.id, b.id, c.id]) == {a.id: told, b.id: told}
    assert store.shelf.grouped_so_far() == 2
    assert list(store.shelf.first_grouped(1)) == [a.id]


def test_a_story_merged_away_keeps_its_id_and_what_it_had(store: Store) -> None:
    a, b = reports(2)
    store.add_reports([a, b], at=NOON)
    store.shelf.put(grouped(story("s1", a), story("s2", b), of=(a, b)), at=NOON)
    gone = story("s2", b, merged_into="s1")
    store.shelf.put(grouped(story("s1", a, b), gone), at=NOON)
    assert store.shelf.stories(["s2", "s3"]) == {"s2": gone}
    assert {one.id for one in store.shelf.stories_of([a.id, b.id]).values()} == {"s1"}


def test_a_story_that_was_split_shares_no_report_with_the_new_one(store: Store) -> None:
    a, b, c = reports(3)
    store.add_reports([a, b, c], at=NOON)
    store.shelf.put(grouped(story("s1", a, b, c), of=(a, b, c)), at=NOON)
    store.shelf.put(grouped(story("s1", a), story("s2", b, c)), at=NOON)
    homes = store.shelf.stories_of([a.id, b.id, c.id])
    assert [homes[one.id].id for one in (a, b, c)] == ["s1", "s2", "s2"]


def test_a_report_left_in_no_story_is_pending_again(store: Store) -> None:
    a, b = reports(2)
    store.add_reports([a, b], at=NOON)
    store.shelf.put(grouped(story("s1", a, b), of=(a, b)), at=NOON)
    store.shelf.put(grouped(story("s1", a)), at=NOON)
    assert store.reports.pending(9) == (b,)
    assert store.shelf.grouped_so_far() == 1


def test_putting_the_same_again_changes_nothing(store: Store) -> None:
    a, b = reports(2)
    store.add_reports([a, b], at=NOON)
    given = grouped(story("s1", a, b), of=(a, b), links=(link(a, b),))
    store.shelf.put(given, at=NOON)
    before = store.stories.list()
    store.shelf.put(given, at=NOON + HOUR)
    assert store.stories.list() == before
    assert found(store, glance(a), most=9) == (b.id,)
    assert store.stories.material("s1").basis == 1


def test_nothing_is_stored_where_a_report_is_unknown(store: Store) -> None:
    a, b = reports(2)
    store.add_reports([a], at=NOON)
    with pytest.raises(NotFound, match=b.id):
        store.shelf.put(grouped(story("s1", a, b), of=(a,)), at=NOON)
    assert store.shelf.grouped_so_far() == 0
    assert store.shelf.glances([a.id]) == {}
    assert store.stories.list() == ((), None)


def test_questions_about_more_reports_than_fit_one_statement_are_answered(store: Store) -> None:
    many = reports(2_100)
    store.add_reports(many, at=NOON)
    links = tuple(link(a, b) for a, b in zip(many, many[1:], strict=False))
    store.shelf.put(grouped(story("s1", *many), of=many, links=links), at=NOON)
    ids = [one.id for one in many]
    assert set(store.shelf.links(ids)) == {Link(one.a, one.b, 1.5) for one in links}
    assert set(store.shelf.glances(ids)) == set(ids)
    assert len(store.reports.get(ids)) == 2_100


def test_a_report_without_keys_finds_nothing(store: Store) -> None:
    (one,) = reports(1)
    assert store.shelf.candidates([dataclasses.replace(glance(one), keys=())], days=30, most=4) == {
        one.id: ()
    }
