import threading

import pytest

from secondsource.errors import BadInput
from secondsource.records.answered import KeptAnswer, Turn
from secondsource.store import Store, open_store
from tests.store.records import HOUR, NOON

KEY, REQUEST = b"key", b"request"
ANSWER = KeptAnswer(201, (("location", "/jobs/1"), ("content-type", "text/plain")), b"\0made\xff")


def test_a_request_that_is_sent_again_gets_the_answer_it_got(store: Store) -> None:
    assert store.answered.begin(KEY, REQUEST, at=NOON) is Turn.OURS
    store.answered.finish(KEY, ANSWER, at=NOON)
    assert store.answered.begin(KEY, REQUEST, at=NOON + 23 * HOUR) == ANSWER


def test_another_request_with_the_same_key_is_refused(store: Store) -> None:
    store.answered.begin(KEY, REQUEST, at=NOON)
    with pytest.raises(BadInput, match="another request"):
        store.answered.begin(KEY, b"other", at=NOON)
    store.answered.finish(KEY, ANSWER, at=NOON)
    with pytest.raises(BadInput, match="another request"):
        store.answered.begin(KEY, b"other", at=NOON)


def test_a_request_that_is_being_done_is_not_done_by_another(store: Store) -> None:
    store.answered.begin(KEY, REQUEST, at=NOON)
    assert store.answered.begin(KEY, REQUEST, at=NOON + HOUR / 60) is Turn.UNDERWAY


def test_a_request_whose_doer_died_is_done_by_the_next(store: Store) -> None:
    store.answered.begin(KEY, REQUEST, at=NOON)
    assert store.answered.begin(KEY, REQUEST, at=NOON + HOUR / 20) is Turn.OURS
    assert store.answered.begin(KEY, REQUEST, at=NOON + HOUR / 20) is Turn.UNDERWAY


def test_a_request_that_was_given_up_may_be_sent_again(store: Store) -> None:
    store.answered.begin(KEY, REQUEST, at=NOON)
    store.answered.give_up(KEY)
    assert store.answered.begin(KEY, b"other", at=NOON) is Turn.OURS


def test_what_was_answered_cannot_be_given_up_nor_answered_otherwise(store: Store) -> None:
    store.answered.begin(KEY, REQUEST, at=NOON)
    store.answered.finish(KEY, ANSWER, at=NOON)
    store.answered.give_up(KEY)
    store.answered.finish(KEY, KeptAnswer(500, (), b""), at=NOON)
    assert store.answered.begin(KEY, REQUEST, at=NOON) == ANSWER


def test_a_key_is_forgotten_after_a_day(store: Store) -> None:
    store.answered.begin(KEY, REQUEST, at=NOON)
    store.answered.finish(KEY, ANSWER, at=NOON)
    assert store.answered.begin(KEY, b"other", at=NOON + 25 * HOUR) is Turn.OURS


def test_of_requests_that_come_at_once_one_is_done(store: Store, url: str) -> None:
    turns: list[KeptAnswer | Turn] = []
    start = threading.Barrier(8)

    def ask() -> None:
        with open_store(url) as other:
            start.wait()
            turns.append(other.answered.begin(KEY, REQUEST, at=NOON))

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(turns, key=str) == [Turn.OURS] + 7 * [Turn.UNDERWAY]
