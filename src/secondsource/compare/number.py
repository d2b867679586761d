"""Numbers: figures for the same measure that do not fit together."""

import re
from collections.abc import Iterator, Sequence

from secondsource.compare.claims import Statement
from secondsource.compare.difference import Difference
from secondsource.compare.ground import same_verb, stem
from secondsource.compare.matter import Matter
from secondsource.compare.number_comparison import compare_quantities, significant_digits
from secondsource.compare.order import later
from secondsource.compare.word_lists import countries, families
from secondsource.records.layers import Approximation, Quantity
from secondsource.records.story import Kind, Relation

LIKE_ENOUGH = 0.55  # score from which two figures of like things are of one measure
LESS_LIKE = 0.45  # the same where the verb is the same
ENOUGH = 2  # common words to share where it is not
# A digit slipped makes ten times as much; figures farther apart are of different things.
FARTHEST_COUNT, FARTHEST_MEASURE = 12.0, 4.0
REMAINDER = re.compile(
    r"\b(?:all but|except|another|additional|further|other|than|more|one of the|each of the)\s*$"
)
ADDED = re.compile(r"\b(?:additional|another|other|more|further)\b")
# Counts of one fate are not counts of another: the killed are not the injured.
FATES = frozenset(
    {"dead", "injured", "rescued", "missing", "evacuated", "arrested", "destroyed", "hospitalised"}
)
HOSPITAL = "hospitalised"
# What is done with people who end in a hospital; elsewhere a hospital is only a place.
TAKEN_IN = frozenset({"take", "bring", "rush", "send", "fly", "airlift", "admit", "transfer"})
MORE = frozenset({"more", "fewer", "less", "later", "earlier", "ago", "short"})
# What a draft or a first count says is superseded by what is settled.
PROVISIONAL = frozenset({"draft", "preliminary", "provisional", "initial", "initially", "proposal"})
BARE_DOLLARS = re.compile(r"(?<![A-Za-z])\$|^(?!.*\b[A-Z]\w+ dollars).*\bdollars\b")
PEOPLE = frozenset({"persons", "crowd", "travellers", "patients", "members", "workers"})
TALLIES = FATES | {"tally"}  # counts that grow as news comes in
TELLING_DIGITS = 3  # from so many on, a figure is met in one matter alone
AGE = "age"  # what the figure of an age counts
CEILINGS = frozenset({Approximation.AT_MOST, Approximation.LESS_THAN})
FLOORS = frozenset({Approximation.AT_LEAST, Approximation.MORE_THAN})


def compare_numbers(a: Statement, b: Statement, matter: Matter) -> Difference | None:
    """A conflict, or an update of a tally that grows, if no figures of the like thing fit."""
    if matter.rank > 0 or matter.score < (LESS_LIKE if same_verb(a, b) else LIKE_ENOUGH):
        return None
    for one, other in _same_measure(a, b):
        comparison = compare_quantities(one, other)
        if _outgrown(a, b, one, other):
            values = a.words(one), b.words(other)
            reason = "at first a floor, since a higher figure"
            return Difference(Kind.NUMBER, Relation.UPDATE, values, reason)
        if (
            (comparison.fits is not False and not _other_bound(one, other))
            or _fits_another(one, b)
            or _fits_another(other, a)
        ):
            continue
        why = _superseded(a, b, one, other)
        relation = Relation.UPDATE if why else Relation.CONFLICT
        reason = f"{comparison.reason}; {why}" if why else comparison.reason
        return Difference(Kind.NUMBER, relation, (a.words(one), b.words(other)), reason)
    return None


def _other_bound(one: Quantity, other: Quantity) -> bool:
    """Whether both are upper bounds, and not the same: "up to 800 million", "up to 900"."""
    ceilings = one.approximation == other.approximation and one.approximation in CEILINGS
    return ceilings and one.unit == other.unit and one.high != other.high


def _same_measure(a: Statement, b: Statement) -> Iterator[tuple[Quantity, Quantity]]:
    """Figures of one measure: same unit, or counts of the same or a like thing."""
    if _apart(a, b):
        return
    for one in a.claim.quantities:
        for other in b.claim.quantities:
            same = alike(one, other) or _samefate_of(a, b, one, other)
            if same and _comparable(a, b, one, other):
                yield one, other


