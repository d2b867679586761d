"""One version of a story's account, looked up by id."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from secondsource.records.brief import Account, Line, Section
from secondsource.records.evidence import Passage
from secondsource.records.report import Report
from secondsource.records.story import Claim, Origin, Point, Relation, Side


@dataclass(frozen=True)
class Version:
    """An account, or the nothing that was there before the first one."""

    account: Account | None

    @cached_property
    def reports(self) -> dict[str, Report]:
        """The reports, in the story's order."""
        return {one.id: one for one in self.account.reports} if self.account else {}

    @cached_property
    def place(self) -> dict[str, int]:
        """The place of each report in the story's order."""
        return {report_id: i for i, report_id in enumerate(self.reports)}

    @cached_property
    def claims(self) -> dict[str, Claim]:
        """The claims."""
        found = self.account.alignment.claims if self.account else ()
        return {claim.id: claim for claim in found if claim.said_in.report_id in self.reports}

    @cached_property
    def points(self) -> dict[str, Point]:
        """The points, in the order in which they were aligned."""
        found = self.account.alignment.points if self.account else ()
        return {point.id: point for point in found}

    @cached_property
    def origin_of(self) -> dict[str, Origin]:
        """The origin of each report."""
        found = self.account.alignment.origins if self.account else ()
        return {report_id: origin for origin in found for report_id in origin.report_ids}

    def of(self, relation: Relation) -> tuple[Point, ...]:
        """The points of one relation."""
        return tuple(point for point in self.points.values() if point.relation is relation)

    def lines(self, section: Section) -> tuple[Line, ...]:
        """The lines of one section, in the order in which they are read."""
        found = self.account.brief.lines if self.account else ()
        return tuple(line for line in found if line.section is section)

    def told(self, section: Section) -> list[tuple[Line, Point]]:
        """The lines of one section that tell of a point, with the point."""
        return [
            (line, self.points[line.point_id])
            for line in self.lines(section)
            if line.point_id in self.points
        ]

    def line_of(self, point: Point) -> Line | None:
        """The line that tells of a point; None where the brief leaves it out."""
        return self._line_of.get(point.id)

    @cached_property
    def _line_of(self) -> dict[str | None, Line]:
        found = self.account.brief.lines if self.account else ()
        return {line.point_id: line for line in reversed(found)}

    @cached_property
    def opening(self) -> dict[str, Line]:
        """The line on each report among the sources, which cites its first sentence."""
        return {line.cites[0].report_id: line for line in self.lines(Section.SOURCES)}

    def in_order(self, passages: Iterable[Passage]) -> tuple[Passage, ...]:
        """Passages without repeats, by report in the story's order, then by place in the text."""
        after = len(self.place)
        return tuple(
            sorted(
                set(passages),
                key=lambda p: (self.place.get(p.report_id, after), p.report_id, p.start, p.end),
            )
        )


def claim_ids(point: Point) -> frozenset[str]:
    """The claims of all sides of a point."""
    return frozenset(claim_id for side in point.sides for claim_id in side.claim_ids)


def sides_of(point: Point) -> list[Side]:
    """The sides as they are told: what one origin says in several wordings is one side."""
    by_origin: dict[tuple[str, ...], list[Side]] = {}
    for side in point.sides:
        by_origin.setdefault(side.origins, []).append(side)
    if len(by_origin) < 2:
        return list(point.sides)
    return [
        Side(some[0].value, tuple(i for side in some for i in side.claim_ids), some[0].origins)
        for some in by_origin.values()
    ]
