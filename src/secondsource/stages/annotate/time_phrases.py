"""Finds phrases of time in a text by their form; `time_resolution` says which time they mean."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache

from secondsource.records.evidence import Span
from secondsource.stages.annotate.data_rows import DATA, data_rows, forms
from secondsource.stages.annotate.number_words import number_lexicon

ORDINALS = (
    *("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"),
    *("tenth", "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth"),
    *("seventeenth", "eighteenth", "nineteenth", "twentieth", "twenty-first", "twenty-second"),
    *("twenty-third", "twenty-fourth", "twenty-fifth", "twenty-sixth", "twenty-seventh"),
    *("twenty-eighth", "twenty-ninth", "thirtieth", "thirty-first"),
)
# A phrase does not begin inside a word, a sum of money or a longer number.
EDGE = r"(?<![\w.,/£$€-])"
WORD = re.compile(r"[a-z]+|\d")
MACRO = re.compile(r"\{(\w+)\}")


class Grain(StrEnum):
    """What a phrase of time fixes: days (or longer), a part of a day, or a time of the clock."""

    DAYS = "days"
    PART = "part"
    CLOCK = "clock"


@dataclass(frozen=True, slots=True)
class Phrase(Span):
    """A phrase of time: the rule that found it and the pieces of text that it fixes."""

    grain: Grain
    rule: str
    pieces: dict[str, str]


@dataclass(frozen=True, slots=True)
class Rule:
    """One line of time_rules.txt; `needs` holds sets of words, one of each must be in the text."""

    name: str
    grain: Grain
    needs: tuple[frozenset[str], ...]
    pattern: re.Pattern[str]

    def may_match(self, words: set[str]) -> bool:
        """Whether a text of these words has what the rule needs."""
        return all(not need.isdisjoint(words) for need in self.needs)


# Quantities and times both ask: the second answer to one question costs nothing.
@lru_cache(maxsize=256)
def find_phrases(text: str, start: int, end: int) -> tuple[Phrase, ...]:
    """The phrases of time in `text[start:end]`, in text order, none overlapping another."""
    words = set(WORD.findall(text[start:end].lower()))
    found = [
        Phrase(hit.start(), hit.end(), rule.grain, rule.name, _pieces(hit))
        for rule in rules()
        if rule.may_match(words)
        for hit in rule.pattern.finditer(text, start, end)
    ]
    found.sort(key=lambda phrase: (phrase.start, phrase.start - phrase.end))
    kept: list[Phrase] = []
    for phrase in found:
        if not kept or phrase.start >= kept[-1].end:
            kept.append(phrase)
        elif phrase.end - phrase.start > kept[-1].end - kept[-1].start:
            kept[-1] = phrase
    return tuple(kept)


def _pieces(hit: "re.Match[str]") -> dict[str, str]:
    return {name: value for name, value in hit.groupdict().items() if value}


@cache
def rules() -> tuple[Rule, ...]:
    """The rules of time_rules.txt, their macros filled in."""
    macros = dict(_named_macros())
    found = []
    for line in (DATA / "time_rules.txt").read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        if macro := re.match(r"(\w+) = (.+)", line):
            macros[macro[1]] = _filled(macro[2], macros)
        elif rule := re.match(r"(\w+) (\w+) (\S+) : (.+)", line):
            pattern = re.compile(rf"{EDGE}(?:{_filled(rule[4], macros)})(?!\w)", re.I)
            needs = tuple(_need(need) for need in rule[3].split("+"))
            found.append(Rule(rule[1], Grain(rule[2]), needs, pattern))
    return tuple(found)


def _need(written: str) -> frozenset[str]:
    """The words of which a text must have one; a phrase stands for its longest word."""
    if written == "@digit":
        return frozenset("0123456789")
    if not written.startswith("@"):
        return frozenset(written.split(","))
    return frozenset(
        max(WORD.findall(phrase.lower()), key=len) for phrase in _phrases_of(written[1:])
    )


def _phrases_of(kind: str) -> Iterator[str]:
    if kind == "holiday":
        yield from (form for row in data_rows("time_holidays.txt") for form in forms(row[0]))
    elif kind == "part":
        yield from (row[0] for row in data_rows("time_day_parts.txt"))
    elif kind == "period":
        yield from (form for row in data_rows("time_periods.txt") for form in forms(row[0]))
    else:
        rows = (row for row in data_rows("time_calendar.txt") if row[0] == kind)
        yield from (form for row in rows for form in (*forms(row[2]), *forms(row[3])))


def _filled(pattern: str, macros: dict[str, str]) -> str:
    """A pattern with its macros put in and its spaces made any white space."""
    spaced = pattern.replace(" ", r"\s+")
    return MACRO.sub(lambda macro: macros[macro[1]], spaced)


def _named_macros() -> Iterator[tuple[str, str]]:
    for kind in ("month", "weekday", "season"):
        yield f"{kind}_name", names_of(kind)
    holidays = (form for row in data_rows("time_holidays.txt") for form in forms(row[0]))
    yield "holiday_name", _any_of(holidays).replace("'", "['’]")
    yield "zone_name", _any_of(row[0] for row in data_rows("time_zones.txt"))
    # "mid-morning", "midmorning" and "mid morning" are one.
    parts = _any_of(row[0] for row in data_rows("time_day_parts.txt"))
    yield "part_name", parts.replace(r"\-", r"[-\s]?")
    yield "period_name", _any_of(_phrases_of("period"))
    yield "ordinal_word", _any_of(ORDINALS)
    small = [(w, v) for w, (k, v) in number_lexicon().items() if k in ("unit", "teen", "tens")]
    yield "hour_word", _any_of(word for word, value in small if 1 <= value <= 12)
    counts = _any_of(word for word, _ in small)
    yield "minute_word", rf"(?:twenty[-\s](?:{counts})|{counts})"
    couples = r"a\s+couple\s+of|half\s+a\s+dozen|a\s+dozen"
    yield "count_word", rf"(?:an?|{couples}|(?:{counts})(?:[-\s](?:{counts}))?)"


def _any_of(words: Iterator[str] | tuple[str, ...]) -> str:
    longest_first = sorted(words, key=len, reverse=True)
    return "(?:" + "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in longest_first) + ")"


def names_of(kind: str) -> str:
    """A pattern for the calendar names of a class ("month", "weekday", "season").

    Names that are common words too, and short forms, count only with a capital.
    """
    found = []
    for row_kind, _, full, short in data_rows("time_calendar.txt"):
        if row_kind == kind:
            found += [_spelled(form) for form in forms(full)]
            found += [rf"(?-i:{form}\b\.?)" for form in sorted(forms(short), key=len, reverse=True)]
    return f"(?:{'|'.join(sorted(found, key=len, reverse=True))})"


def _spelled(form: str) -> str:
    common_word = form == form.upper()
    return f"(?-i:{form.title()}|{form})" if common_word else f"(?i:{form})"


def calendar_number(kind: str, name: str) -> int:
    """The number of a name: months from 1, weekdays from Monday = 0, seasons' first month."""
    return _calendar_numbers()[kind, name.strip(".").lower()]


@cache
def _calendar_numbers() -> dict[tuple[str, str], int]:
    return {
        (kind, form.lower()): int(number)
        for kind, number, full, short in data_rows("time_calendar.txt")
        for form in (*forms(full), *forms(short))
    }
