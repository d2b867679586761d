"""Accounts are unpacked once for all who read them, and let go of when they take too much room."""

import threading

import pytest

from secondsource.desk.accounts import UNPACKED, Accounts
from secondsource.desk.running import RunningDesk
from secondsource.errors import NotFound
from tests.build import PUBLISHED, report
from tests.desk.test_looking import BRIDGED, FIRST, SECOND, take_in


def test_an_account_that_is_read_again_is_not_unpacked_again(desk: RunningDesk) -> None:
    story = take_in(desk, FIRST, SECOND)
    held = Accounts(desk.store)
    first, _ = held.latest(story)
    assert held.latest(story)[0] is first
    assert held.latest(story[:8])[0] is first


def test_a_new_version_is_read_at_once(desk: RunningDesk) -> None:
    story = take_in(desk, FIRST, SECOND)
    held = Accounts(desk.store)
    before, _ = held.latest(story)
    desk.store.reports.withdraw(SECOND.id, at=PUBLISHED, reason="taken back")
    desk.show(story)
    account, version = held.latest(story)
    assert (len(before.reports), len(account.reports), version.number) == (2, 1, 2)


def test_what_was_asked_for_longest_ago_is_let_go_of(desk: RunningDesk) -> None:
    ferry = take_in(desk, FIRST, SECOND)
    bridge = take_in(desk, BRIDGED, report(BRIDGED.text, outlet="Coast Radio"))
    sizes = [len(desk.store.briefs.get(one)[1]) for one in (ferry, bridge)]
    held = Accounts(desk.store, most=UNPACKED * max(sizes))
    first, second = held.latest(ferry)[0], held.latest(bridge)[0]
    assert held.latest(bridge)[0] is second
    assert held.latest(ferry)[0] is not first


def test_an_account_that_is_too_large_to_hold_is_read_all_the_same(desk: RunningDesk) -> None:
    story = take_in(desk, FIRST, SECOND)
    held = Accounts(desk.store, most=1)
    assert held.latest(story) == held.latest(story)


def test_readers_that_come_at_once_have_it_unpacked_once(desk: RunningDesk) -> None:
    story = take_in(desk, FIRST, SECOND)
    held = Accounts(desk.store)
    start = threading.Barrier(8)
    found: list[object] = []

    def read() -> None:
        start.wait()
        found.append(held.latest(story)[0])

    threads = [threading.Thread(target=read) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 8
    assert len({id(one) for one in found}) == 1


def test_a_story_without_a_brief_is_not_found(desk: RunningDesk) -> None:
    story = take_in(desk, BRIDGED)
    held = Accounts(desk.store)
    with pytest.raises(NotFound, match="no brief yet"):
        held.latest(story)
    with pytest.raises(NotFound, match="no story"):
        held.latest("ffff")
