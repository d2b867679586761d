"""How each kind of job is done, and what comes of it. Done again, it changes nothing further."""

from typing import TYPE_CHECKING

from secondsource.codec.reviews import findings_to_bytes
from secondsource.desk.reading import Progress
from secondsource.records.job import Job, JobDone, Task, ToAdd, ToBrief, ToCheck, ToRound
from secondsource.store.columns import UNSTORABLE
from secondsource.store.jobs import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterable

    from secondsource.desk.running import RunningDesk
    from secondsource.records.brief import SetAside


class Doing:
    """Does the jobs of a desk."""

    def __init__(self, desk: "RunningDesk") -> None:
        self._desk = desk

    def outcome(self, task: Task, job: Job, progress: Progress) -> Outcome:
        """Do what is to be done; what came of it."""
        match task:
            case ToAdd():
                return Outcome(self._add(task, job, progress))
            case ToBrief():
                story = self._desk.brief(task.story_id, progress=progress)
                return Outcome(JobDone(stories=(story.id,)))
            case ToCheck():
                return self._check(task, progress)
            case ToRound():
                return Outcome(self._round(progress))

    def _add(self, task: ToAdd, job: Job, progress: Progress) -> JobDone:
        added = self._desk.take_in(task, since=job.started, progress=progress)
        return JobDone(
            reports=added.reports,
            known=added.known,
            feeds=added.feeds,
            stories=added.stories,
            damaged=added.damaged,
            set_aside=_told(added.set_aside),
        )

    def _check(self, task: ToCheck, progress: Progress) -> Outcome:
        review = self._desk.reviews.get(task.review_id)
        against = review.against
        answer = self._desk.check(
            review.draft,
            story_ids=against.story_ids,
            given=ToAdd(against.addresses, against.pasted, against.uploads),
            progress=progress,
        )
        done = JobDone(set_aside=_told(answer.set_aside), review_id=review.id)
        return Outcome(done, findings_to_bytes(answer))

    def _round(self, progress: Progress) -> JobDone:
        done = self._desk.round(progress=progress)
        return JobDone(reports=done.reports, stories=done.stories, set_aside=_told(done.set_aside))


def _told(aside: "Iterable[SetAside]") -> tuple[tuple[str, str], ...]:
    """Names and reasons as they can be written anywhere: a file may have half a character in it."""
    return tuple((_whole(one.input), _whole(one.reason)) for one in aside)


def _whole(text: str) -> str:
    return UNSTORABLE.sub("\ufffd", text)
