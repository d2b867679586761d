"""What a desk knows of itself: its feeds, versions of its briefs, decisions, how it fares."""

from collections.abc import Callable, Sequence
from datetime import datetime

from secondsource.errors import NotFound
from secondsource.records.change import BriefVersion
from secondsource.records.feed import Subscription
from secondsource.records.kept import Act, Condition
from secondsource.records.summary import StorySummary
from secondsource.store.store import Store


class Overview:
    """Tells what is there, at once; `leave` alone changes anything."""

    def __init__(self, store: Store, now: Callable[[], datetime]) -> None:
        self._store = store
        self._now = now

    def summary(self, story_id: str) -> StorySummary:
        """One story at a glance, by its id or how that begins; `NotFound` if there is none."""
        found = self.summaries([self._store.stories.get(story_id).id])
        if not found:
            raise NotFound(f"no story {story_id}: it has gone since it was asked for; list stories")
        return found[0]

    def summaries(self, story_ids: Sequence[str]) -> tuple[StorySummary, ...]:
        """Stories at a glance, in order; unknown ones left out."""
        return self._store.stories.summaries(story_ids)

    def versions(
        self, story_id: str, *, since: int | datetime | None = None
    ) -> tuple[BriefVersion, ...]:
        """The versions of a story's brief, oldest first, with what each changed.

        With `since` those after a version, or written at or after a time.
        """
        if isinstance(since, datetime):
            return self._store.briefs.versions(story_id, since=since)
        return self._store.briefs.versions(story_id, after=since or 0)

    def feeds(self) -> tuple[Subscription, ...]:
        """The feeds that are followed, in the order in which they were added."""
        return self._store.feeds.all()

    def leave(self, url: str) -> None:
        """Follow a feed no more; the reports that it gave stay. `NotFound` if there is none."""
        self._store.feeds.remove(url)

    def acts(self) -> tuple[Act, ...]:
        """What was decided by hand, oldest first, what was undone among it."""
        return tuple(self._store.acts.all())

    def examine(self) -> tuple[Condition, ...]:
        """How the store is found to be, one condition a matter; takes a while on a large one."""
        return self._store.examine(now=self._now())
