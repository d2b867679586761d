"""Statements that one source alone brought, and the reports that came and went."""

from collections.abc import Iterator
from itertools import chain

from secondsource.records.brief import Line, Section
from secondsource.records.change import Aspect, ChangeKind, Detail
from secondsource.records.story import Story
from secondsource.stages.follow.step import Step, Told
from secondsource.stages.follow.version import Version, claim_ids
from secondsource.stages.follow.words import listed, named, open_end

MOST_GONE = 3  # statements of a withdrawn report that are shown


def new(step: Step) -> Iterator[Told]:
    """Lines on what one source alone has of which the earlier version had nothing."""
    for line, point in step.after.told(Section.SINGLE):
        if not claim_ids(point) & step.known:
            first = min(line.cites)
            who = step.outlets(dict.fromkeys(passage.report_id for passage in line.cites))
            yield Told(
                ChangeKind.NEW,
                f"{who}: {line.text}",
                point.id,
                (f"{first.report_id}:{first.start}:{first.end}",),
                (Detail(Aspect.NEW, who, line.text, line.cites),),
            )


def withdrawn(step: Step) -> Iterator[Told]:
    """Reports that their outlets took back, with what they alone had told."""
    for report_id in step.before.reports:
        if report_id in step.circumstances.withdrawn and report_id not in step.after.reports:
            report = step.reports[report_id]
            alone = _told_alone(step.before, report_id)
            rest = f"; it alone had told: {open_end(alone[0].text)}" if alone else ""
            opening = step.before.opening.get(report_id)
            yield Told(
                ChangeKind.WITHDRAWN,
                f"{report.label} withdrew {_titled(report.title)}{rest}",
                report_id,
                (report_id,),
                tuple(Detail(Aspect.GONE, report.label, one.text, one.cites) for one in alone),
                (*(opening.cites if opening else ()), *(p for one in alone for p in one.cites)),
            )


def _titled(title: str) -> str:
    return f"\u201c{title}\u201d" if title else "its report"


def _told_alone(version: Version, report_id: str) -> list[Line]:
    """What the brief had from one report alone."""
    lines = version.lines(Section.SINGLE)
    alone = (line for line in lines if {p.report_id for p in line.cites} == {report_id})
    return list(alone)[:MOST_GONE]


def joined(step: Step) -> Iterator[Told]:
    """The reports that joined, and which of them are no second source: one change for all."""
    merged = set(chain.from_iterable(one.report_ids for one in step.circumstances.merged))
    ids = [i for i in step.joined if i not in merged]
    details = _sources(step.after, ids, Aspect.NEW)
    if details:
        yield Told(ChangeKind.REPORT, _in_words(step, ids, details), ids[0], tuple(ids), details)


def _in_words(step: Step, ids: list[str], details: tuple[Detail, ...]) -> str:
    if len(details) == 1:
        return details[0].text
    heads = {origin.report_ids[0] for origin in step.after.origin_of.values()}
    echoes = [i for i in ids if i in step.after.origin_of and i not in heads]
    rest = f"; no second source: {step.outlets(echoes)}" if echoes else ""
    return f"{len(ids)} reports: {step.outlets(ids)}{rest}"


def left(step: Step) -> Iterator[Told]:
    """The reports that are no longer part of the story, though their outlets stand by them."""
    known = {*step.circumstances.withdrawn, *step.latest_of}
    ids = [i for i in step.gone if i not in known]
    details = _sources(step.before, ids, Aspect.GONE)
    if details:
        text = listed(named(step.reports[i]) for i in ids)
        yield Told(ChangeKind.LEFT, text, ids[0], tuple(ids), details)


def merged(step: Step) -> Iterator[Told]:
    """The stories that became part of this one, with the reports that they brought."""
    for story in step.circumstances.merged:
        brought = [i for i in story.report_ids if i in step.after.reports]
        details = _sources(step.after, brought, Aspect.NEW)
        if details:
            yield Told(
                ChangeKind.MERGED, _story(step, story, brought), story.id, (story.id,), details
            )


def _story(step: Step, story: Story, brought: list[str]) -> str:
    return f"\u201c{story.headline}\u201d is the same story: {step.outlets(brought)}"


def _sources(version: Version, ids: list[str], aspect: Aspect) -> tuple[Detail, ...]:
    """The lines of the brief on some of its sources."""
    lines = [(version.reports[i], version.opening[i]) for i in ids if i in version.opening]
    return tuple(Detail(aspect, one.label, line.text, line.cites) for one, line in lines)
