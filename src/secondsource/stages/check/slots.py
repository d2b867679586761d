"""Figures and times of a draft's sentence that the passages nearest to it say otherwise."""

import re
from collections.abc import Sequence
from datetime import timedelta

from secondsource.compare.date_comparison import compare_times
from secondsource.compare.number import (
    TELLING_DIGITS,
    alike,
    between,
    one_digit_off,
    slip,
    speaks_to,
)
from secondsource.compare.number_comparison import compare_quantities, significant_digits
from secondsource.compare.word_lists import families, unlike
from secondsource.records.layers import Precision, Quantity, Time
from secondsource.records.story import Kind
from secondsource.stages.check.pool import Candidate, Pool
from secondsource.stages.check.said import Objection, Said
from secondsource.stages.check.tolls import beyond_every_toll

WEEK = timedelta(days=7)
LEAP_YEAR = timedelta(days=367)
NEAR_BY = 0.9  # share of the greater of two figures from which one may stand for the other
CLOSE = 0.8  # share of the best score from which a passage speaks to the same matter
LIKE_ENOUGH = 0.6  # likeness in meaning that the best passage must have for its values to count
CLOCK = frozenset({Precision.MINUTE, Precision.HOUR})
WHOLE = re.compile(
    r"(?<!not )\b(?:all|every|each|unanimous(?:ly)?|nobody|no one|none)\b", re.IGNORECASE
)
EXCEPTION = re.compile(
    r"\b(?:all but|except(?: for)?|apart from|voted against|abstain\w*|dissent\w*"
    r"|\w+ (?:out )?of (?:the|its|their)(?: [\w'’]+){0,3} "
    r"(?:\d+|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozen)"
    r"|\d+[–-]\d+|\w+ votes to \w+)\b",
    re.IGNORECASE,
)
COARSE = frozenset({Precision.SEASON, Precision.YEAR})


def wrong_number(said: Said, candidates: Sequence[Candidate], pool: Pool) -> Objection | None:
    """An objection if a figure fits none of the like figures in the nearest passages."""
    near = _near(candidates)
    every = [q for c in candidates for q in pool.quantities[c.index]]
    for quantity in said.quantities:
        theirs = [(c, q) for c in near for q in pool.quantities[c.index] if alike(quantity, q)]
        verdicts = [(c, q, compare_quantities(quantity, q)) for c, q in theirs]
        said_there = any(speaks_to(quantity, q) for _, q in theirs)
        if said_there or _said_elsewhere(quantity, every) or between(quantity, every):
            continue
        against = [(c, v) for c, _, v in verdicts if v.fits is False]
        if against:
            passages = tuple(dict.fromkeys(c.passage for c, _ in against))
            return Objection(Kind.NUMBER, passages, against[0][1].reason)
    return beyond_every_toll(said, pool.statements)


def slipped_number(said: Said, candidates: Sequence[Candidate], pool: Pool) -> Objection | None:
    """An objection if a figure stands nowhere, but one with its digits swapped does."""
    every = [(i, q) for i, some in enumerate(pool.quantities) for q in some]
    near = {candidate.index for candidate in candidates}
    for mine in said.quantities:
        if any(mine.unit == q.unit and _says_about(mine, q) for _, q in every):
            continue
        telling = significant_digits(mine.low) >= TELLING_DIGITS
        alike_in_unit = [(i, q) for i, q in every if mine.unit == q.unit]
        slips = [i for i, q in alike_in_unit if (telling or i in near) and slip(mine, q)]
        if slips:
            passages = tuple(pool.passages[i] for i in slips)
            return Objection(Kind.NUMBER, passages, "a figure with its digits swapped")
        misread = [(i, q) for i, q in alike_in_unit if i in near and one_digit_off(mine, q)]
        if misread:
            passages = tuple(pool.passages[i] for i, _ in misread)
            return Objection(Kind.NUMBER, passages, compare_quantities(mine, misread[0][1]).reason)
    return None


def other_count(said: Said, candidates: Sequence[Candidate], pool: Pool) -> Objection | None:
    """An objection if so many of one thing are, in the nearest passages, so many of another.

    "Two X-ray machines" where it is "two oxygen plants", and no report has any machine.
    """
    for mine in said.quantities:
        if mine.unit or not mine.of or pool.knows(mine.of):
            continue
        nearest = [c for c in candidates[:2] if c.score >= LIKE_ENOUGH]
        near = [(c, q) for c in nearest for q in pool.quantities[c.index]]
        others = [(c, q) for c, q in near if not q.unit and q.low == mine.low == q.high]
        apart = [(c, q) for c, q in others if unlike(mine.of, q.of) and q.of not in said.lemmas]
        if apart:
            passages = tuple(dict.fromkeys(c.passage for c, _ in apart))
            note = f"the reports say it of so many {apart[0][1].of}s, not {mine.of}s"
            return Objection(Kind.OBJECT, passages, note)
    return None


