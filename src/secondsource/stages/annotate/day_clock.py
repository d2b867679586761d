"""Hours of the day: parts of a day, times of the clock, zones."""

import re
from functools import cache

from secondsource.records.layers import Precision
from secondsource.stages.annotate.data_rows import data_rows
from secondsource.stages.annotate.number_words import find_numerals, number_lexicon
from secondsource.stages.annotate.time_phrases import Phrase


@cache
def _parts() -> dict[str, tuple[int, int]]:
    return {_plain(words): (int(a), int(b)) for words, a, b in data_rows("time_day_parts.txt")}


def _plain(words: str) -> str:
    """Words in lower case without spaces and hyphens, in which writers differ."""
    return re.sub(r"[-\s]+", "", words.lower())


def is_part(words: str) -> bool:
    """Whether the words name a part of a day."""
    return _plain(words) in _parts()


def part_hours(part: Phrase) -> tuple[int, int]:
    """First and last hour of a part of a day; the last may run into the next day."""
    return _parts()[_plain(part.pieces["part"])]


@cache
def zone_offsets() -> dict[str, int]:
    """Minutes east of Greenwich of the zones that have one offset all year."""
    return {name: int(offset) for name, offset in data_rows("time_zones.txt") if offset}


def _shift_minutes(written: str) -> int:
    """Minutes of "half", "a quarter", "ten" or "25"."""
    word = written.lower().removeprefix("a ").strip()
    named = {"half": 30, "quarter": 15}.get(word)
    return named if named is not None else int(next(find_numerals(word, 0, len(word))).low)


def clock_minutes(clock: Phrase, part: Phrase | None) -> tuple[int, Precision]:
    """Minutes after midnight, and whether the minute was said.

    Without "a.m." or "p.m.", a part of the day decides ("six in the evening"), else an hour told
    in words from one to five is taken for the afternoon.
    """
    pieces = clock.pieces
    if word := pieces.get("word"):
        return (0 if word.lower() == "midnight" else 12 * 60), Precision.HOUR
    hour = (
        int(pieces["hour"])
        if "hour" in pieces
        else int(number_lexicon()[pieces["said"].lower()][1])
    )
    hour = _hour_of_day(hour, pieces, part)
    if shift := pieces.get("shift"):
        step = _shift_minutes(shift)
        return hour * 60 + (step if pieces["turn"].lower() == "past" else -step), Precision.MINUTE
    if "minute" in pieces:
        return hour * 60 + int(pieces["minute"]), Precision.MINUTE
    return hour * 60, Precision.HOUR


def _hour_of_day(hour: int, pieces: dict[str, str], part: Phrase | None) -> int:
    if half := pieces.get("half", "").lower():
        return hour % 12 + (12 if half.startswith("p") else 0)
    if part is not None and hour <= 12:
        first, last = part_hours(part)
        return hour + 12 if first >= 12 and hour < 12 and (hour >= 5 or last <= 24) else hour
    return hour + 12 if "said" in pieces and 1 <= hour <= 5 else hour
