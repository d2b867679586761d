"""What a desk that keeps its reports answers: what came in, what happened, what it shows."""

from dataclasses import dataclass
from datetime import datetime

from secondsource.records.brief import Account, SetAside
from secondsource.records.change import BriefVersion, Event


@dataclass(frozen=True, slots=True)
class Added:
    """What adding gave.

    `reports` are the ids of those that the desk did not have, `known` counts those that it had,
    `feeds` are the addresses that it follows from now on, `stories` the ids of the stories that
    changed. `damaged` counts the places in archives that had to be passed over.
    """

    reports: tuple[str, ...]
    known: int
    feeds: tuple[str, ...]
    stories: tuple[str, ...]
    events: tuple[Event, ...]
    damaged: int
    set_aside: tuple[SetAside, ...]


@dataclass(frozen=True, slots=True)
class Round:
    """One round of watching: how many feeds and pages were asked, and what came of it.

    `reports` are the ids of new reports, `events` what happened in stories, in order. `next_due`
    is when there is something to do again, None if nothing is followed.
    """

    feeds: int
    pages: int
    reports: tuple[str, ...]
    stories: tuple[str, ...]
    events: tuple[Event, ...]
    next_due: datetime | None
    set_aside: tuple[SetAside, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """A story as it is told: one version of its brief, and what changed since another.

    `since` are the versions after the one asked about, the latest last; empty if nothing changed.
    `why` says of each report, by id, what joined it to the others.
    """

    account: Account
    version: BriefVersion
    since: tuple[BriefVersion, ...]
    why: tuple[tuple[str, str], ...] = ()
