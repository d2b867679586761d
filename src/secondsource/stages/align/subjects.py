"""What a disputed point is about, in words that take nobody's side."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence

from secondsource.records.layers import Polarity
from secondsource.records.story import Claim, Kind, Side

# A subject is shown as a line: the claim nearest to this many characters names it.
GOOD_LENGTH = 70
# Kinds whose sides differ in a few words that can be set beside each other in a sentence.
SET_BESIDE = frozenset(Kind) - {Kind.OUTCOME, Kind.STATUS}
# Words that tie a clause to its sentence, taken away where its own subject follows at once.
LINKS = frozenset(
    {"although", "as", "because", "since", "that", "though", "when", "where", "while"}
)
# First words of a sentence that have a capital for standing there alone.
SMALL = frozenset(
    {"a", "all", "an", "after", "another", "at", "before", "both", "by", "during", "each"}
    | {"every", "few", "for", "from", "he", "her", "his", "if", "in", "it", "its", "many", "more"}
    | {"most", "no", "none", "on", "one", "our", "several", "she", "since", "some", "that", "the"}
    | {"their", "there", "these", "they", "this", "those", "three", "two", "under", "until", "we"}
    | {"what", "when", "where", "while", "with", "four", "five", "six", "seven", "eight", "nine"}
    | {"ten", "about", "almost", "nearly", "only", "over", "up"}
)


def clearest(claims: Iterable[Claim]) -> Claim:
    """The claim of a good length; it names the matter."""
    return min(claims, key=lambda claim: (abs(len(claim.text) - GOOD_LENGTH), claim.id))


def agreed(claims: Sequence[Claim]) -> Claim:
    """The claim that names what claims agree on: one that says little which no other report says.

    "23,000 residents spent the night in a sports hall" and "They spent it in a sports hall" agree
    on the hall, not on the figure.
    """
    alone = {claim.id: _told_alone(claim, claims) for claim in claims}
    least = min(alone.values())
    return clearest(claim for claim in claims if alone[claim.id] == least)


def _told_alone(claim: Claim, claims: Iterable[Claim]) -> int:
    """How many figures and people of a claim no claim of another report has."""
    others = [one for one in claims if one.said_in.report_id != claim.said_in.report_id]
    figures = {(one.low, one.high) for other in others for one in other.quantities}
    people = {one for other in others for one in other.people}
    return sum((one.low, one.high) not in figures for one in claim.quantities) + sum(
        one not in people for one in claim.people
    )


def disputed(
    kind: Kind,
    sides: Sequence[Side],
    claims: Mapping[str, Claim],
    against: Mapping[str, Collection[str]],
) -> str:
    """What sides of a conflict disagree on: "Two men were held in Lille or Tournai".

    Where they differ in more than a value, it asks: "Whether the gate was locked". `against` has
    for each claim those that cannot hold beside it, by id.
    """
    if kind in SET_BESIDE:
        told = [(claims[one], side) for side in sides for one in side.claim_ids]
        found = [(claim, side) for claim, side in told if _place(_alone(claim), side.value)]
        if found:
            best = clearest(claim for claim, _ in found)
            side = next(side for claim, side in found if claim is best)
            return _with_all(_alone(best), _values(side, sides, against), kind)
    every = [claims[one] for side in sides for one in side.claim_ids]
    affirmed = [claim for claim in every if claim.polarity is Polarity.AFFIRMED]
    return f"Whether {_small(_alone(clearest(affirmed or every)))}"


def superseded(sides: Sequence[Side], claims: Mapping[str, Claim], order: Sequence[str]) -> str:
    """What the latest side of an update says; `order` are the ids of the reports as published."""
    place = {report_id: at for at, report_id in enumerate(order)}

    def first_told(side: Side) -> tuple[int, str]:
        reports = (claims[one].said_in.report_id for one in side.claim_ids)
        return min(place.get(report_id, 0) for report_id in reports), side.value

    latest = max(sides, key=first_told)
    return clearest(claims[one] for one in latest.claim_ids).text


def _alone(claim: Claim) -> str:
    """The claim's words without what ties them to a sentence: "because", "where"."""
    first, _, rest = claim.text.partition(" ")
    own = bool(claim.subject) and rest.lower().startswith(claim.subject.lower())
    return rest if own and first.lower() in LINKS else claim.text


def _place(text: str, value: str) -> re.Match[str] | None:
    """Where a value stands in a text, if it does so once."""
    found = list(re.finditer(rf"(?<!\w){re.escape(value)}(?!\w)", text, re.IGNORECASE))
    return found[0] if value and len(found) == 1 else None


def _values(
    own: Side, sides: Sequence[Side], against: Mapping[str, Collection[str]]
) -> tuple[str, ...]:
    """The side's value and those that fit neither it nor one another: no second spelling of one."""
    listed = [own]
    for side in sorted(sides, key=lambda one: (-len(one.origins), one.value)):
        if all(_opposed(side, other, against) for other in listed):
            listed.append(side)
    return tuple(side.value for side in listed)


def _opposed(one: Side, other: Side, against: Mapping[str, Collection[str]]) -> bool:
    theirs = set(other.claim_ids)
    return any(theirs.intersection(against.get(claim, ())) for claim in one.claim_ids)


def _with_all(text: str, values: Sequence[str], kind: Kind) -> str:
    """A text with all values where it has the first of them, which it does."""
    at = _place(text, values[0])
    if at is None:
        raise ValueError(f"{values[0]!r} does not stand once in {text!r}")
    others = [_small(one, number=kind is Kind.NUMBER) for one in values[1:]]
    *most, last = (at.group(), *others)
    told = f"{', '.join(most)} or {last}" if most else last
    told = f"{text[: at.start()]}{told}{text[at.end() :]}"
    return told[:1].upper() + told[1:]


def _small(text: str, *, number: bool = False) -> str:
    """The words as inside a sentence: a capital that only their place gave them is taken away."""
    first = re.match(r"\w*", text)
    word = first.group() if first else ""
    return text[:1].lower() + text[1:] if number or word.lower() in SMALL else text
