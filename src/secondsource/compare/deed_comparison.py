"""Deeds compared: the same told as not done, as still ahead, the other way round, of another."""

from collections.abc import Callable, Iterator
from datetime import timedelta

from secondsource.compare.claims import Statement
from secondsource.compare.date_comparison import compare_times
from secondsource.compare.deed_details import (
    called_otherwise,
    difference_of,
    other_figures,
    other_thing,
    other_traits,
    said_alike,
    same_names_about,
)
from secondsource.compare.deeds import Deed
from secondsource.compare.difference import Difference
from secondsource.compare.matter import Matter
from secondsource.compare.things import Thing, alike, noun_family
from secondsource.compare.truth import Mode, Truth
from secondsource.compare.word_lists import converses, opposed, words_of
from secondsource.records.layers import Precision
from secondsource.records.story import Kind

PERSONS = "persons"  # the family of people, men and women: the word may stand for any of them
WEEK = timedelta(days=7)
# Likeness in meaning from which two contents are one: where a deed is the same, and where not.
LIKE_ENOUGH, VERY_LIKE = 0.6, 0.8
COMING = (Mode.AHEAD, Mode.OPEN)
FINE = frozenset({Precision.MINUTE, Precision.HOUR, Precision.DAY_PART, Precision.DAY})


def deed_differences(a: Statement, b: Statement) -> Iterator[tuple[Deed, Deed, Difference]]:
    """Where a deed of one statement cannot be told beside one of the other."""
    apart = other_time(a, b)
    for mine in a.deeds:
        for theirs in b.deeds:
            found = compare_deeds(mine, theirs)
            if found is None or (found.kind is Kind.OBJECT and found.values[0] in b.lemmas):
                continue  # a tributary of the river is of the river, too
            if apart and found.kind is not Kind.STATUS:
                continue
            yield mine, theirs, found


def compare_deeds(a: Deed, b: Deed) -> Difference | None:
    """How two tellings of one deed differ; None if they do not, or tell of different deeds."""
    return next((found for compare in RULES if (found := compare(a, b)) is not None), None)


def bears_out(a: Deed, b: Deed) -> bool:
    """Whether `b` tells the deed `a`, as real as it, of the same ones."""
    return (
        a.verb == b.verb
        and a.truth.denied == b.truth.denied
        and (a.truth.mode == b.truth.mode or Mode.NOW in (a.truth.mode, b.truth.mode))
        and _same_ones(a, b)
        and not called_otherwise(a, b)
        and not any(rule(a, b) for rule in (other_traits, other_figures, other_thing))
    )


def may_bear_out(a: Deed, b: Deed) -> bool:
    """Whether `b` may tell the deed `a`, of somebody or something that only a pronoun names."""
    if bears_out(a, b):
        return True
    return (
        (a.verb == b.verb or a.word == b.word)
        and a.truth == b.truth
        and not all(thing.known for thing in b.theme)
        and alike(a.theme, b.theme) is None
        and alike(a.actors, b.actors) is not False
    )


def same_content(a: Statement, b: Statement, matter: Matter) -> bool:
    """Whether two statements tell the same, whoever says so."""
    told = any(bears_out(x, y) for x in a.deeds for y in b.deeds)
    return matter.meaning >= (LIKE_ENOUGH if told else VERY_LIKE) and a.affirms == b.affirms


def told_of_another(a: Deed, b: Deed) -> bool:
    """Whether `b` tells the deed `a` of another: the same verb and complement, two actors."""
    if a.verb != b.verb or a.truth != b.truth or not a.actors or not b.actors:
        return False
    if alike(a.actors, b.actors) is True or called_otherwise(a, b):
        return False
    if not all(thing.known for thing in (*a.actors, *b.actors)):
        return False
    one, other = (deed.actors[0] for deed in (a, b))
    if PERSONS in (noun_family(one.head), noun_family(other.head)):
        return False  # "people" may be the patients
    if bool(one.name) != bool(other.name) and alike(a.actors, b.actors) is None:
        return False  # "the mayor" may be the one named
    if a.things and b.things:
        return alike(a.things, b.things) is True
    about = [{(p, x.name or noun_family(x.head)) for p, x in deed.about} for deed in (a, b)]
    return bool(about[0] & about[1])


def has_actor(deed: Deed, other: Deed) -> bool:
    """Whether the actor of `other` has a part in `deed`, too, in another way."""
    another = deed.verb != other.verb or called_otherwise(deed, other)
    parts = (deed.actors, deed.things)
    return another and any(alike(part, other.actors) is True for part in parts)


