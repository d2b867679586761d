"""Stories that grow as reports come in, in any order: the same reports make the same stories."""

from bisect import insort
from collections.abc import Iterable, Iterator

from secondsource.records.story import Decision, Story
from secondsource.stages.group.book import Book
from secondsource.stages.group.likeness import FLOOR, likeness, scale
from secondsource.stages.group.link import average_link
from secondsource.stages.group.skim import Skim
from secondsource.stages.group.window import Window

Pair = tuple[str, str]

# The neighbours of a report from the fourth to the thirteenth: most are not of its own event
# and say how crowded its topic is.
CROWD_FIRST, CROWD_LAST = 3, 13


# How far crowding lowers a link at most, in log-odds. Without a bound, reports of one event that
# many outlets cover lower one another until each is a story of its own.
MOST_LOWERED = 3.0


class Grouping:
    """Reports at a glance, the links between them, and the stories that these make.

    Two reports are compared once, when the later of them comes. A new report changes the stories
    of its neighbourhood alone, the reports that links of at least the threshold lead to. No merge
    can cross its border, so what comes out is what clustering everything anew would give.
    """

    def __init__(self, decisions: Iterable[Decision] = ()) -> None:
        self._decisions = list(decisions)
        self._skims: dict[str, Skim] = {}
        self._window = Window()
        self._links: dict[str, dict[str, float]] = {}
        self._nearest: dict[str, list[float]] = {}  # the strongest links of each, negated
        self._crowding: dict[str, float] = {}
        self._book = Book()

    @property
    def stories(self) -> tuple[Story, ...]:
        """The stories as they stand, in the order in which their first report came in."""
        told = (self._book.of(one) for one in self._skims)
        return tuple({story.id: story for story in told if story}.values())

    def add(self, skims: Iterable[Skim]) -> tuple[Story, ...]:
        """Take the reports in; the stories that changed by it, those merged away among them."""
        touched: dict[str, None] = {}
        for skim in skims:
            if skim.report_id not in self._skims:
                touched.update(dict.fromkeys(self._take(skim)))
        if len(self._skims) <= CROWD_LAST + 1:  # each new report still says how crowded it is
            self._crowding.clear()
            touched.update(dict.fromkeys(self._skims))
        return self._regroup(touched)

    def decide(self, *decisions: Decision) -> tuple[Story, ...]:
        """Respect what a person decided, from now on; the stories that changed by it."""
        self._decisions += decisions
        named = (one for decision in decisions for one in decision.report_ids)
        return self._regroup(dict.fromkeys(one for one in named if one in self._skims))

    def _take(self, skim: Skim) -> Iterator[str]:
        """Link a report to its neighbours; itself and those whose crowding may change by it."""
        new = skim.report_id
        self._skims[new] = skim
        self._links[new], self._nearest[new] = {}, []
        for other in self._window.near(skim):
            value = likeness(skim, other)
            if value > FLOOR and self._link(new, other.report_id, value):
                self._crowding.pop(other.report_id, None)
                yield other.report_id
        self._window.add(skim)
        yield new

    def _link(self, new: str, other: str, value: float) -> bool:
        """Join two reports; whether that is among the links that tell how crowded `other` is."""
        self._links[new][other] = self._links[other][new] = value
        for one in (new, other):
            insort(self._nearest[one], -value)
            del self._nearest[one][CROWD_LAST:]
        return -value <= self._nearest[other][-1]

    def _regroup(self, touched: Iterable[str]) -> tuple[Story, ...]:
        changed: list[Story] = []
        done: set[str] = set()
        for start in touched:
            if start not in done:
                area = self._neighbourhood(start)
                done |= area
                changed += self._settle(area)
        return tuple(changed)

    def _neighbourhood(self, start: str) -> set[str]:
        area, todo = {start}, [start]
        while todo:
            for other in self._next_to(todo.pop()):
                if other not in area:
                    area.add(other)
                    todo.append(other)
        return area

    def _next_to(self, one: str) -> Iterator[str]:
        """What a strong link, a person's decision or a story shared so far joins to a report."""
        threshold, links = self._threshold(), self._links[one].items()
        strong = (pair for pair in links if pair[1] >= threshold)  # lowering is dearer
        yield from (b for b, value in strong if self._lowered(one, b, value) >= threshold)
        story = self._book.of(one)
        yield from story.report_ids if story else ()
        for decision in self._decisions:
            if decision.together and one in decision.report_ids:
                yield from (other for other in decision.report_ids if other in self._skims)

    def _settle(self, area: set[str]) -> list[Story]:
        """Cluster a neighbourhood; the stories that changed by it."""
        links = self._weighed(area)
        decided = self._decided(area)
        links.update((pair, float("-inf")) for pair, together in decided.items() if not together)
        clusters = average_link(
            area,
            links,
            threshold=self._threshold(),
            floor=FLOOR,
            together=[pair for pair, together in decided.items() if together],
        )
        by_age = [sorted((self._skims[one] for one in some), key=_age) for some in clusters]
        return self._book.enter(by_age, self._links)

    def _weighed(self, area: set[str]) -> dict[Pair, float]:
        """The links inside `area`, each lowered by how crowded the topics of its ends are."""
        return {
            (a, b): self._lowered(a, b, value)
            for a in area
            for b, value in self._links[a].items()
            if a < b and b in area
        }

    def _lowered(self, a: str, b: str, value: float) -> float:
        """A link lowered by how crowded its ends' topics are, but never by more than a bound.

        The crowd around a report may be its own story: fifty reports of one event are no topic.
        """
        crowd = scale().crowd_weight * (self._crowd(a) + self._crowd(b)) / 2
        return max(FLOOR, value - min(crowd, MOST_LOWERED))

    def _crowd(self, one: str) -> float:
        """How much more crowded than usual the topic of a report is; 0 if it is not.

        With few reports at hand nothing is known of its topic: it counts as usual.
        """
        if one not in self._crowding:
            usual, places = scale().crowd_usual, CROWD_LAST - CROWD_FIRST
            ranks = self._nearest[one][CROWD_FIRST:]
            unknown = self._unknown_ranks()
            far = places - unknown - len(ranks)
            mean = (-sum(ranks) + unknown * usual + far * FLOOR) / places
            self._crowding[one] = max(0.0, mean - usual)
        return self._crowding[one]

    def _threshold(self) -> float:
        """The likeness that joins: lower for few reports, which were rather picked than found."""
        unknown = self._unknown_ranks() / (CROWD_LAST - CROWD_FIRST)
        return scale().threshold - scale().few_bonus * unknown

    def _unknown_ranks(self) -> int:
        """How many of the ranks that tell of crowding too few reports leave empty."""
        return CROWD_LAST - min(max(len(self._skims) - 1, CROWD_FIRST), CROWD_LAST)

    def _decided(self, area: set[str]) -> dict[Pair, bool]:
        """What was decided of pairs inside `area`; of two decisions on one pair, the later."""
        return {
            (min(decision.report_ids), max(decision.report_ids)): decision.together
            for decision in self._decisions
            if area.issuperset(decision.report_ids)
        }


def _age(skim: Skim) -> tuple[bool, float, str]:
    """Dated reports by age, then the undated, in an order that does not hang on arrival."""
    published = skim.published
    return published is None, published.timestamp() if published else 0.0, skim.report_id
