"""How far another origin bears out a claim: the guard before a line is called confirmed.

A point of agreement says that claims speak of one thing; the words chosen for it must not say more
than what one other origin says by itself. The subject is what the claims have in common, so it
proves nothing; every figure, time and name must be met, as exact as it is told, and most of the
other words, of which the verb counts most.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from secondsource.compare.date_comparison import compare_times
from secondsource.compare.number_comparison import compare_quantities
from secondsource.records.evidence import Span
from secondsource.records.layers import (
    QUANTITIES,
    TIMES,
    Approximation,
    LayerKey,
    Precision,
    Quantity,
    Status,
    Time,
)
from secondsource.records.story import Claim
from secondsource.stages.brief.material import Material
from secondsource.stages.brief.same_deed import tells_another_deed, tells_same_deed
from secondsource.stages.brief.standing import is_unasserted, root_of
from secondsource.stages.brief.wording import stems

NUMBER = re.compile(r"\d(?:[\d,.]*\d)?")
# A figure weighs as much as this many words, and so does the verb.
FIGURE = 2
VERB = 2
# Whom a claim is about may go by another word with the other if the rest agrees as far as this.
ANOTHER_NAME = 0.7
# A vaguer figure bears out none that is more than this much above it: "hundreds" is not "381".
AS_EXACT = 0.8
# The share of a claim's words that one other claim must have to bear it out.
BORNE_OUT = 0.6
EXACT = Approximation.EXACT
S = TypeVar("S", bound=Span)
AHEAD = frozenset({Status.PLANNED, Status.EXPECTED, Status.PROMISED})


def backing(
    material: Material, claim: Claim, claims: Sequence[Claim], *, whole: bool = True
) -> tuple[Claim, ...]:
    """The claims that each bear a claim out by themselves; () if all are of its own origin.

    A claim that has been cut short, and is not `whole`, is borne out by the same deed alone.
    """
    others = as_exact(material, claim, (c for c in claims if c.id != claim.id))
    found = tuple(
        o
        for o in others
        if not tells_another_deed(material, claim, o)
        and (
            (whole and borne_out(material, claim, o) >= BORNE_OUT)
            or tells_same_deed(material, claim, o)
        )
    )
    origin = material.origins([claim.said_in])
    apart = any(material.origins([other.said_in]) != origin for other in found)
    return found if apart else ()


def as_exact(material: Material, claim: Claim, others: Iterable[Claim]) -> Iterator[Claim]:
    """Those of some claims that tell every figure, time and name of a claim, no more vaguely.

    Not those that deny it, or leave it open.
    """
    for other in others:
        if not is_unasserted(material, other) and _is_as_exact(material, claim, other):
            yield other


def borne_out(material: Material, claim: Claim, other: Claim) -> float:
    """The share, from 0 to 1, of what a claim says that another's sentence says too.

    0 if one of its figures, times or names is not in the other's. A claim of what is done is not
    borne out by one of what is planned or denied.
    """
    if not _is_as_exact(material, claim, other):
        return 0.0
    heard = _heard(material, other)
    verb = _verb(material, claim)
    words = _predicate(material, claim) - verb
    figures = FIGURE * len(claim.quantities)
    weight = len(words) + VERB * bool(verb) + figures
    met = len(words & heard) + VERB * _is_heard(verb, heard) + figures
    share = met / weight if weight else 0.0
    subject = stems(claim.subject)
    return share if share >= ANOTHER_NAME or not subject or subject & heard else 0.0


def _is_as_exact(material: Material, claim: Claim, other: Claim) -> bool:
    if not (_same_stage(claim, other) and _figures_met(material, claim, other)):
        return False
    heard = _heard(material, other)
    named = all(stems(name) & heard for name in (*claim.people, *claim.places) if stems(name))
    return named and _times_met(material, claim, other)


def _heard(material: Material, other: Claim) -> frozenset[str]:
    return stems(f"{other.subject} {material.context(other)}")


def _figures_met(material: Material, claim: Claim, other: Claim) -> bool:
    """Whether every figure of a claim, and every number in its text, is the other's too."""
    elsewhere = _figures(material, other)
    if not all(any(_same(one, figure) for figure in elsewhere) for one in claim.quantities):
        return False
    met = " ".join(_text(material, claim, one) for one in (*claim.quantities, *claim.times))
    return _numbers(claim.text) <= _numbers(f"{met} {material.context(other)}")


