"""Finds phrases of time in a text by their form; `time_resolution` says which time they mean."""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from secondsource.records.evidence import Span
from secondsource.stages.annotate.data_rows import data_rows, forms
from secondsource.stages.annotate.number_words import number_lexicon


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


CASELESS = "(?i:{})"
YEAR = r"(?:1[5-9]|20)\d\d"
# A day of a month is not the head of a larger figure, of a decimal or of a percentage.
DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?![\d%])(?![,.:]\d)"
ORDINAL_DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)"
HOUR = r"(?:2[0-4]|1\d|0?\d)"
HALF = r"(?i:[ap](?:\.\s?m\b\.?|\s?m\b))"
ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
    "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth twenty-first "
    "twenty-second twenty-third twenty-fourth twenty-fifth twenty-sixth twenty-seventh "
    "twenty-eighth twenty-ninth thirtieth thirty-first"
).split()
PERIOD = r"(?P<period>second|minute|hour|day|night|weekend|week|fortnight|month|year|decade|centur)(?:ies|y|s)?"
EDGE = (
    r"(?P<edge>(?i:early|late|mid|the\ start\ of|the\ beginning\ of|the\ middle\ of|the\ end\ of))"
)
WHICH = r"(?P<which>(?i:last|past|previous|preceding|next|following|coming|this|that|same|current))"


def names_of(kind: str) -> str:
    """A pattern for the calendar names of a class ("month", "weekday", "season")."""
    return "(?:" + "|".join(_name_forms(kind)) + ")"


def _name_forms(kind: str) -> list[str]:
    found = []
    for row_kind, _, full, short in data_rows("time_calendar.txt"):
        if row_kind != kind:
            continue
        for form in forms(full):
            spelled = form.lower()
            any_case = form != form.upper()
            found.append(f"(?i:{spelled})" if any_case else f"(?:{spelled.title()}|{form.upper()})")
        found += [rf"{form}\b\.?" for form in sorted(forms(short), key=len, reverse=True)]
    return sorted(found, key=len, reverse=True)


def calendar_number(kind: str, name: str) -> int:
    """The number of a calendar name: months from 1, weekdays from Monday = 0, seasons' first month."""
    return _calendar_numbers()[kind, name.strip(".").lower()]


@cache
def _calendar_numbers() -> dict[tuple[str, str], int]:
    return {
        (kind, form.lower()): int(number)
        for kind, number, full, short in data_rows("time_calendar.txt")
        for form in (*forms(full), *forms(short))
    }


def _counts() -> str:
    words = [
        w for w, (kind, _) in number_lexicon().items() if kind in ("unit", "teen", "tens", "dozen")
    ]
    one = "|".join(sorted(words, key=len, reverse=True))
    return rf"(?P<count>\d+(?:\.\d+)?|(?i:(?:a|an|a\ couple\ of|half\ a\ dozen|(?:{one})(?:[-\ ](?:{one}))?)))"


def _holidays() -> str:
    named = [form for row in data_rows("time_holidays.txt") for form in forms(row[0])]
    alternatives = "|".join(
        re.escape(n).replace("'", "['’]") for n in sorted(named, key=len, reverse=True)
    )
    return f"(?P<holiday>(?i:{alternatives}))"


def _zones() -> str:
    zones = "|".join(row[0] for row in data_rows("time_zones.txt"))
    return rf"(?P<zone>{zones})\b|(?i:local\ time)|[A-Z][a-z]+(?:\ [A-Z][a-z]+)?\ (?i:(?:summer|standard)\ )?time\b"


