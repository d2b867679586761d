"""Title phrases: "the former Latvian finance minister", "spokesman for the port authority"."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from secondsource.records.layers import Name, Sentence
from secondsource.records.parse import Parse
from secondsource.stages.annotate.named_phrases import NounPhrases
from secondsource.stages.annotate.names_text import HYPHENS
from secondsource.stages.annotate.title_lead import Lead, qualifier_of
from secondsource.stages.annotate.titles import Title, titles

NOUNS = frozenset({"NN", "NNP", "NNPS"})
# Which qualifier the record shows where a title has two ("former deputy minister").
WEIGHT = {
    "former": 3, "outgoing": 2, "elect": 2, "designate": 2, "acting": 2, "deputy": 1, "vice": 1,
}  # fmt: skip
OFFICES = frozenset({"office", "offices", "residence", "palace", "wife", "husband"})
DEPARTMENTAL = frozenset({"minister", "secretary"})
OF = frozenset({"of", "for", "at"})
SENT = frozenset({"ambassador", "envoy", "consul", "adviser", "diplomat", "aide"})


@dataclass(frozen=True, slots=True)
class Phrase:
    """A title in the text: tokens `[first, last)` without its article; `head` is its last noun.

    `after` is the token behind its "of …", `opener` the folded word before it ("the", "'s", "").
    """

    first: int
    last: int
    after: int
    head: int
    opener: str
    title: str
    qualifier: str
    of: str


@cache
def _by_first_word() -> dict[str, list[tuple[tuple[str, ...], Title]]]:
    """Titles by their first word, longest first; hyphens do not count."""
    found: dict[str, list[tuple[tuple[str, ...], Title]]] = {}
    for form, title in titles().items():
        parts = tuple(form.replace("-", " ").split())
        found.setdefault(parts[0], []).append((parts, title))
    for forms in found.values():
        forms.sort(key=lambda pair: -len(pair[0]))
    return found


class Phrases:
    """Finds the title phrases of one parse, given the names in it."""

    def __init__(self, parse: Parse, names: Sequence[Name]) -> None:
        self.parse = parse
        self.nouns = NounPhrases(parse, names)
        self.folded = self.nouns.folded

    def within(self, sentence: Sentence) -> Iterator[Phrase]:
        """The title phrases of a sentence, in order, none inside another."""
        at = sentence.first
        while at < sentence.last:
            match = self._match(at, sentence.last)
            if match is None:
                at += 1
                continue
            last, title = match
            yield self._phrase(at, last, title, sentence)
            at = last

    def _match(self, at: int, stop: int) -> tuple[int, Title] | None:
        """End of the longest title that starts at token `at`, and the title."""
        for parts, title in _by_first_word().get(self.folded[at].rstrip("."), ()):
            last = self._reads(parts, at, stop)
            if last and self._is_title(at, last, parts):
                return last, title
        return None

    def _reads(self, parts: tuple[str, ...], at: int, stop: int) -> int:
        i = at
        for count, part in enumerate(parts):
            while count and i < stop and self.folded[i] in HYPHENS:
                i += 1
            if i >= stop or self.folded[i].rstrip(".") != part:
                return 0
            i += 1
        return i

    def _is_title(self, first: int, last: int, parts: tuple[str, ...]) -> bool:
        """Whether the words stand for a person: a noun, no part of a name or of a longer noun."""
        if any(i in self.nouns.name_at for i in range(first, last)) or self._only_qualifies(
            first, last
        ):
            return False
        if len(parts) > 2 and last in self.nouns.name_at and not self.nouns.is_person(last):
            return False  # "leader of the opposition Green List" is no leader of the opposition
        head = self._head(first, last)
        if self.parse.tags[head] not in NOUNS and not self.nouns.is_person(last):
            return False
        if last < len(self.folded) and self.folded[last] in HYPHENS:
            return last + 1 < len(self.folded) and qualifier_of(self.folded[last + 1]) != ""
        over = self.parse.heads[head]
        modifies = self.parse.deps[head] in {"compound", "amod", "nmod"} and over >= last
        return (
            not modifies or over in self.nouns.name_at or self.parse.tags[over] not in {"NN", "NNS"}
        )

    def _only_qualifies(self, first: int, last: int) -> bool:
        """Whether "deputy" stands before the title that it is part of; whether "pm" is a time."""
        word = self.folded[first]
        if last - first > 1:
            return False
        if word == "pm":
            return self.parse.word(first) != "PM"
        if last >= len(self.folded) or not qualifier_of(self.folded[first]):
            return False
        return any(
            self._match(i, len(self.folded)) for i in range(last, last + 2) if i < len(self.folded)
        )

    def _head(self, first: int, last: int) -> int:
        """The noun of a title that others depend on: "minister" in "minister of finance"."""
        for i in range(first, last):
            if self.folded[i] in {"of", "for", "in"} and i > first:
                return i - 1
        return last - 1

    def _phrase(self, first: int, last: int, title: Title, sentence: Sentence) -> Phrase:
        head = self._head(first, last)
        left = Lead(self.nouns, first, sentence.first, departmental=title.name in DEPARTMENTAL)
        last, qualifiers = self._past_qualifier(last, sentence.last, left.qualifiers)
        after, of = self._complement(last, sentence.last, title.name)
        qualifier, rest = _split(qualifiers)
        name = " ".join((*rest, *left.department, title.name))
        if title.name == "minister" and of and not left.department and self._is_office(of):
            name, of = f"{of} {title.name}", ""
        name = titles()[name].name if name in titles() else name
        return Phrase(
            left.first, last, after, head, left.opener, name, qualifier, of or left.of
        )  # fmt: skip

    def _is_office(self, of: str) -> bool:
        return of.islower() and len(of.split()) < 5

    def _past_qualifier(self, last: int, stop: int, qualifiers: list[str]) -> tuple[int, list[str]]:
        """Past "-elect" or "designate"."""
        at = last + 1 if last < stop and self.folded[last] in HYPHENS else last
        if at < stop and (found := qualifier_of(self.folded[at])) in {"elect", "designate"}:
            return at + 1, [found, *qualifiers]
        return last, qualifiers

    def _complement(self, last: int, stop: int, title: str) -> tuple[int, str]:
        """Past "of …" or "for …" behind a title, and what the office is of."""
        if last + 1 >= stop or not self._links(last, title):
            return last, ""
        end = self.nouns.end_of(last + 1, stop)
        of = self.nouns.named(last + 1, end) if end > last + 1 else ""
        return (end, of) if of else (last, "")

    def _links(self, at: int, title: str) -> bool:
        return self.folded[at] in OF or (self.folded[at] == "to" and title in SENT)


def _split(qualifiers: list[str]) -> tuple[str, list[str]]:
    """The qualifier of the record, and what stays in the title ("former" and "vice")."""
    if not qualifiers:
        return "", []
    first = max(qualifiers, key=lambda q: WEIGHT[q])
    return first, [q for q in dict.fromkeys(qualifiers) if q != first and WEIGHT[q] == 1]
