"""A draft that was checked, and what an editor thinks of each finding."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from secondsource.records.finding import CheckAnswer
from secondsource.records.job import Pasted, Upload


class RemarkState(StrEnum):
    """What an editor made of a finding."""

    OPEN = "open"  # not looked at, or not decided
    ACCEPTED = "accepted"  # it is right: the draft is to be mended
    DISMISSED = "dismissed"  # the draft may stay as it is


@dataclass(frozen=True, slots=True)
class Remark:
    """What `user_id` thinks of the finding with this number, from 0, of a review."""

    finding: int
    state: RemarkState
    note: str
    user_id: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Against:
    """What a draft is checked against: stories by id, pages by address, texts and files."""

    story_ids: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    pasted: tuple[Pasted, ...] = ()
    uploads: tuple[Upload, ...] = ()


@dataclass(frozen=True, slots=True)
class Review:
    """A draft, what it is checked against, and the findings with remarks.

    `answer` is None while it is being checked by the job `job_id`; where that failed it stays so.
    """

    id: str
    user_id: str
    title: str
    draft: str
    against: Against
    job_id: str | None
    answer: CheckAnswer | None
    remarks: tuple[Remark, ...]
    created: datetime
    changed: datetime


@dataclass(frozen=True, slots=True)
class ReviewSummary:
    """A review in a list; `checked` is False while the findings are being made."""

    id: str
    user_id: str
    title: str
    checked: bool
    created: datetime
    changed: datetime
