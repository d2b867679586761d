"""Whether two names can be one person's: given names, surnames, initials, generations."""

from functools import cache
from pathlib import Path

from rapidfuzz.distance import JaroWinkler

from secondsource.compare.spelling import plain, skeleton

DATA = Path(__file__).parent / "data"
GENERATIONS = frozenset({"jr", "sr", "junior", "senior", "ii", "iii", "iv"})
LIKE = 0.9  # of two spellings of a surname whose given names agree
LIKE_GIVEN = 0.88
SHORTEST = 5  # letters below which likeness says nothing


@cache
def groups_of_given_names() -> dict[str, frozenset[int]]:
    """Given name -> the groups of names that one person may go by."""
    found: dict[str, set[int]] = {}
    text = (DATA / "identity_given.txt").read_text(encoding="utf-8")
    for number, line in enumerate(text.splitlines()):
        if line and not line.startswith("#"):
            for name in line.split(","):
                found.setdefault(plain(name), set()).add(number)
    return {name: frozenset(numbers) for name, numbers in found.items()}


def parts(name: str) -> tuple[list[str], str]:
    """The words of a name, and its generation ("jr") or ""."""
    words = plain(name).split()
    if len(words) > 1 and words[-1] in GENERATIONS:
        return words[:-1], words[-1]
    return words, ""


def same_given(one: str, other: str) -> bool:
    """Whether two given names can be one person's: spelling, initial, short form, language."""
    if skeleton(one) == skeleton(other):
        return True
    if len(one) == 1 or len(other) == 1:
        return one[0] == other[0]
    groups = groups_of_given_names()
    if groups.get(one, frozenset()) & groups.get(other, frozenset()):
        return True
    return _alike(one, other, LIKE_GIVEN)


def same_surname(one: str, other: str) -> bool:
    """Whether two surnames are spellings of one, given that the given names agree."""
    return skeleton(one) == skeleton(other) or _alike(one, other, LIKE)


def _alike(one: str, other: str, least: float) -> bool:
    left, right = skeleton(one), skeleton(other)
    if min(len(left), len(right)) < SHORTEST or left[0] != right[0]:
        return False
    return JaroWinkler.normalized_similarity(left, right) >= least


def same_person(one: str, other: str) -> bool:
    """Whether two full names can be one person's."""
    (left, old), (right, young) = parts(one), parts(other)
    if old != young:
        return False
    if sorted(map(skeleton, left)) == sorted(map(skeleton, right)):
        return True
    if not same_given(left[0], right[0]) or not _middles_agree(left, right):
        return False
    return same_surname(left[-1], right[-1]) or _within(left, right) or _within(right, left)


def _middles_agree(left: list[str], right: list[str]) -> bool:
    """So "John F. Kerry" is not "John A. Kerry"; a name without the middle one may be either."""
    if len(left) == len(right) == 3:
        return same_given(left[1], right[1])
    return True


def _within(short: list[str], long: list[str]) -> bool:
    """Whether all words of one name stand in the other, in order."""
    rest = iter(long)
    return len(short) > 1 and all(
        any(skeleton(word) == skeleton(other) for other in rest) for word in short
    )
