"""What is new in a story between two versions of its brief, and what others are told of it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from secondsource.records.evidence import Passage


class ChangeKind(StrEnum):
    """What happened to a story or to one of its points, in the order of weight."""

    DISPUTED = "disputed"  # a point that sources now contradict one another on
    WITHDRAWN = "withdrawn"  # an outlet took its report back
    CORRECTED = "corrected"  # an outlet replaced its report, and says other things now
    SETTLED = "settled"  # a dispute that is none any more
    UNCONFIRMED = "unconfirmed"  # what stood on two origins has fewer left
    CONFIRMED = "confirmed"  # a second independent origin now says so too
    UPDATED = "updated"  # a later report supersedes an earlier one
    NEW = "new"  # a statement of one source alone that was not there before
    MERGED = "merged"  # another story became part of this one
    REPORT = "report"  # reports joined the story
    LEFT = "left"  # reports left it: they were split off, or regrouped


class Aspect(StrEnum):
    """What a detail of a change shows: a side, what was or is now, what is gone or new."""

    SIDE = "side"
    WAS = "was"
    NOW = "now"
    GONE = "gone"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Detail:
    """One part of a change: what `who` (outlets in words) says there, and where it stands."""

    aspect: Aspect
    who: str
    text: str
    cites: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that changed: in words, with the passages it rests on.

    `subject` is the id of the point, report or story that it is about. `details` take the change
    apart, and `cites` has the passages of all of them; both may lead to reports that only the
    earlier version has. `key` is the same for the same change told again, so that whoever is told
    twice can see that it is one; it differs if the matter comes back in a later version.
    """

    key: str
    kind: ChangeKind
    text: str
    subject: str
    details: tuple[Detail, ...]
    cites: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class BriefVersion:
    """One version of a story's brief, numbered from 1, and what changed by it."""

    story_id: str
    number: int
    written: datetime
    changes: tuple[Change, ...]


class EventKind(StrEnum):
    """What one can ask to be told of, by the name that `watch --on` takes."""

    NEW_STORY = "new-story"  # the first brief of a story
    CONFLICT = "conflict"  # newly disputed points
    WITHDRAWN = "withdrawn"
    CORRECTED = "corrected"
    SETTLED = "settled"
    UNCONFIRMED = "unconfirmed"
    CONFIRMED = "confirmed"
    UPDATED = "updated"
    NEW = "new"
    MERGED = "merged"
    REPORT = "report"
    LEFT = "left"


@dataclass(frozen=True, slots=True)
class Event:
    """All that one version of a brief changed in one way: what a webhook is told.

    `version` is the brief's number, `at` when it was written. `key` is the same for the same
    event made again.
    """

    key: str
    kind: EventKind
    story_id: str
    version: int
    headline: str
    at: datetime
    changes: tuple[Change, ...]
