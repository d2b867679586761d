"""Tells a time from a look-alike: "May" the name, "2000 people", "the night" of a title."""

import re
from functools import cache

from secondsource.records.parse import Parse
from secondsource.stages.annotate.data_rows import data_rows
from secondsource.stages.annotate.time_phrases import Grain, Phrase, names_of
from secondsource.stages.annotate.units import unit_after

LEADS = re.compile(
    r"\b(?:in|on|since|until|till|by|from|of|during|for|through|throughout|before|after|to|and|or|between"
    r"|around|about|at|every|each|the|late|early|mid|with|year|circa|c\.|born|dated?|dates|back)[\s(]+$",
    re.I,
)
DAY_BEFORE = re.compile(
    r"(?:[A-Z]\w+day(?:['’]s)?|[yY]esterday|[tT]omorrow|\d)\s+(?:in\s+the\s+)?$"
)
PART_LEADS = re.compile(
    r"\b(?:in|at|before|by|during|since|through|until|towards?|of|that|the)\s+$", re.I
)
IN_PART_LEADS = re.compile(
    r"\b(?:in|by|before|during|since|through|throughout|until|for|of|on)\s+$", re.I
)
# Months that are everyday words or given names need a word before them that leads a time.
DOUBLE = {"may", "march", "april", "june", "august", "jan", "mar", "sep", "dec"}
TIMELY = {"DATE", "TIME", "EVENT"}
OLDEST_BARE_YEAR = 1700


def is_time(parse: Parse, phrase: Phrase) -> bool:
    """Whether a phrase that has the form of a time is one here."""
    if phrase.grain is Grain.PART:
        return _part_is_time(parse, phrase)
    if phrase.rule == "year":
        return _year_is_time(parse, phrase)
    if phrase.rule == "month":
        return _month_is_time(parse, phrase)
    if phrase.rule == "weekday":
        return _weekday_is_time(parse, phrase)
    if phrase.rule == "holiday":
        return not re.compile(r"\s+[A-Z]").match(parse.text, phrase.end)
    if phrase.rule in ("offset", "beside"):
        return _offset_is_time(parse, phrase)
    if phrase.rule == "relative":
        return not _is_in_name(parse, phrase)
    return True


def _is_in_name(parse: Parse, phrase: Phrase) -> bool:
    """ "The Daily Today": a capital after a capitalised word."""
    before = parse.text[max(0, phrase.start - 20) : phrase.start]
    return phrase.pieces["word"][0].isupper() and bool(re.search(r"\b[A-Z]\w*[ \u00a0]$", before))


def _led(parse: Parse, phrase: Phrase, pattern: re.Pattern[str] = LEADS) -> bool:
    return pattern.search(parse.text, max(0, phrase.start - 16), phrase.start) is not None


def _entity(parse: Parse, phrase: Phrase) -> str:
    tokens = parse.tokens_in(phrase.start, phrase.end)
    return parse.entities[tokens[0]] if tokens else ""


def _part_is_time(parse: Parse, phrase: Phrase) -> bool:
    """Bare "early" and "late" are times only beside a day; so is "night" with nothing before it."""
    words = phrase.pieces["part"].lower()
    beside = _day_follows().match(parse.text, phrase.end)
    if words in ("early", "late"):
        return beside is not None
    if words.startswith("the "):
        return bool(beside) or _led(parse, phrase, IN_PART_LEADS)
    if words.startswith(("at ", "before ", "early ", "late ", "mid", "in ")):
        return True
    before = parse.text[max(0, phrase.start - 24) : phrase.start]
    day_before = DAY_BEFORE.search(before)
    return bool(beside or day_before or _led(parse, phrase, PART_LEADS))


@cache
def _day_follows() -> re.Pattern[str]:
    names = f"{names_of('weekday')}|{names_of('month')}|(?i:yesterday|today|tomorrow)"
    return re.compile(rf"\s+(?:on\s+|of\s+)?(?:the\s+)?(?:(?:{names})\b|\d{{1,2}}\b)")


def _year_is_time(parse: Parse, phrase: Phrase) -> bool:
    if "edge" in phrase.pieces or _led(parse, phrase):
        return not _measured(parse, phrase)
    if int(phrase.pieces["year"]) < OLDEST_BARE_YEAR or _measured(parse, phrase):
        return False
    before = re.search(r"(\w+)\.?\s+$", parse.text[max(0, phrase.start - 20) : phrase.start])
    if before and (before[1].lower(),) in data_rows("number_designators.txt"):
        return False
    following = parse.tokens_in(phrase.end, min(len(parse.text), phrase.end + 24))
    return not (following and parse.tags[following[0]] == "NNS")


def _measured(parse: Parse, phrase: Phrase) -> bool:
    """Whether a unit or people follow: then the digits count something."""
    if re.compile(r"\s+(?:people|persons|men|women|children|deaths|dead)\b").match(
        parse.text, phrase.end
    ):
        return not _led(parse, phrase, re.compile(r"\b(?:in|since)\s+$"))
    found = unit_after(parse.text, phrase.end, digits=True)
    return found is not None and parse.text[phrase.end : found.at].strip() not in ("C", "F", "m")


def _month_is_time(parse: Parse, phrase: Phrase) -> bool:
    pieces = phrase.pieces
    if any(key in pieces for key in ("year", "edge", "which", "which_year")):
        return True
    name = pieces["month"].strip(".").lower()
    if (
        re.compile(r"\s+[A-Z][a-z]").match(parse.text, phrase.end)
        and _entity(parse, phrase) not in TIMELY
    ):
        return False
    if name in DOUBLE or len(name) <= 4:
        return _led(parse, phrase) and _entity(parse, phrase) not in ("PERSON", "ORG")
    return True


def _weekday_is_time(parse: Parse, phrase: Phrase) -> bool:
    name = phrase.pieces["weekday"].strip(".")
    if len(name) > 5:
        return True
    return _entity(parse, phrase) in TIMELY and not _led(
        parse, phrase, re.compile(r"\bthe\s+$", re.I)
    )


def _offset_is_time(parse: Parse, phrase: Phrase) -> bool:
    """ "two days after" ends on what was told; "two days after the vote" starts from the vote."""
    if phrase.pieces["way"].lower() not in ("after", "before", "afterwards"):
        return True
    return (
        re.compile(r"\s*(?:[,.;:)—–”\"']|$|\b(?:and|but)\b)").match(parse.text, phrase.end)
        is not None
    )
