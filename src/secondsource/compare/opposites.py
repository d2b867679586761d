"""Words that deny one another, from a table of general English."""

from functools import cache
from importlib.resources import files


@cache
def opposites() -> dict[str, frozenset[str]]:
    """For each predicate those that deny it; a predicate of two words is joined by a space."""
    table = files("secondsource.compare").joinpath("data", "opposites.txt")
    found: dict[str, set[str]] = {}
    for line in table.read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        left, right = (
            [word.replace("_", " ") for word in side.split()] for side in line.split("\t")
        )
        for word in left:
            found.setdefault(word, set()).update(right)
        for word in right:
            found.setdefault(word, set()).update(left)
    return {word: frozenset(others) for word, others in found.items()}


def opposed(one: str, other: str) -> bool:
    """Whether one predicate denies the other."""
    return other in opposites().get(one, frozenset())
