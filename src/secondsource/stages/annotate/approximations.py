"""Finds the words that say how exactly a figure is meant, before it or after it."""

import re
from dataclasses import dataclass
from functools import cache

from secondsource.records.layers import Approximation
from secondsource.stages.annotate.data_rows import data_rows

WINDOW = 32  # longer than any phrase of the list with its space
# "over" and the like lead a phrase of time or place after these; else they shift the figure.
LEADS = re.compile(r"(?:^|[\s(,;:–—-])(?:\w+)\s+$")
SIGNS = re.compile(r"(?P<about>~|≈|±)|(?P<more>>)|(?P<less><)")
PLUS = re.compile(r"\+|-plus\b|-odd\b|-some\b|-ish\b")


@dataclass(frozen=True, slots=True)
class Found:
    """An approximation and the far end of its words."""

    meaning: Approximation
    at: int


@cache
def _table(place: str) -> tuple[re.Pattern[str], dict[str, Approximation]]:
    meanings = {
        phrase: Approximation(meaning)
        for phrase, where, meaning in data_rows("number_approximations.txt")
        if where == place or (place == "before" and where == "bare")
    }
    phrases = "|".join(
        re.escape(phrase).replace(r"\ ", r"[ \u00a0]+")
        for phrase in sorted(meanings, key=len, reverse=True)
    )
    edge = rf"(?<![\w-])(?P<phrase>{phrases})(?:[ \u00a0]+(?:a|an))?[ \u00a0]+$"
    return re.compile(
        edge if place == "before" else rf"[ \u00a0]+(?P<phrase>{phrases})(?!\w)", re.I
    ), meanings


@cache
def _bare() -> frozenset[str]:
    rows = data_rows("number_approximations.txt")
    return frozenset(phrase for phrase, where, _ in rows if where == "bare")


def approximation_before(text: str, at: int, *, period: bool) -> Found | None:
    """The approximation that ends at `at`; `period`: the figure is a length of time.

    "pledged 2 million over two years" spreads, "in over two years" exceeds: before a length of
    time "over" shifts the figure only after a preposition, a verb of lasting or at the start.
    """
    pattern, meanings = _table("before")
    found = pattern.search(text, max(0, at - WINDOW), at)
    if found is None:
        return _sign_before(text, at)
    phrase = re.sub(r"\s+", " ", found["phrase"].lower())
    if period and phrase in _bare() and not _exceeds(text, found.start()):
        return None
    return Found(meanings[phrase], found.start())


def _sign_before(text: str, at: int) -> Found | None:
    sign = SIGNS.match(text, at - 1) if at else None
    if sign is None:
        return None
    meaning = {
        "about": Approximation.ABOUT,
        "more": Approximation.MORE_THAN,
        "less": Approximation.LESS_THAN,
    }[sign.lastgroup or "about"]
    return Found(meaning, at - 1)


EXCEEDING = re.compile(
    r"(?:^|[.;:–—(]\s*|\b(?:for|in|after|of|to|by|just|lasted|lasts|lasting|took|takes|taking|was|is|were"
    r"|than|spent|spend|waited|wait|a)\s+)$",
    re.I,
)


def _exceeds(text: str, at: int) -> bool:
    return EXCEEDING.search(text, max(0, at - 12), at) is not None


def approximation_after(text: str, at: int) -> Found | None:
    """The approximation that begins at `at` or after one space ("or more", "+")."""
    if plus := PLUS.match(text, at):
        meaning = Approximation.AT_LEAST if plus[0] in ("+", "-plus") else Approximation.ABOUT
        return Found(meaning, plus.end())
    pattern, meanings = _table("after")
    found = pattern.match(text, at)
    if found is None:
        return None
    return Found(meanings[re.sub(r"\s+", " ", found["phrase"].lower())], found.end())
