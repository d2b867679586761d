"""Title phrases: "the former Latvian finance minister", "spokesman for the port authority"."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from secondsource.records.layers import Name, NameKind, Sentence
from secondsource.records.parse import Parse
from secondsource.stages.annotate.names_lists import countries, fold, is_ordinary, word_set
from secondsource.stages.annotate.titles import WORDS, Title, titles

HYPHENS = frozenset("-‐‑")
NOUNS = frozenset({"NN", "NNP", "NNPS"})
MODIFIERS = frozenset({"NN", "NNS", "NNP", "NNPS", "JJ", "JJR", "JJS", "VBN", "FW", "CD"})
NOUN_TAGS = frozenset({"NN", "NNS", "NNP", "NNPS"})
PLAIN = frozenset({"NN", "NNS", "NNP", "NNPS", "JJ", "JJR", "JJS", "FW"})
QUALIFIERS = ("former", "acting", "deputy", "vice", "elect", "designate", "outgoing")
# Which qualifier the record shows where a title has two ("former deputy minister").
WEIGHT = {
    "former": 3, "outgoing": 2, "elect": 2, "designate": 2, "acting": 2, "deputy": 1, "vice": 1,
}  # fmt: skip
OFFICES = frozenset({"office", "offices", "residence", "palace", "wife", "husband"})
DEPARTMENTAL = frozenset({"minister", "secretary"})
OF = frozenset({"of", "for", "at"})
SENT = frozenset({"ambassador", "envoy", "consul", "adviser", "diplomat", "aide"})
LONGEST = 5  # words of a title
FARTHEST = 7  # tokens that a title may have before it


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
        self.folded = [fold(parse.word(i)) for i in range(len(parse))]
        self.name_at: dict[int, Name] = {}
        self.tokens: dict[Name, range] = {}
        for name in names:
            first = bisect_left(parse.starts, name.start)
            last = bisect_left(parse.starts, name.end)
            self.tokens[name] = range(first, last)
            self.name_at.update((i, name) for i in range(first, last))

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
        if any(i in self.name_at for i in range(first, last)) or self._only_qualifies(first, last):
            return False
        if len(parts) > 2 and last in self.name_at and not self._before_person(last):
            return False  # "leader of the opposition Green List" is no leader of the opposition
        head = self._head(first, last)
        if self.parse.tags[head] not in NOUNS and not self._before_person(last):
            return False
        if last < len(self.folded) and self.folded[last] in HYPHENS:
            return self.qualifier(last + 1) != ""
        over = self.parse.heads[head]
        modifies = self.parse.deps[head] in {"compound", "amod", "nmod"} and over >= last
        return not modifies or over in self.name_at or self.parse.tags[over] not in {"NN", "NNS"}

    def _only_qualifies(self, first: int, last: int) -> bool:
        """Whether "deputy" stands before the title that it is part of; whether "pm" is a time."""
        word = self.folded[first]
        if last - first > 1:
            return False
        if word == "pm":
            return self.parse.word(first) != "PM"
        if last >= len(self.folded) or not self.qualifier(first):
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

    def _before_person(self, i: int) -> bool:
        name = self.name_at.get(i)
        return name is not None and name.kind is NameKind.PERSON

    def qualifier(self, i: int) -> str:
        word = self.folded[i] if 0 <= i < len(self.folded) else ""
        return next((q for q in QUALIFIERS if word in word_set(WORDS, q)), "")

    def _phrase(self, first: int, last: int, title: Title, sentence: Sentence) -> Phrase:
        head = self._head(first, last)
        left = _Left(self, first, sentence.first, departmental=title.name in DEPARTMENTAL)
        last, qualifiers = self._past_qualifier(last, sentence.last, left.qualifiers)
        after, of = self._complement(last, sentence.last, title.name)
        qualifier, rest = _split(qualifiers)
        name = " ".join((*rest, *left.department, title.name))
        if title.name == "minister" and of and not left.department and self._is_office(of):
            name, of = f"{of} {title.name}", ""
        return Phrase(
            left.first, last, after, head, left.opener, name, qualifier, of or left.of
        )  # fmt: skip

    def _is_office(self, of: str) -> bool:
        return of.islower() and len(of.split()) < 5

    def _past_qualifier(self, last: int, stop: int, qualifiers: list[str]) -> tuple[int, list[str]]:
        """Past "-elect" or "designate"."""
        at = last + 1 if last < stop and self.folded[last] in HYPHENS else last
        if at < stop and (found := self.qualifier(at)) in {"elect", "designate"}:
            return at + 1, [found, *qualifiers]
        return last, qualifiers

    def _complement(self, last: int, stop: int, title: str) -> tuple[int, str]:
        """Past "of …" or "for …" behind a title, and what the office is of."""
        if last + 1 >= stop or not self._links(last, title):
            return last, ""
        end = self.noun_phrase_end(last + 1, stop)
        of = self.named(last + 1, end) if end > last + 1 else ""
        return (end, of) if of else (last, "")

    def _links(self, at: int, title: str) -> bool:
        return self.folded[at] in OF or (self.folded[at] == "to" and title in SENT)

    def noun_phrase_end(self, at: int, stop: int) -> int:
        """The end of the noun phrase that starts at `at`; `at` itself if there is none."""
        start = end = at
        while at < stop:
            if name := self.name_at.get(at):
                if name.kind is NameKind.PERSON and end > start:
                    break
                at = end = self.tokens[name].stop
            elif self._modifies(at) or (at == start and self.parse.tags[at] in {"DT", "PRP$"}):
                at += 1
                end = at if self.parse.tags[at - 1] in NOUN_TAGS else end
            elif self.folded[at] in {"of", "and"} and self._goes_on(at, stop):
                at += 1
            else:
                break
        return end

    def _modifies(self, at: int) -> bool:
        return self.parse.tags[at] in MODIFIERS or self.folded[at] in HYPHENS | {"'s", "’s", "&"}

    def _goes_on(self, at: int, stop: int) -> bool:
        """Whether "of" or "and" joins two plain nouns ("bank of issue", "trade and industry")."""
        if at + 1 >= stop:
            return False
        plain = self.parse.tags[at - 1] in NOUN_TAGS
        return (
            plain
            and self.parse.tags[at + 1] in NOUN_TAGS
            and (self.folded[at] == "of" or self.parse.heads[at + 1] == at - 1)
        )

    def named(self, first: int, last: int) -> str:
        """What tokens name: the entity they end with, else their words without the article."""
        while first < last and self.parse.tags[first] in {"DT", "PRP$"}:
            first += 1
        if first >= last:
            return ""
        if (name := self.name_at.get(last - 1)) is not None:
            return country_of(name.entity)
        if last - first == 1 and (country := countries().peoples.get(self.folded[first])):
            return country
        text = self.parse.text[self.parse.starts[first] : self.parse.ends[last - 1]]
        return text if any(i in self.name_at for i in range(first, last)) else text.lower()


def _split(qualifiers: list[str]) -> tuple[str, list[str]]:
    """The qualifier of the record, and what stays in the title ("former" and "vice")."""
    if not qualifiers:
        return "", []
    first = max(qualifiers, key=lambda q: WEIGHT[q])
    return first, [q for q in dict.fromkeys(qualifiers) if q != first and WEIGHT[q] == 1]


class _Left:
    """What stands before a title, read from right to left."""

    def __init__(self, phrases: Phrases, first: int, floor: int, *, departmental: bool) -> None:
        self.phrases, self.departmental = phrases, departmental
        self.first, self.title, self.of = first, first, ""
        self.qualifiers: list[str] = []
        self.department: list[str] = []
        self.nouns: list[str] = []
        stop = max(floor, first - FARTHEST)
        while self.first > stop and self._take():
            pass
        self.opener = phrases.folded[self.first - 1] if self.first > floor else ""
        if self.opener in {"'s", "’s"} and not self.of:
            self._take_owner(floor)
        while self.department and self.department[0] in {"and", "&"}:
            del self.department[0]
        if not self.of and self.nouns:
            self.of = " ".join(self.nouns)

    def _take(self) -> bool:
        """Take one more token or name; False where the phrase starts."""
        phrases, i = self.phrases, self.first - 1
        word = phrases.folded[i]
        if word in HYPHENS:
            return self._take_hyphen(i)
        if (name := phrases.name_at.get(i)) is not None:
            return self._take_name(name)
        peoples = countries().peoples
        if country := peoples.get(f"{phrases.folded[i - 1]} {word}"):
            self.of, self.first = self.of or country, i - 1
        elif country := peoples.get(word):
            self.of, self.first = self.of or country, i
        elif found := phrases.qualifier(i):
            self.qualifiers.insert(0, found)
            self.first = i
        elif word in word_set(WORDS, "filler"):
            self.first = i
        elif word in {"and", "&"} and self.department and self.departmental:
            return self._take_joined(i)
        else:
            return self._take_word(i, word)
        return True

    def _take_hyphen(self, i: int) -> bool:
        if self.phrases.folded[i + 1] in {"old", "based", "born", "led", "backed"}:
            return False  # "60-year-old"
        self.first = i
        return True

    def _take_name(self, name: Name) -> bool:
        if name.kind is NameKind.PERSON or self.of:
            return False
        if self.departmental and name.kind is not NameKind.PLACE and is_ordinary(fold(name.text)):
            self.department.insert(0, fold(name.text))
            self.first = self.phrases.tokens[name].start
            return True
        self.of = country_of(name.entity)
        self.first = self.phrases.tokens[name].start
        return True

    def _take_joined(self, i: int) -> bool:
        if self.phrases.parse.tags[i - 1] not in {"NN", "NNS", "NNP"}:
            return False
        self.department.insert(0, "and")
        self.first = i
        return True

    def _take_word(self, i: int, word: str) -> bool:
        tag = self.phrases.parse.tags[i]
        if tag not in PLAIN or self.of or not word[0].isalpha():
            return False
        parse = self.phrases.parse
        if parse.word(self.title)[0].isupper() and parse.word(i).islower():
            return False  # "last year President Lund": a title set large stands alone
        if self.departmental:
            self.department.insert(0, word)
        elif tag != "JJ" and self.phrases.folded[i - 1] not in HYPHENS:
            self.nouns.insert(0, word)
        self.first = i
        return True

    def _take_owner(self, floor: int) -> None:
        """ "The port's harbour master": what owns the office."""
        end = self.first - 1
        start = end
        while start > floor and end - start < FARTHEST and self._is_owner(start - 1):
            start -= 1
        self.of = self.phrases.named(start, end)

    def _is_owner(self, i: int) -> bool:
        tag = self.phrases.parse.tags[i]
        return i in self.phrases.name_at or tag in MODIFIERS or tag in {"DT", "PRP$"}


def country_of(entity: str) -> str:
    """The usual name of a country for any of its names; other entities as they are."""
    return countries().names.get(fold(entity), entity)
