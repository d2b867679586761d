"""Webhooks: who is told of an event, one try at telling, and when the next is due."""

import hashlib
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Protocol

from secondsource.codec.events import event_to_body
from secondsource.errors import BadInput, Gone, TryAgain
from secondsource.net.target import parse_target
from secondsource.net.webhook_signature import new_secret, sign, signed_headers
from secondsource.records.change import Event, EventKind
from secondsource.records.hook import Delivery, Hook
from secondsource.records.report import Report

# How long after each failed try the next is made, as Standard Webhooks recommends: 75 hours in all.
SCHEDULE = (
    timedelta(seconds=5),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=5),
    timedelta(hours=10),
    timedelta(hours=14),
    timedelta(hours=20),
    timedelta(hours=24),
)
JITTER = 0.1  # the most that a wait is longer than scheduled, as a share of it
LONGEST_ASKED = timedelta(hours=24)  # the most that a receiver's Retry-After is heeded
LONGEST_PROBLEM = 300  # characters


class Post(Protocol):
    """How a body reaches an address, under whatever policy there is; `Fetcher.post` is one."""

    def __call__(self, url: str, body: bytes, headers: Mapping[str, str]) -> int:
        """The status, 200 to 299, that it was taken with.

        Raises `Gone` for 410, `TryAgain` or `BadInput` for anything else that is no success. No
        redirect is followed, and the answer's body is not read.
        """


@dataclass(frozen=True, slots=True)
class Outcome:
    """What to store after a try: the delivery, and the hook, disabled if it is gone."""

    delivery: Delivery
    hook: Hook


def new_hook(
    url: str, events: Iterable[EventKind], *, added: datetime, secret: str | None = None
) -> Hook:
    """A hook for some events, with a secret of its own unless one is given.

    `BadInput` for an address that can be none, `BadConfig` for a secret that is none.
    """
    parse_target(url)
    secret = secret or new_secret()
    sign(secret, "try", added, b"")
    asked = tuple(kind for kind in EventKind if kind in set(events))
    return Hook(f"hook_{secrets.token_hex(8)}", url, asked, secret, added)


def addressed(
    event: Event, hooks: Iterable[Hook], reports: Mapping[str, Report], *, at: datetime
) -> tuple[Delivery, ...]:
    """The event for each hook in use that asked for it, due at once.

    The same event for the same hook has the same id: a store that refuses a second delivery of
    one id sends it once, however often the event is made.
    """
    asked = [hook for hook in hooks if event.kind in hook.events and not hook.disabled]
    body = event_to_body(event, reports) if asked else ""
    return tuple(
        Delivery(
            id=_id(hook, event),
            hook_id=hook.id,
            event=event.kind,
            body=body,
            created=at,
            attempts=0,
            next_try=at,
            delivered=None,
            problem="",
        )
        for hook in asked
    )


def deliver(post: Post, hook: Hook, delivery: Delivery, now: datetime) -> Outcome:
    """One try at a delivery that is due, signed for this try; never raises for what went wrong.

    A receiver that is gone (410) disables its hook. After the last try of `SCHEDULE` the delivery
    is given up. If the outcome is lost before it is stored, the next try has the same id.
    """
    if hook.disabled:
        return Outcome(_given_up(delivery, f"its hook is disabled: {hook.disabled}"), hook)
    body = delivery.body.encode("utf-8")
    headers = {
        "Content-Type": "application/json",
        **signed_headers(hook.secret, delivery.id, now, body),
    }
    tried = replace(delivery, attempts=delivery.attempts + 1)
    try:
        post(hook.url, body, headers)
    except Gone as error:
        why = f"its address is gone (410) since {now:%Y-%m-%d %H:%M}: add it again if it is back"
        return Outcome(_given_up(tried, str(error)), replace(hook, disabled=why))
    except TryAgain as error:
        return Outcome(_put_off(tried, now, str(error), error.retry_after), hook)
    except BadInput as error:  # a receiver that is not there today may be tomorrow
        return Outcome(_put_off(tried, now, str(error), None), hook)
    return Outcome(replace(tried, delivered=now, next_try=None, problem=""), hook)


def _put_off(delivery: Delivery, now: datetime, problem: str, asked: timedelta | None) -> Delivery:
    """The delivery with its next try, not before the receiver wants it; given up after the last."""
    if delivery.attempts > len(SCHEDULE):
        return _given_up(delivery, f"given up after {delivery.attempts} tries: {problem}")
    wait = SCHEDULE[delivery.attempts - 1] * (1 + JITTER * _spread(delivery))
    wait = max(wait, min(asked or timedelta(), LONGEST_ASKED))
    return replace(delivery, next_try=now + wait, problem=problem[:LONGEST_PROBLEM])


def _given_up(delivery: Delivery, problem: str) -> Delivery:
    return replace(delivery, next_try=None, problem=problem[:LONGEST_PROBLEM])


def _spread(delivery: Delivery) -> float:
    """From 0 to 1, another for each delivery and try, so that those that failed together part."""
    seed = hashlib.sha256(f"{delivery.id}:{delivery.attempts}".encode()).digest()
    return int.from_bytes(seed[:4], "big") / 2**32


def _id(hook: Hook, event: Event) -> str:
    """A webhook-id without a full stop, as the signed text is cut at them."""
    return f"msg_{hashlib.sha256(f'{hook.id}:{event.key}'.encode()).hexdigest()[:32]}"