def _says_about(mine: Quantity, other: Quantity) -> bool:
    """Whether a figure fits and is near: "under two billion" does not say 1.68 billion."""
    low, high = sorted((mine.low, other.low))
    return bool(compare_quantities(mine, other).fits) and low >= NEAR_BY * high


def wrong_time(said: Said, candidates: Sequence[Candidate], pool: Pool) -> Objection | None:
    """An objection if the one time of the sentence fits none of the nearest passage's.

    A clock time is held against all clock times of the passage, a day against a single day.
    """
    mine = [time for time in said.times if time.precision not in COARSE]
    near = _near(candidates)[:2]
    if len(mine) != 1 or not near:
        return None
    theirs = [t for t in pool.times[near[0].index] if _of_a_grain(mine[0], t)]
    if not theirs or (len(theirs) > 1 and mine[0].precision not in CLOCK):
        return None
    every = [t for c in near for t in pool.times[c.index]]
    if any(compare_times(mine[0], t).fits for t in every):
        return None
    if any(_read_off(mine[0], t, said.text) for t in every):
        return None
    comparisons = [compare_times(mine[0], t) for t in theirs]
    if any(comparison.fits is None for comparison in comparisons):
        return None
    return Objection(Kind.DATE, (near[0].passage,), comparisons[0].reason)


def _read_off(mine: Time, other: Time, text: str) -> bool:
    """Whether a weekday or a date without its year may have been taken for the next or the last."""
    apart = abs(mine.first - other.first)
    if apart == WEEK:
        return True
    same_day = (mine.first.month, mine.first.day) == (other.first.month, other.first.day)
    years = {mine.first.year, other.first.year}
    return same_day and len(years) > 1 and apart < LEAP_YEAR and str(mine.first.year) not in text


def wrong_whole(said: Said, candidates: Sequence[Candidate]) -> Objection | None:
    """An objection if the sentence says it of all, and the nearest passage knows an exception."""
    if not WHOLE.search(said.text):
        return None
    for candidate in _near(candidates)[:2]:
        exception = EXCEPTION.search(candidate.text)
        if exception is not None:
            kind = Kind.NUMBER if said.quantities else Kind.OUTCOME
            note = f"“{exception.group()}” leaves some out"
            return Objection(kind, (candidate.passage,), note)
    return None


def wrong_kind(said: Said, candidates: Sequence[Candidate], pool: Pool) -> Objection | None:
    """An objection if a thing is of another kind in the nearest passages and never of this one.

    "Long-range missiles" where the passages that come nearest have "anti-aircraft missiles", and no
    report has anything long-range.
    """
    near = _near(candidates)
    for noun, words in said.kinds.items():
        if any(_appears(word, text) for word in words for text in pool.texts):
            continue
        theirs = [(c, pool.kinds[c.index].get(noun, frozenset())) for c in near]
        against = [(c, kinds) for c, kinds in theirs if kinds]
        if against:
            other = sorted(against[0][1])[0]
            note = f"the reports say {other} {noun}, not {sorted(words)[0]} {noun}"
            return Objection(Kind.OBJECT, tuple(c.passage for c, _ in against), note)
    return None


def _appears(word: str, text: str) -> bool:
    """Whether a word stands in a text, with or without its hyphens."""
    return word in text.lower() or word.replace("-", " ") in text.lower()


def _near(candidates: Sequence[Candidate]) -> list[Candidate]:
    if not candidates or candidates[0].meaning < LIKE_ENOUGH:
        return []
    return [c for c in candidates if c.score >= CLOSE * candidates[0].score]


def _said_elsewhere(quantity: Quantity, every: Sequence[Quantity]) -> bool:
    """Whether a passage a little further off has the very figure."""
    return any(
        (alike(quantity, q) or _counts_somebody(quantity, q))
        and compare_quantities(quantity, q).exact
        for q in every
    )


def _counts_somebody(mine: Quantity, other: Quantity) -> bool:
    """Whether a figure counts those whom the text named before: "fourteen of them"."""
    unnamed = not other.of or families().get(other.of) == "persons"
    return not mine.unit and not other.unit and unnamed


def _of_a_grain(one: Time, other: Time) -> bool:
    return other.precision not in COARSE and (one.precision in CLOCK) == (other.precision in CLOCK)