def other_time(a: Statement, b: Statement) -> bool:
    """Whether the two tell of different days or hours; a weekday may be read a week off."""
    times = [[t for t in s.claim.times if t.precision in FINE] for s in (a, b)]
    fits = [
        compare_times(x, y).fits is not False or abs(x.first - y.first) == WEEK
        for x in times[0]
        for y in times[1]
    ]
    return bool(fits) and True not in fits


def _same_ones(a: Deed, b: Deed) -> bool:
    """Whether the deed's theme is one, and nothing speaks against one actor."""
    both = bool(a.things and b.things)
    same = alike(a.things, b.things) if both else alike(a.theme, b.theme)
    if same is None and a.verb != "be":  # "it will open in Oslo", "it opened in Oslo"
        same = same_names_about(a, b)
    return same is True and alike(a.actors, b.actors) is not False


def _swapped(a: Deed, b: Deed) -> Difference | None:
    """ "X sued Y" and "Y sued X"."""
    if a.verb != b.verb or a.verb in words_of("reciprocal.txt") or a.truth.denied != b.truth.denied:
        return None
    if a.verb == "be":
        return None  # "the cause was a leak", "a leak was the cause"
    if alike(a.actors, b.things) is not True or alike(a.things, b.actors) is not True:
        return None
    if alike(a.actors, b.actors) or alike(a.things, b.things):
        return None
    values = _who(a), _who(b)
    return difference_of(Kind.PERSON, values, f"one says {values[0]}, the other {values[1]}")


def _who(deed: Deed) -> str:
    """Who did it to whom, in short: "Mara Lund: sue the council"."""
    return f"{_named(deed.actors[0])}: {deed.word} {_named(deed.things[0])}"


def _named(thing: Thing) -> str:
    return thing.name or thing.text


def _untrue(a: Deed, b: Deed) -> Difference | None:
    """The same deed, denied by one, or done for one and ahead or merely possible for the other."""
    if a.verb != b.verb or not _same_ones(a, b):
        return None
    if a.verb == "be" and not (said_alike(a, b) or alike(a.things, b.things)):
        return None
    kind = _clash(a.truth, b.truth)
    if kind is None:
        return None
    values = _state(a), _state(b)
    return difference_of(kind, values, f"“{values[0]}” and “{values[1]}” cannot both be true")


def _clash(a: Truth, b: Truth) -> Kind | None:
    modes = {a.mode, b.mode}
    if a.denied != b.denied:
        if Mode.OPEN in modes:
            return None
        affirmed, denied = (b, a) if a.denied else (a, b)
        if affirmed.mode is Mode.AHEAD and denied.mode is not Mode.AHEAD:
            return None  # what has not been done may still come
        return Kind.OUTCOME
    if a.denied or Mode.PAST not in modes:
        return None
    if a.mode in COMING or b.mode in COMING:
        return Kind.STATUS
    return None


def _state(deed: Deed) -> str:
    words = {Mode.AHEAD: "to come", Mode.OPEN: "possible"}
    state = "denied" if deed.truth.denied else words.get(deed.truth.mode, "told as so")
    return f"{deed.word}, {state}"


def _contrary(a: Deed, b: Deed) -> Difference | None:
    """Contrary deeds with the same thing: lifted and imposed, rose and fell."""
    if not opposed(a.verb, b.verb) and not opposed(a.word, b.word):
        return None
    if a.truth.denied or b.truth.denied or not _same_ones(a, b):
        return None
    if not (a.main and b.main):
        return None  # what was imposed may have been lifted since
    if Mode.OPEN in (a.truth.mode, b.truth.mode):
        return None
    if frozenset((a.verb, b.verb)) in converses() and alike(a.actors, b.actors) is not True:
        return None  # X sold it, Y bought it
    reason = f"“{a.word}” and “{b.word}” cannot both be true"
    return difference_of(Kind.OUTCOME, (a.word, b.word), reason)


def _another(a: Deed, b: Deed) -> Difference | None:
    """The same deed with the same thing, by another."""
    if a.verb != b.verb or not a.things or not b.things or called_otherwise(a, b):
        return None
    if alike(a.things, b.things) is not True or alike(a.actors, b.actors) is not False:
        return None
    if a.truth != b.truth or a.verb in words_of("many_doers.txt"):
        return None
    values = _named(a.actors[0]), _named(b.actors[0])
    return difference_of(Kind.PERSON, values, f"one says {values[0]}, the other {values[1]}")


RULES: tuple[Callable[[Deed, Deed], Difference | None], ...] = (
    _swapped,
    _untrue,
    _contrary,
    _another,
    other_traits,
    other_figures,
    other_thing,
)
