"""Where the reports disagree among themselves about what a draft says."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from secondsource.compare.claims import Statement
from secondsource.compare.comparators import difference
from secondsource.compare.date_comparison import compare_times
from secondsource.compare.ground import same_verb
from secondsource.compare.number import alike
from secondsource.compare.number_comparison import compare_quantities
from secondsource.compare.office import compare_offices, same_office
from secondsource.compare.speech import same_person
from secondsource.records.evidence import Passage
from secondsource.records.story import Alignment, Kind, Point, Relation
from secondsource.stages.check.judgement import MOST_EVIDENCE, Judgement
from secondsource.stages.check.objections import Near
from secondsource.stages.check.pool import Pool
from secondsource.stages.check.said import Said

MOST_AGAINST = 2


@dataclass(frozen=True, slots=True)
class Dispute:
    """Passages that say what the draft says, and those that say otherwise, with either's value."""

    backing: tuple[Passage, ...]
    against: tuple[Passage, ...]
    values: tuple[str, str]


class Disputes:
    """What the reports dispute: found when they were aligned, or beside a claim of the draft."""

    def __init__(
        self, pool: Pool, alignments: Sequence[Alignment], outlets: Mapping[str, str]
    ) -> None:
        self._pool = pool
        self._outlets = outlets
        self._origin_of = {
            report: origin.id
            for alignment in alignments
            for origin in alignment.origins
            for report in origin.report_ids
        }
        self._passage = {c.id: c.said_in for one in alignments for c in one.claims}
        self._points = [
            point
            for one in alignments
            for point in one.points
            if point.relation is Relation.CONFLICT
        ]
        self._of_claim: dict[str, list[tuple[Point, int]]] = {}
        for point in self._points:
            for number, side in enumerate(point.sides):
                for claim_id in side.claim_ids:
                    self._of_claim.setdefault(claim_id, []).append((point, number))

    def origins(self, passages: Sequence[Passage]) -> frozenset[str]:
        """The independent origins of some passages."""
        return frozenset(self._origin_of.get(p.report_id, p.report_id) for p in passages)

    def contested(self, judged: Judgement, said: Said, matches: Sequence[Near]) -> Judgement:
        """A supported judgement with the other side beside it, if the reports have one."""
        dispute = next(self._found(said, matches), None)
        if dispute is None:
            return judged
        evidence = dict.fromkeys((*dispute.backing, *judged.evidence))
        kept = [p for p in evidence if p not in dispute.against][:MOST_EVIDENCE]
        return replace(
            judged,
            evidence=(*kept, *dispute.against),
            against=dispute.against,
            note=f"{judged.note}; contested: {self._who_says_what(dispute)}",
        )

    def credited(self, judged: Judgement) -> Judgement:
        """A judgement on quoted words with those that credit them otherwise, if independent."""
        others = [
            p for p in judged.against if not self.origins([p]) <= self.origins(judged.evidence)
        ]
        if not others:
            return replace(judged, against=())
        who = f"{self._names(others)} credits them to {judged.otherwise}"
        return replace(
            judged,
            evidence=(*judged.evidence, *others),
            against=tuple(others),
            note=f"{judged.note}; contested: {who}",
        )

    def _found(self, said: Said, matches: Sequence[Near]) -> Iterator[Dispute]:
        for statement, near in zip(said.statements, matches, strict=True):
            yield from self._beside(statement, near)
            yield from self._aligned(statement, near)
        yield from self._offices(said)

    def _beside(self, mine: Statement, near: Near) -> Iterator[Dispute]:
        """Of the statements nearest to one of the draft, one backs it and another contradicts."""
        found = [(s, m, difference(mine, s, m)) for s, m in near]
        for *_, why in found:
            if why is None or why.relation is not Relation.CONFLICT:
                continue
            backing = [s for s, _, d in found if d is None and _says_so(mine, s, why.kind)]
            against = [s for s, _, d in found if d is not None and d.kind is why.kind]
            yield from self._dispute(
                [s.claim.said_in for s in backing], [s.claim.said_in for s in against], why.values
            )

    def _aligned(self, mine: Statement, near: Near) -> Iterator[Dispute]:
        """A statement that backs the draft's stands on one side of a conflict of the reports."""
        for theirs, matter in near:
            for point, number in self._of_claim.get(theirs.claim.id, ()):
                kind = point.kind
                if (
                    kind is None
                    or not _says_so(mine, theirs, kind)
                    or difference(mine, theirs, matter)
                ):
                    continue
                sides = [[self._passage[c] for c in side.claim_ids] for side in point.sides]
                others = [p for k, side in enumerate(sides) if k != number for p in side]
                other = next(side.value for k, side in enumerate(point.sides) if k != number)
                yield from self._dispute(sides[number], others, (point.sides[number].value, other))

    def _offices(self, said: Said) -> Iterator[Dispute]:
        """One report gives a person the office that the draft does, another a different one."""
        for mine in said.holdings:
            theirs = [h for h in self._pool.holdings if same_person(h.person, mine.person)]
            backing = [h.claim.said_in for h in theirs if same_office(mine, h)]
            differing = [(h, d) for h in theirs if (d := compare_offices(mine, h)) is not None]
            if differing:
                against = [h.claim.said_in for h, _ in differing]
                yield from self._dispute(backing, against, differing[0][1].values)

    def _dispute(
        self, backing: Sequence[Passage], against: Sequence[Passage], values: tuple[str, str]
    ) -> Iterator[Dispute]:
        """The dispute, if another origin stands against one that backs the draft."""
        own = self.origins(backing)
        others = [p for p in against if not self.origins([p]) <= own]
        if own and others:
            yield Dispute(
                tuple(dict.fromkeys(backing))[:MOST_AGAINST],
                tuple(dict.fromkeys(others))[:MOST_AGAINST],
                values,
            )

    def _who_says_what(self, dispute: Dispute) -> str:
        sides = zip((dispute.backing, dispute.against), dispute.values, strict=True)
        return ", ".join(f"{self._names(side)} has “{value}”" for side, value in sides)

    def _names(self, passages: Sequence[Passage]) -> str:
        names = dict.fromkeys(self._outlets[passage.report_id] for passage in passages)
        return " and ".join(names)


def _says_so(mine: Statement, theirs: Statement, kind: Kind) -> bool:
    """Whether a statement has the draft's value in what the reports differ on."""
    if kind is Kind.NUMBER:
        return any(
            alike(one, other) and compare_quantities(one, other).fits
            for one in mine.claim.quantities
            for other in theirs.claim.quantities
        )
    if kind is Kind.DATE:
        return any(
            compare_times(one, other).fits
            for one in mine.claim.times
            for other in theirs.claim.times
        )
    if kind is Kind.PLACE:
        return bool(set(mine.claim.places) & set(theirs.claim.places))
    if kind is Kind.PERSON:
        actors = ({*s.claim.people, s.claim.subject} - {""} for s in (mine, theirs))
        return bool(frozenset.intersection(*map(frozenset, actors)))
    return same_verb(mine, theirs) and mine.affirms == theirs.affirms
