"""What stands before a title: qualifier, department, body, owner."""

from secondsource.records.layers import Name, NameKind
from secondsource.stages.annotate.named_phrases import (
    ARTICLES,
    MODIFIERS,
    NOUNS,
    NounPhrases,
    country_of,
)
from secondsource.stages.annotate.names_lists import countries, fold, is_ordinary, word_set
from secondsource.stages.annotate.names_text import HYPHENS
from secondsource.stages.annotate.titles import WORDS

QUALIFIERS = ("former", "acting", "deputy", "vice", "elect", "designate", "outgoing")
PLAIN = NOUNS | {"JJ", "JJR", "JJS", "FW"}
# Second halves of compounds that end a title's phrase to the left ("60-year-old").
COMPOUND = frozenset({"old", "based", "born", "led", "backed"})
FARTHEST = 7  # tokens that a title may have before it


def qualifier_of(word: str) -> str:
    """The qualifier that a folded word stands for, or ""."""
    return next((q for q in QUALIFIERS if word in word_set(WORDS, q)), "")


class Lead:
    """What stands before a title, read from right to left."""

    def __init__(self, phrases: NounPhrases, first: int, floor: int, *, departmental: bool) -> None:
        self.phrases, self.departmental = phrases, departmental
        self.first, self.title, self.of = first, first, ""
        self.qualifiers: list[str] = []
        self.department: list[str] = []
        self.nouns: list[str] = []
        stop = max(floor, first - FARTHEST)
        while self.first > stop and self._take():
            pass
        self.opener = phrases.folded[self.first - 1] if self.first > floor else ""
        if self.opener == "'s" and not self.of:
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
        elif found := qualifier_of(word):
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
        if self.phrases.folded[i + 1] in COMPOUND:
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
        if self.phrases.parse.tags[i - 1] not in NOUNS:
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
        """As in "The port's harbour master": what owns the office."""
        end = self.first - 1
        start = end
        while start > floor and end - start < FARTHEST and self._is_owner(start - 1):
            start -= 1
        self.of = self.phrases.named(start, end)

    def _is_owner(self, i: int) -> bool:
        tag = self.phrases.parse.tags[i]
        return i in self.phrases.name_at or tag in MODIFIERS or tag in ARTICLES
