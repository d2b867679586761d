"""A story as it stands: the brief that was written last, and a new one asked for where it is old.

No brief is written here: that is a worker's. A story that has none yet is answered with the job
that writes it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request, Response

from secondsource.api.answering import accepted, answered, tag
from secondsource.api.asking import Reader, TheDesk
from secondsource.api.bounds import StoryId
from secondsource.codec import Json
from secondsource.desk.running import RunningDesk
from secondsource.records.job import Job, ToBrief
from secondsource.records.running import Shown
from secondsource.records.summary import StorySummary


class Underway(Exception):
    """What was asked for is being made by a job: 202."""

    def __init__(self, job: Job) -> None:
        super().__init__(job)
        self.job = job


@dataclass(frozen=True, slots=True)
class Standing:
    """A story at a glance, and whether its brief is behind it; `user_id` is who asks."""

    request: Request
    desk: RunningDesk
    summary: StorySummary
    stale: bool
    user_id: str

    def answered(self, make: Callable[[Shown], Json]) -> Response:
        """What `make` gives of the latest brief, or 304 without reading it."""
        return answered(
            self.request,
            tag(self.summary, self.stale),
            lambda: make(self.shown()),
            headers={"Content-Location": self._address()},
        )

    def shown(self) -> Shown:
        """The latest brief; `Underway` where it cannot be read by this version of the program."""
        shown = self.desk.standing(self.summary.id)
        if shown is None:
            raise Underway(self.desk.jobs.put(ToBrief(self.summary.id), user_id=self.user_id))
        return shown

    def _address(self) -> str:
        """By the whole id of the story, which may have been asked for by another's it is now."""
        asked = self.request.path_params["story_id"]
        own = self.request.url.path.replace(f"/stories/{asked}", f"/stories/{self.summary.id}", 1)
        query = self.request.url.query
        return f"{own}?{query}" if query else own


def as_it_stands(request: Request, desk: TheDesk, caller: Reader, story_id: StoryId) -> Standing:
    """The story, with a new brief asked for if it needs one; `Underway` while it has none."""
    return standing_of(request, desk, story_id, user_id=caller.user_id)


def standing_of(request: Request, desk: RunningDesk, story_id: str, *, user_id: str) -> Standing:
    """As `as_it_stands`, for a story that is not named by the path."""
    summary = desk.summary(story_id)
    stale = desk.is_stale(summary.id)
    job = desk.jobs.put(ToBrief(summary.id), user_id=user_id) if stale else None
    if job is not None and not summary.brief:
        raise Underway(job)
    return Standing(request, desk, summary, stale, user_id)


async def tell_underway(request: Request, error: Exception) -> Response:
    """Answers `Underway`."""
    assert isinstance(error, Underway)
    return accepted(request, error.job)


AsItStands = Annotated[Standing, Depends(as_it_stands)]