@cache
def rules() -> tuple[tuple[str, Grain, re.Pattern[str]], ...]:
    """Name, grain and pattern of every rule. Where two match, the longer match holds, then the first."""
    month, weekday, season = names_of("month"), names_of("weekday"), names_of("season")
    m, w, s = f"(?P<month>{month})", f"(?P<weekday>{weekday})", f"(?P<season>{season})"
    y, d = f"(?P<year>{YEAR})(?!\\d)", f"(?P<day>{DAY})"
    parts = "|".join(
        re.escape(row[0])
        for row in sorted(data_rows("time_day_parts.txt"), key=lambda r: -len(r[0]))
    )
    part = f"(?P<part>(?i:{parts}))"
    zone = rf"(?:\s*\(?(?:{_zones()})\)?)?"
    ordinal = f"(?P<ordinal>(?i:{'|'.join(sorted(ORDINALS, key=len, reverse=True))}))"
    lead = rf"(?:{w},?\s+(?:the\s+)?)?"
    hours = "|".join(
        w for w, (k, v) in number_lexicon().items() if k in ("unit", "teen") and 1 <= v <= 12
    )
    said = rf"(?P<said>(?i:{hours}))"
    table = [
        ("iso", Grain.DAYS, rf"(?P<year>{YEAR})-(?P<nmonth>0[1-9]|1[0-2])-(?P<day>\d\d)"),
        ("slashed", Grain.DAYS, rf"(?P<a>\d{{1,2}})/(?P<b>\d{{1,2}})/(?P<year>{YEAR}|\d\d)(?!\d)"),
        ("date", Grain.DAYS, rf"{lead}(?:(?i:the)\s+)?{d}\s+(?:(?i:of)\s+)?{m}(?:,?\s+{y})?"),
        ("date", Grain.DAYS, rf"{lead}{m}\s+(?:(?i:the)\s+)?{d}(?:,?\s+{y})?"),
        ("date", Grain.DAYS, rf"{lead}(?i:the)\s+{ordinal}\s+(?i:of)\s+{m}(?:,?\s+{y})?"),
        ("dates", Grain.DAYS, rf"(?P<from>{DAY})\s*(?:[-–—]|(?i:to|and|or))\s*(?P<day>{DAY})\s+(?:(?i:of)\s+)?{m}(?:,?\s+{y})?"),
        ("dates", Grain.DAYS, rf"{m}\s+(?P<from>{DAY})\s*(?:[-–—]|(?i:to|and|or))\s*(?P<day>{DAY})(?:,?\s+{y})?"),
        ("month", Grain.DAYS, rf"(?:{EDGE}[\s-]+)?(?:{WHICH}\s+)?{m}(?:,?\s+(?:(?i:of)\s+)?{y}|\s+(?P<which_year>(?i:last|this|next))\s+(?i:year))?"),
        ("season", Grain.DAYS, rf"(?:{EDGE}[\s-]+)?(?:{WHICH}\s+)(?:(?i:year)['’]s\s+)?{s}"),
        ("season", Grain.DAYS, rf"(?:{EDGE}[\s-]+)?(?:(?i:the)\s+)?{s}(?:,?\s+(?:(?i:of)\s+)?{y}|\s+(?:(?i:of)\s+)?(?P<which_year>(?i:last|this|next))\s+(?i:year))"),
        ("season", Grain.DAYS, rf"(?<=[Ii]n\s)(?:{EDGE}[\s-]+)?(?:(?i:the)\s+)?{s}"),
        ("season", Grain.DAYS, rf"(?<=[Bb]y\s)(?:{EDGE}[\s-]+)?(?:(?i:the)\s+)?{s}"),
        ("year", Grain.DAYS, rf"(?:{EDGE}[\s-]+)?{y}"),
        ("decade", Grain.DAYS, rf"(?:{EDGE}[\s-]+)?(?:(?i:the)\s+)?(?P<decade>(?:1[5-9]|20)\d0)['’]?s\b"),
        ("weekday", Grain.DAYS, rf"(?:(?:(?i:on)\s+)?{WHICH}\s+)?(?:(?i:week)\s+(?:(?i:on)\s+)?)?{w}(?:['’]s)?(?:\s+(?P<which_week>(?i:last|this|next))\s+(?i:week)|\s+(?i:week)\b)?"),
        ("relative", Grain.DAYS, r"(?P<word>(?i:the\ day\ before\ yesterday|the\ day\ after\ tomorrow|yesterday|today|tomorrow|tonight|overnight|last\ night))"),
        ("today_part", Grain.DAYS, r"(?i:this)\s+(?P<part>(?i:morning|afternoon|evening))"),
        ("period", Grain.DAYS, rf"(?:{EDGE}\s+|(?i:earlier|later)\s+)?(?:(?i:the|in\ the)\s+)?{WHICH}\s+{PERIOD}"),
        ("period", Grain.DAYS, rf"{EDGE}\s+(?i:the)\s+(?P<period>month|year|decade|week)\b"),
        ("weekend", Grain.DAYS, r"(?i:(?:at|over|during)\s+the\s+(?P<period>weekend))"),
        ("offset", Grain.DAYS, rf"{_counts()}\s+(?:(?i:full|whole)\s+)?{PERIOD}\s+(?P<way>(?i:ago|earlier|later|before|previously|afterwards?|after|from\ now|hence))\b"),
        ("offset", Grain.DAYS, rf"(?i:in)\s+{_counts()}\s+{PERIOD}['’]s?\s+(?P<way>(?i:time))"),
        ("beside", Grain.DAYS, r"(?i:the)\s+(?P<period>day|night|week|month|year)\s+(?P<way>(?i:before|after|earlier))\b"),
        ("day_of_month", Grain.DAYS, rf"(?i:on\s+the)\s+(?P<day>{ORDINAL_DAY})(?!\s+(?i:of|[a-z]+\s+(?:of|anniversary)|anniversary|birthday|floor|minute|day|hole|lap))"),
        ("holiday", Grain.DAYS, rf"(?:{WHICH}\s+)?{_holidays()}(?:,?\s+{y})?"),
        ("part", Grain.PART, rf"{part}"),
        ("clock", Grain.CLOCK, rf"(?P<hour>{HOUR})[:.h](?P<minute>[0-5]\d)(?:[:.][0-5]\d)?\s*(?P<half>{HALF}){zone}"),
        ("clock", Grain.CLOCK, rf"(?P<hour>{HOUR})\s*(?P<half>{HALF}){zone}"),
        ("clock", Grain.CLOCK, rf"(?P<hour>{HOUR}):(?P<minute>[0-5]\d)(?::[0-5]\d)?{zone}"),
        ("clock", Grain.CLOCK, rf"(?P<hour>{HOUR})[.:h]?(?P<minute>[0-5]\d)\s*(?:(?i:hours|hrs)\b|{_zones()})"),
        ("clock", Grain.CLOCK, rf"(?<=[Aa]t\s)(?P<hour>{HOUR})[.h](?P<minute>[0-5]\d)(?!\s*(?:%|[a-z]*(?:cent|illion|m\b|k)))"),
        ("clock", Grain.CLOCK, rf"(?<=[Aa]t\s)(?P<hour>{HOUR})\s+(?i:hours)"),
        ("clock", Grain.CLOCK, rf"(?:{said}|(?P<hour>{HOUR}))\s+(?i:o['’]\s?clock){zone}"),
        ("clock", Grain.CLOCK, rf"(?:{said}|(?P<hour>{HOUR}))(?=\s+(?i:(?:o['’]\s?clock\s+)?in\s+the\s+(?:morning|afternoon|evening)|at\s+night)\b)"),
        ("clock", Grain.CLOCK, rf"(?P<shift>(?i:half|(?:a\s+)?quarter|ten|twenty|five|twenty-five)(?:\s+minutes)?)\s+(?P<turn>(?i:past|to))\s+(?:{said}|(?P<hour>{HOUR}))(?!\s*,?\d|%)"),
        ("clock", Grain.CLOCK, rf"(?<=\s)(?i:(?:shortly|just|soon|minutes)\s+(?:after|before))\s+(?:{said}|(?P<hour>{HOUR}))(?=\s*(?:[,.;]|$|on\s|(?:he|she|it|they|we|the|when|as|and)\b))"),
        ("clock", Grain.CLOCK, rf"(?P<word>(?i:noon|midday|midnight)){zone}"),
    ]  # fmt: skip
    edge = r"(?<![\w.,/£$€-])"
    return tuple(
        (name, grain, re.compile(f"{edge}(?:{pattern})(?!\\w)")) for name, grain, pattern in table
    )


def find_phrases(text: str, start: int, end: int) -> list[Phrase]:
    """The phrases of time in `text[start:end]`, in text order, none overlapping another."""
    found = [
        Phrase(hit.start(), hit.end(), grain, name, {k: v for k, v in hit.groupdict().items() if v})
        for name, grain, pattern in rules()
        for hit in pattern.finditer(text, start, end)
    ]
    found.sort(key=lambda phrase: (phrase.start, phrase.start - phrase.end))
    kept: list[Phrase] = []
    for phrase in found:
        if not kept or phrase.start >= kept[-1].end:
            kept.append(phrase)
        elif phrase.end - phrase.start > kept[-1].end - kept[-1].start:
            kept[-1] = phrase
    return kept
