"""The word lists by which origins are told: agencies, words about the press, platforms."""

import re
from functools import cache
from importlib.resources import files
from unicodedata import combining, normalize


@cache
def agencies() -> dict[str, str]:
    """Every name of each known news agency, folded, with the agency's fullest name."""
    known = {}
    for line in _lines("origin_agencies.txt"):
        names = line.split("|")
        known.update({folded(name): names[0] for name in names})
    return known


@cache
def words(name: str) -> tuple[str, ...]:
    """The list `[name]` of the words about the press, longest first, for use in patterns."""
    lists: dict[str, list[str]] = {}
    current: list[str] = []
    for line in _lines("origin_media_words.txt"):
        if line.startswith("["):
            current = lists.setdefault(line.strip("[]"), [])
        else:
            current.append(line)
    return tuple(sorted(lists[name], key=lambda word: (-len(word), word)))


def any_of(name: str) -> str:
    """A pattern for any entry of the list `[name]`."""
    return "(?:" + "|".join(re.escape(word) for word in words(name)) + ")"


def folded(name: str) -> str:
    """A name as names are compared: no accents, no case, no leading article, single blanks."""
    plain = "".join(c for c in normalize("NFKD", name) if not combining(c)).casefold()
    return re.sub(r"^(?:the|a|an) ", "", re.sub(r"[\W_]+", " ", plain).strip())


def _lines(file: str) -> list[str]:
    text = files("secondsource.stages.align").joinpath("data", file).read_text(encoding="utf-8")
    stripped = (line.strip() for line in text.splitlines())
    return [line for line in stripped if line and not line.startswith("#")]
