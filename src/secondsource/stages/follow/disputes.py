"""Points that are newly in conflict, no longer in conflict, or superseded by a later report."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from secondsource.compare.spelling import plain
from secondsource.records.change import Aspect, ChangeKind, Detail
from secondsource.records.story import Claim, Kind, Point, Relation, Side
from secondsource.stages.follow.step import Step, Told
from secondsource.stages.follow.version import Version, claim_ids, sides_of
from secondsource.stages.follow.words import capital, open_end

UNDATED = datetime.max.replace(tzinfo=UTC)
GOOD_LENGTH = 70  # characters of a statement that is read at a glance


@dataclass(frozen=True, slots=True)
class _Sides:
    """The sides of a point of the earlier version: the claims of each that are still there."""

    kind: Kind | None
    sides: tuple["_Stand", ...]


@dataclass(frozen=True, slots=True)
class _Stand:
    """What sets a side apart, the later ids of its claims, and the reports that they stand in."""

    value: str
    claims: frozenset[str]
    reports: frozenset[str]

    def is_met_by(self, other: "_Stand") -> bool:
        """Whether two sides are one: they share a claim, or one report says the same in both."""
        same_value = bool(self.value) and self.value == other.value
        return bool(self.claims & other.claims) or (
            same_value and bool(self.reports & other.reports)
        )


def disputed(step: Step) -> Iterator[Told]:
    """Conflicts that were none before, and those in which a new report says a further thing."""
    known = _opposed(step, Relation.CONFLICT)
    for point in step.after.of(Relation.CONFLICT):
        now = _later(step, point)
        former = [one for one in known if _is_same(one, now)]
        further = _new_sides(step, point, former)
        if not former:
            yield _told(ChangeKind.DISPUTED, step, point)
        elif further:
            yield _told(ChangeKind.DISPUTED, step, point, further)


def settled(step: Step) -> Iterator[Told]:
    """Conflicts of the earlier version that are none any more, and why.

    Where the word of one side is still disputed, by others or in another way, nothing is settled.
    """
    now = [(_later(step, p), claim_ids(p)) for p in step.after.of(Relation.CONFLICT)]
    for point in step.before.of(Relation.CONFLICT):
        then, left = _earlier(step, point), step.carry(point)
        goes_on = (one.kind is then.kind and bool(left & claims) for one, claims in now)
        if not any(goes_on) and not any(_is_same(then, one) for one, _ in now):
            yield _settled(step, point)


def updated(step: Step) -> Iterator[Told]:
    """Points that a later report superseded since; where that settles a conflict, it is told so."""
    known = _opposed(step, Relation.UPDATE)
    disputes = _opposed(step, Relation.CONFLICT)
    for point in step.after.of(Relation.UPDATE):
        now = _later(step, point)
        former = [one for one in known if _is_same(one, now)]
        if former and not _new_sides(step, point, former):
            continue
        if not any(_is_same(one, now) for one in disputes):
            yield _told(ChangeKind.UPDATED, step, point)


def _opposed(step: Step, relation: Relation) -> list[_Sides]:
    return [_earlier(step, point) for point in step.before.of(relation)]


def _earlier(step: Step, point: Point) -> _Sides:
    return _Sides(point.kind, tuple(_stood(step, side) for side in point.sides))


def _stood(step: Step, side: Side) -> _Stand:
    """A side of an earlier point, as far as it is still there."""
    claims = frozenset(step.carried[i] for i in side.claim_ids if i in step.carried)
    reports = frozenset(step.after.claims[i].said_in.report_id for i in claims)
    return _Stand(plain(side.value), claims, reports)


def _later(step: Step, point: Point) -> _Sides:
    return _Sides(point.kind, tuple(_stands(step, side) for side in point.sides))


def _stands(step: Step, side: Side) -> _Stand:
    claims = [step.after.claims[i] for i in side.claim_ids if i in step.after.claims]
    reports = frozenset(claim.said_in.report_id for claim in claims)
    return _Stand(plain(side.value), frozenset(claim.id for claim in claims), reports)


def _is_same(one: _Sides, other: _Sides) -> bool:
    """Whether two of an earlier point's sides stand against each other in the later one."""
    if one.kind is not other.kind:
        return False
    met = [
        {j for j, there in enumerate(other.sides) if here.is_met_by(there)} for here in one.sides
    ]
    filled = [places for places in met if places]
    return len(filled) > 1 and len(set().union(*filled)) > 1


