"""What a store says of what it keeps: standing of reports, acts of people, pages to fetch."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from secondsource.records.brief import SetAside
from secondsource.records.feed import Subscription
from secondsource.records.report import Report
from secondsource.records.story import Decision, Story


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether a report still stands.

    `replaced_by` is the id of the report that corrects it, the latest if there are several.
    `withdrawn` is when its outlet took it back, `reason` why in words; None and "" while it has
    not.
    """

    replaced_by: str | None = None
    withdrawn: datetime | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Act:
    """What a person did to stories by hand: decisions made at once, and undone at once.

    `what` says it in words. `undone` is when it was taken back, None while it holds.
    """

    number: int
    what: str
    at: datetime
    decisions: tuple[Decision, ...]
    undone: datetime | None = None


@dataclass(frozen=True, slots=True)
class PageToFetch:
    """A page that a feed named and that is to be read, or to be read again.

    `feed` is the address of that feed, `outlet` who publishes it. `attempts` counts the tries
    made in vain, `next_try` is when the next is due and `problem` what went wrong at the last, ""
    if nothing did. `visits` counts how often it was read; from the last time are `etag` and
    `last_modified`, to be sent back as they came, and the id of the report that was on it.
    """

    url: str
    feed: str
    outlet: str
    next_try: datetime
    attempts: int = 0
    problem: str = ""
    visits: int = 0
    etag: str | None = None
    last_modified: str | None = None
    report_id: str | None = None


@dataclass(frozen=True, slots=True)
class Intake:
    """What came in at once, to be stored together or not at all.

    `seen` are the entries of a feed that need not be looked at again, as its address and what it
    calls the entry; `to_fetch` are pages that they lead to, `fetched` addresses of such pages that
    are dealt with now. `subscription` is how the feed fares after it was asked.
    """

    reports: tuple[Report, ...] = ()
    seen: tuple[tuple[str, str], ...] = ()
    to_fetch: tuple[PageToFetch, ...] = ()
    fetched: tuple[str, ...] = ()
    set_aside: tuple[SetAside, ...] = ()
    subscription: Subscription | None = None


@dataclass(frozen=True, slots=True)
class Material:
    """All that a brief of a story is made of, as it stood at one moment.

    `reports` are in the order of the story, `standing` tells of each by id where it is not simply
    in force. `basis` grows whenever any of this changes: a brief is stale once it is older.
    """

    story: Story
    reports: tuple[Report, ...]
    standing: tuple[tuple[str, Standing], ...]
    basis: int


class Grade(StrEnum):
    """How a matter of the store is found to be."""

    GOOD = "good"
    NOTE = "note"  # nothing is wrong, but good to know
    WARNING = "warning"  # works, and should be mended
    BAD = "bad"  # does not work, or will not for long


@dataclass(frozen=True, slots=True)
class Condition:
    """How one matter of the store was found: in words, with what to do where something is."""

    matter: str
    grade: Grade
    found: str
    advice: str = ""
