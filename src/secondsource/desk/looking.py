"""Stories and reports as they stand, for whoever looks: nothing is written but who saw what."""

from collections.abc import Callable, Sequence
from datetime import datetime

from secondsource.desk.accounts import Accounts
from secondsource.errors import NotFound, StaleRecord
from secondsource.records.change import BriefVersion
from secondsource.records.report import Report
from secondsource.records.running import Shown
from secondsource.records.story import Story
from secondsource.records.summary import Coverage
from secondsource.store.store import Store


class Looking:
    """What a reader sees, at once: no brief is written for it, and no report is read.

    `story_id` may be the beginning of an id, and one merged away leads to its heir; `NotFound` if
    there is none. `user_id` is "" for the person alone at the desk.
    """

    def __init__(self, store: Store, now: Callable[[], datetime]) -> None:
        self._store = store
        self._accounts = Accounts(store)
        self._now = now

    def standing(self, story_id: str) -> Shown | None:
        """The latest brief that was written of a story, None if there is none that can be read.

        Without `since` and `why`, which `changes_since_visit` and `RunningDesk.why` tell.
        """
        try:
            account, version = self._accounts.latest(story_id)
        except StaleRecord:
            return None
        except NotFound:
            self.story(story_id)  # no brief is no error, no story is
            return None
        return Shown(account, version, ())

    def is_stale(self, story_id: str) -> bool:
        """Whether the story changed since its latest brief, or has none yet."""
        return self._store.briefs.is_stale(story_id)

    def story(self, story_id: str) -> Story:
        """The story as it is now, which its brief may not tell of yet."""
        return self._store.stories.get(story_id)

    def reports_of(self, story_id: str) -> tuple[Report, ...]:
        """The reports of a story as it is now, in its order, those taken back among them."""
        return self._store.reports.get(self.story(story_id).report_ids)

    def report(self, report_id: str) -> Report:
        """One report; `NotFound` if there is none with this id."""
        (found,) = self._store.reports.get([report_id])
        return found

    def home(self, report_id: str) -> Story | None:
        """The story that a report is in; None until it is grouped. `NotFound` for no report."""
        self.report(report_id)
        return self._store.shelf.stories_of([report_id]).get(report_id)

    def reports(
        self, *, after: str | None = None, limit: int = 50, outlet: str = ""
    ) -> tuple[tuple[Report, ...], str | None]:
        """Reports, those that came in last first, and a cursor to go on with, None at the end.

        With `outlet`, of that one alone, whatever the case. `BadInput` for no cursor of ours.
        """
        return self._store.reports.page(after=after, limit=limit, outlet=outlet)

    def changes_since_visit(self, story_id: str, user_id: str) -> tuple[BriefVersion, ...]:
        """The versions of a story's brief that this person has not seen, the latest last.

        None before the first visit: all would be new.
        """
        seen = self._store.visits.last(user_id, story_id)
        return self._store.briefs.versions(story_id, after=seen) if seen else ()

    def visit(self, story_id: str, user_id: str, number: int) -> None:
        """Note that this person saw a version of a story's brief."""
        self._store.visits.mark(user_id, story_id, number, at=self._now())

    def last_visits(self, user_id: str, story_ids: Sequence[str]) -> dict[str, int]:
        """Which version this person saw last, by id, of those of the stories that they saw."""
        return self._store.visits.of(user_id, story_ids)

    def coverage(self, story_ids: Sequence[str]) -> dict[str, tuple[Coverage, ...]]:
        """When each report of the stories was published, and whether it is independent.

        By the id of the story, in order of publication, the undated last; unknown ones left out.
        """
        return self._store.stories.coverage(story_ids)