def _times_met(material: Material, claim: Claim, other: Claim) -> bool:
    """Whether the other tells every time of a claim, as exactly: "2022" is not "March 2022"."""
    elsewhere = [*_in_sentence(material, other, TIMES), *other.times]
    return all(any(_as_fine(one, time) for time in elsewhere) for one in claim.times)


def _as_fine(one: Time, other: Time) -> bool:
    """Whether the other may be the same time, and is told no more vaguely."""
    grain = tuple(Precision).index
    fits = compare_times(one, other).fits is True
    return fits and grain(other.precision) <= grain(one.precision)


def _same_stage(one: Claim, other: Claim) -> bool:
    """Whether both affirm or both deny, of something that has come equally far."""
    ahead = one.status in AHEAD and other.status in AHEAD
    return one.polarity is other.polarity and (ahead or one.status is other.status)


def _predicate(material: Material, claim: Claim) -> frozenset[str]:
    """The stems of a claim without its subject, its names and its figures."""
    given = [claim.subject, *claim.people, *claim.places]
    given += [_text(material, claim, quantity) for quantity in claim.quantities]
    return stems(claim.text) - frozenset(stem for words in given for stem in stems(words))


def _verb(material: Material, claim: Claim) -> frozenset[str]:
    """The stems of a claim's verb as it stands and by its lemma; none of "is" and "has"."""
    root = root_of(material, claim)
    if root is None:
        return stems(claim.predicate)
    parse = material.by_id[claim.said_in.report_id].parse
    lemma = stems(parse.lemmas[root])
    return lemma | stems(parse.word(root)) if lemma else lemma


def _is_heard(verb: frozenset[str], heard: frozenset[str]) -> bool:
    """Whether a form of the verb was heard: "killed" of "kill"."""
    return any(word.startswith(form) for form in verb for word in heard)


def _numbers(text: str) -> set[str]:
    """The numbers in digits, commas aside."""
    return {number.replace(",", "") for number in NUMBER.findall(text)}


def _text(material: Material, claim: Claim, one: Span) -> str:
    return one.within(material.by_id[claim.said_in.report_id].report.text)


def _figures(material: Material, claim: Claim) -> list[Quantity]:
    """The figures of the sentence in which a claim stands."""
    return [*_in_sentence(material, claim, QUANTITIES), *claim.quantities]


def _in_sentence(material: Material, claim: Claim, key: LayerKey[S]) -> list[S]:
    """What a layer marks in the sentence in which a claim stands."""
    found = material.sentence_at(claim.said_in)
    every = material.by_id[claim.said_in.report_id].get(key)
    return [one for one in every if found and found[1].contains(one)]


def _same(one: Quantity, other: Quantity) -> bool:
    """Whether two figures are of one measure, their ranges meet, and the other is as exact."""
    if one.unit and other.unit and one.unit != other.unit:
        return other.approximation is EXACT and compare_quantities(one, other).fits is True
    # "Two banks" are no "two weeks"; a figure of nothing in particular may be either.
    same_unit = one.unit == other.unit or not (one.of or one.unit) or not (other.of or other.unit)
    meet = one.low <= other.high and other.low <= one.high
    if one.approximation is not EXACT:  # "more than 600" is borne out by "620"
        meet = meet or compare_quantities(one, other).fits is True
    vaguer = one.approximation is EXACT and other.approximation is not EXACT
    return same_unit and meet and other.low >= AS_EXACT * one.low and not vaguer
