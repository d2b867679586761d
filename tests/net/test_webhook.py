"""Events reach a receiver once, however often it fails, and nobody else."""

import time
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from secondsource.errors import BadConfig, BadInput, Gone, TryAgain
from secondsource.net.webhook import (
    JITTER,
    LONGEST_ASKED,
    SCHEDULE,
    Outcome,
    addressed,
    deliver,
    new_hook,
)
from secondsource.net.webhook_signature import verify
from secondsource.records.change import Aspect, Change, ChangeKind, Detail, Event, EventKind
from secondsource.records.evidence import Passage
from secondsource.records.hook import Delivery, Hook
from secondsource.records.report import Report
from tests.net.hosts import Asked, fetcher, hosting, reply

NOW = datetime(2025, 10, 16, 12, tzinfo=UTC)
POST = Report.from_text("The bridge is closed.", outlet="The Post", url="https://post.example/1")
PASSAGE = Passage(POST.id, 0, 20)
REPORTS = {POST.id: POST}


def event(kind: EventKind = EventKind.CONFLICT, key: str = "k1") -> Event:
    detail = Detail(Aspect.SIDE, "The Post", "The bridge is closed", (PASSAGE,))
    change = Change(key, ChangeKind.DISPUTED, "The bridge is closed", "p1", (detail,), (PASSAGE,))
    return Event(key, kind, "s1", 2, "Bridge closed", NOW, (change,))


def hook(url: str = "https://desk.example/hook", **fields: object) -> Hook:
    made = new_hook(url, [EventKind.CONFLICT, EventKind.CONFIRMED], added=NOW)
    return replace(made, **fields)  # type: ignore[arg-type]


def due(to: Hook, **fields: object) -> Delivery:
    (delivery,) = addressed(event(), [to], REPORTS, at=NOW)
    return replace(delivery, **fields)  # type: ignore[arg-type]


class Receiver:
    """A receiver that answers each message by the next of some answers, then takes all."""

    def __init__(self, secret: str, answers: Iterable[Iterable[bytes]]) -> None:
        self._secret = secret
        self._answers = iter(answers)
        self.taken: dict[str, bytes] = {}
        self.came: list[str] = []
        self.doubled: list[str] = []

    def say(self, asked: Asked) -> Iterable[bytes]:
        try:
            # The time of the test's desk is not that of the machine.
            message = verify(self._secret, asked.headers, asked.body, now=self._time(asked))
        except BadInput:
            return reply(400)
        self.came.append(message)
        if (answer := next(self._answers, None)) is not None:
            return answer
        if message in self.taken:
            self.doubled.append(message)
        self.taken[message] = asked.body
        return reply(204)

    def _time(self, asked: Asked) -> datetime:
        return datetime.fromtimestamp(int(asked.headers["webhook-timestamp"]), tz=UTC)


def until_done(url: str, to: Hook, *, delivery: Delivery | None = None) -> Outcome:
    """Every try that is due, each at its time, until there is no next one."""
    outcome = Outcome(delivery or due(to), replace(to, url=url))
    while (at := outcome.delivery.next_try) is not None:
        # Another desk, as after a restart: nothing is remembered but what was stored.
        outcome = deliver(fetcher().post, outcome.hook, outcome.delivery, at)
    return outcome


@pytest.mark.parametrize("failures", [0, 1, 4, len(SCHEDULE)])
def test_a_receiver_that_fails_some_times_gets_the_event_exactly_once(failures: int) -> None:
    to = hook()
    receiver = Receiver(to.secret, [reply(503)] * failures)
    with hosting(receiver.say) as host:
        outcome = until_done(host.url("/hook"), to)
    assert len(receiver.came) == failures + 1
    assert set(receiver.came) == {due(to).id}
    assert receiver.taken == {due(to).id: due(to).body.encode()}
    assert outcome.delivery.delivered is not None
    assert outcome.delivery.attempts == failures + 1
    assert outcome.delivery.problem == ""


def test_a_receiver_can_tell_a_message_that_it_has_already() -> None:
    to = hook()
    receiver = Receiver(to.secret, [])
    with hosting(receiver.say) as host:
        until_done(host.url(), to)
        until_done(host.url(), to)  # the desk was killed before it stored the outcome
    assert receiver.doubled == [due(to).id]
    assert len(receiver.taken) == 1


def test_a_receiver_refuses_what_was_signed_with_another_secret() -> None:
    receiver = Receiver(hook().secret, [])
    with hosting(receiver.say) as host:
        outcome = deliver(fetcher().post, hook(host.url()), due(hook()), NOW)
    assert receiver.taken == {}
    assert "400" in outcome.delivery.problem


def test_it_is_given_up_after_the_last_try_of_about_three_days() -> None:
    to = hook()
    receiver = Receiver(to.secret, [reply(500)] * 99)
    with hosting(receiver.say) as host:
        outcome = until_done(host.url(), to)
    assert len(receiver.came) == len(SCHEDULE) + 1
    assert outcome.delivery.delivered is None
    assert outcome.delivery.problem.startswith("given up after 10 tries: ")
    assert not outcome.hook.disabled


def test_a_receiver_that_is_gone_is_never_sent_to_again() -> None:
    to = hook()
    receiver = Receiver(to.secret, [reply(410)])
    with hosting(receiver.say) as host:
        outcome = until_done(host.url(), to)
        later = until_done(host.url(), outcome.hook, delivery=due(to))
    assert len(receiver.came) == 1
    assert "gone (410)" in outcome.hook.disabled
    assert later.delivery.next_try is None
    assert "disabled" in later.delivery.problem


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_no_redirect_is_followed(status: int) -> None:
    to, elsewhere = hook(), Receiver(hook().secret, [])
    with hosting(elsewhere.say) as other:
        answers = [reply(status, location=other.url("/stolen"))]
        with hosting(Receiver(to.secret, answers).say) as host:
            outcome = deliver(fetcher().post, replace(to, url=host.url()), due(to), NOW)
        assert other.asked == []
    assert outcome.delivery.next_try is not None


