"""What a figure counts or measures, and the period it is for."""

import re
from bisect import bisect_left
from functools import cache

from secondsource.records.evidence import Span
from secondsource.records.parse import Parse
from secondsource.stages.annotate.ages import age_of
from secondsource.stages.annotate.counted_nouns import (
    TIMELY,
    lemma_of,
    name_of,
    noun_ahead,
    noun_of_phrase,
)
from secondsource.stages.annotate.counted_thing import Counted
from secondsource.stages.annotate.data_rows import data_rows
from secondsource.stages.annotate.ellipsis import without_noun
from secondsource.stages.annotate.figure import Figure

# "This one", "no one": a pronoun and no figure.
PRONOUN = re.compile(
    r"\b(?:this|that|which|the|no|any|each|every|some|as|if|how|where|when)\s+$", re.I
)
ONE_DAY = re.compile(r"(?:^|[.,;:–—“”\"‘’]\s*|\n)one day$", re.I)
WITHIN = re.compile(r"\b(?:within|to)\s+$", re.I)


def counted_after(parse: Parse, figure: Figure, sentence: Span, known: str) -> Counted | None:
    """What a figure counts; `known` is what an earlier figure counted, for "the other two".

    None for a "one" that counts nothing ("one another", "one day").
    """
    if _is_idle(parse.text, figure):
        return None
    age = age_of(parse.text, figure)
    if age is not None:
        return age
    token = bisect_left(parse.starts, figure.end)
    limit = bisect_left(parse.starts, sentence.end)
    noun = noun_ahead(parse, figure, token, limit)
    if figure.unit:
        return _measured(parse, figure, noun, token, limit)
    if noun is not None:
        return _of_noun(parse, figure, noun)
    if figure.words and figure.low == figure.high <= 1:
        return None
    return without_noun(parse, figure, token, limit, known)


def _is_idle(text: str, figure: Figure) -> bool:
    """Whether a "one" is a turn of phrase: "this one", "One day they will"."""
    if not figure.words or not figure.low == figure.high == 1:
        return False
    if figure.unit == "day" and ONE_DAY.search(text, max(0, figure.start - 3), figure.end):
        return True
    return PRONOUN.search(text, max(0, figure.start - 10), figure.start) is not None


@cache
def _idle_nouns() -> frozenset[str]:
    return frozenset(row[0] for row in data_rows("number_idle_nouns.txt"))


def _of_noun(parse: Parse, figure: Figure, noun: int) -> Counted | None:
    lemma = lemma_of(parse, noun)
    if not any(map(str.isalpha, lemma)):
        return Counted("", figure.end)  # "%" and the like, which taggers call nouns
    idle = lemma in _idle_nouns() or parse.tags[noun] in ("NNS", "NNPS")
    if figure.words and figure.high == 1 and idle:
        return None
    return Counted(lemma, parse.ends[noun])


def _measured(parse: Parse, figure: Figure, noun: int | None, token: int, limit: int) -> Counted:
    """What a measure is of: "40 tonnes of sugar", "8 percent of patients", "a 60-day course"."""
    if token < limit and parse.word(token).lower() in ("of", "worth"):
        if WITHIN.search(parse.text, max(0, figure.start - 8), figure.start):
            return Counted("", figure.end)  # "within seven miles of the port": away from it
        found = noun_of_phrase(parse, token, limit)
        return Counted(name_of(parse, found) if found is not None else "", figure.end)
    direct = noun is not None and _hyphened(parse, figure) and parse.entities[noun] not in TIMELY
    return Counted(lemma_of(parse, noun) if noun is not None and direct else "", figure.end)


def _hyphened(parse: Parse, figure: Figure) -> bool:
    """Whether a measure stands as a modifier before its noun ("a 60-day course")."""
    written = parse.text[figure.number.end : figure.end]
    return written.startswith(("-", "\u2010", "\u2011")) or figure.money or figure.unit == "percent"


@cache
def _period() -> tuple[re.Pattern[str], re.Pattern[str]]:
    periods = "|".join(row[0] for row in data_rows("units_periods.txt"))
    plain = re.compile(
        rf"(?:\s+|-)(?:an?|per|each|every)[\s-]+(?P<per>{periods}|capita)\b(?!\s+(?:ago|later|earlier|before))"
        rf"|\s?/\s?(?P<short>{periods})\b", re.I,
    )  # fmt: skip
    priced = re.compile(
        r"\s+(?:per|an?)\s+(?P<per>[a-z]{3,})\b(?!\s+(?:ago|later|earlier|before|[a-z]{4,}))"
    )
    return plain, priced


def period_after(text: str, at: int, *, money: bool, unit: str) -> tuple[str, int]:
    """What a figure that ends at `at` is for ("a month"), and where the words for that end."""
    plain, priced = _period()
    found = plain.match(text, at)
    if found is not None:
        return (found["per"] or found["short"]).lower(), found.end()
    found = priced.match(text, at) if money else None
    if found is not None:
        return found["per"].lower(), found.end()
    each = re.compile(r"\s+per\s+(?P<per>[\d,]+(?:\s+[a-z]+)?|[a-z]+)\b").match(text, at)
    if each is not None and unit not in ("percent",):
        return each["per"].lower(), each.end()
    return "", at
