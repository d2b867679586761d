"""Average-link clustering of a sparse graph of log-odds."""

import heapq
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

Links = Mapping[tuple[str, str], float]


@dataclass(slots=True)
class _Clusters:
    """Clusters named by their first member; `excess` sums what links lie above the floor."""

    floor: float
    members: dict[str, list[str]]
    excess: dict[str, dict[str, float]] = field(default_factory=lambda: defaultdict(dict))

    def average(self, a: str, b: str) -> float:
        pairs = len(self.members[a]) * len(self.members[b])
        return self.floor + self.excess[a].get(b, 0.0) / pairs

    def are_apart(self, a: str, b: str) -> bool:
        return self.excess[a].get(b) == float("-inf")

    def merge(self, a: str, b: str) -> str:
        kept, gone = min(a, b), max(a, b)
        self.members[kept] += self.members.pop(gone)
        for other, excess in self.excess.pop(gone, {}).items():
            del self.excess[other][gone]
            if other != kept:
                total = self.excess[kept].get(other, 0.0) + excess
                self.excess[kept][other] = self.excess[other][kept] = total
        return kept


def average_link(
    ids: Iterable[str],
    links: Links,
    *,
    threshold: float,
    floor: float,
    together: Iterable[tuple[str, str]] = (),
) -> list[list[str]]:
    """Merge the two most alike clusters until their average likeness is below `threshold`.

    A pair without a link counts as `floor`; a link of minus infinity keeps its two ends apart for
    good. Pairs in `together` are merged before anything else, in their order, but for those that
    such a link forbids. The answer does not hang on the order of ids or links: ties go to the
    smaller ids.
    """
    clusters = _Clusters(floor, {one: [one] for one in sorted(ids)})
    for (a, b), value in links.items():
        clusters.excess[a][b] = clusters.excess[b][a] = value - floor
    home = {one: one for one in clusters.members}
    for a, b in together:
        one, other = _home(home, a), _home(home, b)
        if one != other and not clusters.are_apart(one, other):
            home[max(one, other)] = clusters.merge(one, other)
    _merge_while_alike(clusters, threshold)
    return [sorted(members) for _, members in sorted(clusters.members.items())]


def _home(home: dict[str, str], one: str) -> str:
    while home[one] != one:
        one = home[one]
    return one


def _merge_while_alike(clusters: _Clusters, threshold: float) -> None:
    heap = [
        (-average, a, b)
        for a, near in clusters.excess.items()
        for b in near
        if a < b and (average := clusters.average(a, b)) >= threshold
    ]
    heapq.heapify(heap)
    while heap:
        minus, a, b = heapq.heappop(heap)
        # A merge changes averages: entries made before it no longer tell the truth.
        if a not in clusters.members or b not in clusters.members:
            continue
        if -minus != clusters.average(a, b):
            continue
        kept = clusters.merge(a, b)
        for other in clusters.excess[kept]:
            average = clusters.average(kept, other)
            if average >= threshold:
                heapq.heappush(heap, (-average, min(kept, other), max(kept, other)))
