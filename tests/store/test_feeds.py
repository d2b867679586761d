import dataclasses

import pytest

from secondsource.errors import BadConfig, BadInput, NotFound
from secondsource.records.brief import SetAside
from secondsource.records.feed import Subscription
from secondsource.records.kept import Intake, PageToFetch
from secondsource.store import Store
from tests.store.records import HOUR, NOON, reports

FEED = "https://post.example/feed"
LONG = "https://post.example/" + "x" * 9_000


def subscription(url: str = FEED, **fields: object) -> Subscription:
    made = Subscription(url, "News", "The Post", "", NOON, None, None, NOON, None, 0, "", False)
    return dataclasses.replace(made, **fields)  # type: ignore[arg-type]


def page(url: str = "https://post.example/1", **fields: object) -> PageToFetch:
    return dataclasses.replace(PageToFetch(url, FEED, "The Post", NOON), **fields)  # type: ignore[arg-type]


def test_a_feed_comes_back_as_it_was_put(store: Store) -> None:
    feed = subscription(
        folder="World", etag='W/"x"', last_modified="Mon", last_success=NOON, failures=3,
        problem="503", gone=True,
    )  # fmt: skip
    store.feeds.put(feed)
    assert store.feeds.all() == (feed,)


def test_a_feed_put_again_is_changed(store: Store) -> None:
    store.feeds.put(subscription())
    store.feeds.put(subscription("https://herald.example/feed"))
    store.feeds.put(subscription(failures=2, problem="timed out"))
    assert [one.failures for one in store.feeds.all()] == [2, 0]


def test_feeds_are_due_when_their_time_has_come_and_they_are_not_gone(store: Store) -> None:
    later = subscription("https://a.example/f", next_poll=NOON + HOUR)
    sooner = subscription("https://b.example/f", next_poll=NOON - HOUR)
    gone = subscription("https://c.example/f", gone=True)
    for feed in (subscription(), later, sooner, gone):
        store.feeds.put(feed)
    assert [one.url for one in store.feeds.due(NOON)] == [sooner.url, FEED]
    assert store.feeds.next_due() == NOON - HOUR


def test_addresses_too_long_for_an_index_are_kept_apart(store: Store) -> None:
    store.feeds.put(subscription(LONG + "1"))
    store.feeds.put(subscription(LONG + "2"))
    store.take_in(Intake(to_fetch=(page(LONG + "1"), page(LONG + "2"))), at=NOON)
    assert [one.url for one in store.feeds.all()] == [LONG + "1", LONG + "2"]
    assert store.pages.count() == 2


def test_an_address_that_cannot_be_stored_is_refused(store: Store) -> None:
    with pytest.raises(BadInput, match="U\\+0000"):
        store.feeds.put(subscription("https://post.example/\0"))
    with pytest.raises(BadInput, match="U\\+D800"):
        store.take_in(Intake(to_fetch=(page("https://post.example/\ud800"),)), at=NOON)


def test_words_of_a_feed_that_cannot_be_stored_are_mended(store: Store) -> None:
    store.feeds.put(subscription(title="Ne\0ws \ud800", problem="\0"))
    assert (store.feeds.all()[0].title, store.feeds.all()[0].problem) == ("Ne�ws �", "�")


# -- what was seen --------------------------------------------------------------------------------


def test_entries_are_unseen_until_they_were_taken_in(store: Store) -> None:
    store.feeds.put(subscription())
    store.take_in(Intake(seen=((FEED, "a"), (FEED, "b\0\ud800"))), at=NOON)
    store.take_in(Intake(seen=((FEED, "a"),)), at=NOON)
    assert store.feeds.unseen(FEED, ["c", "a", "b\0\ud800", "c", "d"]) == ("c", "d")


def test_an_entry_seen_in_one_feed_is_not_seen_in_another(store: Store) -> None:
    other = "https://herald.example/feed"
    store.feeds.put(subscription())
    store.feeds.put(subscription(other))
    store.take_in(Intake(seen=((FEED, "a"),)), at=NOON)
    assert store.feeds.unseen(other, ["a"]) == ("a",)