def _new_sides(step: Step, point: Point, former: Sequence[_Sides]) -> list[str]:
    """The new reports whose side says what none of the former sides said."""
    known = [side for one in former for side in one.sides]
    values = {side.value for side in known}
    found: list[str] = []
    for side in sides_of(point):
        here = _stands(step, side)
        further = here.value not in values and not any(here.is_met_by(one) for one in known)
        if further and not here.reports & step.before.reports.keys():
            found += sorted(here.reports, key=lambda i: step.after.place[i])
    return found


def _told(kind: ChangeKind, step: Step, point: Point, further: Sequence[str] = ()) -> Told:
    """A point in the words of the later brief, its sides apart; `further` ones are named."""
    details = _details(step.after, point, Aspect.SIDE)
    line = step.after.line_of(point)
    text = line.text if line else _in_a_row(details)
    if further:
        text = f"{text} (new here: {step.outlets(further)})"
    return Told(kind, text, point.id, _anchor(step.after, point), details)


def _settled(step: Step, point: Point) -> Told:
    details = _details(step.before, point, Aspect.WAS)
    now = _outcome(step, point)
    line = step.before.line_of(point)
    text = open_end(line.text if line else _in_a_row(details))
    return Told(
        ChangeKind.SETTLED,
        f"{text} \u2014 no longer in dispute: {_why(step, point, now)}",
        now.id if now else point.id,
        _anchor(step.before, point),
        (*details, *(_details(step.after, now, Aspect.NOW) if now else ())),
    )


def _outcome(step: Step, point: Point) -> Point | None:
    """What became of a settled conflict: the update or agreement that has most of its claims."""
    left = step.carry(point)
    found = [
        one
        for one in step.after.points.values()
        if one.relation in (Relation.UPDATE, Relation.AGREE) and left & claim_ids(one)
    ]
    return max(found, key=lambda one: (len(left & claim_ids(one)), one.id), default=None)


def _why(step: Step, point: Point, now: Point | None) -> str:
    claims = (step.before.claims[i] for i in sorted(claim_ids(point)) if i in step.before.claims)
    reports = dict.fromkeys(claim.said_in.report_id for claim in claims)
    if gone := step.why_gone(reports):
        return gone
    if now is not None and now.relation is Relation.UPDATE:
        line = step.after.line_of(now)
        return f"a later report supersedes an earlier one ({line.text if line else now.subject})"
    return "read together with all reports, the statements do not contradict each other"


def _details(version: Version, point: Point, aspect: Aspect) -> tuple[Detail, ...]:
    """Each side: who says it, in the words that are read most easily, and all its passages."""
    line = version.line_of(point)
    told = []
    for side in sides_of(point):
        claims = [version.claims[i] for i in side.claim_ids if i in version.claims]
        if claims:
            cites = version.in_order(claim.said_in for claim in claims)
            outlets = dict.fromkeys(version.reports[p.report_id].label for p in cites)
            text = _best(claims, line.text if line else "")
            detail = Detail(aspect, ", ".join(outlets), text, cites)
            told.append((min(_published(version, claim) for claim in claims), detail))
    return tuple(detail for _, detail in sorted(told, key=lambda one: (one[0], one[1].cites)))


def _best(claims: Sequence[Claim], line: str) -> str:
    """The statement that the brief's line shows, else the one of the best length."""
    return min(
        (capital(" ".join(claim.text.split())) for claim in claims),
        key=lambda text: (text not in line, abs(len(text) - GOOD_LENGTH), text),
    )


def _in_a_row(details: Sequence[Detail]) -> str:
    return " \u2014 ".join(f"{detail.who}: {detail.text}" for detail in details)


def _published(version: Version, claim: Claim) -> datetime:
    return version.reports[claim.said_in.report_id].published or UNDATED


def _anchor(version: Version, point: Point) -> tuple[str, ...]:
    """What a matter is known by: its kind, and the claim of each side that was told first."""
    firsts = []
    for side in sides_of(point):
        claims = [version.claims[i] for i in side.claim_ids if i in version.claims]
        first = min(claims, key=lambda c: (_published(version, c), c.said_in), default=None)
        firsts += [first.id] if first else []
    return (point.kind or "", *sorted(firsts))
