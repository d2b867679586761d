"""How far other origins bear out the words of a claim: the guard before a line is called confirmed.

A point of agreement says that claims speak of one thing; the words chosen for it must not say more
than what a second origin says. Names and the subject are what the claims have in common, so they
prove nothing; the rest of the words and every figure must be found with another origin.
"""

import re
from collections.abc import Sequence

from secondsource.records.layers import QUANTITIES, Quantity, Status
from secondsource.records.story import Claim
from secondsource.stages.brief.material import Material
from secondsource.stages.brief.wording import stems

NUMBER = re.compile(r"\d(?:[\d,.]*\d)?")
# A figure weighs as much as this many words.
FIGURE = 2
AHEAD = frozenset({Status.PLANNED, Status.EXPECTED, Status.PROMISED})


def borne_out(material: Material, claim: Claim, claims: Sequence[Claim]) -> float:
    """The share, from 0 to 1, of what a claim says that the other origins' sentences say too.

    0 if one of its figures is no other origin's. A claim of what is done is not borne out by one of
    what is planned or denied.
    """
    origin = material.origins([claim.said_in])
    others = [
        other
        for other in claims
        if material.origins([other.said_in]) != origin and _same_stage(claim, other)
    ]
    if not _figures_met(material, claim, others):
        return 0.0
    words = _predicate(material, claim)
    heard = frozenset(stem for other in others for stem in stems(material.context(other)))
    figures = FIGURE * len(claim.quantities)
    weight = len(words) + figures
    return (len(words & heard) + figures) / weight if weight else 0.0


def _figures_met(material: Material, claim: Claim, others: Sequence[Claim]) -> bool:
    """Whether every figure of a claim, and every number in its text, is another's too."""
    elsewhere = [quantity for other in others for quantity in _figures(material, other)]
    if not all(any(_same(one, other) for other in elsewhere) for one in claim.quantities):
        return False
    met = " ".join(_text(material, claim, quantity) for quantity in claim.quantities)
    return _numbers(claim.text) <= _numbers(" ".join([met, *map(material.context, others)]))


def _same_stage(one: Claim, other: Claim) -> bool:
    """Whether both affirm or both deny, of something that has come equally far."""
    ahead = one.status in AHEAD and other.status in AHEAD
    return one.polarity is other.polarity and (ahead or one.status is other.status)


def _predicate(material: Material, claim: Claim) -> frozenset[str]:
    """The stems of a claim without its subject, its names and its figures."""
    given = [claim.subject, *claim.people]
    given += [_text(material, claim, quantity) for quantity in claim.quantities]
    return stems(claim.text) - frozenset(stem for words in given for stem in stems(words))


def _numbers(text: str) -> set[str]:
    """The numbers in digits, commas aside."""
    return {number.replace(",", "") for number in NUMBER.findall(text)}


def _text(material: Material, claim: Claim, quantity: Quantity) -> str:
    return quantity.within(material.by_id[claim.said_in.report_id].report.text)


def _figures(material: Material, claim: Claim) -> list[Quantity]:
    """The figures of the sentence in which a claim stands."""
    found = material.sentence_at(claim.said_in)
    every = material.by_id[claim.said_in.report_id].get(QUANTITIES)
    return [q for q in every if found and found[1].contains(q)] + list(claim.quantities)


def _same(one: Quantity, other: Quantity) -> bool:
    """Whether two figures are of one measure and their ranges meet."""
    same_unit = one.unit == other.unit or not (one.unit and other.unit)
    return same_unit and one.low <= other.high and other.low <= one.high