def test_a_feed_at_a_new_address_keeps_what_was_seen(store: Store) -> None:
    moved = "https://post.example/new"
    store.feeds.put(subscription())
    store.take_in(Intake(seen=((FEED, "a"),)), at=NOON)
    store.feeds.move(FEED, moved)
    assert [one.url for one in store.feeds.all()] == [moved]
    assert store.feeds.unseen(moved, ["a", "b"]) == ("b",)


def test_a_feed_that_moves_to_one_that_is_followed_becomes_one_with_it(store: Store) -> None:
    moved = "https://post.example/new"
    for url, entry in ((FEED, "a"), (moved, "b")):
        store.feeds.put(subscription(url))
        store.take_in(Intake(seen=((url, entry),)), at=NOON)
    store.feeds.move(FEED, moved)
    assert [one.url for one in store.feeds.all()] == [moved]
    assert store.feeds.unseen(moved, ["a", "b", "c"]) == ("c",)


def test_a_feed_taken_out_leaves_its_reports_and_nothing_else(store: Store) -> None:
    some = reports(1)
    store.take_in(Intake(some, ((FEED, "a"),), (page(),), subscription=subscription()), at=NOON)
    store.feeds.remove(FEED)
    assert (store.feeds.all(), store.pages.count(), store.reports.count()) == ((), 0, 1)


def test_feeds_that_are_not_followed_are_an_error(store: Store) -> None:
    with pytest.raises(NotFound, match="no feed https://post"):
        store.feeds.remove(FEED)
    with pytest.raises(NotFound, match="no feed https://post"):
        store.feeds.move(FEED, "https://herald.example/feed")


# -- all at once ----------------------------------------------------------------------------------


def test_what_comes_in_at_once_is_stored_together(store: Store) -> None:
    feed = subscription(last_success=NOON)
    some = reports(2)
    aside = SetAside("entry 3", "it has no text")
    new = store.take_in(Intake(some, ((FEED, "a"),), (page(),), (), (aside,), feed), at=NOON)
    assert new == tuple(one.id for one in some)
    assert store.feeds.all() == (feed,)
    assert store.pages.due(NOON) == (page(),)
    assert store.asides.since(NOON) == ((NOON, aside),)


def test_nothing_of_it_is_stored_where_one_part_cannot_be(store: Store) -> None:
    some = reports(1)
    with pytest.raises(BadConfig, match="not followed any more"):
        store.take_in(Intake(some, ((FEED, "a"),), (page(),)), at=NOON)
    assert (store.reports.count(), store.pages.count()) == (0, 0)


def test_a_page_that_was_fetched_is_due_no_more(store: Store) -> None:
    some = reports(1)
    store.take_in(Intake(to_fetch=(page("u1"), page("u2"))), at=NOON)
    store.take_in(Intake(some, fetched=("u1",)), at=NOON)
    assert [one.url for one in store.pages.due(NOON)] == ["u2"]


def test_a_page_that_is_waiting_already_goes_on_as_it_was(store: Store) -> None:
    store.take_in(Intake(to_fetch=(page(),)), at=NOON)
    failed = page(attempts=2, next_try=NOON + HOUR, problem="503 from the host")
    store.pages.put(failed)
    store.take_in(Intake(to_fetch=(page(),)), at=NOON)
    assert store.pages.due(NOON) == ()
    assert store.pages.next_due() == NOON + HOUR
    assert store.pages.due(NOON + HOUR) == (failed,)


def test_a_page_can_be_asked_for_again_once_it_was_fetched(store: Store) -> None:
    store.take_in(Intake(to_fetch=(page(),)), at=NOON)
    again = page(next_try=NOON + HOUR)
    store.take_in(Intake(fetched=(page().url,), to_fetch=(again,)), at=NOON)
    assert store.pages.due(NOON + HOUR) == (again,)


def test_what_was_set_aside_is_told_from_a_time_on_and_can_be_forgotten(store: Store) -> None:
    for hour in range(4):
        store.asides.add([SetAside(f"input {hour}", "why\0")], at=NOON + hour * HOUR)
    since = store.asides.since(NOON + 2 * HOUR)
    assert [one.input for _, one in since] == ["input 2", "input 3"]
    assert since[0][1].reason == "why�"
    assert [one.input for _, one in store.asides.since(NOON, limit=1)] == ["input 3"]
    store.asides.forget(NOON + HOUR)
    assert len(store.asides.since(NOON)) == 3
