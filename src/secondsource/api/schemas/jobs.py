"""Jobs as they stand."""

from datetime import datetime
from typing import Literal

from pydantic import Field

from secondsource.api.schemas.evidence import SetAside, Told


class JobDone(Told):
    """What came of a job, by the ids of what it brought."""

    reports: list[str] = Field(description="Those that the desk did not have.")
    known: int = Field(ge=0, description="How many reports it had.")
    feeds: list[str] = Field(description="Addresses that are followed from now on.")
    stories: list[str] = Field(description="Those that changed.")
    damaged: int = Field(ge=0, description="Places in archives that had to be passed over.")
    set_aside: list[SetAside]
    review: str | None = Field(description="The check that it filled.")


class Job(Told):
    """Work that takes longer than one waits for an answer."""

    id: str
    kind: Literal["add", "brief", "check", "round"]
    about: str | None = Field(description="The id of the story or check that it is for.")
    user: str = Field(description="Who asked for it; empty for the person alone at the desk.")
    state: Literal["waiting", "running", "done", "failed", "cancelled"]
    doing: str = Field(description="In words, what is being done.")
    done: int = Field(ge=0, description="How much of it, of `total`.")
    total: int = Field(ge=0, description="0 while that is not known.")
    result: JobDone | None
    problem: str = Field(description="Why it failed, or what went wrong at its last try.")
    tries: int = Field(ge=0, description="How often it was begun.")
    created: datetime
    started: datetime | None
    ended: datetime | None


class Jobs(Told):
    """A page of jobs, the newest first."""

    schema_: Literal["secondsource/jobs/1"] = Field(alias="schema")
    jobs: list[Job]
    after: str | None = Field(description="Where the next page begins; null at the end.")
