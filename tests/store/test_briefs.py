import dataclasses

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from secondsource.errors import NotFound
from secondsource.records.change import (
    Aspect,
    BriefVersion,
    Change,
    ChangeKind,
    Detail,
    EventKind,
)
from secondsource.records.evidence import Passage
from secondsource.records.hook import Delivery, Hook
from secondsource.records.report import Report
from secondsource.store import Store, Written
from tests.store.records import HOUR, NOON, grouped, report, reports, story

WORDS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=8)
PASSAGES = st.lists(
    st.builds(Passage, WORDS, st.integers(0, 9), st.integers(0, 9)), max_size=3
).map(tuple)
DETAILS = st.lists(
    st.builds(Detail, st.sampled_from(Aspect), WORDS, WORDS, PASSAGES), max_size=3
).map(tuple)
CHANGES = st.lists(
    st.builds(Change, WORDS, st.sampled_from(ChangeKind), WORDS, WORDS, DETAILS, PASSAGES),
    max_size=4,
).map(tuple)


def change(key: str) -> Change:
    return Change(key, ChangeKind.NEW, "It is new.", "p1", (), (Passage("r1", 0, 4),))


def delivery(id: str, hook: str = "h1") -> Delivery:
    return Delivery(id, hook, EventKind.CONFLICT, "{}", NOON, 0, NOON, None, "")


@pytest.fixture
def told(store: Store) -> tuple[Report, ...]:
    """A store with a story s1 of two of three reports."""
    some = reports(3)
    store.add_reports(some, at=NOON)
    store.shelf.put(grouped(story("s1", *some[:2]), of=some[:2]), at=NOON)
    return some


def written(store: Store, **fields: object) -> int:
    made = {"account": b"account", **fields}
    basis = store.stories.material("s1").basis
    return store.briefs.put(Written("s1", basis, NOON, **made))  # type: ignore[arg-type]


@pytest.mark.usefixtures("told")
def test_a_new_story_is_stale_until_its_brief_is_written(store: Store) -> None:
    assert store.briefs.stale(9) == ("s1",)
    assert written(store) == 1
    assert store.briefs.stale(9) == ()


def test_a_story_is_stale_when_a_report_joins_it(store: Store, told: tuple[Report, ...]) -> None:
    written(store)
    store.shelf.put(grouped(story("s1", *told), of=told), at=NOON)
    assert store.briefs.stale(9) == ("s1",)


def test_a_story_is_stale_when_a_report_is_withdrawn_or_stands_again(
    store: Store, told: tuple[Report, ...]
) -> None:
    written(store)
    store.reports.withdraw(told[0].id, at=NOON, reason="gone")
    assert store.briefs.stale(9) == ("s1",)
    written(store)
    store.reports.reinstate(told[0].id, at=NOON)
    assert store.briefs.stale(9) == ("s1",)


def test_a_story_is_stale_when_a_report_of_it_is_replaced(
    store: Store, told: tuple[Report, ...]
) -> None:
    written(store)
    correction = report("Corrected.", outlet=told[0].outlet, url=told[0].url, fetched=NOON)
    store.add_reports([correction], at=NOON)
    assert store.briefs.stale(9) == ("s1",)


def test_a_story_of_too_few_reports_can_wait_for_its_first_brief(
    store: Store, told: tuple[Report, ...]
) -> None:
    store.shelf.put(grouped(story("s2", told[2]), of=(told[2],)), at=NOON)
    assert store.briefs.stale(9) == ("s1", "s2")
    assert store.briefs.stale(9, least_reports=2) == ("s1",)
    assert store.briefs.is_stale("s2")
    store.briefs.put(Written("s2", 1, NOON, b""))
    assert not store.briefs.is_stale("s2")
    store.briefs.outdate(["s2"], at=NOON)
    assert "s2" in store.briefs.stale(9, least_reports=2)


def test_a_story_is_not_stale_for_what_does_not_concern_it(
    store: Store, told: tuple[Report, ...]
) -> None:
    written(store)
    store.add_reports(told, at=NOON + HOUR)
    store.reports.withdraw(told[2].id, at=NOON, reason="gone")
    store.shelf.put(grouped(story("s2", told[2]), of=(told[2],)), at=NOON)
    assert store.briefs.stale(9) == ("s2",)


def test_a_story_merged_away_is_not_stale_but_its_heir_is(
    store: Store, told: tuple[Report, ...]
) -> None:
    store.shelf.put(grouped(story("s2", told[2])), at=NOON)
    written(store)
    store.shelf.put(grouped(story("s1", *told), story("s2", told[2], merged_into="s1")), at=NOON)
    assert store.briefs.stale(9) == ("s1",)


def test_a_story_that_changed_while_its_brief_was_written_is_still_stale(
    store: Store, told: tuple[Report, ...]
) -> None:
    basis = store.stories.material("s1").basis
    store.shelf.put(grouped(story("s1", *told), of=told), at=NOON)
    assert store.briefs.put(Written("s1", basis, NOON, b"of two reports")) == 1
    assert store.briefs.stale(9) == ("s1",)


@pytest.mark.usefixtures("told")
def test_a_brief_of_the_same_basis_is_one_version(store: Store) -> None:
    assert written(store, account=b"first") == 1
    assert written(store, account=b"second") == 1
    assert store.briefs.get("s1")[1] == b"first"
    assert len(store.briefs.versions("s1")) == 1


