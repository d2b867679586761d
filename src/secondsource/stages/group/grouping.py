"""Stories that grow as reports come in, in any order, in memory or on a shelf.

Two reports are compared once, when the later of them comes. The reports of one batch are taken in
order of publication, so that a batch makes the same stories in whatever order it is given.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime

from secondsource.abilities import Shelf
from secondsource.records.grouped import Glance, Grouped, Link
from secondsource.records.story import Decision, Story
from secondsource.stages.group.crowding import is_few
from secondsource.stages.group.glance import glance_of
from secondsource.stages.group.ground import Ground
from secondsource.stages.group.likeness import FLOOR, compared, scale
from secondsource.stages.group.regrouping import age, regroup
from secondsource.stages.group.skim import Skim
from secondsource.stages.group.window import MOST_FOUND, MOST_IN_THRONG, within

THRONG = 3 * MOST_FOUND // 4
FEW = 32  # more reports than a desk of few can have


def group_onto(shelf: Shelf, skims: Sequence[Skim]) -> Grouped:
    """Group new reports, some hundred at most, with those on the shelf; what to store of it.

    The shelf is only read. Of reports that it has already, nothing is given.
    """
    ground = Ground(shelf)
    new = sorted(ground.unknown(skims), key=age)
    glances = tuple(glance_of(skim) for skim in new)
    links, stories = _grouped(ground, new, glances)
    return Grouped(glances, links, stories)


def decide_onto(shelf: Shelf, report_ids: Collection[str]) -> Grouped:
    """Group reports on the shelf again by what is decided of them now; what to store of it.

    The shelf has the decisions already, and no longer has those that were undone: these reports,
    and all that hang together with them, are grouped as if they had never been made.
    """
    ground = Ground(shelf)
    ground.fetch_places(report_ids)
    grouped = sorted(one for one in report_ids if ground.is_grouped(one))
    return Grouped((), (), regroup(ground, grouped, anew=True))


class Grouping:
    """Reports at a glance, the links between them, and the stories that these make, in memory."""

    def __init__(self, decisions: Iterable[Decision] = ()) -> None:
        self._ground = Ground()
        self._ground.decide(decisions)

    @property
    def stories(self) -> tuple[Story, ...]:
        """The stories as they stand, in the order in which their first report came in."""
        told = (self._ground.book.of(one) for one in self._ground.skims)
        return tuple({story.id: story for story in told if story}.values())

    def add(self, skims: Iterable[Skim]) -> tuple[Story, ...]:
        """Take the reports in; the stories that changed by it, those merged away among them."""
        new = self._ground.unknown(skims)
        _, stories = _grouped(self._ground, sorted(new, key=age))
        return stories

    def decide(self, *decisions: Decision) -> tuple[Story, ...]:
        """Respect what a person decided, from now on; the stories that changed by it."""
        self._ground.decide(decisions)
        named = (one for decision in decisions for one in decision.report_ids)
        known = dict.fromkeys(one for one in named if self._ground.is_grouped(one))
        return regroup(self._ground, known, anew=True)

    def forget(self, before: datetime) -> None:
        """Let go of the stories all of whose reports were seen before then.

        What comes later joins none of them.
        """
        skims = self._ground.skims
        gone: list[str] = []
        for story in self.stories:
            seen = [skims[one].seen for one in story.report_ids]
            if all(when is not None and when < before for when in seen):
                gone += story.report_ids
        if gone:
            self._ground.forget(gone)


def _grouped(
    ground: Ground, new: Sequence[Skim], glances: Sequence[Glance] = ()
) -> tuple[tuple[Link, ...], tuple[Story, ...]]:
    """Take new reports in, given by age; the links made and the stories that changed.

    `glances` are the new reports as a shelf, if there is one, finds others by them.
    """
    few = is_few(ground.count)
    links = _links(ground, new, ground.candidates(glances))
    crowded = _taken(ground, links)
    touched = [one.report_id for one in new]
    if few and new:
        touched = list(dict.fromkeys([*ground.everything(FEW), *touched]))
    return links, regroup(ground, touched, bearing=crowded)


def _links(
    ground: Ground, new: Sequence[Skim], on_shelf: Mapping[str, Sequence[str]]
) -> tuple[Link, ...]:
    """Put each new report to those before it, and compare it with what it may belong to."""
    links: list[Link] = []
    for skim in new:
        found = [*on_shelf.get(skim.report_id, ()), *ground.window.near(skim)]
        its = _compared(ground, skim, found, MOST_FOUND)
        if _in_throng(its):
            its = _compared(ground, skim, ground.nearer(skim), MOST_IN_THRONG)
        links += its
        ground.put(skim)
    return tuple(links)


def _compared(ground: Ground, skim: Skim, found: Sequence[str], most: int) -> list[Link]:
    """Links to the most promising of what was found."""
    known = [ground.skims[one] for one in dict.fromkeys(found) if one in ground.skims]
    others = [one for one in known if within(skim.seen, one.seen)]
    if not others:
        return []
    result = compared(skim, others)
    keys, values = result.keys.tolist(), result.likeness.tolist()
    ranked = sorted(range(len(others)), key=lambda i: (-keys[i], others[i].report_id))
    likely = [(others[i].report_id, values[i]) for i in ranked[:most] if values[i] > FLOOR]
    mine = skim.report_id
    return [Link(min(mine, one), max(mine, one), value) for one, value in likely]


def _in_throng(links: Sequence[Link]) -> bool:
    """Whether a report was found so many of its kind that there must be more of them.

    What is never compared counts as unlike, and would tear an event of a hundred reports apart.
    """
    return sum(link.value >= scale().threshold for link in links) >= THRONG


def _taken(ground: Ground, links: Sequence[Link]) -> list[str]:
    """Link reports; those in a story with others whose crowding changed by it.

    One that is alone stays alone: a crowd only weakens what links it.
    """
    ends = {one: None for link in links for one in (link.a, link.b)}
    ground.fetch_links(ends)
    ground.fetch_places(ends)
    before = {one: ground.crowd(one) for one in ends if _in_company(ground, one)}
    for link in links:
        ground.link(link.a, link.b, link.value)
    return [one for one in before if ground.crowd(one) != before[one]]


def _in_company(ground: Ground, report_id: str) -> bool:
    story = ground.book.of(report_id)
    return story is not None and len(story.report_ids) > 1
