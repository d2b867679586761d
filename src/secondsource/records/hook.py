"""Webhooks: who wants to be told of what, and what has been sent to them so far."""

from dataclasses import dataclass, field
from datetime import datetime

from secondsource.records.change import EventKind


@dataclass(frozen=True, slots=True)
class Hook:
    """An address that is told of the events it asked for.

    `secret` signs what is sent there ("whsec_" and base64), and is not shown when a hook is
    printed. `disabled` says in words why nothing is sent there any more, "" while it is in use.
    """

    id: str
    url: str
    events: tuple[EventKind, ...]
    secret: str = field(repr=False)
    added: datetime
    disabled: str = ""


@dataclass(frozen=True, slots=True)
class Delivery:
    """One event for one hook: due until `delivered`, or until no further try is left.

    `id` is its webhook-id, the same over all tries, by which a receiver sees that it has it
    already; one event makes one delivery a hook. `body` is what is sent, to the byte. `attempts`
    counts the tries made; `next_try` is when the next is due, None once there is none: then
    `delivered` says when it arrived, or `problem` why it was given up. `problem` says what went
    wrong at the last try, "" if nothing did.
    """

    id: str
    hook_id: str
    event: EventKind
    body: str
    created: datetime
    attempts: int
    next_try: datetime | None
    delivered: datetime | None
    problem: str
