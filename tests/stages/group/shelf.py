"""A shelf in memory: what a store keeps for grouping, as plainly as can be."""

from collections.abc import Collection, Mapping, Sequence

from secondsource.records.grouped import Glance, Grouped, Link
from secondsource.records.story import Decision, Story

DAY_SECONDS = 86_400


class MemoryShelf:
    """Fulfils the `Shelf` protocol; `keep` and `decide` are what a store does besides."""

    def __init__(self, replaced: Mapping[str, str] | None = None) -> None:
        self._glances: dict[str, Glance] = {}
        self._links: dict[tuple[str, str], Link] = {}
        self._stories: dict[str, Story] = {}
        self._replaced = dict(replaced or {})
        self.decided: list[Decision] = []

    def keep(self, grouped: Grouped) -> None:
        """Store what grouping gave."""
        self._glances |= {one.report_id: one for one in grouped.glances}
        self._links |= {(one.a, one.b): one for one in grouped.links}
        self._stories |= {one.id: one for one in grouped.stories}

    @property
    def living(self) -> list[Story]:
        """Stories that were not merged away."""
        return [one for one in self._stories.values() if one.merged_into is None]

    def candidates(
        self, glances: Sequence[Glance], *, days: float, most: int
    ) -> dict[str, tuple[str, ...]]:
        return {one.report_id: self._near(one, days)[:most] for one in glances}

    def _near(self, new: Glance, days: float) -> tuple[str, ...]:
        keys = dict(new.keys)
        shared = {
            one.report_id: sum(keys.get(key, 0.0) * weight for key, weight in one.keys)
            for one in self._glances.values()
            if _within(new, one, days)
        }
        found = [one for one, score in shared.items() if score > 0]
        return tuple(sorted(found, key=lambda one: (-round(shared[one], 6), one)))

    def glances(self, report_ids: Collection[str]) -> Mapping[str, Glance]:
        return {one: self._glances[one] for one in report_ids if one in self._glances}

    def links(self, report_ids: Collection[str]) -> Sequence[Link]:
        some = set(report_ids)
        return [one for one in self._links.values() if one.a in some or one.b in some]

    def stories_of(self, report_ids: Collection[str]) -> Mapping[str, Story]:
        home = {report: story for story in self.living for report in story.report_ids}
        return {one: home[one] for one in report_ids if one in home}

    def decisions(self, report_ids: Collection[str]) -> Sequence[Decision]:
        some = set(report_ids)
        return [one for one in self.decided if some.intersection(one.report_ids)]

    def former(self, report_ids: Collection[str]) -> Mapping[str, str]:
        return {one: self._replaced[one] for one in report_ids if one in self._replaced}

    def replacing(self, report_ids: Collection[str]) -> Mapping[str, str]:
        some = set(report_ids)
        return {new: old for new, old in self._replaced.items() if old in some}

    def stories(self, story_ids: Collection[str]) -> Mapping[str, Story]:
        return {one: self._stories[one] for one in story_ids if one in self._stories}

    def grouped_so_far(self) -> int:
        return len(self._glances)

    def first_grouped(self, most: int) -> Sequence[str]:
        return list(self._glances)[:most]


def _within(a: Glance, b: Glance, days: float) -> bool:
    if a.published is None or b.published is None:
        return True
    return abs((a.published - b.published).total_seconds()) <= days * DAY_SECONDS
