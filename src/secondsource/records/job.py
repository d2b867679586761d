"""Work that takes longer than one waits for an answer: it is kept, done, and told of."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class JobKind(StrEnum):
    """What a job does."""

    ADD = "add"  # takes in what is at addresses, in texts and in files
    BRIEF = "brief"  # writes the brief of a story anew
    CHECK = "check"  # checks a draft
    ROUND = "round"  # asks the feeds and pages that are due


class Lane(StrEnum):
    """How long one waits for a job: what is quick does not stand behind what takes long."""

    QUICK = "quick"  # briefs and checks: somebody looks at the page until it is done
    LONG = "long"


LANES = {
    JobKind.ADD: Lane.LONG,
    JobKind.BRIEF: Lane.QUICK,
    JobKind.CHECK: Lane.QUICK,
    JobKind.ROUND: Lane.LONG,
}


class JobState(StrEnum):
    """How far a job is. It waits, runs, and ends in one of the last three."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


ENDED = frozenset({JobState.DONE, JobState.FAILED, JobState.CANCELLED})


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came with a request: its name as given, and its bytes."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Pasted:
    """A text that was pasted as a report, with what is known of it."""

    text: str
    title: str = ""
    outlet: str = ""
    url: str | None = None
    published: datetime | None = None


@dataclass(frozen=True, slots=True)
class ToAdd:
    """What an `add` job takes in.

    `addresses` are of the web alone, never paths of this machine; `outlet` is who published all
    of it, "" where that is found in the reports themselves.
    """

    addresses: tuple[str, ...] = ()
    pasted: tuple[Pasted, ...] = ()
    uploads: tuple[Upload, ...] = ()
    outlet: str = ""


@dataclass(frozen=True, slots=True)
class ToBrief:
    """Which story a `brief` job writes of."""

    story_id: str


@dataclass(frozen=True, slots=True)
class ToCheck:
    """Which review a `check` job fills."""

    review_id: str


@dataclass(frozen=True, slots=True)
class ToRound:
    """A `round` job needs nothing."""


Task = ToAdd | ToBrief | ToCheck | ToRound


@dataclass(frozen=True, slots=True)
class JobDone:
    """What came of a job: what it took in and which stories it changed, by id.

    `known` counts reports that the desk had, `set_aside` says what could not be read and why.
    """

    reports: tuple[str, ...] = ()
    known: int = 0
    feeds: tuple[str, ...] = ()
    stories: tuple[str, ...] = ()
    damaged: int = 0
    set_aside: tuple[tuple[str, str], ...] = ()
    review_id: str | None = None


@dataclass(frozen=True, slots=True)
class Job:
    """One job as it stands.

    `doing` says in words what is being done, `done` of `total` how much of it; `total` is 0 while
    that is not known. `problem` is why it failed, or what went wrong at its last try. `tries`
    counts how often it was begun: one whose worker was killed is begun again. `about` is the id of
    the story or review that it is for, "" where there is none.
    """

    id: str
    kind: JobKind
    user_id: str
    state: JobState
    doing: str
    done: int
    total: int
    result: JobDone | None
    problem: str
    tries: int
    created: datetime
    started: datetime | None
    ended: datetime | None
    about: str = ""
