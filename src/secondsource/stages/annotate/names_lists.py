"""The word lists behind names and roles: read once, folded, looked up often."""

import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path

DATA = Path(__file__).parent / "data"
# Letters that no decomposition takes apart, and the marks that stand for an apostrophe.
LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ß": "ss",
     "’": "'", "‘": "'", "ʼ": "'", "`": "'", "‐": "-", "‑": "-"}
)  # fmt: skip


@cache
def fold(text: str) -> str:
    """Lower case without diacritics: what spellings of one name in one report share."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text.lower().translate(LETTERS))
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def lines(name: str) -> list[str]:
    """The lines of a list, without comments and blank ones."""
    text = (DATA / name).read_text(encoding="utf-8")
    return [line for line in text.split("\n") if line and line[0] != "#"]


def one_a_line(name: str) -> frozenset[str]:
    """A long list of one word a line; the lines of its header match no word."""
    return frozenset((DATA / name).read_text(encoding="utf-8").split("\n"))


def words(line: str) -> list[str]:
    """The words of a line that divides them by commas, folded."""
    return [fold(word.strip()) for word in line.split(",") if word.strip()]


@cache
def sections(name: str) -> dict[str, tuple[str, ...]]:
    """A list in sections: `[section]` -> the lines under it."""
    found: dict[str, list[str]] = {}
    for line in lines(name):
        if line.startswith("["):
            current = found.setdefault(line.strip("[]"), [])
        else:
            current.append(line)
    return {section: tuple(under) for section, under in found.items()}


@cache
def word_set(name: str, section: str) -> frozenset[str]:
    """The words of one section of a list."""
    return frozenset(word for line in sections(name)[section] for word in words(line))


@cache
def given_names() -> frozenset[str]:
    """Given names of many languages, folded."""
    return one_a_line("names_given.txt")


@cache
def ordinary_words() -> frozenset[str]:
    """Stems of English words that are written small."""
    return one_a_line("names_ordinary.txt")


@cache
def cities() -> frozenset[str]:
    """The larger cities and the regions of the world, folded."""
    regions = (word for line in lines("names_regions.txt") for word in words(line))
    return one_a_line("names_cities.txt").union(regions)


@cache
def known_organisations() -> frozenset[str]:
    """Organisations that need no introduction, folded."""
    return frozenset(word for line in lines("names_organisations.txt") for word in words(line))


@cache
def honorifics() -> frozenset[str]:
    """Forms of address before a person's name, folded."""
    return frozenset(word for line in lines("names_honorifics.txt") for word in words(line))


@cache
def known_people() -> frozenset[str]:
    """Surnames that need no first name, folded."""
    return frozenset(word for line in lines("names_people.txt") for word in words(line))


@dataclass(frozen=True, slots=True)
class Countries:
    """`names`: folded name -> country; `peoples`: folded adjective or people -> country."""

    names: dict[str, str]
    peoples: dict[str, str]


@cache
def countries() -> Countries:
    """Countries and regions with their other names and their adjectives."""
    names: dict[str, str] = {}
    peoples: dict[str, str] = {}
    for line in lines("names_countries.txt"):
        country, others, adjectives = (part.strip() for part in line.split("|"))
        for name in (country, *words(others)):
            names.setdefault(fold(name), country)
        for people in words(adjectives):
            peoples.setdefault(people, country)
    return Countries(names, peoples)


ENDINGS = ("'s", "s", "es", "ed", "d", "ing", "er", "ers", "ly", "ies", "ied", "ness")


BRITISH = (
    ("isa", "iza"),
    ("ise", "ize"),
    ("isi", "izi"),
    ("our", "or"),
    ("nce", "nse"),
    ("tre", "ter"),
    ("ogue", "og"),
)


@cache
def is_ordinary(word: str) -> bool:
    """Whether a folded word, or its stem, is an English word written small."""
    if _has_stem(word):
        return True
    return any(british in word and _has_stem(word.replace(british, us)) for british, us in BRITISH)


def _has_stem(word: str) -> bool:
    stems = ordinary_words()
    if word in stems:
        return True
    for ending in ENDINGS:
        stem = word[: -len(ending)]
        if len(stem) < 3 or not word.endswith(ending):
            continue
        if stem in stems or (stem + "e" in stems and ending[0] in "ei"):
            return True
        if ending in {"ies", "ied"} and stem + "y" in stems:
            return True
        if len(stem) > 3 and stem[-1] == stem[-2] and stem[:-1] in stems:
            return True
    return False
