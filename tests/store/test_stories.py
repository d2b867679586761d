import dataclasses
from datetime import timedelta

import pytest

from secondsource.errors import BadInput, NotFound
from secondsource.records.kept import Standing
from secondsource.records.summary import Coverage, StoryFilter, StorySummary
from secondsource.store import Store, Written
from tests.store.records import HOUR, NOON, grouped, report, reports, story


def test_a_story_is_found_by_its_id_or_how_it_begins(store: Store) -> None:
    a, b = reports(2)
    store.add_reports([a, b], at=NOON)
    first, second = story("ab12", a), story("ac34", b)
    store.shelf.put(grouped(first, second), at=NOON)
    assert store.stories.get("ab12") == first
    assert store.stories.get("ac") == second


def test_an_id_is_taken_before_longer_ones_that_begin_so(store: Store) -> None:
    a, b = reports(2)
    store.add_reports([a, b], at=NOON)
    store.shelf.put(grouped(story("ab", a), story("abc", b)), at=NOON)
    assert store.stories.get("ab").id == "ab"


def test_a_beginning_that_several_share_lists_them(store: Store) -> None:
    a, b = reports(2)
    store.add_reports([a, b], at=NOON)
    store.shelf.put(grouped(story("ab12", a), story("ab34", b, headline="Other")), at=NOON)
    with pytest.raises(BadInput, match=r"ab12 \(A ferry left\), ab34 \(Other\)"):
        store.stories.get("ab")


@pytest.mark.parametrize("id", ["ff", "", "%", "_b12", "a_12", "ab\0", "\ud800"])
def test_an_unknown_story_is_an_error_whatever_is_asked(store: Store, id: str) -> None:
    (a,) = reports(1)
    store.add_reports([a], at=NOON)
    store.shelf.put(grouped(story("ab12", a)), at=NOON)
    with pytest.raises(NotFound, match="no story"):
        store.stories.get(id)


def test_asking_for_a_story_merged_twice_gives_its_heir(store: Store) -> None:
    a, b, c = reports(3)
    store.add_reports([a, b, c], at=NOON)
    store.shelf.put(grouped(story("s1", a), story("s2", b), story("s3", c)), at=NOON)
    store.shelf.put(grouped(story("s2", a, b), story("s1", a, merged_into="s2")), at=NOON)
    heir = story("s3", a, b, c)
    store.shelf.put(grouped(heir, story("s2", a, b, merged_into="s3")), at=NOON)
    assert store.stories.get("s1") == heir


def test_the_material_of_a_brief_is_what_stands_and_what_does_not(store: Store) -> None:
    old = report("The toll is 1, they say.", url="https://post.example/t", fetched=NOON)
    new = dataclasses.replace(
        report("The toll is 2, they say.", url="https://post.example/t", fetched=NOON + HOUR)
    )
    store.add_reports([old, new], at=NOON)
    store.shelf.put(grouped(story("s1", old, new)), at=NOON)
    material = store.stories.material("s1")
    assert material.reports == (old, dataclasses.replace(new, replaces=old.id))
    assert material.standing == ((old.id, Standing(replaced_by=new.id)),)


def test_the_stories_that_became_part_of_one_are_known(store: Store) -> None:
    a, b, c = reports(3)
    store.add_reports([a, b, c], at=NOON)
    store.shelf.put(grouped(story("s1", a), story("s2", b), story("s3", c)), at=NOON)
    gone = story("s2", b, merged_into="s1")
    store.shelf.put(grouped(story("s1", a, b), gone), at=NOON)
    assert store.stories.merged_into("s1") == (gone,)
    assert store.stories.merged_into("s3") == ()


# -- lists ----------------------------------------------------------------------------------------


def listed(store: Store, **wanted: object) -> list[str]:
    found, cursor = store.stories.list(StoryFilter(**wanted))  # type: ignore[arg-type]
    assert cursor is None
    return [one.id for one in found]


def test_a_summary_tells_of_the_story_and_its_latest_brief(store: Store) -> None:
    a, b = reports(2)
    store.add_reports([a, b], at=NOON)
    store.shelf.put(grouped(story("s1", a, b)), at=NOON)
    store.briefs.put(Written("s1", 1, NOON, b"", origins=2, disputed=1))
    assert store.stories.list()[0] == (
        StorySummary("s1", "A ferry left", a.published, b.published, NOON, 2, 2, 1, 1),
    )


def test_the_story_that_changed_last_comes_first(store: Store) -> None:
    a, b, c = reports(3)
    store.add_reports([a, b, c], at=NOON)
    store.shelf.put(grouped(story("s1", a), story("s2", b)), at=NOON)
    store.shelf.put(grouped(story("s1", a, c)), at=NOON + HOUR)
    assert listed(store) == ["s1", "s2"]


