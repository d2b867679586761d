"""Reports put in order: grouped into stories as they come, and put right by hand."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from itertools import product

from secondsource.desk.reading import Models, Progress, unheard
from secondsource.errors import BadInput
from secondsource.records.grouped import Grouped
from secondsource.records.kept import Act
from secondsource.records.story import Decision, Story
from secondsource.stages.group import decide_onto, group_onto, skim_reports
from secondsource.store.store import Store

AT_ONCE = 200  # reports grouped in one step


class Ordering:
    """Groups what a store keeps. One process at a time does: others wait for it."""

    def __init__(self, store: Store, models: Models, now: Callable[[], datetime]) -> None:
        self._store = store
        self._models = models
        self._now = now

    def group_pending(self, progress: Progress = unheard) -> list[str]:
        """Group all reports that are not grouped yet; the ids of the stories that changed.

        The oldest come first, so that the same reports make the same stories in whatever order
        they were stored.
        """
        changed: dict[str, None] = {}
        done = 0
        while grouped := self._group_some():
            done += len(grouped.glances)
            progress("Grouping reports", done, done)
            changed.update((story.id, None) for story in grouped.stories)
        living = (self._store.stories.get(one).id for one in changed)
        return list(dict.fromkeys(living))

    def merge(self, story_ids: Sequence[str]) -> Story:
        """Make one story of several; `BadInput` for fewer than two."""
        told = (self._store.stories.get(one) for one in story_ids)
        stories = list({story.id: story for story in told}.values())
        if len(stories) < 2:
            raise BadInput(" ".join(story_ids), "name two or more stories to merge")
        anchor, *others = (report for story in stories for report in story.report_ids)
        headlines = ", ".join(f"“{story.headline}”" for story in stories)
        made = [Decision((anchor, other), True) for other in others]
        self._decide(f"merged {headlines}", made)
        return self.homes([anchor])[0]

    def split(self, story_id: str, report_ids: Sequence[str]) -> tuple[Story, ...]:
        """Take some reports out of a story; the new story, then the old one without them.

        `BadInput` for reports that are not in it, and for none or all of them.
        """
        story = self._store.stories.get(story_id)
        moved = list(dict.fromkeys(_one_of(story, given) for given in report_ids))
        self._check_in_force(moved)
        stay = [one for one in story.report_ids if one not in moved]
        if not moved or not stay:
            raise BadInput(story.id, "name some of its reports to split off, and not all of them")
        apart = [Decision(pair, False) for pair in product(moved, stay)]
        together = [Decision((moved[0], other), True) for other in moved[1:]]
        number = f"{len(moved)} report{'s' if len(moved) > 1 else ''}"
        self._decide(f"split {number} off “{story.headline}”", [*apart, *together])
        return self.homes([moved[0], stay[0]])

    def _check_in_force(self, report_ids: Sequence[str]) -> None:
        """Raise `BadInput` for a report that holds no more: alone it would be a story."""
        for one, how in self._store.reports.standing(report_ids).items():
            if how.replaced_by:
                raise BadInput(one, f"was replaced by {how.replaced_by}: split that one off")
            if how.withdrawn:
                raise BadInput(one, "was withdrawn by its outlet: it counts in no story any more")

    def undo(self, number: int | None = None) -> Act:
        """Take back what was decided last, or the act of that number; `NotFound` if none holds."""
        with self._store.alone():
            holding = [act for act in self._store.acts.all() if act.undone is None]
            act = next((one for one in reversed(holding) if number in (None, one.number)), None)
            if act is None:
                return self._store.acts.undo(number, at=self._now())  # says what there is not
            rest = [one for other in holding if other is not act for one in other.decisions]
            grouped = self._regrouped(act.decisions, rest)
            return self._store.undo(act.number, grouped, at=self._now())

    def homes(self, report_ids: Iterable[str]) -> tuple[Story, ...]:
        """The stories that reports are in, each once."""
        ids = list(report_ids)
        found = self._store.shelf.stories_of(ids)
        return tuple({found[one].id: found[one] for one in ids if one in found}.values())

    def _group_some(self) -> Grouped | None:
        """Group the oldest reports that are not grouped yet; None if there are none."""
        pending = self._store.reports.pending(AT_ONCE)
        if not pending:
            return None
        skims = skim_reports(pending, self._models.encoder)
        with self._store.alone():
            grouped = group_onto(self._store.shelf, skims)
            self._store.shelf.put(grouped, at=self._now())
        return grouped

    def _decide(self, what: str, made: Sequence[Decision]) -> None:
        with self._store.alone():
            holding = (act for act in self._store.acts.all() if act.undone is None)
            before = [one for act in holding for one in act.decisions]
            grouped = self._regrouped(made, [*before, *made])
            self._store.decide(what, made, grouped, at=self._now())

    def _regrouped(self, about: Sequence[Decision], held: Sequence[Decision]) -> Grouped:
        """The stories of the reports that some decisions are about, if others hold."""
        ids = dict.fromkeys(one for decision in about for one in decision.report_ids)
        return decide_onto(self._store.shelf.as_if(held), list(ids))


def _one_of(story: Story, given: str) -> str:
    """The report of the story that an id, or the beginning of one, names."""
    found = [one for one in story.report_ids if one == given] or [
        one for one in story.report_ids if given and one.startswith(given)
    ]
    if len(found) != 1:
        which = "several reports" if found else "no report"
        known = ", ".join(found or story.report_ids)
        raise BadInput(given, f"names {which} of story {story.id}: choose from {known}")
    return found[0]
