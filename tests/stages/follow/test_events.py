"""What others are told: one event a kind of change, and the names by which it is asked for."""

import pytest

from secondsource.errors import BadInput
from secondsource.records.change import ChangeKind, EventKind
from secondsource.stages.follow import HEADINGS, changes, events, parse_events
from secondsource.stages.follow.events import ASKED_BY
from tests.stages.follow.made import account, agree, conflict

CALM = account("a b")
TORN = account("a b c", conflict("a1", "b1"), conflict("a2", "c2"), agree("a3 b3"))
FOUND = changes(CALM, TORN)


def test_the_changes_of_one_kind_are_one_event() -> None:
    (conflict_event,) = [e for e in events(CALM, TORN, FOUND, version=2) if e.kind == "conflict"]
    assert [change.text for change in conflict_event.changes] == [
        "a1 against b1.",
        "a2 against c2.",
    ]
    assert conflict_event.version == 2
    assert conflict_event.headline == "Matters"
    assert conflict_event.at == TORN.brief.written


def test_every_change_is_in_one_event() -> None:
    told = [change for event in events(CALM, TORN, FOUND, version=2) for change in event.changes]
    assert sorted(told, key=lambda c: c.key) == sorted(FOUND, key=lambda c: c.key)


def test_the_first_brief_is_a_new_story_with_its_reports() -> None:
    first = changes(None, TORN)
    (new, *rest) = events(None, TORN, first, version=1)
    assert new.kind is EventKind.NEW_STORY
    assert {change.kind for change in new.changes} == {ChangeKind.REPORT}
    assert EventKind.CONFLICT in {event.kind for event in rest}


def test_no_change_is_no_event() -> None:
    assert events(TORN, TORN, changes(TORN, TORN), version=3) == ()


def test_an_event_made_again_has_the_same_key_and_no_other_has_it() -> None:
    made = [events(CALM, TORN, FOUND, version=2), events(None, TORN, FOUND, version=1)]
    assert events(CALM, TORN, FOUND, version=2) == made[0]
    keys = [event.key for event in made[1]]
    assert len(set(keys)) == len(keys)


def test_each_kind_of_change_has_an_event_and_a_heading() -> None:
    assert set(ASKED_BY) == set(HEADINGS) == set(ChangeKind)
    assert {*ASKED_BY.values(), EventKind.NEW_STORY} == set(EventKind)


@pytest.mark.parametrize(
    "expression",
    [
        "conflict|confirmed|new-story",
        "new-story, confirmed,conflict",
        " Conflict | CONFIRMED|new-story|",
    ],
)
def test_events_are_asked_for_by_name(expression: str) -> None:
    assert parse_events(expression) == (
        EventKind.NEW_STORY, EventKind.CONFLICT, EventKind.CONFIRMED
    )  # fmt: skip


@pytest.mark.parametrize("expression", ["conflicts", "conflict|disputed", "conflict confirmed"])
def test_a_name_that_there_is_not_is_refused_with_those_that_there_are(expression: str) -> None:
    with pytest.raises(BadInput, match=r"choose from new-story, conflict, .*confirmed"):
        parse_events(expression)


@pytest.mark.parametrize("expression", ["", " ", "|", ",,"])
def test_no_name_at_all_is_refused(expression: str) -> None:
    with pytest.raises(BadInput, match="names no event"):
        parse_events(expression)
