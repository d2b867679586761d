"""The stories so far: a story keeps its id while it grows, is split or takes in another."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import count

from secondsource.records.story import Story
from secondsource.stages.group.naming import name_story, story_id
from secondsource.stages.group.skim import Skim

Links = Mapping[str, Mapping[str, float]]


class Book:
    """Stories by id, and the story of each report."""

    def __init__(self) -> None:
        self._stories: dict[str, Story] = {}
        self._home: dict[str, str] = {}

    def of(self, report_id: str) -> Story | None:
        """The story that a report is in; None for a report not yet grouped."""
        return self._stories.get(self._home.get(report_id, ""))

    def enter(self, clusters: Sequence[Sequence[Skim]], links: Links) -> list[Story]:
        """Make each cluster, its reports by age, a story; the stories that changed by it.

        The clusters hold all reports of every story that they touch. A cluster keeps the id of
        the old story that most of it comes from; an old story that no cluster keeps is changed
        to say into which it was merged.
        """
        old = {self._home[one.report_id] for one in _all(clusters) if one.report_id in self._home}
        kept: dict[str, Sequence[Skim]] = {}
        for cluster in sorted(clusters, key=lambda cluster: -len(cluster)):
            kept[self._id_for(cluster, kept)] = cluster
        gone = [self._retire(one, kept) for one in sorted(old - set(kept))]
        changed = [story for one in kept if (story := self._rewrite(one, kept[one], links))]
        return [*changed, *gone]

    def _id_for(self, cluster: Sequence[Skim], taken: Collection[str]) -> str:
        homes = Counter(self._home.get(one.report_id, "") for one in cluster)
        for gone in ("", *taken):
            del homes[gone]
        if homes:
            return min(homes, key=lambda one: (-homes[one], one))
        return next(one for one in _fresh_ids(cluster) if one not in taken and not self._lives(one))

    def _lives(self, story: str) -> bool:
        """Whether the id is in use; that of a story merged away may come back with its reports."""
        return story in self._stories and self._stories[story].merged_into is None

    def _rewrite(self, kept: str, cluster: Sequence[Skim], links: Links) -> Story | None:
        old = self._stories.get(kept)
        report_ids = tuple(one.report_id for one in cluster)
        if old and old.report_ids == report_ids and self._lives(kept):
            return None
        self._home.update((one.report_id, kept) for one in cluster)
        self._stories[kept] = name_story(kept, cluster, links)
        return self._stories[kept]

    def _retire(self, gone: str, kept: Mapping[str, Sequence[Skim]]) -> Story:
        story = self._stories[gone]
        heirs = Counter({
            one: sum(skim.report_id in story.report_ids for skim in cluster)
            for one, cluster in kept.items()
        })  # fmt: skip
        self._stories[gone] = replace(story, merged_into=heirs.most_common(1)[0][0])
        return self._stories[gone]


def _fresh_ids(cluster: Sequence[Skim]) -> Iterator[str]:
    """Ids for a new story, named for its first report unless an older one has that name."""
    for again in count():
        yield from (story_id(one.report_id, again) for one in cluster)


def _all(clusters: Sequence[Sequence[Skim]]) -> Iterable[Skim]:
    return (one for cluster in clusters for one in cluster)
