"""Details of one deed compared: another order, direction, figure or thing in the same place."""

from secondsource.compare.deeds import Deed
from secondsource.compare.difference import Difference
from secondsource.compare.number_comparison import compare_quantities, describe
from secondsource.compare.things import alike, noun_family
from secondsource.compare.traits import SAID_OF
from secondsource.compare.word_lists import families, opposed, ordinals, unlike, words_of
from secondsource.records.layers import Quantity
from secondsource.records.story import Kind, Relation

AGE = "age"  # what the figure of an age counts
# Prepositions of place: another noun behind them is another place.
WHERE = frozenset(
    {"in", "at", "near", "outside", "inside", "behind", "beside", "to", "into", "from", "on"}
)
# Nouns of which there is a first and a second in any report.
IN_TURN = frozenset(
    {"quarter", "half", "day", "week", "month", "year", "century", "round", "stage", "place"}
    | {"floor", "set", "game", "leg", "phase", "part", "line", "row"}
)


def other_traits(a: Deed, b: Deed) -> Difference | None:
    """The same deed in another order, direction or manner: the first time, the third time."""
    if a.verb != b.verb or not (alike(a.theme, b.theme) or alike(a.actors, b.actors)):
        return None
    if a.truth.denied != b.truth.denied:
        return None
    pair = _trait_apart(a, b)
    if pair is None:
        return None
    one, other = pair
    kind = Kind.OUTCOME
    if one in ordinals():
        kind = Kind.NUMBER
    elif one in words_of("directions.txt"):
        kind = Kind.PLACE
    return difference_of(kind, pair, f"one says {one}, the other {other}")


def _trait_apart(a: Deed, b: Deed) -> tuple[str, str] | None:
    """Two words for one thing that exclude each other; None if each fits."""
    for word, mine in sorted(a.traits):
        theirs = sorted(trait for other, trait in b.traits if _one(word, other, a, b))
        if mine not in theirs:
            for trait in theirs:
                if _exclude(mine, trait) and not (mine in ordinals() and word in IN_TURN):
                    return mine, trait
    return None


def _one(word: str, other: str, a: Deed, b: Deed) -> bool:
    """Whether two described words are the same, or the verbs of one family."""
    return noun_family(word) == noun_family(other) or (word == a.word and other == b.word)


def _exclude(one: str, other: str) -> bool:
    """Whether two describing words cannot both hold of one thing."""
    if one in ordinals() and other in ordinals():
        return ordinals()[one] != ordinals()[other]
    for ranks in (words_of("directions.txt"), words_of("colours.txt")):
        if one in ranks and other in ranks:
            return one[:4] != other[:4]
    return opposed(one, other)


def other_figures(a: Deed, b: Deed) -> Difference | None:
    """The same deed of the same thing with another figure: rose 8 percent, rose 3 percent."""
    if a.verb != b.verb or a.verb == "be" or a.truth.denied != b.truth.denied:
        return None
    if alike(a.theme, b.theme) is not True or alike(a.actors, b.actors) is False:
        return None
    pairs = [(x, y) for x in a.figures for y in b.figures if _of_one_measure(x, y)]
    verdicts = [compare_quantities(x, y) for x, y in pairs]
    if not verdicts or any(verdict.fits is not False for verdict in verdicts):
        return None
    values = describe(pairs[0][0]), describe(pairs[0][1])
    return difference_of(Kind.NUMBER, values, verdicts[0].reason)


def _of_one_measure(one: Quantity, other: Quantity) -> bool:
    """Whether two figures of one deed are of one measure."""
    if bool(one.unit) != bool(other.unit) or AGE in (one.of, other.of):
        return False
    if one.unit:
        return one.unit == other.unit and one.per == other.per
    family = families()
    return bool(one.of) and family.get(one.of, one.of) == family.get(other.of, other.of)


def other_thing(a: Deed, b: Deed) -> Difference | None:
    """The same deed with another thing in the same place: a silo was hit, a school was hit."""
    if a.verb != b.verb or a.truth.denied != b.truth.denied or a.verb == "be":
        return None
    if alike(a.actors, b.actors) is False or not _anchored(a, b):
        return None
    for above, place in sorted({slot[:2] for slot in a.slots} & {slot[:2] for slot in b.slots}):
        mine, theirs = (_nouns(deed, above, place) for deed in (a, b))
        if all(unlike(x, y) or opposed(x, y) for x in mine for y in theirs):
            values = mine[0], theirs[0]
            kind = Kind.PLACE if place in WHERE and not above else Kind.OBJECT
            return difference_of(kind, values, f"one says {values[0]}, the other {values[1]}")
    return None


def _nouns(deed: Deed, above: str, place: str) -> list[str]:
    return sorted(noun for *where, noun in deed.slots if where == [above, place])


def _anchored(a: Deed, b: Deed) -> bool:
    """Whether something besides the verb is the same in both."""
    if alike(a.actors, b.actors) or a.slots & b.slots:
        return True
    return same_names_about(a, b)


def called_otherwise(a: Deed, b: Deed) -> bool:
    """Whether each says what the thing is called or described as, and they share no word."""
    return all(map(_said, (a, b))) and not said_alike(a, b)


def said_alike(a: Deed, b: Deed) -> bool:
    """Whether both say of the thing that it is the same."""
    return bool(_said(a) & _said(b))


def _said(deed: Deed) -> frozenset[str]:
    return frozenset(trait for word, trait in deed.traits if word == SAID_OF)


def same_names_about(a: Deed, b: Deed) -> bool:
    """Whether a name hangs on both deeds by one preposition: "in Oslo"."""
    return any(
        p == q and x.name and alike((x,), (y,)) is True for p, x in a.about for q, y in b.about
    )


def difference_of(kind: Kind, values: tuple[str, str], reason: str) -> Difference:
    """A conflict of a kind."""
    return Difference(kind, Relation.CONFLICT, values, reason)
