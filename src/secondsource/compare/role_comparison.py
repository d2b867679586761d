"""Whether two titles can be one person's at the same time, and if not, why."""

from functools import cache
from pathlib import Path

from secondsource.compare.spelling import plain, skeleton
from secondsource.records.layers import Role

DATA = Path(__file__).parent / "data"
# Standings of one who does not hold the office yet, or holds the one below it.
COMING = frozenset({"elect", "designate"})
# Around a handover these go with any other standing in the same office.
BETWEEN = frozenset({"outgoing", "acting", "designate"})
SECOND = frozenset({"deputy", "vice"})
# Heads of departments: two departments are two offices, a bare "minister" is any of them.
DEPARTMENTAL = frozenset({"minister", "secretary"})
# Offices of which a body has one, so that another body means another office.
SINGLE = frozenset(
    {"prime minister", "president", "chancellor", "king", "queen", "governor", "mayor"}
    | {"chief executive", "managing director", "coach", "police chief", "prosecutor"}
    | {"foreign minister", "finance minister", "defence minister", "interior minister"}
    | {"spokesperson", "ambassador", "party leader", "union leader", "chief justice"}
)


def compare_roles(a: Role, b: Role) -> str | None:
    """Why `a` and `b` cannot be one person's at the same time, in words; None if they can.

    Errs on the side of None: a title less exact than the other, a body not named, or titles of
    different walks of life ("party leader", "prime minister") can go together.
    """
    (left, one), (right, other) = _office(a), _office(b)
    if one != other:
        apart = _at_once(a, b) and _exclude(one, other) and not _bodies_apart(a, b)
    elif left != right:
        # Whoever once was a deputy may be the head today.
        apart = _at_once(a, b) and not _bodies_apart(a, b)
    else:
        same = _same_body(a.of, b.of)
        apart = (same and _different_standing(a, b)) or (one in SINGLE and _bodies_apart(a, b))
    return f"{_spoken(a)} or {_spoken(b)}" if apart else None


def _office(role: Role) -> tuple[str, str]:
    """Rank below the office ("deputy" or "") and the office itself."""
    title = role.title
    for rank in SECOND:
        if title.startswith(f"{rank} "):
            return "deputy", title.removeprefix(f"{rank} ")
    return ("deputy" if role.qualifier in SECOND else ""), title


def _at_once(a: Role, b: Role) -> bool:
    """Whether both say what the person is at one time: now, or once."""
    coming_or_going = COMING | {"outgoing"}
    return _past(a) == _past(b) and not coming_or_going & {a.qualifier, b.qualifier}


def _past(role: Role) -> bool:
    return role.qualifier == "former"


def _exclude(one: str, other: str) -> bool:
    """Whether nobody holds both offices at once."""
    if _less_exact(one, other) or _less_exact(other, one):
        return False
    if _department(one) and _department(other):
        return True
    families = _families()
    if _department(one) or _department(other):
        office = other if _department(one) else one
        return office in families["office of government"]
    return any(one in titles and other in titles for titles in families.values())


def _less_exact(short: str, long: str) -> bool:
    """Whether every word of one title is in the other: "minister", "finance minister"."""
    return set(short.split()) <= set(long.split())


def _department(title: str) -> str:
    """The department of a minister or secretary, "" if it is none or not said."""
    words = title.split()
    return " ".join(words[:-1]) if words[-1] in DEPARTMENTAL and title != "prime minister" else ""


def _different_standing(a: Role, b: Role) -> bool:
    """The same office held, once held, or yet to be held."""
    return _standing(a) != _standing(b) and not BETWEEN & {a.qualifier, b.qualifier}


def _standing(role: Role) -> str:
    if role.qualifier in COMING:
        return "coming"
    return "former" if _past(role) else "sitting"


def _bodies_apart(a: Role, b: Role) -> bool:
    """Whether both say of what the office is, and that is not the same."""
    if not a.of or not b.of or _same_body(a.of, b.of):
        return False
    kinds = _kind_of_body(a.of), _kind_of_body(b.of)
    if kinds[0] and kinds[1]:
        return kinds[0] != kinds[1] and not _alike(*kinds)
    # "the company" may be any company: two names tell bodies apart, common nouns do not.
    return not a.of.islower() and not b.of.islower() and not any(kinds)


def _same_body(one: str, other: str) -> bool:
    """Equal, not said, a part of the other's name, or its initials."""
    left, right = plain(one).split(), plain(other).split()
    if not left or not right or set(left) <= set(right) or set(right) <= set(left):
        return True
    initials = "".join(word[0] for word in left), "".join(word[0] for word in right)
    return (
        skeleton(one) == skeleton(other) or initials[0] == "".join(right)
        or initials[1] == "".join(left)
    )  # fmt: skip


def _spoken(role: Role) -> str:
    """A role in words: "former finance minister of Latvia"."""
    of = f" of {role.of}" if role.of else ""
    after = role.qualifier in COMING
    title = f"{role.title}-{role.qualifier}" if after else f"{role.qualifier} {role.title}"
    return f"{title.strip()}{of}"


@cache
def _families() -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    family = ""
    for line in (DATA / "role_exclusive.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            family = line.strip("[]")
        elif line and not line.startswith("#"):
            found[family] = frozenset(title.strip() for title in line.split(","))
    return found


@cache
def _bodies() -> tuple[dict[str, str], tuple[frozenset[str], ...]]:
    """Word -> kind of body, and the kinds that may speak for each other."""
    kinds: dict[str, str] = {}
    alike: list[frozenset[str]] = []
    for line in (DATA / "role_bodies.txt").read_text(encoding="utf-8").splitlines():
        if not line or line[0] in "#[":
            continue
        kind, found, words = line.partition(":")
        if found:
            kinds.update((word.strip(), kind) for word in words.split(","))
        else:
            alike.append(frozenset(word.strip() for word in line.split(",")))
    return kinds, tuple(alike)


def _kind_of_body(of: str) -> str:
    """The kind of body that a phrase names, told by its last telling word."""
    kinds, _ = _bodies()
    words = [word.removesuffix("s") if word.endswith("ors") else word for word in plain(of).split()]
    return next((kinds[word] for word in reversed(words) if word in kinds), "")


def _alike(one: str, other: str) -> bool:
    return any(one in kinds and other in kinds for kinds in _bodies()[1])
