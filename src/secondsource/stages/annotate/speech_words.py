"""The words that make speech of a sentence, from the data files beside this module."""

from collections.abc import Iterator
from functools import cache
from importlib.resources import files

QUOTE_ONLY = frozenset({"quote"})


def _lines(name: str) -> Iterator[str]:
    text = files(__package__).joinpath("data", f"speech_{name}.txt").read_text(encoding="utf-8")
    for line in text.splitlines():
        if line.strip() and not line.startswith("#"):
            yield line.strip()


@cache
def speech_verbs() -> dict[str, frozenset[str]]:
    """The frames of every verb of speech, by lemma; see the header of its data file."""
    verbs = dict.fromkeys(_lines("manner"), QUOTE_ONLY)
    for line in _lines("verbs"):
        lemma, _, frames = line.partition(":")
        verbs[lemma] = frozenset(frames.split())
    return verbs


@cache
def speech_nouns() -> frozenset[str]:
    """Lemmas of nouns that name a piece of speech: "claim", "statement"."""
    return frozenset(_lines("nouns"))


@cache
def title_words() -> dict[str, str]:
    """When words in marks after a lemma are a name or a term: "always" or in "capitals"."""
    return _by_label("titles")


@cache
def person_words() -> dict[str, str]:
    """ "any" for nouns that fit whoever holds an office, "one" for the other nouns for a person."""
    return _by_label("persons")


@cache
def genders() -> dict[str, str]:
    """ "f" or "m" for titles, nouns and given names that tell it, lower case."""
    return _by_label("gender")


def _by_label(name: str) -> dict[str, str]:
    """The words of lines "LABEL: WORD WORD …" with their label."""
    found: dict[str, str] = {}
    for line in _lines(name):
        label, _, words = line.partition(":")
        found |= dict.fromkeys(words.split(), label)
    return found
