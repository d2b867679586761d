"""Which of two reports speaks later, and what later news supersedes."""

from dataclasses import replace

from secondsource.compare.order import came_true, is_ahead, later
from tests.compare.pairs import Pair, only, pairs


def two(*, hours: float) -> Pair:
    """The announcement, and `hours` later the deed."""
    announced, done = "The king will open the harbour bridge.", "The king opened the bridge."
    ((first, second, matter),) = pairs(announced, done, hours=hours)
    return (first, second, matter) if is_ahead(first) else (second, first, matter)


def test_the_statement_of_the_later_report_is_the_later_one() -> None:
    announced, done, _ = two(hours=3)
    assert later(announced, done) is done
    assert later(done, announced) is done


def test_neither_of_two_reports_of_the_same_hour_is_later() -> None:
    announced, done, _ = two(hours=0.5)
    assert later(announced, done) is None


def test_a_report_without_a_date_is_neither_earlier_nor_later() -> None:
    announced, done, _ = two(hours=3)
    assert later(replace(announced, published=None), done) is None
    assert not came_true(replace(announced, published=None), done)


def test_what_was_announced_and_then_done_came_true() -> None:
    announced, done, _ = two(hours=3)
    assert came_true(announced, done)


def test_what_was_done_and_is_then_announced_did_not_come_true() -> None:
    announced, done, _ = two(hours=-3)
    assert not came_true(announced, done)


def test_a_coming_day_tells_that_something_is_ahead_whatever_the_tense() -> None:
    assert is_ahead(only("The king opens the harbour bridge on Saturday."))
    assert not is_ahead(only("The king opened the harbour bridge on Monday."))