def _comparable(a: Statement, b: Statement, one: Quantity, other: Quantity) -> bool:
    return (
        _near(one, other)
        and fate_of(a, one) == fate_of(b, other)
        and (_speak_of_one(a, b, one, other) or _same_figure_too(a, b) or slip(one, other))
        and one.low == one.high
        and other.low == other.high  # "dozens" contradicts nobody
        and _bare_dollars(a, one) == _bare_dollars(b, other)
        and (one.of != AGE or bool(set(a.claim.people) & set(b.claim.people)))
        and not _is_remainder(a, one)
        and not _is_remainder(b, other)
    )


def _speak_of_one(a: Statement, b: Statement, one: Quantity, other: Quantity) -> bool:
    """Whether the statements share words besides the measure: the verb and one, or two."""
    words = {stem(w) for w in _besides(a, one)} & {stem(w) for w in _besides(b, other)}
    return len(words) >= (1 if same_verb(a, b) else ENOUGH)


def _apart(a: Statement, b: Statement) -> bool:
    """Whether the two speak of different places: each names some, and none in common."""
    places = [{p for p in s.claim.places if p.lower() not in countries()} for s in (a, b)]
    return all(places) and not places[0] & places[1]


def _samefate_of(a: Statement, b: Statement, one: Quantity, other: Quantity) -> bool:
    """Whether both count people of one fate: "fourteen dead", "sixteen people lost their lives"."""
    if one.unit or other.unit:
        return False
    counts = all(q.of == "" or _family(q.of) in FATES | PEOPLE for q in (one, other))
    return counts and fate_of(a, one) == fate_of(b, other) != ""


def fate_of(statement: Statement, quantity: Quantity) -> str:
    """What became of those counted, "dead", "injured", "rescued" …; "" for other figures."""
    if "life" in statement.common and statement.common & {"lose", "claim", "cost"}:
        return "dead"
    own = next((d for d in statement.deeds if quantity in d.figures), None)
    if own is not None and (_family(own.word) in FATES):
        return _family(own.word)
    if _family(quantity.of) in FATES or _family(statement.claim.predicate) in FATES:
        words = [quantity.of, statement.claim.predicate]
    elif "hospital" in statement.common and statement.claim.predicate in TAKEN_IN:
        return HOSPITAL
    else:
        words = sorted(statement.common)
    return next((family for word in words if (family := _family(word)) in FATES), "")


def shared_figures(a: Statement, b: Statement) -> Iterator[Quantity]:
    """The figures of one of which the other has the very same, of a like thing."""
    for x in a.claim.quantities:
        for y in b.claim.quantities:
            if alike(x, y) and compare_quantities(x, y).exact:
                yield x


def _same_figure_too(a: Statement, b: Statement) -> bool:
    """Whether the two share another figure: "five of the seven", "three of the seven"."""
    return any(figure.low > 1 for figure in shared_figures(a, b))


def slip(one: Quantity, other: Quantity) -> bool:
    """Whether one figure is the other with digits swapped or a nought too many: 1,146 and 1,416."""
    digits = [f"{q.low:.0f}" for q in (one, other)]
    bare = [d.rstrip("0") for d in digits]
    return min(map(len, digits)) > 1 and (
        sorted(digits[0]) == sorted(digits[1]) or (bare[0] == bare[1] and len(bare[0]) > 1)
    )


def speaks_to(one: Quantity, other: Quantity) -> bool:
    """Whether two figures fit and are of one size: "at most 1.3 billion" says not 21 million."""
    low, high = sorted((one.high, other.high) if one.high < other.low else (one.low, other.low))
    fits = bool(compare_quantities(one, other).fits)
    return fits and (one.unit != other.unit or 2 * low >= high)


def between(one: Quantity, others: Sequence[Quantity]) -> bool:
    """Whether a measure is the difference of two: "31 million less" than 343 million is 312."""
    if not one.unit:
        return False  # small counts differ by any small count
    values = sorted({q.low for q in others if q.unit == one.unit and q.low == q.high})
    least, most = 0.99 * one.low, 1.01 * one.high
    return any(least <= b - a <= most for k, a in enumerate(values) for b in values[k + 1 :])


