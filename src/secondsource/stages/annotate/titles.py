"""Titles and offices: their forms, normal forms and kinds, from the list."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from secondsource.stages.annotate.names_lists import fold, sections, word_set

TITLES, WORDS = "roles_titles.txt", "roles_words.txt"


@dataclass(frozen=True, slots=True)
class Title:
    """A title in its normal form, and what kind of office it is ("executive", "company" …)."""

    name: str
    nature: str


@cache
def titles() -> dict[str, Title]:
    """Every form of every title, folded -> the title."""
    found: dict[str, Title] = {}
    for nature, lines in sections(TITLES).items():
        for form, title in _forms(nature, lines):
            found.setdefault(form, title)
    return found


def _forms(nature: str, lines: tuple[str, ...]) -> Iterator[tuple[str, Title]]:
    entries = [line.partition(":") for line in lines]
    # A title of its own wins over a form of another one.
    for name, _, _ in entries:
        yield fold(name.strip()), Title(name.strip(), nature)
    for name, _, others in entries:
        for form in others.split(","):
            if form.strip():
                yield fold(form.strip()), Title(name.strip(), nature)


@cache
def title_words() -> frozenset[str]:
    """Last words of titles: "minister", "officer", "mayor" …"""
    heads = {form.split(" of ")[0].split(" for ")[0].split()[-1] for form in titles()}
    return frozenset(heads) - word_set("names_kinds.txt", "particle")
