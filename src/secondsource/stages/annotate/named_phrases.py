"""Noun phrases around names: where they end, and what they name."""

from bisect import bisect_left
from collections.abc import Sequence

from secondsource.records.layers import Name, NameKind
from secondsource.records.parse import Parse
from secondsource.stages.annotate.names_lists import countries, fold, honorifics
from secondsource.stages.annotate.names_text import HYPHENS

NOUNS = frozenset({"NN", "NNS", "NNP", "NNPS"})
MODIFIERS = NOUNS | {"JJ", "JJR", "JJS", "VBN", "FW", "CD"}
ARTICLES = frozenset({"DT", "PRP$"})
INSIDE = HYPHENS | {"'s", "&"}


class NounPhrases:
    """The words of one parse, with the name that each of them belongs to."""

    def __init__(self, parse: Parse, names: Sequence[Name]) -> None:
        self.parse = parse
        self.folded = [fold(parse.word(i)) for i in range(len(parse))]
        self.name_at: dict[int, Name] = {}
        self.tokens: dict[Name, range] = {}
        for name in names:
            first = bisect_left(parse.starts, name.start)
            last = bisect_left(parse.starts, name.end)
            self.tokens[name] = range(first, last)
            self.name_at.update((i, name) for i in range(first, last))

    def is_person(self, i: int) -> bool:
        """Whether token `i` belongs to the name of a person."""
        name = self.name_at.get(i)
        return name is not None and name.kind is NameKind.PERSON

    def end_of(self, at: int, stop: int) -> int:
        """The end of the noun phrase that starts at `at`; `at` itself if there is none."""
        start = end = at
        while at < stop:
            if name := self.name_at.get(at):
                if name.kind is NameKind.PERSON and end > start:
                    break
                at = end = self.tokens[name].stop
            elif self._addresses(at):
                break
            elif self._modifies(at) or (at == start and self.parse.tags[at] in ARTICLES):
                at += 1
                end = at if self.parse.tags[at - 1] in NOUNS else end
            elif self.folded[at] in {"of", "and"} and self._goes_on(at, stop):
                at += 1
            else:
                break
        return end

    def _addresses(self, at: int) -> bool:
        """Whether a form of address stands before a person: "of the guard Gen. Ann Lee"."""
        return self.folded[at].rstrip(".") in honorifics() and self.is_person(at + 1)

    def _modifies(self, at: int) -> bool:
        return self.parse.tags[at] in MODIFIERS or self.folded[at] in INSIDE

    def _goes_on(self, at: int, stop: int) -> bool:
        """Whether "of" or "and" joins two plain nouns ("bank of issue", "trade and industry")."""
        if at + 1 >= stop:
            return False
        plain = self.parse.tags[at - 1] in NOUNS
        return (
            plain
            and self.parse.tags[at + 1] in NOUNS
            and (self.folded[at] == "of" or self.parse.heads[at + 1] == at - 1)
        )

    def named(self, first: int, last: int) -> str:
        """What tokens name: the entity they end with, else their words without the article."""
        while first < last and self.parse.tags[first] in ARTICLES:
            first += 1
        if first >= last:
            return ""
        if (name := self.name_at.get(last - 1)) is not None:
            return country_of(name.entity)
        if last - first == 1 and (country := countries().peoples.get(self.folded[first])):
            return country
        text = self.parse.text[self.parse.starts[first] : self.parse.ends[last - 1]]
        return text if any(i in self.name_at for i in range(first, last)) else text.lower()


def country_of(entity: str) -> str:
    """The usual name of a country for any of its names; other entities as they are."""
    return countries().names.get(fold(entity), entity)