def one_digit_off(one: Quantity, other: Quantity) -> bool:
    """Whether two telling figures of one length differ in one digit: 21.2 and 11.2 million."""
    digits = [f"{q.low:.10g}" for q in (one, other)]
    telling = min(significant_digits(q.low) for q in (one, other)) >= TELLING_DIGITS
    exact = all(q.low == q.high for q in (one, other))
    apart = sum(a != b for a, b in zip(*digits, strict=False))
    return telling and exact and len(digits[0]) == len(digits[1]) and apart == 1


def _bare_dollars(statement: Statement, quantity: Quantity) -> bool:
    """Whether a sum is in dollars of no named country: they need not be the other report's."""
    words = quantity.within(statement.text)
    return quantity.unit.endswith("D") and bool(BARE_DOLLARS.search(words))


def _besides(statement: Statement, quantity: Quantity) -> frozenset[str]:
    """The common words of a statement that are not its measure's: "year" in common is nothing."""
    words = set(quantity.within(statement.text).lower().replace("-", " ").split())
    measure = {quantity.unit.lower(), *words, *(word.removesuffix("s") for word in words)}
    return statement.common - measure


def _near(one: Quantity, other: Quantity) -> bool:
    """Whether two figures are near enough to be meant of one thing: slips of a digit included."""
    low, high = sorted((one.low, other.low))
    most = FARTHEST_MEASURE if one.unit else FARTHEST_COUNT
    return one.unit == other.unit and (low <= 0 or high / low <= most)


def _is_remainder(statement: Statement, quantity: Quantity) -> bool:
    """Whether a figure tells a difference, not a measure: "all but two", "five more than"."""
    before = statement.text[max(0, quantity.start - 14) : quantity.start].lower()
    after = statement.text[quantity.end : quantity.end + 10].lower().split()
    inside = quantity.within(statement.text).lower()
    if ADDED.search(inside) and "more than" not in inside:
        return True
    return bool(REMAINDER.search(before)) or bool(after[:1] and after[0] in MORE)


def alike(one: Quantity, other: Quantity) -> bool:
    """Whether two figures can be of one measure, by unit and by what they count."""
    if bool(one.unit) != bool(other.unit) or (one.of == AGE) != (other.of == AGE):
        return False
    if one.unit:
        return (
            not (one.of and other.of) or one.of == other.of or _family(one.of) == _family(other.of)
        )
    return bool(one.of) and (one.of == other.of or _family(one.of) == _family(other.of))


def _fits_another(quantity: Quantity, statement: Statement) -> bool:
    """Whether another figure of the statement says the same: "15 of the 40", "40"."""
    return any(
        alike(quantity, other) and compare_quantities(quantity, other).fits
        for other in statement.claim.quantities
    )


def _outgrown(a: Statement, b: Statement, one: Quantity, other: Quantity) -> bool:
    """Whether "at least four" killed has since become seven: it fits, and is news."""
    last = later(a, b)
    if last is None or one.unit:
        return False
    first, old, new = (b, other, one) if last is a else (a, one, other)
    tally = fate_of(first, old) or _family(old.of) in TALLIES
    return bool(tally) and old.approximation in FLOORS and new.low > old.low


def _superseded(a: Statement, b: Statement, one: Quantity, other: Quantity) -> str | None:
    """Why the later figure supersedes the earlier one, None if it does not."""
    last = later(a, b)
    if last is None:
        return None
    first, old, new = (b, other, one) if last is a else (a, one, other)
    if first.common & PROVISIONAL:
        return "the earlier figure was provisional"
    words = {_family(word) for word in (*a.common, *b.common, old.of)}
    tally = words & TALLIES or fate_of(first, old)
    if new.low > old.low and (old.approximation in FLOORS or (tally and not old.unit)):
        return "the later figure is a tally that grew"
    return None


def _family(of: str) -> str:
    """The family of a counted thing, itself if it has none."""
    return families().get(of, of)
