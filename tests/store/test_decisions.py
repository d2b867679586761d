import pytest

from secondsource.errors import NotFound, TryAgain
from secondsource.records.kept import Act
from secondsource.records.report import Report
from secondsource.records.story import Decision
from secondsource.store import Store, open_store
from secondsource.store.alone import alone
from tests.store.records import HOUR, NOON, grouped, reports, story


@pytest.fixture
def some(store: Store) -> tuple[Report, ...]:
    """Four reports in the store."""
    made = reports(4)
    store.add_reports(made, at=NOON)
    return made


def decision(a: Report, b: Report, *, together: bool = True) -> Decision:
    return Decision((a.id, b.id), together)


def test_decisions_are_found_by_either_end_in_order_of_time(
    store: Store, some: tuple[Report, ...]
) -> None:
    a, b, c, d = some
    first, second = decision(b, a), decision(a, b, together=False)
    third = decision(c, d)
    store.acts.add("merge", [first, third], at=NOON)
    store.acts.add("split", [second], at=NOON)
    assert store.shelf.decisions([a.id]) == (first, second)
    assert store.shelf.decisions([b.id, d.id]) == (first, third, second)


def test_what_is_undone_counts_no_more(store: Store, some: tuple[Report, ...]) -> None:
    a, b, *_ = some
    merge, split = decision(a, b), decision(a, b, together=False)
    one = store.acts.add("merge", [merge], at=NOON)
    two = store.acts.add("split", [split], at=NOON)
    later = NOON + HOUR
    assert store.acts.undo(at=later) == Act(two, "split", NOON, (split,), later)
    assert store.shelf.decisions([a.id]) == (merge,)
    assert store.acts.undo(at=later) == Act(one, "merge", NOON, (merge,), later)
    assert store.shelf.decisions([a.id]) == ()


def test_an_earlier_act_can_be_undone_alone(store: Store, some: tuple[Report, ...]) -> None:
    a, b, c, _ = some
    first = store.acts.add("one", [decision(a, b)], at=NOON)
    store.acts.add("two", [decision(a, c)], at=NOON)
    store.acts.undo(first, at=NOON)
    assert store.shelf.decisions([a.id]) == (decision(a, c),)
    assert [act.undone for act in store.acts.all()] == [NOON, None]


def test_there_is_nothing_to_undo_twice(store: Store, some: tuple[Report, ...]) -> None:
    a, b, *_ = some
    number = store.acts.add("merge", [decision(a, b)], at=NOON)
    store.acts.undo(at=NOON)
    with pytest.raises(NotFound, match="nothing to undo"):
        store.acts.undo(at=NOON)
    with pytest.raises(NotFound, match=f"no act {number} to undo"):
        store.acts.undo(number, at=NOON)


def test_deciding_of_unknown_reports_is_an_error_and_no_act(
    store: Store, some: tuple[Report, ...]
) -> None:
    with pytest.raises(NotFound, match="no report feed"):
        store.acts.add("merge", [Decision((some[0].id, "feed"), True)], at=NOON)
    assert store.acts.all() == ()


def test_layers_come_back_for_the_maker_that_made_them(
    store: Store, some: tuple[Report, ...]
) -> None:
    a, b, *_ = some
    store.layers.put_layers("small 1", {a.id: b"\0a", b.id: b""})
    store.layers.put_layers("large 1", {a.id: b"A"})
    store.layers.put_layers("small 1", {b.id: b"b"})
    ids = [one.id for one in some]
    assert store.layers.layers(ids, "small 1") == {a.id: b"\0a", b.id: b"b"}
    assert store.layers.layers(ids, "large 1") == {a.id: b"A"}
    with pytest.raises(NotFound, match="no report feed"):
        store.layers.put_layers("small 1", {"feed": b""})


# -- together with the stories that follow --------------------------------------------------------


def test_a_decision_and_the_stories_that_follow_are_stored_together(
    store: Store, some: tuple[Report, ...]
) -> None:
    a, b, *_ = some
    number = store.decide("merge", [decision(a, b)], grouped(story("s1", a, b)), at=NOON)
    assert store.stories.get("s1").report_ids == (a.id, b.id)
    apart = grouped(story("s1", a), story("s2", b))
    assert store.undo(number, apart, at=NOON + HOUR).undone == NOON + HOUR
    assert store.stories.get("s2").report_ids == (b.id,)


def test_nothing_is_decided_where_the_stories_cannot_be_stored(
    store: Store, some: tuple[Report, ...]
) -> None:
    a, b, *_ = some
    (unknown,) = reports(1, start=50)
    with pytest.raises(NotFound, match=unknown.id):
        store.decide("merge", [decision(a, b)], grouped(story("s1", a, unknown)), at=NOON)
    assert store.acts.all() == ()
    number = store.acts.add("merge", [decision(a, b)], at=NOON)
    with pytest.raises(NotFound, match=unknown.id):
        store.undo(number, grouped(story("s1", a, unknown)), at=NOON)
    assert store.shelf.decisions([a.id]) == (decision(a, b),)


def test_a_shelf_can_be_asked_what_would_be_if_other_decisions_held(
    store: Store, some: tuple[Report, ...]
) -> None:
    a, b, c, _ = some
    store.acts.add("merge", [decision(a, b)], at=NOON)
    other = store.shelf.as_if([decision(a, c), decision(b, c)])
    assert other.decisions([a.id]) == (decision(a, c),)
    assert store.shelf.decisions([a.id]) == (decision(a, b),)


def test_only_one_is_alone_at_a_time_and_others_may_read_and_write(
    store: Store, url: str, some: tuple[Report, ...]
) -> None:
    with open_store(url) as other:
        with store.alone():
            with (
                pytest.raises(TryAgain, match=r"another program|is being written"),
                alone(other.database, patience=0.1),
            ):
                pytest.fail("both are alone")
            assert other.add_reports(reports(1, start=70), at=NOON)
            assert store.reports.get([some[0].id])
        with other.alone():
            pass
