"""Marks times: phrases joined ("at 9 p.m. on Tuesday") and resolved against the publication."""

import re
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta, timezone

from secondsource.records.evidence import Span
from secondsource.records.layers import (
    PARSE,
    SENTENCES,
    TIMES,
    AnnotatedReport,
    Precision,
    Sentence,
    Time,
)
from secondsource.records.parse import Parse
from secondsource.stages.annotate.annotator import Annotator
from secondsource.stages.annotate.calendar_days import Days
from secondsource.stages.annotate.day_clock import (
    clock_minutes,
    is_part,
    part_hours,
    zone_offsets,
)
from secondsource.stages.annotate.tense import lasts_until, tense_at
from secondsource.stages.annotate.time_anchor import Anchor, Tense
from secondsource.stages.annotate.time_compounds import Compound, compounds
from secondsource.stages.annotate.time_phrases import Grain, Phrase
from secondsource.stages.annotate.time_resolution import resolve_days

AFTER = re.compile(r"\b(?:after|past|since|from)\s+$", re.I)


def mark_times(annotated: AnnotatedReport) -> tuple[Time, ...]:
    """The times of the body, in text order.

    Without a publication time only what names its own year is resolved; the rest is left out.
    """
    parse, published = annotated.parse, annotated.report.published
    reader = _Reader(parse, published)
    found: list[Time] = []
    at = 0
    for sentence in annotated.get(SENTENCES):
        # Between sentences stand datelines and the clock of a live blog.
        found += reader.times_between(Span(at, sentence.start), sentence.paragraph)
        found += reader.times_of(sentence)
        at = sentence.end
    return tuple(found)


