"""Matters that a second independent origin bears out now, or no longer."""

from collections.abc import Iterator

from secondsource.records.brief import Line, Section
from secondsource.records.change import Aspect, ChangeKind, Detail
from secondsource.records.evidence import Passage
from secondsource.records.story import Point, Relation
from secondsource.stages.follow.step import Step, Told
from secondsource.stages.follow.version import Version, claim_ids
from secondsource.stages.follow.words import characters, listed, open_end


def confirmed(step: Step) -> Iterator[Told]:
    """Lines on what is confirmed of which the earlier version had no two origins."""
    shown = {i for _, p in step.before.told(Section.CONFIRMED) for i in step.carry(p)}
    agreed = [step.carry(point) for point in step.before.of(Relation.AGREE)]
    for line, point in step.after.told(Section.CONFIRMED):
        claims = claim_ids(point)
        as_before = any(claims & one for one in agreed) and _rests_on_known(step, line, point)
        if not (claims & shown or as_before):
            yield _confirmed(step, line, point)


def _rests_on_known(step: Step, line: Line, point: Point) -> bool:
    """Whether what the line cites was there before, of two origins: only the choice is new."""
    cited = {i for i in claim_ids(point) if step.after.claims[i].said_in in line.cites}
    known = {old for old, new in step.carried.items() if new in cited}
    reports = {step.before.claims[i].said_in.report_id for i in known}
    return len(_by_origin(step.before, reports)) > 1


def _confirmed(step: Step, line: Line, point: Point) -> Told:
    details = _voices(step.after, line.cites, Aspect.SIDE)
    origins = _by_origin(step.after, dict.fromkeys(p.report_id for p in line.cites))
    heads = [reports[0] for reports in origins]
    new = [i for i in heads if i in step.joined or i in step.former]
    old = [i for i in heads if i not in new]
    first = min(step.after.claims[i].said_in for i in claim_ids(point))
    return Told(
        ChangeKind.CONFIRMED,
        f"{open_end(line.text)} \u2014 {_who(step, new, old)}",
        point.id,
        (f"{first.report_id}:{first.start}:{first.end}",),
        details,
    )


def _who(step: Step, new: list[str], old: list[str]) -> str:
    """Who bears it out, the ones who came last named as such."""
    if not (new and old):
        return f"told independently by {step.outlets([*old, *new])}"
    says = "says" if len(new) == 1 else "say"
    return f"{step.outlets(new)} {says} so too, independently of {step.outlets(old)}"


def unconfirmed(step: Step) -> Iterator[Told]:
    """Lines on what was confirmed that no longer stands on two independent origins."""
    agreed = [claim_ids(point) for point in step.after.of(Relation.AGREE)]
    shown = [claim_ids(point) for _, point in step.after.told(Section.CONFIRMED)]
    for line, point in step.before.told(Section.CONFIRMED):
        left = step.carry(point)
        lost = any(passage.report_id in step.gone for passage in line.cites)
        # Where a report that it rested on is gone, the later brief has to show it again.
        if not any(left & claims for claims in (shown if lost else agreed)):
            yield _unconfirmed(step, line, point)


def _unconfirmed(step: Step, line: Line, point: Point) -> Told:
    first = min(line.cites)
    return Told(
        ChangeKind.UNCONFIRMED,
        f"{open_end(line.text)} \u2014 {_standing(step, line, point)}",
        point.id,
        (f"{first.report_id}:{first.start}:{first.end}",),
        _voices(step.before, line.cites, Aspect.WAS),
    )


def _standing(step: Step, line: Line, point: Point) -> str:
    """Who says so still, and why that is no confirmation any more."""
    reports = list(dict.fromkeys(passage.report_id for passage in line.cites))
    left = step.carry(point)
    still = {step.after.claims[i].said_in.report_id for i in left}
    now = [i for i in step.after.reports if i in still]
    why = step.why_gone(reports) or _one_origin(step, now)
    if not now:
        return f"no report of the story says so any more: {why}"
    origins = _by_origin(step.after, now)
    if len(origins) == 1:
        return f"{step.outlets([origins[0][0]])} alone: {why or 'the others say something else'}"
    return f"no longer borne out by a second source{f': {why}' if why else ''}"


def _one_origin(step: Step, report_ids: list[str]) -> str:
    """What makes reports that were independent one origin, "" if they are still apart."""
    how = []
    for origin in {
        step.after.origin_of[i].id: step.after.origin_of[i] for i in report_ids
    }.values():
        why = dict(zip(origin.report_ids[1:], origin.how, strict=False))
        how += [why[i] for i in report_ids if i in why]
    return listed(how)


def _voices(version: Version, cites: tuple[Passage, ...], aspect: Aspect) -> tuple[Detail, ...]:
    """What each origin says, in the characters of its first passage."""
    reports = dict.fromkeys(passage.report_id for passage in cites)
    details = []
    for members in _by_origin(version, reports):
        own = tuple(passage for passage in cites if passage.report_id in members)
        who = ", ".join(dict.fromkeys(version.reports[i].label for i in members))
        text = characters(version.reports[own[0].report_id], own[0])
        details.append(Detail(aspect, who, text, own))
    return tuple(details)


def _by_origin(
    version: Version, report_ids: "dict[str, None] | set[str] | list[str]"
) -> list[list[str]]:
    """Reports in the story's order, those of one origin together."""
    found: dict[str, list[str]] = {}
    for report_id in version.reports:
        if report_id in report_ids:
            origin = version.origin_of.get(report_id)
            found.setdefault(origin.id if origin else report_id, []).append(report_id)
    return list(found.values())
