"""Joins phrases of time that name one time together: "at 9 p.m. on Tuesday"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from secondsource.records.evidence import Span
from secondsource.records.parse import Parse
from secondsource.stages.annotate.time_phrases import Grain, Phrase, find_phrases
from secondsource.stages.annotate.time_sense import is_time

JOINT = re.compile(
    r"\s*,?\s*(?:\(\s*)?(?:(?:early|late)\s+)?(?:on|of|in|at|by|around|about|from|shortly\s+(?:before|after))?"
    r"\s*(?:the|about|around|at)?\s*",
    re.I,
)


# What names more than a day is joined to no hour: "this week 8 a.m." is two times.
LONG = {"month", "season", "year", "years", "decade", "dates"}
SHORT = {"day", "night", "days", "nights"}


@dataclass(frozen=True, slots=True)
class Compound:
    """Phrases that name one time together: at most one of each grain."""

    phrases: tuple[Phrase, ...]

    def of_grain(self, grain: Grain) -> Phrase | None:
        """Its phrase of a grain, if it has one."""
        return next((phrase for phrase in self.phrases if phrase.grain is grain), None)

    @property
    def start(self) -> int:
        """Where its first phrase begins."""
        return self.phrases[0].start

    @property
    def end(self) -> int:
        """Where its last phrase ends."""
        return self.phrases[-1].end


def compounds(parse: Parse, span: Span) -> Iterator[Compound]:
    """The phrases of time inside a span of the text, those that stand together joined."""
    found = find_phrases(parse.text, span.start, span.end)
    run: list[Phrase] = []
    for phrase in (phrase for phrase in found if is_time(parse, phrase)):
        if run and not _joins(parse.text, run, phrase):
            yield Compound(tuple(run))
            run = []
        run.append(phrase)
    if run:
        yield Compound(tuple(run))


def _joins(text: str, run: list[Phrase], phrase: Phrase) -> bool:
    if any(earlier.grain is phrase.grain for earlier in run):
        return False
    if any(
        named.rule in LONG or named.pieces.get("period", "day") not in SHORT
        for named in (*run, phrase)
    ):
        return False
    return JOINT.fullmatch(text, run[-1].end, phrase.start) is not None
