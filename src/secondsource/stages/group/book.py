"""The stories so far: a story keeps its id while it grows, is split or takes in another."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import count

from secondsource.records.story import Story
from secondsource.stages.group.naming import story_id
from secondsource.stages.group.skim import Skim

# Makes the record of a story, by its id and its reports by age.
Name = Callable[[str, Sequence[Skim]], Story]
# Stories by id that are kept elsewhere.
Kept = Callable[[Collection[str]], Mapping[str, Story]]


class Book:
    """Stories by id, and the story of each report; `kept` finds stories that are not here."""

    def __init__(self, kept: Kept) -> None:
        self._kept = kept
        self._stories: dict[str, Story] = {}
        self._home: dict[str, str] = {}

    def of(self, report_id: str) -> Story | None:
        """The story that a report is in; None for a report not yet grouped."""
        return self._stories.get(self._home.get(report_id, ""))

    def put(self, stories: Iterable[Story]) -> None:
        """Take in stories as they stand elsewhere."""
        for story in stories:
            self._stories[story.id] = story
            self._home.update(dict.fromkeys(story.report_ids, story.id))

    def forget(self, report_ids: Collection[str]) -> None:
        """Let go of stories, all of whose reports are given."""
        for story in {home for one in report_ids if (home := self._home.pop(one, None))}:
            self._stories.pop(story, None)

    def enter(
        self, clusters: Sequence[Sequence[Skim]], name: Name, *, anew: bool = False
    ) -> list[Story]:
        """Make each cluster, its reports by age, a story; the stories that changed by it.

        The clusters hold all reports of every story that they touch. A cluster keeps the id of
        the old story that most of it comes from; an old story that no cluster keeps is changed
        to say into which it was merged. A story of the same reports as before stays as it is,
        unless it is to be named `anew`.
        """
        old = {self._home[one.report_id] for one in _all(clusters) if one.report_id in self._home}
        kept: dict[str, Sequence[Skim]] = {}
        for cluster in sorted(clusters, key=lambda cluster: -len(cluster)):
            kept[self._id_for(cluster, kept)] = cluster
        gone = [self._retire(one, kept) for one in sorted(old - set(kept))]
        changed = [self._rewrite(one, kept[one], name, anew=anew) for one in kept]
        return [*(story for story in changed if story), *gone]

    def _id_for(self, cluster: Sequence[Skim], taken: Collection[str]) -> str:
        told = (self._home.get(one.report_id) for one in cluster)
        homes = Counter(home for home in told if home and home not in taken)
        if homes:  # of equals, the one met first: that of the eldest report
            return homes.most_common(1)[0][0]
        return self._back(cluster, taken) or next(
            one for one in _fresh_ids(cluster) if one not in taken and not self._lives(one)
        )

    def _back(self, cluster: Sequence[Skim], taken: Collection[str]) -> str | None:
        """The id of a story merged away that had most of these reports, if one had any."""
        ids = {one.report_id for one in cluster}
        named = self._known([story_id(one) for one in sorted(ids)])
        common = {
            one: len(ids.intersection(story.report_ids))
            for one, story in named.items()
            if one not in taken and story.merged_into is not None
        }
        most = max(common.values(), default=0)
        return min(one for one in common if common[one] == most) if most else None

    def _lives(self, story: str) -> bool:
        """Whether the id is in use; that of a story merged away may come back with its reports."""
        known = self._known([story])
        return story in known and known[story].merged_into is None

    def _known(self, ids: Sequence[str]) -> dict[str, Story]:
        """Stories by id, those merged away among them, from here or from where they are kept."""
        here = {one: self._stories[one] for one in ids if one in self._stories}
        missing = [one for one in ids if one not in here]
        return here | dict(self._kept(missing)) if missing else here

    def _rewrite(
        self, kept: str, cluster: Sequence[Skim], name: Name, *, anew: bool
    ) -> Story | None:
        old = self._stories.get(kept)
        report_ids = tuple(one.report_id for one in cluster)
        same = old and old.report_ids == report_ids and old.merged_into is None
        if same and not anew:
            return None
        self._home.update(dict.fromkeys(report_ids, kept))
        self._stories[kept] = name(kept, cluster)
        return self._stories[kept] if self._stories[kept] != old else None

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
