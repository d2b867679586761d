"""What is new in a story between two versions of its brief."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from secondsource.records.evidence import Passage


class ChangeKind(StrEnum):
    """What happened to a story or to one of its points, in the order of weight."""

    DISPUTED = "disputed"  # a point that sources now contradict one another on
    SETTLED = "settled"  # a dispute that is none any more
    CONFIRMED = "confirmed"  # a second independent origin now says so too
    UNCONFIRMED = "unconfirmed"  # what stood on two origins has fewer left
    CORRECTED = "corrected"  # an outlet replaced its report
    WITHDRAWN = "withdrawn"  # an outlet took its report back
    UPDATED = "updated"  # a later report supersedes an earlier one
    NEW = "new"  # a statement of one source alone that was not there before
    REPORT = "report"  # a report joined the story
    LEFT = "left"  # a report left it: it was split off, or regrouped
    MERGED = "merged"  # another story became part of this one


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that changed: in words, with the passages it rests on.

    `subject` is the id of the point, report or story that it is about. `key` is the same for the
    same change told again, so that whoever is told twice can see that it is one.
    """

    key: str
    kind: ChangeKind
    text: str
    subject: str
    cites: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class BriefVersion:
    """One version of a story's brief, numbered from 1, and what changed by it."""

    story_id: str
    number: int
    written: datetime
    changes: tuple[Change, ...]
