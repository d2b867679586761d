"""Whether two statements say the same: likeness with something besides names in common."""

from secondsource.compare.claims import Statement
from secondsource.compare.date import FINE
from secondsource.compare.date_comparison import compare_times
from secondsource.compare.deed_comparison import deed_differences
from secondsource.compare.ground import contrary_cues, same_argument, same_time, same_verb, shared
from secondsource.compare.matter import Matter, telling_figures
from secondsource.compare.number import AGE, shared_figures
from secondsource.compare.number_comparison import compare_quantities
from secondsource.compare.order import is_ahead
from secondsource.compare.speech import same_person
from secondsource.records.layers import Status

# Of 51 best matches that score over 0.62, read by hand, 14 spoke of something else; of the 27
# among them that share common words 3 did. The thresholds below are read off such tables.
LIKE, SHARED = 0.6, 0.1
NEARLY_LIKE, SHARED_WELL = 0.55, 0.15
LESS_LIKE, MORE_SHARED = 0.5, 0.2
BARE, MEANING = 0.6, 0.5
FEWEST_SHARED = 2  # one word in common ("numbers", "first") is chance
TWICE_SAID = 0.95  # a near copy need not be the best match: a report may say a thing twice


def same_statement(a: Statement, b: Statement, matter: Matter) -> bool:
    """Whether the two confirm each other, given that no comparator tells them apart."""
    if (a.direct and b.direct) or _clash(a, b):
        return False
    if matter.score >= TWICE_SAID and matter.shared >= MORE_SHARED:
        return True
    if matter.score >= LESS_LIKE and telling_figures(a) & telling_figures(b):
        return True
    if matter.rank == 0 and matter.score >= LESS_LIKE and _same_person_and_time(a, b):
        return True
    if not matter.mutual:
        return False
    if shared(a, b) < FEWEST_SHARED and not same_verb(a, b) and matter.bare < BARE:
        return False
    return (
        (matter.score >= LIKE and matter.shared >= SHARED)
        or (matter.score >= NEARLY_LIKE and matter.shared >= SHARED_WELL)
        or (matter.score >= LESS_LIKE and matter.shared >= MORE_SHARED)
        or (matter.bare >= BARE and matter.meaning >= MEANING)
        or (matter.score >= LESS_LIKE and any(True for _ in shared_figures(a, b)))
    )


def _clash(a: Statement, b: Statement) -> bool:
    """Whether something speaks against sameness, though too little for a conflict."""
    # Whatever the verbs: "a short circuit was the cause", "of a short circuit nobody knew".
    if a.affirms != b.affirms and a.claim.polarity != b.claim.polarity:
        return True
    if any(True for _ in contrary_cues(a, b)) or any(True for _ in deed_differences(a, b)):
        return True
    people = a.claim.people, b.claim.people
    if all(people) and not any(same_person(x, y) for x in people[0] for y in people[1]):
        return True
    if _other_thing(a, b) or _other_day(a, b) or _other_score(a, b):
        return True
    return _no_figure_fits(a, b) or _done_and_ahead(a, b)


def _no_figure_fits(a: Statement, b: Statement) -> bool:
    """Whether both give figures, and none of one fits any of the other: 31 ill, 23 ill."""
    pairs = [
        compare_quantities(x, y).fits
        for x in a.claim.quantities
        for y in b.claim.quantities
        if bool(x.unit) == bool(y.unit) and AGE not in (x.of, y.of)
    ]
    return False in pairs and True not in pairs and None not in pairs


def _done_and_ahead(a: Statement, b: Statement) -> bool:
    """Whether one tells of what is still to come, the other of what is over."""
    ahead = [s.pending or is_ahead(s) or s.claim.status is Status.CONDITIONAL for s in (a, b)]
    if ahead[0] == ahead[1]:
        return False
    done = b if ahead[0] else a
    return done.past


def _other_thing(a: Statement, b: Statement) -> bool:
    """Whether the same is said of two objects: the library burnt, the school did."""
    if a.claim.predicate != b.claim.predicate or not same_argument(a, b):
        return False
    one, other = a.object_head, b.object_head
    return one in a.common - b.lemmas and other in b.common - a.lemmas


def _other_day(a: Statement, b: Statement) -> bool:
    """Whether each tells one day or hour, and they do not fit."""
    times = [[t for t in s.claim.times if t.precision in FINE] for s in (a, b)]
    return all(len(found) == 1 for found in times) and (
        compare_times(times[0][0], times[1][0]).fits is False
    )


def _other_score(a: Statement, b: Statement) -> bool:
    """Whether both give a score or a vote, 52-48, and no figure is the same."""
    bare = [{q.low for q in s.claim.quantities if not q.unit and not q.of} for s in (a, b)]
    return all(len(found) > 1 for found in bare) and not bare[0] & bare[1]


def _same_person_and_time(a: Statement, b: Statement) -> bool:
    """Whether both tell of the same person at the same time."""
    return bool(set(a.claim.people) & set(b.claim.people)) and same_time(a, b)
