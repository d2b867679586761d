"""What grouping has at hand: all that it was given, or what it fetched from a shelf so far."""

from bisect import insort
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from secondsource.abilities import Shelf
from secondsource.records.grouped import Glance
from secondsource.records.story import Decision
from secondsource.stages.group.book import Book
from secondsource.stages.group.crowding import CROWD_LAST, crowdedness, is_few
from secondsource.stages.group.glance import glance_of, skim_of
from secondsource.stages.group.skim import Skim
from secondsource.stages.group.window import (
    MOST_FOUND,
    MOST_IN_THRONG,
    WINDOW_DAYS,
    Window,
)

Pair = tuple[str, str]


class Ground:
    """Reports at a glance, the links between them, their stories and what was decided of them.

    Without a shelf, everything is here. With one, whatever is asked about must have been fetched
    before: in one go for many reports, since each question to a database has its price.
    """

    def __init__(self, shelf: Shelf | None = None) -> None:
        self._shelf = shelf
        self.skims: dict[str, Skim] = {}
        self.links: dict[str, dict[str, float]] = defaultdict(dict)
        self.book = Book(shelf.stories if shelf else lambda _: {})
        self.window = Window()
        self.count = shelf.grouped_so_far() if shelf else 0
        self.ties: dict[str, set[str]] = defaultdict(set)  # a report and the one it replaces
        self._decided: dict[str, dict[Pair, bool]] = defaultdict(dict)
        self._nearest: dict[str, list[float]] = {}  # the strongest links of each, negated
        self._crowds: dict[str, float] = {}
        self._linked: set[str] = set()
        self._placed: set[str] = set()

    # -- what is known ------------------------------------------------------------------------

    def decisions(self, report_ids: Iterable[str]) -> Mapping[Pair, bool]:
        """What holds of each pair that has an end among the reports."""
        found: dict[Pair, bool] = {}
        for one in report_ids:
            found |= self._decided.get(one, {})
        return found

    def together_with(self, report_id: str) -> set[str]:
        """Reports that a person's decision, or a correction, puts with this one, grouped or not."""
        decided = self._decided.get(report_id, {}).items()
        found = {one for pair, together in decided if together for one in pair}
        return (found | self.ties.get(report_id, set())) - {report_id}

    def is_grouped(self, report_id: str) -> bool:
        """Whether a report that was asked for is there at all."""
        return report_id in self.skims or self.book.of(report_id) is not None

    def crowd(self, report_id: str) -> float:
        """How much more crowded than usual the topic of a report is; 0 if it is not."""
        if report_id not in self._crowds:
            self._crowds[report_id] = crowdedness(self._ranks(report_id), self.count)
        return self._crowds[report_id]

    def _ranks(self, report_id: str) -> list[float]:
        if report_id not in self._nearest:
            values = sorted(-value for value in self.links[report_id].values())
            self._nearest[report_id] = values[:CROWD_LAST]
        return self._nearest[report_id]

    # -- what is new --------------------------------------------------------------------------

    def put(self, skim: Skim) -> None:
        """Take a new report in; it is linked to nothing yet."""
        self.skims[skim.report_id] = skim
        self.window.add(skim)
        self._linked.add(skim.report_id)
        self.count += 1
        if is_few(self.count - 1):  # how many there are bears on every crowd
            self._crowds.clear()
        if skim.replaces:
            self.tie(skim.report_id, skim.replaces)

    def tie(self, report_id: str, replaced: str) -> None:
        """A report replaces another."""
        self.ties[report_id].add(replaced)
        self.ties[replaced].add(report_id)

    def link(self, a: str, b: str, value: float) -> None:
        """Two reports are as likely as that to tell of one event."""
        for one, other in ((a, b), (b, a)):
            ranks = self._ranks(one)
            self.links[one][other] = value
            if len(ranks) < CROWD_LAST or -value < ranks[-1]:
                insort(ranks, -value)
                del ranks[CROWD_LAST:]
                self._crowds.pop(one, None)

    def decide(self, decisions: Iterable[Decision]) -> None:
        """Respect decisions, given in order of time and after all that are known of their pairs."""
        for decision in decisions:
            pair = min(decision.report_ids), max(decision.report_ids)
            for one in pair:
                self._decided[one][pair] = decision.together

    def forget(self, report_ids: Collection[str]) -> None:
        """Let go of reports that nothing new can join; a shelf still has what was stored."""
        self.window.forget([self.skims[one] for one in report_ids if one in self.skims])
        for one in report_ids:
            for other in self.links.pop(one, {}):
                self.links.get(other, {}).pop(one, None)
            for known in (self.skims, self._nearest, self._crowds, self.ties):
                known.pop(one, None)
        self.book.forget(report_ids)

    # -- what a shelf has ---------------------------------------------------------------------

    def unknown(self, skims: Iterable[Skim]) -> list[Skim]:
        """Those of the reports that were not grouped yet, each once."""
        new = {skim.report_id: skim for skim in skims if skim.report_id not in self.skims}
        if self._shelf and new:
            old = self._shelf.stories_of(tuple(new))
            new = {one: skim for one, skim in new.items() if one not in old}
        return list(new.values())

    def candidates(
        self, glances: Sequence[Glance], most: int = MOST_FOUND
    ) -> Mapping[str, Sequence[str]]:
        """For each new report, those on the shelf to compare it with, now at hand."""
        if not self._shelf or not glances:
            return {}
        found = self._shelf.candidates(glances, days=WINDOW_DAYS, most=most)
        self.fetch_skims({one for some in found.values() for one in some})
        return found

    def nearer(self, skim: Skim) -> list[str]:
        """All that a report in a throng may belong with: more than it is compared with at first."""
        glances = [glance_of(skim)] if self._shelf else []
        on_shelf = self.candidates(glances, MOST_IN_THRONG).get(skim.report_id, ())
        return [*on_shelf, *self.window.near(skim, MOST_IN_THRONG)]

    def everything(self, most: int) -> Sequence[str]:
        """All reports, if the shelf has no more than `most`; else not all of those."""
        return [*(self._shelf.first_grouped(most) if self._shelf else ()), *self.skims]

    def fetch_skims(self, report_ids: Iterable[str]) -> None:
        """Have the reports themselves at hand."""
        missing = [one for one in report_ids if one not in self.skims]
        if self._shelf and missing:
            for one, glance in self._shelf.glances(missing).items():
                self.skims[one] = skim_of(glance)

    def fetch_links(self, report_ids: Iterable[str]) -> None:
        """Have every link of the reports at hand."""
        missing = {one for one in report_ids if one not in self._linked}
        if not self._shelf or not missing:
            return
        for link in self._shelf.links(missing):
            self.links[link.a][link.b] = self.links[link.b][link.a] = link.value
        self._linked |= missing

    def fetch_places(self, report_ids: Iterable[str]) -> None:
        """Have at hand the story of each report, and what was decided of it or replaces it."""
        missing = {one for one in report_ids if one not in self._placed}
        if not self._shelf or not missing:
            return
        self.book.put(self._shelf.stories_of(missing).values())
        for pair in (*self._shelf.former(missing).items(), *self._shelf.replacing(missing).items()):
            self.tie(*pair)
        # All decisions on one pair come at once, since they have the same ends: the last holds.
        self.decide(self._shelf.decisions(missing))
        self._placed |= missing