class _Reader:
    """Reads a report from its top, keeping the days spoken of.

    A time of the clock is of the day named in its sentence, else in its paragraph, else of the
    first day that the report names, else of the day of publication.
    """

    def __init__(self, parse: Parse, published: datetime | None) -> None:
        self.parse, self.published = parse, published
        self.lead: date | None = None
        self.day: date | None = None
        self.paragraph = -1

    def times_between(self, span: Span, paragraph: int) -> Iterable[Time]:
        """The times before a sentence; they say nothing of the days that it is about."""
        self._enter(paragraph)
        found = list(compounds(self.parse, span))
        return self._times(found, self._resolved(found), None)

    def times_of(self, sentence: Sentence) -> Iterable[Time]:
        """The times of a sentence."""
        self._enter(sentence.paragraph)
        found = list(compounds(self.parse, sentence))
        resolved = self._resolved(found)
        named = [days.first for days in resolved if days and _is_one_day(days)]
        times = self._times(found, resolved, named[0] if named else None)
        today = self.published.date() if self.published else None
        for day in named:
            if today is None or day <= today:
                self.day, self.lead = day, self.lead or day
        return times

    def _enter(self, paragraph: int) -> None:
        if paragraph != self.paragraph:
            self.paragraph, self.day = paragraph, None

    def _times(
        self, found: list[Compound], resolved: list[Days | None], named: date | None
    ) -> list[Time]:
        context = named or self.day or self.lead
        made = [self._time(*pair, context) for pair in zip(found, resolved, strict=True)]
        return [time for time in made if time is not None]

    def _resolved(self, found: list[Compound]) -> list[Days | None]:
        spoken_of = self.day or self.lead
        resolved = []
        for compound in found:
            days = self._days(compound, spoken_of)
            spoken_of = days.first if days and _is_one_day(days) else spoken_of
            resolved.append(days)
        return resolved

    def _days(self, compound: Compound, spoken_of: date | None) -> Days | None:
        phrase = compound.of_grain(Grain.DAYS)
        if phrase is None:
            return None
        today = self.published.date() if self.published else None
        return resolve_days(phrase, Anchor(today, self._tense(phrase), spoken_of))

    def _tense(self, phrase: Phrase) -> Tense:
        tokens = self.parse.tokens_in(phrase.start, phrase.end)
        if not tokens:
            return Tense.UNKNOWN
        # The token that the rest of the phrase hangs on is the one whose head lies outside.
        outer = [t for t in tokens if self.parse.heads[t] not in tokens]
        token = outer[0] if outer else tokens[0]
        return Tense.FUTURE if lasts_until(self.parse, token) else tense_at(self.parse, token)

    def _time(self, compound: Compound, days: Days | None, context: date | None) -> Time | None:
        if days is None and compound.of_grain(Grain.DAYS) is not None:
            return None
        clock, part = compound.of_grain(Grain.CLOCK), compound.of_grain(Grain.PART)
        part = part or _own_part(compound)
        if days is not None and not (_is_one_day(days) and (clock or part)):
            return self._made(compound, _at(days.first, 0), _at(days.last, 0), days.precision)
        day = days.first if days else self._default_day(clock, context)
        if day is None:
            return None
        if clock is not None:
            return self._clock(compound, clock, part, day)
        first, last = part_hours(part) if part else (0, 24)
        return self._made(compound, _at(day, first * 60), _at(day, last * 60), Precision.DAY_PART)

    def _default_day(self, clock: Phrase | None, context: date | None) -> date | None:
        """The day spoken of, else that of publication, or the day before for an hour to come."""
        if context is not None or self.published is None:
            return context
        today = self.published.date()
        hour = clock_minutes(clock, None)[0] // 60 if clock else 0
        ahead = hour > self.published.hour and clock and self._tense(clock) is Tense.PAST
        return today - timedelta(1) if ahead else today

    def _clock(
        self, compound: Compound, clock: Phrase, part: Phrase | None, day: date
    ) -> Time | None:
        minutes, precision = clock_minutes(clock, part)
        if clock.pieces.get("word", "").lower() == "midnight" and not self._follows_after(clock):
            # The end of the day, in reach of both the day named and the next.
            first = _at(day, 24 * 60 - 1)
            return self._made(compound, first, first + timedelta(minutes=2), Precision.MINUTE)
        first = _at(day, minutes) + self._zone_shift(clock)
        length = timedelta(minutes=1) if precision is Precision.MINUTE else timedelta(hours=1)
        return self._made(compound, first, first + length, precision)

    def _follows_after(self, clock: Phrase) -> bool:
        return AFTER.search(self.parse.text, max(0, clock.start - 8), clock.start) is not None

    def _zone_shift(self, clock: Phrase) -> timedelta:
        """From the zone that the text names to the report's own."""
        offset = zone_offsets().get(clock.pieces.get("zone", ""))
        if offset is None or self.published is None:
            return timedelta()
        here = self.published.utcoffset() or timedelta()
        return here - timedelta(minutes=offset)

    def _made(
        self, compound: Compound, first: datetime, last: datetime, precision: Precision
    ) -> Time:
        zone = self.published.tzinfo if self.published else timezone.utc  # noqa: UP017
        return Time(
            compound.start,
            compound.end,
            first.replace(tzinfo=zone),
            last.replace(tzinfo=zone),
            precision,
        )


def _is_one_day(days: Days) -> bool:
    return (days.last - days.first).days == 1


def _at(day: date, minutes: int) -> datetime:
    return datetime.combine(day, time()) + timedelta(minutes=minutes)


def _own_part(compound: Compound) -> Phrase | None:
    """The part of a day that is inside the phrase for the day: "this morning", "tonight"."""
    phrase = compound.of_grain(Grain.DAYS)
    if phrase is None:
        return None
    word = phrase.pieces.get("part") or phrase.pieces.get("word", "").lower()
    inner = {"tonight": "night", "overnight": "night", "last night": "night"}.get(word, word)
    if not is_part(inner):
        return None
    return Phrase(phrase.start, phrase.end, Grain.PART, "part", {"part": inner})


ANNOTATE_TIMES = Annotator(TIMES, "1", mark_times, reads=frozenset({PARSE, SENTENCES}))
