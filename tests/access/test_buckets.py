"""A bucket is emptied by asking and filled by waiting; all of them together stay small."""

from secondsource.access.buckets import MOST, Buckets
from secondsource.access.settings import Rate
from tests.desk.test_people import Elapsed


def test_a_bucket_is_full_at_first_and_fills_up_by_time() -> None:
    now = Elapsed()
    buckets = Buckets(Rate(per_second=2.0, burst=3), elapsed=now)
    assert [buckets.take("a") for _ in range(4)] == [0, 0, 0, 0.5]
    now.seconds += 0.5
    assert [buckets.take("a") for _ in range(2)] == [0, 0.5]
    now.seconds += 1000
    assert [buckets.take("a") for _ in range(4)] == [0, 0, 0, 0.5]


def test_asking_in_vain_takes_nothing() -> None:
    now = Elapsed()
    buckets = Buckets(Rate(per_second=1.0, burst=1), elapsed=now)
    buckets.take("a")
    for _ in range(9):
        now.seconds += 0.1
        assert buckets.take("a") > 0
    now.seconds += 0.11
    assert buckets.take("a") == 0


def test_what_is_given_back_can_be_taken_again_but_never_more_than_fits() -> None:
    buckets = Buckets(Rate(per_second=0.001, burst=2), elapsed=Elapsed())
    buckets.take("a")
    for _ in range(5):
        buckets.give_back("a")
    assert [buckets.take("a") > 0 for _ in range(3)] == [False, False, True]


def test_each_asker_has_a_bucket() -> None:
    buckets = Buckets(Rate(per_second=0.001, burst=1), elapsed=Elapsed())
    assert buckets.take("a") == 0
    assert buckets.take("b") == 0
    assert buckets.take("a") > 0


def test_however_many_ask_no_more_are_remembered_than_the_bound() -> None:
    buckets = Buckets(Rate(per_second=0.001, burst=1), elapsed=Elapsed())
    for number in range(3 * MOST):
        buckets.take(f"address {number}")
    assert len(buckets) == MOST
    assert buckets.take(f"address {3 * MOST - 1}") > 0


def test_who_keeps_asking_is_remembered_among_many_others() -> None:
    buckets = Buckets(Rate(per_second=0.001, burst=2), most=10, elapsed=Elapsed())
    for number in range(100):
        buckets.take("busy")
        buckets.give_back("busy")
        buckets.take(f"address {number}")
    buckets.take("busy")
    buckets.take("busy")
    assert buckets.take("busy") > 0
