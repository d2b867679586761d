"""Tells the ages of people and things among figures: "46-year-old", "aged 46", ", 46,"."""

import re

from secondsource.stages.annotate.counted_thing import Counted
from secondsource.stages.annotate.figure import DURATIONS, Figure

AGE_AFTER = re.compile(r"(?:[\s-]olds?\b|[\s-]of[\s-]age\b|\s?yo\b)")
AGES_AFTER = re.compile(
    r"\s+(?:and|or|to)\s+\w+(?:\s|-)(?:years?|months?|weeks?|days?)[\s-]olds?\b"
)
AGE_BEFORE = re.compile(
    r"\b(?:aged?(?:\s+between)?|(?:wo)?man\s+of|boy\s+of|girl\s+of|age\s+of|\b(?:he|she)\s+(?:was|is|turned)(?:\s+(?:just|only))?)\s+$",
    re.I,
)
AGES_BEFORE = re.compile(
    r"\b(?:aged?|ages)\s+(?:[\w-]+,?\s+(?:and|to|or)\s+|between\s+\w+\s+and\s+)$", re.I
)
# ", 46," after a name: the age of who bears it.
BESIDE_NAME = re.compile(r"\b[A-Z][\w'’-]*\)?,\s$")
BESIDE_END = re.compile(r"\s*[,;).]|\s*$")
CLOSED = re.compile(
    r"\s*[,;).:”\"’]|\s*$|\s+(?:and|who|has|was|is|said|told|from|of|died|with|in|when|to|by|at|while|after)\b"
)
OLDEST = 120


def age_of(text: str, figure: Figure) -> Counted | None:
    """The age that a figure tells, if it tells one."""
    if figure.unit in DURATIONS:
        after = AGE_AFTER.match(text, figure.end)
        shared = AGES_AFTER.match(text, figure.end)
        beside = figure.unit == "year" and _beside_name(text, figure)
        if not (after or shared or beside):
            return None
        return Counted("age", after.end() if after else figure.end)
    if figure.unit or figure.high > OLDEST or figure.vague:
        return None
    before = text[max(0, figure.start - 24) : figure.start]
    if AGES_AFTER.match(text, figure.end) and not re.search(r"\d,?\s+$", before):
        return Counted("age", figure.end, "year")
    closed = CLOSED.match(text, figure.end)
    if (AGE_BEFORE.search(before) or AGES_BEFORE.search(before)) and closed:
        return Counted("age", figure.end, "year")
    if figure.bare and figure.low >= 1 and _beside_name(text, figure):
        return Counted("age", figure.end, "year")
    return None


def _beside_name(text: str, figure: Figure) -> bool:
    """Whether a figure stands between commas after a capitalised word: an age, in news style."""
    before = BESIDE_NAME.search(text, max(0, figure.start - 24), figure.start)
    return before is not None and BESIDE_END.match(text, figure.end) is not None