def test_pages_follow_one_another_without_gap_or_double(store: Store) -> None:
    some = reports(23)
    store.add_reports(some, at=NOON)
    for place, one in enumerate(some):
        store.shelf.put(grouped(story(f"s{place:02}", one)), at=NOON + (place // 4) * HOUR)
    seen: list[str] = []
    page, cursor = store.stories.list(limit=5)
    for _ in range(5):
        seen += [one.id for one in page]
        if cursor is not None:
            page, cursor = store.stories.list(after=cursor, limit=5)
    assert cursor is None
    assert seen == [f"s{place:02}" for place in reversed(range(23))]


def test_a_story_that_changes_while_one_pages_is_not_listed_twice(store: Store) -> None:
    some = reports(6)
    store.add_reports(some, at=NOON)
    for place, one in enumerate(some[:5]):
        store.shelf.put(grouped(story(f"s{place}", one)), at=NOON)
    first, cursor = store.stories.list(limit=2)
    store.shelf.put(grouped(story("s4", some[4], some[5])), at=NOON + HOUR)
    rest, _ = store.stories.list(after=cursor)
    assert [one.id for one in (*first, *rest)] == ["s4", "s3", "s2", "s1", "s0"]


@pytest.mark.parametrize("cursor", ["x", "1", "1-x", "-1-1", "9" * 30 + "-1", "1-1-1", ""])
def test_a_cursor_of_another_make_is_refused(store: Store, cursor: str) -> None:
    with pytest.raises(BadInput, match="cursor"):
        store.stories.list(after=cursor)


def test_stories_merged_away_are_not_listed(store: Store) -> None:
    a, b = reports(2)
    store.add_reports([a, b], at=NOON)
    store.shelf.put(grouped(story("s1", a), story("s2", b)), at=NOON)
    store.shelf.put(grouped(story("s1", a, b), story("s2", b, merged_into="s1")), at=NOON)
    assert listed(store) == ["s1"]


@pytest.fixture
def filled(store: Store) -> Store:
    """Three stories: one old and disputed, one of yesterday, one undated."""
    old = report(
        "Zoë of ÅRJÄNG said 100% of it_is so.", outlet="The Post", published=NOON - 99 * HOUR
    )
    near = report("The budget passed.", outlet="Lørdag", title="Votes", published=NOON - 24 * HOUR)
    undated = report("Nothing is known of this.", outlet="", published=None)
    store.add_reports([old, near, undated], at=NOON)
    told = (
        story("old", old, headline="Österåker flooded"),
        story("near", near),
        story("undated", undated),
    )
    store.shelf.put(grouped(*told), at=NOON)
    names = ("Zoë Åkesson", "Årjäng")
    store.briefs.put(Written("old", 1, NOON, b"", origins=3, disputed=2, names=names))
    store.briefs.put(Written("near", 1, NOON, b"", origins=1))
    return store


@pytest.mark.parametrize(
    ("wanted", "kept"),
    [
        ({"text": "zoë of årjäng"}, ["old"]),
        ({"text": "ÖSTERÅKER"}, ["old"]),
        ({"text": "votes"}, ["near"]),
        ({"text": "100%"}, ["old"]),
        ({"text": "it_is"}, ["old"]),
        ({"text": "%"}, []),
        ({"text": "itXis"}, []),
        ({"text": " "}, ["undated", "near", "old"]),
        ({"text": "\0"}, []),
        ({"name": "\ud800"}, []),
        ({"outlet": "\0"}, []),
        ({"name": "zoë å"}, ["old"]),
        ({"name": "budget"}, []),
        ({"outlet": "LØRDAG"}, ["near"]),
        ({"outlet": "Lør"}, []),
        ({"least_origins": 2}, ["old"]),
        ({"least_origins": 1}, ["near", "old"]),
        ({"disputed": True}, ["old"]),
        ({"disputed": False}, ["undated", "near"]),
        ({"since": NOON - 24 * HOUR}, ["undated", "near"]),
        ({"until": NOON - 24 * HOUR}, ["near", "old"]),
        ({"since": NOON - timedelta(microseconds=1), "until": NOON}, ["undated"]),
        ({"text": "the", "outlet": "the post"}, []),
        ({"text": "said", "outlet": "the post", "disputed": True}, ["old"]),
    ],
)
def test_a_filter_keeps_the_stories_that_fulfil_all_of_it(
    filled: Store, wanted: dict[str, object], kept: list[str]
) -> None:
    assert listed(filled, **wanted) == kept


# -- coverage -------------------------------------------------------------------------------------


def test_coverage_tells_when_each_report_came_and_which_are_independent(store: Store) -> None:
    a, b, c = reports(3)
    undated = report("Nothing is known of this.", published=None)
    store.add_reports([c, undated, b, a], at=NOON)
    store.shelf.put(grouped(story("s1", a, b, undated), story("s2", c)), at=NOON)
    store.briefs.put(Written("s1", 1, NOON, b"", independent=(a.id, undated.id)))
    assert a.published is not None
    assert b.published is not None
    assert c.published is not None
    assert store.stories.coverage(["s1", "s2", "none"]) == {
        "s1": (Coverage(a.published, True), Coverage(b.published, False), Coverage(NOON, True)),
        "s2": (Coverage(c.published, False),),
    }


def test_the_latest_brief_says_what_is_independent(store: Store) -> None:
    a, b = reports(2)
    store.add_reports([a, b], at=NOON)
    store.shelf.put(grouped(story("s1", a)), at=NOON)
    store.briefs.put(Written("s1", 1, NOON, b"", independent=(a.id,)))
    store.shelf.put(grouped(story("s1", a, b)), at=NOON)
    assert [one.independent for one in store.stories.coverage(["s1"])["s1"]] == [True, False]
    store.briefs.put(Written("s1", 2, NOON, b"", independent=(b.id,)))
    assert [one.independent for one in store.stories.coverage(["s1"])["s1"]] == [False, True]
