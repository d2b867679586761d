"""Which stories the reports near some touched ones make, from the links between them.

A new report changes the stories of its neighbourhood alone: the reports that links of at least
the threshold, a decision, a correction or a story shared so far lead to. No merge can cross its
border, so what comes out is what clustering everything anew would give.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from secondsource.records.story import Story
from secondsource.stages.group.crowding import lowered, threshold
from secondsource.stages.group.ground import Ground, Pair
from secondsource.stages.group.likeness import FLOOR, SURE
from secondsource.stages.group.link import average_link
from secondsource.stages.group.naming import name_story
from secondsource.stages.group.skim import Skim

HOPS = 2  # links from a new report to the border of what it may change
SMALL = 64  # so many reports may always be looked at, however many links away they are
APART = float("-inf")


def regroup(
    ground: Ground, touched: Iterable[str], *, bearing: Iterable[str] = (), anew: bool = False
) -> tuple[Story, ...]:
    """Cluster the neighbourhoods of the reports; the stories that changed by it.

    `bearing` are reports whose crowding alone changed: they are looked at less widely. `anew` also
    tells again what joins a story of the same reports as before.
    """
    areas = _neighbourhoods(ground, touched, bearing)
    ground.fetch_skims({one for area in areas for one in area})
    changed: dict[str, Story] = {}
    for area in areas:
        changed |= {story.id: story for story in _Area(ground, area).settled(anew=anew)}
    return tuple(changed.values())


def _neighbourhoods(
    ground: Ground, starts: Iterable[str], bearing: Iterable[str]
) -> list[list[str]]:
    """The reports that each start leads to, itself among them; those that meet are one.

    Where an area would be wide, it ends `HOPS` links away, at the border of the stories there: else
    it would reach, from event to event, through all that a desk ever had.
    """
    near: dict[str, set[str]] = {}
    todo = set(starts)
    hop = 0
    while todo and (hop < HOPS or len(near) + len(todo) <= SMALL):
        ground.fetch_links(todo)
        ground.fetch_places(todo)
        ground.fetch_links({other for one in todo for other in _strong(ground, one)})
        near |= {one: set(_next_to(ground, one)) for one in todo}
        hop += 1
        todo = {other for one in todo for other in near[one]}.union(bearing) - near.keys()
    while todo:
        ground.fetch_places(todo)
        near |= {one: set(_bound_to(ground, one)) for one in todo}
        todo = {other for one in todo for other in near[one]} - near.keys()
    ground.fetch_links(near)
    return list(_components(near))


def _components(near: Mapping[str, set[str]]) -> Iterator[list[str]]:
    home = {one: one for one in near}

    def of(one: str) -> str:
        while home[one] != one:
            home[one] = home[home[one]]
            one = home[one]
        return one

    for one in near:
        for other in near[one]:
            a, b = of(one), of(other)
            if a != b:
                home[b] = a
    areas: dict[str, list[str]] = {}
    for one in sorted(near):
        areas.setdefault(of(one), []).append(one)
    yield from areas.values()


def _next_to(ground: Ground, one: str) -> Iterator[str]:
    """What a strong link, a decision, a correction or a story so far joins to a report."""
    least, crowd = threshold(ground.count), None
    for other in _strong(ground, one):
        crowd = ground.crowd(one) if crowd is None else crowd
        if lowered(ground.links[one][other], crowd, ground.crowd(other)) >= least:
            yield other
    yield from _bound_to(ground, one)


def _bound_to(ground: Ground, one: str) -> Iterator[str]:
    """What a decision, a correction or a story so far joins to a report."""
    story = ground.book.of(one)
    yield from story.report_ids if story else ()
    together = ground.together_with(one)
    ground.fetch_places(together)
    yield from (other for other in together if ground.is_grouped(other))


def _strong(ground: Ground, one: str) -> list[str]:
    least = threshold(ground.count)
    links = ground.links.get(one, {})
    return [other for other, value in links.items() if value >= least]


class _Area:
    """A neighbourhood on its way to stories."""

    def __init__(self, ground: Ground, ids: Sequence[str]) -> None:
        self._ground = ground
        self._ids = ids
        self._decided = ground.decisions(ids)

    def settled(self, *, anew: bool) -> list[Story]:
        """The stories that changed."""
        if len(self._ids) == 1 and not anew and self._ground.book.of(self._ids[0]):
            return []
        links = self._weighed()
        links |= {pair: APART for pair, together in self._within().items() if not together}
        clusters = average_link(
            self._ids,
            links,
            threshold=threshold(self._ground.count),
            floor=FLOOR,
            together=[*self._joined_by_hand(), *self._tied()],
        )
        by_age = [sorted((self._ground.skims[i] for i in some), key=age) for some in clusters]
        by_age.sort(key=lambda some: age(some[0]))
        return self._ground.book.enter(by_age, self._named, anew=anew)

    def _named(self, story: str, members: Sequence[Skim]) -> Story:
        return name_story(story, members, self._ground.links, self._by_hand(members))

    def _weighed(self) -> dict[Pair, float]:
        """The links inside the area, each lowered by how crowded the topics of its ends are."""
        inside = set(self._ids)
        crowd = {one: self._ground.crowd(one) for one in self._ids}
        return {
            (a, b): lowered(value, crowd[a], crowd[b])
            for a in self._ids
            for b, value in self._ground.links.get(a, {}).items()
            if a < b and b in inside
        }

    def _within(self) -> dict[Pair, bool]:
        inside = set(self._ids)
        return {pair: told for pair, told in self._decided.items() if inside.issuperset(pair)}

    def _joined_by_hand(self) -> list[Pair]:
        return sorted(pair for pair, together in self._within().items() if together)

    def _tied(self) -> list[Pair]:
        """Reprints and corrections, but for those that a person decided about."""
        inside, ground = set(self._ids), self._ground
        sure = {
            (a, b)
            for a in self._ids
            for b, value in ground.links.get(a, {}).items()
            if a < b and b in inside and value >= SURE
        }
        corrected = {
            (a, b) for a in self._ids for b in ground.ties.get(a, ()) if a < b and b in inside
        }
        return sorted((sure | corrected) - self._decided.keys())

    def _by_hand(self, members: Sequence[Skim]) -> Collection[bool]:
        """What was decided by hand of the members: together, apart from others, both or nothing."""
        ids = {one.report_id for one in members}
        held = {pair: len(ids.intersection(pair)) for pair in self._decided}
        return {
            self._decided[pair] for pair, ends in held.items() if ends == 1 + self._decided[pair]
        }


def age(skim: Skim) -> tuple[bool, float, str]:
    """Dated reports by age, then the undated, in an order that does not hang on arrival."""
    published = skim.published
    return published is None, published.timestamp() if published else 0.0, skim.report_id
