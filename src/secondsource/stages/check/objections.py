"""What the reports say against a sentence of a draft: speakers, offices, typed differences."""

import re
from collections.abc import Sequence

from secondsource.compare.claims import Statement
from secondsource.compare.comparators import difference
from secondsource.compare.deed_comparison import same_content
from secondsource.compare.difference import Difference
from secondsource.compare.ground import same_verb
from secondsource.compare.matter import Matter
from secondsource.compare.number import alike
from secondsource.compare.number_comparison import compare_quantities
from secondsource.compare.office import Holding, compare_offices, same_office
from secondsource.compare.order import is_ahead
from secondsource.compare.speech import same_person
from secondsource.records.story import Kind, Relation
from secondsource.stages.check.judgement import MOST_EVIDENCE
from secondsource.stages.check.pool import Pool
from secondsource.stages.check.said import Objection, Said
from secondsource.stages.check.told_otherwise import deed_apart, other_doer, other_speaker

# A passage without a difference backs the draft if it comes about as near as the one against.
AS_NEAR = 0.05
# Callings that go with any other.
VAGUE = frozenset(
    {"leader", "boss", "chief", "head", "official", "politician", "expert", "veteran", "resident"}
    | {
        "witness",
        "victim",
        "survivor",
        "suspect",
        "member",
        "host",
        "candidate",
        "activist",
        "rival",
    }
    | {"president", "prime minister", "minister", "spokesperson", "captain", "founder", "owner"}
)
# Likeness of two statements without their names from which they tell the same of somebody.
SAME_BUT_NAMES = 0.62
Near = Sequence[tuple[Statement, Matter]]
Found = list[tuple[Statement, Matter, Difference | None]]


def wrong_office(said: Said, pool: Pool) -> Objection | None:
    """An objection if the reports give the person another office, or the office another person."""
    for holding in said.holdings:
        theirs = [h for h in pool.holdings if same_person(h.person, holding.person)]
        if not theirs or any(same_office(holding, h) for h in theirs):
            continue
        differing = [(h, d) for h in theirs if (d := compare_offices(holding, h)) is not None]
        others = [h for h in pool.holdings if same_office(holding, h)]
        if differing:
            evidence = tuple(h.claim.said_in for h, _ in differing)[:MOST_EVIDENCE]
            return Objection(Kind.ROLE, evidence, _note(differing[0][1]))
        if others:
            evidence = tuple(h.claim.said_in for h in (*theirs, *others))[:MOST_EVIDENCE]
            note = f"{others[0].claim.text}, and {theirs[0].claim.text}"
            return Objection(Kind.ROLE, evidence, note)
        if _another_calling(holding, theirs, pool):
            evidence = tuple(h.claim.said_in for h in theirs)[:MOST_EVIDENCE]
            note = f"the reports say {theirs[0].claim.object}, not {holding.claim.object}"
            return Objection(Kind.ROLE, evidence, note)
    return None


def _another_calling(mine: Holding, theirs: Sequence[Holding], pool: Pool) -> bool:
    """Whether a plain calling ("nurse") is another in all reports, and never said of the person."""
    if mine.role.of or mine.role.title in VAGUE or any(h.role.title in VAGUE for h in theirs):
        return False
    surname = mine.person.split()[-1]
    return not any(surname in text and mine.role.title in text.lower() for text in pool.texts)


def wrong_statement(said: Said, matches: Sequence[Near]) -> Objection | None:
    """The closest typed difference that no other passage about as near makes good.

    `matches` has for each statement of the sentence the nearest of the reports.
    """
    for statement, near in zip(said.statements, matches, strict=True):
        found = [(theirs, matter, difference(statement, theirs, matter)) for theirs, matter in near]
        objection = _typed(statement, found)
        if objection is None or _figures_stand(objection, statement, near):
            objection = _told_otherwise(statement, near) or _swapped(statement, near)
        if objection is not None:
            return objection
    return None


def _told_otherwise(statement: Statement, near: Near) -> Objection | None:
    """An objection by deeds and speakers: denied, turned round, done or said by another."""
    nearest = [s for s, _ in near]
    same = [s for s, matter in near if same_content(statement, s, matter)]
    return (
        deed_apart(statement, nearest)
        or other_speaker(statement, same)
        or other_doer(statement, nearest)
    )


def _figures_stand(objection: Objection, statement: Statement, near: Near) -> bool:
    """Whether an objection to a figure falls: some near passage has each figure of the draft."""
    if objection.kind is not Kind.NUMBER:
        return False
    theirs = [q for s, _ in near for q in s.claim.quantities]
    return all(
        any(alike(mine, q) and compare_quantities(mine, q).exact for q in theirs)
        for mine in statement.claim.quantities
    )


def _typed(mine: Statement, found: Found) -> Objection | None:
    against = [(s, m, d) for s, m, d in found if d is not None]
    if not against:
        return None
    _, matter, why = max(against, key=lambda item: item[1].score)
    margin = -AS_NEAR if why.relation is Relation.UPDATE else AS_NEAR
    backing = [s for s, m, d in found if d is None and m.score > matter.score + margin]
    if why.kind is Kind.STATUS:  # a passage backs "has left" only if it, too, says so
        backing = [s for s in backing if same_verb(mine, s) and is_ahead(mine) == is_ahead(s)]
    if backing:
        return None
    evidence = tuple(s.claim.said_in for s, _, d in against if d.kind == why.kind)
    return Objection(why.kind, evidence[:MOST_EVIDENCE], _note(why))


def _note(why: Difference) -> str:
    """What the reports say instead; the draft's value comes first in a difference."""
    if why.kind in (Kind.OUTCOME, Kind.STATUS):
        return why.reason
    return f"the reports say {why.values[1]}, not {why.values[0]}"


def _swapped(statement: Statement, near: Near) -> Objection | None:
    """An objection if the reports tell the same of another person, body or place."""
    same = [(s, m) for s, m in near if m.bare >= SAME_BUT_NAMES]
    if not same or statement.direct:
        return None
    closest = max(same, key=lambda item: item[1].bare)[0]
    for kind, mine, theirs in _names_by_kind(statement, closest):
        named = set().union(*(s.named | {s.claim.subject} for s, _ in same))
        if len(mine) != 1 or len(theirs) != 1 or mine & theirs or mine & named:
            continue
        one, other = next(iter(mine)), next(iter(theirs))
        if same_person(one, other) or one in closest.words(closest.sentence):
            continue
        if re.search(rf"{re.escape(one)}['’]s?\b", statement.words(statement.clause)):
            continue  # somebody of theirs may be the other
        evidence = tuple(s.claim.said_in for s, _ in same if other in s.named)
        note = f"the reports say {other}, not {one}"
        return Objection(kind, evidence[:MOST_EVIDENCE], note)
    return None


def _tellers(statement: Statement) -> frozenset[str]:
    """Who says the statement, where it names them: "it is insured, Lena Holt said"."""
    said = (d for d in statement.deeds if d.word in ("say", "tell", "add"))
    return frozenset(thing.name for deed in said for thing in deed.actors)


def _names_by_kind(
    a: Statement, b: Statement
) -> Sequence[tuple[Kind, frozenset[str], frozenset[str]]]:
    people = frozenset(a.claim.people), frozenset(b.claim.people) - _tellers(b)
    places = frozenset(a.claim.places), frozenset(b.claim.places)
    bodies = a.named - people[0] - places[0], b.named - people[1] - places[1]
    return (Kind.PERSON, *people), (Kind.PLACE, *places), (Kind.PERSON, *bodies)
