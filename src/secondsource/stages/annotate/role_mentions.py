"""Who is meant by an office without a name: "the prime minister", "the mayor"."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from secondsource.records.layers import Name, Role
from secondsource.stages.annotate.title_phrases import Phrase

DEFINITE = frozenset({"the", "this", "that", "'s"})
APART = frozenset(
    {"former", "deputy", "vice", "elect"}
)  # "the president" is not the vice president
NEAR = 400  # characters, about three sentences


def resolve(roles: Sequence[Role], phrases: Sequence[Phrase], names: Sequence[Name]) -> list[Role]:
    """The roles, those without a holder given the one person whom the report binds to them."""
    bound = [role for role in roles if role.holder is not None]
    by_noun: dict[str, list[Role]] = defaultdict(list)
    for role in bound:
        by_noun[_noun(role.title)].append(role)
    bodies: dict[str, set[str]] = defaultdict(set)
    for role in roles:
        if role.of and not role.of.islower():
            bodies[_noun(role.title)].add(role.of)
    mentions: dict[str, list[int]] = defaultdict(list)
    for name in names:
        mentions[name.entity].append(name.start)
    found = []
    for role, phrase in zip(roles, phrases, strict=True):
        if role.holder is None and phrase.opener in DEFINITE:
            role = replace(role, holder=_meant(role, _fitting(role, by_noun, bodies), mentions))
        found.append(role)
    return found


def _noun(title: str) -> str:
    """The word a short form keeps: "minister" of "finance minister"."""
    return title.split(" of ")[0].split()[-1]


def _meant(role: Role, candidates: Sequence[Role], mentions: dict[str, list[int]]) -> str | None:
    exact = [other for other in candidates if other.title == role.title]
    holders = {other.holder for other in exact or candidates if other.holder}
    if len(holders) > 1:
        holders = {holder for holder in holders if _is_near(role, mentions[holder])}
    return holders.pop() if len(holders) == 1 else None


def _fitting(role: Role, by_noun: dict[str, list[Role]], bodies: dict[str, set[str]]) -> list[Role]:
    """The roles with a holder that `role` can mean, by title, qualifier and body."""
    noun = _noun(role.title)
    # With two bodies of one kind about, "Turkey's president" is not just any president.
    told_apart = len(bodies[noun]) > 1 and role.of in bodies[noun]
    return [
        other
        for other in by_noun[noun]
        if _fits(role, other) and not (told_apart and other.of != role.of)
    ]


def _fits(role: Role, other: Role) -> bool:
    """Whether the shorter mention can mean the office that `other` names in full."""
    if role.qualifier != other.qualifier and APART & {role.qualifier, other.qualifier}:
        return False
    if role.of and other.of and not _same_body(role.of, other.of):
        return False
    return role.title in (other.title, _noun(other.title))


def _same_body(one: str, other: str) -> bool:
    """Equal, or a common noun such as "company" that may stand for the named one."""
    return one == other or one.islower() or other.islower()


def _is_near(role: Role, starts: Sequence[int]) -> bool:
    at = bisect_left(starts, role.start)
    return at > 0 and role.start - starts[at - 1] < NEAR
