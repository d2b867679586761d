"""Dates: another day or time for the same event."""

import re

from secondsource.compare.claims import Statement
from secondsource.compare.date_comparison import compare_times
from secondsource.compare.difference import Difference
from secondsource.compare.ground import same_verb, shared
from secondsource.compare.matter import Matter
from secondsource.compare.order import is_ahead
from secondsource.records.layers import Precision, Time
from secondsource.records.story import Kind, Relation

LIKE_ENOUGH = 0.45
ENOUGH_WITH_VERB, ENOUGH_WITHOUT = 2, 3
NEAR_IN_MEANING, NEAR_AT_A_PLACE = 0.7, 0.5
# "since Sunday" and "effective Friday" bound the thing, they do not date it.
BOUND = re.compile(r"\b(?:since|until|till|before|after|effective|by)\s+$")
DAY = re.compile(r"[A-Z\d]|noon|midnight|today|yesterday|tonight|last night")
WEEK = 7
WEEKDAYS = frozenset({"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"})
FINE = frozenset({Precision.MINUTE, Precision.HOUR, Precision.DAY_PART, Precision.DAY})


def compare_dates(a: Statement, b: Statement, matter: Matter) -> Difference | None:
    """A conflict if each tells one time of the same event, and the two do not fit."""
    if matter.score < LIKE_ENOUGH or not matter.mutual or not _same_event(a, b, matter):
        return None
    if is_ahead(a) != is_ahead(b) or a.affirms != b.affirms:
        return None
    one, other = _when(a), _when(b)
    if len(one) != 1 or len(other) != 1 or _same_weekday(a, b, one[0], other[0]):
        return None
    comparison = compare_times(one[0], other[0])
    if comparison.fits is not False:
        return None
    values = a.words(one[0]), b.words(other[0])
    return Difference(Kind.DATE, Relation.CONFLICT, values, comparison.reason)


def _same_event(a: Statement, b: Statement, matter: Matter) -> bool:
    """Whether both tell of one event: an agreement is signed on one day, ratified on another.

    They share the verb and another word, or three words, or come very near in meaning, or near
    with one place.
    """
    if shared(a, b) >= (ENOUGH_WITH_VERB if same_verb(a, b) else ENOUGH_WITHOUT):
        return True
    one_place = bool(set(a.claim.places) & set(b.claim.places))
    return matter.meaning >= (NEAR_AT_A_PLACE if one_place else NEAR_IN_MEANING)


def _same_weekday(a: Statement, b: Statement, one: Time, other: Time) -> bool:
    """Whether both say "Thursday", and a week lies between.

    One was filed after midnight, or the draft was written a week later.
    """
    if a.words(one).lower() == b.words(other).lower():
        return True
    named = [set(s.words(t).lower().split()) & WEEKDAYS for s, t in ((a, one), (b, other))]
    days = (one.first.date() - other.first.date()).days
    return bool(named[0] & named[1]) and abs(days) == WEEK


def _when(statement: Statement) -> list[Time]:
    """The times that say which day; "in the night" alone does not."""
    return [
        time
        for time in statement.claim.times
        if time.precision in FINE
        and not BOUND.search(statement.text[max(0, time.start - 12) : time.start])
        and (time.precision is not Precision.DAY_PART or DAY.search(time.within(statement.text)))
    ]