def test_a_brief_that_comes_late_does_not_hide_a_newer_one(
    store: Store, told: tuple[Report, ...]
) -> None:
    store.shelf.put(grouped(story("s1", *told), of=told), at=NOON)
    assert written(store, account=b"new") == 1
    assert store.briefs.put(Written("s1", 1, NOON, b"old")) == 1
    assert store.briefs.get("s1")[1] == b"new"


@pytest.mark.usefixtures("told")
def test_a_brief_of_what_never_was_is_refused(store: Store) -> None:
    with pytest.raises(ValueError, match="stands at 1, not at 7"):
        store.briefs.put(Written("s1", 7, NOON, b""))


@pytest.mark.usefixtures("told")
def test_a_brief_made_outdated_is_written_anew(store: Store) -> None:
    written(store)
    store.briefs.outdate(["s1"], at=NOON)
    assert store.briefs.stale(9) == ("s1",)
    assert written(store) == 2


def test_every_version_can_be_read_and_those_since(store: Store, told: tuple[Report, ...]) -> None:
    written(store, account=b"1", changes=(change("a"),))
    store.shelf.put(grouped(story("s1", *told), of=told), at=NOON)
    later = NOON + HOUR
    second = Written("s1", 2, later, b"2", (change("b"), change("c")))
    assert store.briefs.put(second) == 2
    first = BriefVersion("s1", 1, NOON, (change("a"),))
    last = BriefVersion("s1", 2, later, (change("b"), change("c")))
    assert store.briefs.get("s1", 1) == (first, b"1")
    assert store.briefs.get("s1") == (last, b"2")
    assert store.briefs.versions("s1") == (first, last)
    assert store.briefs.versions("s1", after=1) == (last,)
    assert store.briefs.versions("s1", since=later) == (last,)


@given(changes=CHANGES)
@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@pytest.mark.usefixtures("told")
def test_what_changed_comes_back_as_it_was_told(store: Store, changes: tuple[Change, ...]) -> None:
    store.briefs.outdate(["s1"], at=NOON)
    number = written(store, changes=changes)
    assert store.briefs.get("s1", number)[0].changes == changes


@pytest.mark.usefixtures("told")
def test_asking_for_a_brief_that_is_not_there_says_so(store: Store) -> None:
    with pytest.raises(NotFound, match="story s1 has no brief yet"):
        store.briefs.get("s1")
    written(store)
    with pytest.raises(NotFound, match="story s1 has no version 7"):
        store.briefs.get("s1", 7)
    with pytest.raises(NotFound, match="no story s9"):
        store.briefs.put(Written("s9", 1, NOON, b""))


# -- what is sent because of a brief --------------------------------------------------------------


@pytest.fixture
def hook(store: Store) -> Hook:
    """A hook that wants to be told of conflicts."""
    made = Hook("h1", "https://desk.example/hook", (EventKind.CONFLICT,), "whsec_AAAA", NOON)
    store.hooks.put(made)
    return made


@pytest.mark.usefixtures("told", "hook")
def test_what_a_brief_causes_is_due_with_it_and_once(store: Store) -> None:
    written(store, deliveries=(delivery("d1"), delivery("d2")))
    written(store, deliveries=(delivery("d3"),))
    assert [one.id for one in store.deliveries.due(NOON, 9)] == ["d1", "d2"]


@pytest.mark.usefixtures("told", "hook")
def test_a_delivery_known_by_its_id_is_not_sent_again(store: Store) -> None:
    written(store, deliveries=(delivery("d1"),))
    store.deliveries.put(dataclasses.replace(delivery("d1"), next_try=None, delivered=NOON))
    store.briefs.outdate(["s1"], at=NOON)
    written(store, deliveries=(delivery("d1"), delivery("d1"), delivery("d2")))
    assert [one.id for one in store.deliveries.due(NOON, 9)] == ["d2"]


@pytest.mark.usefixtures("hook")
def test_a_failed_delivery_is_due_again_when_its_time_has_come(store: Store) -> None:
    store.deliveries.add([delivery("d1")])
    failed = dataclasses.replace(
        delivery("d1"), attempts=1, next_try=NOON + HOUR, problem="503 from the host"
    )
    store.deliveries.put(failed)
    assert store.deliveries.due(NOON, 9) == ()
    assert store.deliveries.next_due() == NOON + HOUR
    assert store.deliveries.due(NOON + HOUR, 9) == (failed,)


@pytest.mark.usefixtures("hook")
def test_what_was_given_up_is_due_no_more_and_says_why(store: Store) -> None:
    store.deliveries.add([delivery("d1")])
    given_up = dataclasses.replace(delivery("d1"), attempts=9, next_try=None, problem="410")
    store.deliveries.put(given_up)
    assert store.deliveries.due(NOON + 9 * HOUR, 9) == ()
    assert store.deliveries.next_due() is None
    assert store.deliveries.all(hook_id="h1") == (given_up,)


def test_a_hook_can_be_changed_disabled_and_taken_out(store: Store, hook: Hook) -> None:
    store.deliveries.add([delivery("d1")])
    disabled = dataclasses.replace(hook, disabled="answered 410", events=tuple(EventKind))
    store.hooks.put(disabled)
    assert store.hooks.all() == (disabled,)
    assert store.deliveries.due(NOON, 9) == ()
    store.hooks.remove("h1")
    assert (store.hooks.all(), store.deliveries.all()) == ((), ())
    store.deliveries.add([delivery("d2")])
    assert store.deliveries.all() == ()


def test_unknown_hooks_and_deliveries_are_an_error(store: Store) -> None:
    with pytest.raises(NotFound, match="no hook h9"):
        store.hooks.remove("h9")
    with pytest.raises(NotFound, match="no delivery d9"):
        store.deliveries.put(delivery("d9"))