def test_an_answer_without_end_is_not_read() -> None:
    def endless() -> Iterable[bytes]:
        yield b"HTTP/1.1 200 OK\r\n\r\n"
        while True:
            yield b"x" * 65_536

    to = hook()
    with hosting(Receiver(to.secret, [endless()]).say) as host:
        outcome = deliver(fetcher().post, replace(to, url=host.url()), due(to), NOW)
    assert outcome.delivery.delivered == NOW


def test_a_receiver_that_never_answers_is_left_for_the_next_try() -> None:
    def silent() -> Iterable[bytes]:
        time.sleep(1)
        yield from reply(200)

    to = hook()
    with hosting(Receiver(to.secret, [silent()]).say) as host:
        outcome = deliver(fetcher(silence=0.2).post, replace(to, url=host.url()), due(to), NOW)
    assert outcome.delivery.delivered is None
    assert "too long" in outcome.delivery.problem


def test_an_address_inside_the_network_is_not_sent_to() -> None:
    to = hook()
    receiver = Receiver(to.secret, [])
    with hosting(receiver.say) as host:
        closed = fetcher(allow_net=())
        outcome = deliver(closed.post, replace(to, url=host.url()), due(to), NOW)
        assert host.asked == []
    assert outcome.delivery.delivered is None
    assert outcome.delivery.problem


class Refusing:
    """What posting can raise, without a network."""

    def __init__(self, error: Exception) -> None:
        self._error = error

    def __call__(self, url: str, body: bytes, headers: Mapping[str, str]) -> int:
        raise self._error


def after(error: Exception, attempts: int = 0, id: str = "msg_1") -> Delivery:
    return deliver(Refusing(error), hook(), due(hook(), attempts=attempts, id=id), NOW).delivery


@pytest.mark.parametrize("attempts", range(len(SCHEDULE)))
def test_each_wait_is_as_scheduled_and_a_little_longer(attempts: int) -> None:
    tried = after(TryAgain("busy"), attempts)
    assert tried.next_try is not None
    wait = tried.next_try - NOW
    assert SCHEDULE[attempts] <= wait <= SCHEDULE[attempts] * (1 + JITTER)


def test_the_tries_span_about_three_days() -> None:
    whole = sum(SCHEDULE, timedelta())
    assert timedelta(days=3) <= whole <= whole * (1 + JITTER) < timedelta(days=3.6)


def test_deliveries_that_failed_together_part() -> None:
    waits = {after(TryAgain("busy"), 5, f"msg_{i}").next_try for i in range(50)}
    assert len(waits) == 50


def test_a_receiver_may_ask_for_more_time_but_not_for_ever() -> None:
    hour, year = timedelta(hours=1), timedelta(days=365)
    assert after(TryAgain("busy", hour)).next_try == NOW + hour
    assert after(TryAgain("busy", year)).next_try == NOW + LONGEST_ASKED


def test_a_receiver_that_asks_for_less_time_than_scheduled_waits_all_the_same() -> None:
    tried = after(TryAgain("busy", timedelta(seconds=1)), attempts=4)
    assert tried.next_try is not None
    assert tried.next_try - NOW >= SCHEDULE[4]


def test_retry_after_is_read_from_the_answer() -> None:
    to = hook()
    with hosting(Receiver(to.secret, [reply(429, retry_after="3600")]).say) as host:
        outcome = deliver(fetcher().post, replace(to, url=host.url()), due(to), NOW)
    assert outcome.delivery.next_try == NOW + timedelta(hours=1)


@pytest.mark.parametrize("error", [BadInput("u", "404"), TryAgain("late"), Gone("u", "410")])
def test_a_try_never_raises_for_what_went_wrong(error: Exception) -> None:
    assert after(error).attempts == 1


def test_a_long_problem_is_kept_short() -> None:
    assert len(after(TryAgain("x" * 10_000)).problem) == 300


def test_an_event_is_addressed_to_those_who_asked_for_it() -> None:
    asked, other = hook(), hook(events=(EventKind.MERGED,))
    closed = hook(disabled="its address is gone")
    made = addressed(event(), [asked, other, closed], REPORTS, at=NOW)
    assert [one.hook_id for one in made] == [asked.id]
    assert made[0].next_try == NOW


def test_an_event_made_again_is_the_same_delivery_and_another_is_another() -> None:
    to = hook()
    once, again = (addressed(event(), [to], REPORTS, at=NOW)[0].id for _ in range(2))
    assert once == again
    assert addressed(event(key="k2"), [to], REPORTS, at=NOW)[0].id != once
    assert addressed(event(), [hook()], REPORTS, at=NOW)[0].id != once
    assert "." not in once


@pytest.mark.parametrize("url", ["", "desk.example", "file:///etc/passwd", "ftp://desk.example/"])
def test_a_hook_needs_a_web_address(url: str) -> None:
    with pytest.raises(BadInput):
        new_hook(url, [EventKind.CONFLICT], added=NOW)


def test_a_hook_takes_a_secret_that_is_one() -> None:
    given = "whsec_" + "QUJD" * 8
    assert new_hook("https://desk.example/", [], added=NOW, secret=given).secret == given
    with pytest.raises(BadConfig, match="webhook secret"):
        new_hook("https://desk.example/", [], added=NOW, secret="hunter2")


def test_a_hook_does_not_show_its_secret_when_it_is_printed() -> None:
    made = hook()
    assert made.secret not in repr(made)
