"""The timeline of a story: when the reports say that things happened, in order."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from secondsource.records.brief import Line, Moment, Section
from secondsource.records.evidence import Passage
from secondsource.records.layers import TIMES, Precision, Time
from secondsource.records.story import Point
from secondsource.stages.brief.contrary import Contrary
from secondsource.stages.brief.material import Material
from secondsource.stages.brief.reading import FEWEST_WORDS, MOST_WORDS, reading
from secondsource.stages.brief.standing import is_denied_at
from secondsource.stages.brief.stated import is_stated, stating
from secondsource.stages.brief.wording import WORD, alike, bare, content, leans_back, sentence

MOST_LINES = 14
# Two entries of one day are one if they share this much of their words; of one hour, fewer.
SAME_EVENT = 0.45
SAME_HOUR_EVENT = 0.3
FINE = (Precision.MINUTE, Precision.HOUR, Precision.DAY_PART, Precision.DAY)
# Parts of the day by the hour in which they begin at the latest.
PARTS = ((3, "night"), (11, "morning"), (16, "afternoon"), (19, "evening"), (23, "night"))


@dataclass(frozen=True, slots=True)
class Event:
    """What one report says of one moment; `denied` where it says that it was not so.

    `side` is the claim's side of a point, None for what is no claim or of no point.
    """

    time: Time
    text: str
    passage: Passage
    claim: bool
    side: tuple[str, int] | None
    denied: bool


def timeline(material: Material) -> tuple[Moment, ...]:
    """What happened when, one entry an event, sorted by time."""
    groups: list[list[Event]] = []
    contrary = Contrary(material)
    for event in sorted(_events(material), key=_place):
        home = next((group for group in groups if _same(event, group, contrary)), None)
        if home is None:
            groups.append([event])
        else:
            home.append(event)
    # What only words tied to their context tell is no entry; they may still attest to one.
    whole = [group for group in groups if not all(leans_back(event.text) for event in group)]
    moments = [_moment(group, material) for group in whole]
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
        return f"{day}, {next(word for hour, word in PARTS if when.hour <= hour)}"
    if precision is Precision.WEEK:
        return f"Week of {day}"
    if precision in (Precision.MONTH, Precision.SEASON):
        return f"{when:%B} {when.year}"
    return str(when.year) if precision is Precision.YEAR else day


def _events(material: Material) -> list[Event]:
    sides = _sides(material.alignment.points)
    found = []
    stated = stating(material)
    for one in material.reports:
        for time in one.get(TIMES):
            at = Passage(one.report.id, time.start, time.end)
            if material.in_direct_speech(at) or not is_stated(material, at, stated):
                continue
            told = reading(material, at)
            size = len(WORD.findall(told.text))
            if FEWEST_WORDS <= size <= MOST_WORDS:
                side = sides.get(told.claim_id or "")
                is_claim, denied = told.claim_id is not None, is_denied_at(material, at)
                found.append(Event(time, told.text, told.passage, is_claim, side, denied))
    return _finest(_told_once(found, material))


def _sides(points: Iterable[Point]) -> dict[str, tuple[str, int]]:
    """For each claim the side of a point that it is on."""
    return {
        claim: (point.id, number)
        for point in points
        for number, side in enumerate(point.sides)
        for claim in side.claim_ids
    }


def _told_once(events: Iterable[Event], material: Material) -> list[Event]:
    """Of the times in a sentence that is told whole, the one nearest to its main verb."""
    nearest: dict[Passage, Event] = {}
    kept = []
    for event in events:
        if event.claim:
            kept.append(event)
        elif event.passage not in nearest or _depth(event, material) < _depth(
            nearest[event.passage], material
        ):
            nearest[event.passage] = event
    return [*kept, *nearest.values()]


def _depth(event: Event, material: Material) -> int:
    """How many words stand between a time and the main verb of its sentence."""
    parse = material.by_id[event.passage.report_id].parse
    inside = parse.tokens_in(event.time.start, event.time.end)
    return min(sum(1 for _ in parse.ancestors(i)) for i in inside)


def _finest(events: Iterable[Event]) -> list[Event]:
    """Of two times on one day in one statement the finer: "on Sunday evening at 6.40"."""
    kept: dict[tuple[Passage, object], Event] = {}
    for event in sorted(events, key=lambda event: _grain(event.time.precision)):
        kept.setdefault((event.passage, event.time.first.date()), event)
    return list(kept.values())


def _place(event: Event) -> tuple[datetime, int, Passage]:
    return (event.time.first, _grain(event.time.precision), event.passage)


def _grain(precision: Precision) -> int:
    return list(Precision).index(precision)


def _same(event: Event, group: Sequence[Event], contrary: Contrary) -> bool:
    """Whether an event is told already: at the same moment, by the same side or in like words.

    What cannot hold beside one of the tellings is another event.
    """
    first = group[0]
    if event.time.precision is not first.time.precision or not _same_time(event, first):
        return False
    if event.passage == first.passage:
        return True
    day = event.time.precision is Precision.DAY or event.time.precision not in FINE
    bar = SAME_EVENT if day else SAME_HOUR_EVENT
    alike_told = alike(content(event.text), content(first.text)) >= bar
    if not (alike_told or (event.side and event.side == first.side)):
        return False
    return not any(
        event.denied != one.denied or contrary.apart(event.passage, one.passage) for one in group
    )


def _same_time(one: Event, other: Event) -> bool:
    """Whether two times are one moment, or one time of day as two papers abroad would print it."""
    a, b = one.time.first, other.time.first
    return a == b or a.replace(tzinfo=None) == b.replace(tzinfo=None)


def _moment(group: Sequence[Event], material: Material) -> Moment:
    best = min(group, key=lambda e: (leans_back(e.text), abs(len(WORD.findall(e.text)) - 12)))
    # An agency's client abroad prints "Sunday evening" unchanged: the agency knows which evening.
    heads = {origin.report_ids[0] for origin in material.alignment.origins}
    time = next((e.time for e in group if e.passage.report_id in heads), best.time)
    return Moment(
        time.first,
        time.precision,
        bare(best.text),
        material.in_order(event.passage for event in group),
    )
