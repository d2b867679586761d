"""Drafts that are checked by a worker, and what editors make of the findings."""

import secrets
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from textwrap import shorten

from secondsource.codec.reviews import against_from_bytes, against_to_bytes, findings_from_bytes
from secondsource.desk.asked import to_take_in
from secondsource.desk.jobs import Jobs
from secondsource.errors import BadInput, NotFound, StaleRecord
from secondsource.records.finding import CheckAnswer
from secondsource.records.job import ToAdd, ToCheck
from secondsource.records.review import Against, Remark, RemarkState, Review, ReviewSummary
from secondsource.store.columns import check_storable
from secondsource.store.reviews import KeptReview
from secondsource.store.store import Store

LONGEST_TITLE = 200  # characters
LONGEST_DRAFT = 200_000  # characters, a hundred pages: longer ones keep others waiting
SHORT_TITLE = 80  # of a draft that has none of its own
UNNAMED = "Draft"
LONGEST_NOTE = 10_000
NOTHING = "there is nothing to check it against: give a story, a page, a text or a file"


class Reviews:
    """The reviews of a desk. Everybody at the desk may read all of them."""

    def __init__(self, store: Store, jobs: Jobs, now: Callable[[], datetime]) -> None:
        self._store = store
        self._jobs = jobs
        self._now = now

    def put(self, title: str, draft: str, against: Against, *, user_id: str) -> Review:
        """Keep a draft and have it checked: both, or neither.

        Without a title it is called by how its first line begins. `BadInput` for a draft with
        nothing in it, nothing to check it against, or what can never be read; `NotFound` for no
        story.
        """
        _check_draft(draft)
        against = self._examined(against)
        id, now = secrets.token_hex(8), self._now()
        job, parts = self._jobs.made(ToCheck(id), user_id=user_id)
        kept = KeptReview(
            id=id,
            user_id=user_id,
            title=(title.strip() or _first_words(draft))[:LONGEST_TITLE],
            draft=draft,
            against=against_to_bytes(against),
            job_id=job.id,
            answer=None,
            remarks=(),
            created=now,
            changed=now,
        )
        self._store.put_review(kept, job, parts)
        return self.get(id)

    def get(self, review_id: str) -> Review:
        """A review as it stands; `NotFound` if there is none.

        Its `answer` is None, too, where another version of the program made it.
        """
        kept = self._store.reviews.get(review_id)
        return Review(
            id=kept.id,
            user_id=kept.user_id,
            title=kept.title,
            draft=kept.draft,
            against=against_from_bytes(kept.against),
            job_id=kept.job_id,
            answer=_answer(kept.answer),
            remarks=kept.remarks,
            created=kept.created,
            changed=kept.changed,
        )

    def list(
        self, *, user_id: str | None = None, after: str | None = None, limit: int = 50
    ) -> tuple[tuple[ReviewSummary, ...], str | None]:
        """Reviews, the newest first, of one user if given; a cursor to go on with, None at the end.

        `BadInput` for a cursor that is none of ours.
        """
        return self._store.reviews.list(user_id=user_id, after=after, limit=limit)

    def remark(
        self, review_id: str, finding: int, state: RemarkState, note: str, *, user_id: str
    ) -> Review:
        """Keep what somebody makes of a finding, in place of what was made of it before.

        `BadInput` for a finding that there is not, or before there are any.
        """
        answer = self.get(review_id).answer
        if answer is None:
            raise BadInput(f"check {review_id}", "it has no findings yet: wait until it is done")
        if not 0 <= finding < len(answer.findings):
            last = len(answer.findings) - 1
            raise BadInput(f"finding {finding}", f"the check has findings 0 to {last}: name one")
        if len(note) > LONGEST_NOTE:
            raise BadInput("note", f"it is over {LONGEST_NOTE} characters: say it in fewer")
        remark = Remark(finding, state, note.strip(), user_id, self._now())
        self._store.reviews.remark(review_id, remark)
        return self.get(review_id)

    def remove(self, review_id: str) -> None:
        """Forget a review and the remarks on it; a check that is not done is done no further."""
        job_id = self._store.reviews.get(review_id).job_id
        self._store.reviews.remove(review_id)
        if job_id is not None:
            with suppress(NotFound):  # jobs that ended are forgotten after some days
                self._jobs.cancel(job_id)

    def _examined(self, against: Against) -> Against:
        """What a draft can be checked against, as `Jobs.put` would take it in."""
        found = (self._store.stories.get(one).id for one in against.story_ids)
        stories = tuple(dict.fromkeys(found))
        given = ToAdd(against.addresses, against.pasted, against.uploads)
        if given == ToAdd() and stories:
            return Against(stories)
        if given == ToAdd():
            raise BadInput("the draft", NOTHING)
        given = to_take_in(given)
        return Against(stories, given.addresses, given.pasted, given.uploads)


def _check_draft(draft: str) -> None:
    if not draft.strip():
        raise BadInput("the draft", "there is nothing in it: paste the text that is to be checked")
    check_storable("the draft", draft=draft)
    if len(draft) > LONGEST_DRAFT:
        raise BadInput(
            "the draft",
            f"has {len(draft):,} characters, and {LONGEST_DRAFT:,} are checked at once: split it",
        )


def _first_words(draft: str) -> str:
    """What a draft without a title is called: how its first line begins."""
    line = next(line.strip().lstrip("# ") for line in draft.splitlines() if line.strip())
    return shorten(line, SHORT_TITLE, placeholder=" …") if line else UNNAMED


def _answer(data: bytes | None) -> CheckAnswer | None:
    try:
        return findings_from_bytes(data) if data is not None else None
    except StaleRecord:
        return None
