"""Roles: another title or office for the same person, or two holders of one office."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from secondsource.compare.difference import Difference
from secondsource.compare.role_comparison import compare_roles
from secondsource.compare.spelling import plain
from secondsource.records.evidence import Passage
from secondsource.records.layers import (
    NAMES,
    ROLES,
    AnnotatedReport,
    Polarity,
    Role,
    Status,
)
from secondsource.records.story import Claim, Kind, Relation

# "who was mayor": a title held once, as "former mayor" is.
# "The host was the mayor" is no such thing: there the person is not the subject.
HELD_ONCE = re.compile(
    r"(?:\b(?:who|he|she|they)|[A-Z][\w'’-]+),?\s+(?:was|were|had been|used to be)"
    r"\s+(?:the\s+|a\s+|an\s+)?$"
)
# "Was elected president" begins a term.
NEWLY = ("elected", "re-elected", "appointed", "named", "made", "sworn")
# Posts that are somebody's work; a party's leader, a professor or a founder may be much besides.
POSTS = frozenset(
    {
        "director",
        "head",
        "chairman",
        "secretary",
        "commander",
        "spokesperson",
        "executive",
        "manager",
    }
    | {
        "minister",
        "officer",
        "inspector",
        "coach",
        "commissioner",
        "superintendent",
        "administrator",
    }
)
# Bodies that any name may stand behind.
GENERIC = frozenset(
    {
        "company",
        "country",
        "city",
        "club",
        "agency",
        "group",
        "organisation",
        "firm",
        "team",
        "region",
    }
    | {"town", "state", "department", "institute", "office", "service", "board", "the", "of", "for"}
)
NEAR = 120  # characters between a title and its holder's name for one passage to cover both


@dataclass(frozen=True, slots=True)
class Holding:
    """One report's word that a person holds an office, as a claim."""

    claim: Claim
    person: str
    role: Role
    report_id: str


def holdings(annotated: AnnotatedReport, names: Mapping[tuple[str, str], str]) -> list[Holding]:
    """Every office that the report gives to a named person."""
    report = annotated.report
    found = []
    for held in annotated.get(ROLES):
        if held.holder is None:
            continue
        before = report.text[max(0, held.start - 40) : held.start]
        newly = held.within(report.text).lower().startswith(NEWLY)
        once = not held.qualifier and not newly and HELD_ONCE.search(before)
        role = replace(held, qualifier="former") if once else held
        person = names.get((report.id, held.holder), held.holder)
        start, end = _with_name(annotated, role)
        office = office_in_words(role)
        claim = Claim(
            id=hashlib.sha256(f"{report.id}:role:{role.start}".encode()).hexdigest()[:12],
            said_in=Passage(report.id, start, end),
            text=f"{person} is {office}",
            speaker=None,
            polarity=Polarity.AFFIRMED,
            status=Status.DONE,
            subject=person,
            predicate="be",
            object=office,
            quantities=(),
            times=(),
            places=(),
            people=(person,),
        )
        found.append(Holding(claim, person, role, report.id))
    return found


def office_in_words(role: Role) -> str:
    """ "former prime minister of Latvia"."""
    words = f"{role.qualifier} {role.title}".strip()
    return f"{words} of {role.of}" if role.of else words


def same_office(a: Holding, b: Holding) -> bool:
    """Whether the two are of one title and standing."""
    return a.role.title == b.role.title and a.role.qualifier == b.role.qualifier


def compare_offices(a: Holding, b: Holding) -> Difference | None:
    """A conflict if one person is given two offices that nobody holds together."""
    if a.person != b.person:
        return None
    values = office_in_words(a.role), office_in_words(b.role)
    reason = compare_roles(a.role, b.role)
    if reason is None and _posts_apart(a.role, b.role):
        reason = f"{values[0]} or {values[1]}"
    if reason is None:
        return None
    return Difference(Kind.ROLE, Relation.CONFLICT, values, reason)


def _posts_apart(a: Role, b: Role) -> bool:
    """Whether the two are posts of different bodies: few lead a council and a union's office."""
    heads = a.title.split()[-1], b.title.split()[-1]
    if a.title == b.title or a.qualifier != b.qualifier or not POSTS.issuperset(heads):
        return False
    bodies = [set(plain(f"{r.of} {_department(r)}").split()) - GENERIC for r in (a, b)]
    return (
        all(bodies)
        and not bodies[0] & bodies[1]
        and not set(a.title.split()) <= set(b.title.split())
    )


def _department(role: Role) -> str:
    words = role.title.split()
    return " ".join(words[:-1]) if words[-1] == "minister" else ""


def _with_name(annotated: AnnotatedReport, role: Role) -> tuple[int, int]:
    """The passage of the title and its holder's nearest name, where they stand together."""
    mine = (n for n in annotated.get(NAMES) if n.entity == role.holder)
    nearest = min(mine, key=lambda n: abs(n.start - role.start), default=None)
    if nearest is None or abs(nearest.start - role.start) > NEAR:
        return role.start, role.end
    return min(nearest.start, role.start), max(nearest.end, role.end)
