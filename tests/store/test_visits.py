import pytest

from secondsource.errors import NotFound
from secondsource.store import Store
from tests.store.records import HOUR, NOON, grouped, reports, story


@pytest.fixture
def told(store: Store) -> Store:
    """A store with the stories s1 and s2, of a report each."""
    a, b = reports(2)
    store.add_reports([a, b], at=NOON)
    store.shelf.put(grouped(story("s1", a), story("s2", b)), at=NOON)
    return store


def test_what_a_person_saw_last_is_remembered(told: Store) -> None:
    assert told.visits.last("ann", "s1") == 0
    told.visits.mark("ann", "s1", 3, at=NOON)
    told.visits.mark("ann", "s1", 4, at=NOON)
    assert told.visits.last("ann", "s1") == 4


def test_an_older_version_seen_later_does_not_take_back_what_was_seen(told: Store) -> None:
    told.visits.mark("ann", "s1", 3, at=NOON)
    told.visits.mark("ann", "s1", 2, at=NOON + HOUR)
    assert told.visits.last("ann", "s1") == 3


def test_what_one_person_saw_is_not_seen_by_another(told: Store) -> None:
    told.visits.mark("ann", "s1", 3, at=NOON)
    told.visits.mark("", "s2", 1, at=NOON)
    assert told.visits.of("ann", ["s1", "s2", "none"]) == {"s1": 3}
    assert told.visits.of("", ["s1", "s2"]) == {"s2": 1}
    assert told.visits.of("ben", ["s1", "s2"]) == {}


def test_seeing_the_same_version_again_waits_for_no_writer(told: Store) -> None:
    told.visits.mark("ann", "s1", 3, at=NOON)
    with told.database.writing():  # one that would have to be waited for
        told.visits.mark("ann", "s1", 3, at=NOON)


def test_a_visit_to_a_story_that_is_not_there_is_an_error(told: Store) -> None:
    with pytest.raises(NotFound, match="no story"):
        told.visits.mark("ann", "s9", 1, at=NOON)
