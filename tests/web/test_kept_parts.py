"""Parts that are kept for the next reader: made once, bounded, never of a failure."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event

import pytest

from secondsource.web.kept_parts import KeptParts


def always(part: str) -> Callable[[], str]:
    return lambda: part


def test_a_part_is_made_once() -> None:
    kept: KeptParts[str] = KeptParts(most=100, weigh=len)
    assert kept.get("a", always("first")) == "first"
    assert kept.get("a", always("second")) == "first"


def test_what_was_asked_for_longest_ago_goes_first() -> None:
    kept: KeptParts[str] = KeptParts(most=10, weigh=len)
    for key in ("a", "b", "a", "c"):
        kept.get(key, always("12345"))
    assert kept.weight == 10
    assert kept.get("a", always("again")) == "12345"
    assert kept.get("b", always("again")) == "again"


def test_a_part_heavier_than_all_that_may_be_kept_is_given_and_not_kept() -> None:
    kept: KeptParts[str] = KeptParts(most=3, weigh=len)
    kept.get("small", always("abc"))
    assert kept.get("large", always("abcd")) == "abcd"
    assert kept.get("small", always("")) == "abc"
    assert kept.weight == 3


def test_a_failure_is_raised_and_tried_again() -> None:
    kept: KeptParts[str] = KeptParts(most=10, weigh=len)

    def fails() -> str:
        raise KeyError("a")

    with pytest.raises(KeyError):
        kept.get("a", fails)
    assert kept.get("a", always("well")) == "well"


def test_several_that_ask_at_once_wait_for_the_one_that_makes_it() -> None:
    kept: KeptParts[str] = KeptParts(most=100, weigh=len)
    made: list[int] = []
    begun, go_on, together = Event(), Event(), Barrier(4)

    def slow() -> str:
        made.append(1)
        begun.set()
        go_on.wait(10)
        return "part"

    def asks() -> str:
        together.wait(10)
        return kept.get("a", slow)

    with ThreadPoolExecutor(4) as pool:
        asked = [pool.submit(asks) for _ in range(4)]
        assert begun.wait(10)
        go_on.set()
        assert [one.result(10) for one in asked] == ["part"] * 4
    assert made == [1]


def test_those_who_waited_for_a_failure_are_told_of_it() -> None:
    kept: KeptParts[str] = KeptParts(most=100, weigh=len)
    together = Barrier(3)

    def fails() -> str:
        raise KeyError("a")

    def asks() -> None:
        together.wait(10)
        kept.get("a", fails)

    with ThreadPoolExecutor(3) as pool:
        asked = [pool.submit(asks) for _ in range(3)]
        assert all(isinstance(one.exception(10), KeyError) for one in asked)
