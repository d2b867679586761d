"""The timeline of a story: when the reports say that things happened, in order."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from secondsource.records.brief import Line, Moment, Section
from secondsource.records.evidence import Passage
from secondsource.records.layers import (
    CLAUSES,
    SENTENCES,
    TIMES,
    AnnotatedReport,
    Precision,
    Time,
)
from secondsource.stages.brief.material import Material
from secondsource.stages.brief.wording import WORD, alike, bare, content, sentence

MOST_LINES = 14
# Two entries of one moment are one if they share this much of their words.
SAME_EVENT = 0.5
FEWEST_WORDS = 4
FINE = (Precision.MINUTE, Precision.HOUR, Precision.DAY_PART, Precision.DAY)
PARTS = ((6, "night"), (12, "morning"), (18, "afternoon"), (24, "evening"))


@dataclass(frozen=True, slots=True)
class Event:
    """What one report says of one moment."""

    time: Time
    text: str
    passage: Passage
    point: str | None


def timeline(material: Material) -> tuple[Moment, ...]:
    """What happened when, one entry an event, sorted by time."""
    groups: list[list[Event]] = []
    for event in sorted(_events(material), key=_place):
        home = next((group for group in groups if _same(event, group)), None)
        if home is None:
            groups.append([event])
        else:
            home.append(event)
    moments = [_moment(group, material) for group in groups]
    return tuple(sorted(moments, key=lambda m: (m.when, _grain(m.precision), m.text)))


def timeline_lines(moments: Iterable[Moment], material: Material) -> list[Line]:
    """The moments of a day or finer as lines, in order; the best attested if there are many."""
    fine = [moment for moment in moments if moment.precision in FINE]
    weight = {moment: len(material.origins(moment.cites)) for moment in fine}
    kept = set(sorted(fine, key=lambda moment: -weight[moment])[:MOST_LINES])
    return [
        Line(Section.TIMELINE, f"{stamp(m.when, m.precision)}: {sentence(m.text)}", m.cites)
        for m in fine
        if m in kept
    ]


def stamp(when: datetime, precision: Precision) -> str:
    """A moment in words, no finer than it is known."""
    day = f"{when.day} {when:%B} {when.year}"
    if precision in (Precision.MINUTE, Precision.HOUR):
        return f"{day}, {when:%H:%M}"
    if precision is Precision.DAY_PART:
        return f"{day}, {next(word for hour, word in PARTS if when.hour < hour)}"
    if precision is Precision.WEEK:
        return f"Week of {day}"
    if precision in (Precision.MONTH, Precision.SEASON):
        return f"{when:%B} {when.year}"
    return str(when.year) if precision is Precision.YEAR else day


def _events(material: Material) -> list[Event]:
    points = {c: p.id for p in material.alignment.points for s in p.sides for c in s.claim_ids}
    claims = {claim.said_in: claim for claim in material.alignment.claims}
    found = []
    for one in material.reports:
        for time in one.get(TIMES):
            at = Passage(one.report.id, time.start, time.end)
            if material.in_direct_speech(at):
                continue
            passage = _around(one, time)
            claim = claims.get(passage)
            text = claim.text if claim else bare(material.words(passage))
            if len(WORD.findall(text)) >= FEWEST_WORDS:
                found.append(Event(time, text, passage, points.get(claim.id) if claim else None))
    return found


def _around(annotated: AnnotatedReport, time: Time) -> Passage:
    """The smallest clause that holds the time and says something, else its sentence."""
    words = annotated.report.text
    clauses = [
        clause
        for clause in annotated.get(CLAUSES)
        if clause.contains(time) and len(WORD.findall(clause.within(words))) >= FEWEST_WORDS
    ]
    spans = [*clauses, *(s for s in annotated.get(SENTENCES) if s.contains(time)), time]
    span = min(clauses, key=lambda c: c.end - c.start, default=spans[0])
    return Passage(annotated.report.id, span.start, span.end)


def _place(event: Event) -> tuple[datetime, int, Passage]:
    return (event.time.first, _grain(event.time.precision), event.passage)


def _grain(precision: Precision) -> int:
    return list(Precision).index(precision)


def _same(event: Event, group: Sequence[Event]) -> bool:
    """Whether an event is told already: at the same moment, by the same point or in like words."""
    first = group[0]
    if (event.time.first, event.time.precision) != (first.time.first, first.time.precision):
        return False
    if event.passage == first.passage or (event.point and event.point == first.point):
        return True
    return alike(content(event.text), content(first.text)) >= SAME_EVENT


def _moment(group: Sequence[Event], material: Material) -> Moment:
    best = min(group, key=lambda event: abs(len(WORD.findall(event.text)) - 12))
    return Moment(
        best.time.first,
        best.time.precision,
        bare(best.text),
        material.in_order(event.passage for event in group),
    )
