"""What the words of a report look like: which can be words of names, given the whole of it."""

import re
from collections.abc import Sequence

from secondsource.records.layers import Sentence
from secondsource.records.parse import Parse
from secondsource.stages.annotate.names_lists import (
    fold,
    given_names,
    honorifics,
    is_ordinary,
    ordinary_words,
    word_set,
)
from secondsource.stages.annotate.titles import title_words

KINDS = "names_kinds.txt"
HYPHENS = frozenset("-‐‑")
ADDRESSES = frozenset({"mr", "mrs", "ms", "miss", "mx"})
NUMERALS = frozenset(
    {"I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIV"}
)
ROAD = re.compile(r"[ABEM]\d{1,3}")
HEADLINE_WORDS = 4
OPENERS = frozenset("\"“”‘'«»„([{:;–—-•*|>…!?.")
QUOTES = frozenset("\"'’”")
# Labels of things whose names hold small words ("Bank of England", "Doctors Without Borders").
LINKED = frozenset({"ORG", "FAC", "LAW", "EVENT", "WORK_OF_ART", "GPE", "LOC", "PERSON"})


class Text:
    """The words of one parse, and what the whole text tells about each of them."""

    def __init__(self, parse: Parse, sentences: Sequence[Sentence]) -> None:
        self.parse = parse
        self.words = [parse.word(i) for i in range(len(parse))]
        self.folded = [fold(word) for word in self.words]
        self.starts = _sentence_starts(parse, self.words) | {s.first for s in sentences}
        self.small = {word for word in self.words if word.islower()}
        self.surnames = self._surnames()
        self.inside = self._seen_inside(sentences)

    def _seen_inside(self, sentences: Sequence[Sentence]) -> frozenset[str]:
        """Words written with a capital, not in full capitals, elsewhere than at a start."""
        return frozenset(
            self.folded[i]
            for sentence in sentences
            if not self.is_headline(sentence)
            for i in range(sentence.first, sentence.last)
            if i not in self.starts and _mixed_case(self.words[i]) and not self.is_numbered(i)
        )

    def _surnames(self) -> frozenset[str]:
        """Last words of people whom the parser sees with a given name or a form of address."""
        entities, folded = self.parse.entities, self.folded
        return frozenset(
            folded[i]
            for i in range(1, len(folded))
            if entities[i] == "PERSON"
            and has_capital(self.words[i])
            and not (
                i + 1 < len(folded) and entities[i + 1] == "PERSON" and not self.parse.begins[i + 1]
            )
            and (folded[i - 1] in given_names() or folded[i - 1].rstrip(".") in ADDRESSES)
            and not is_title(folded[i - 1])
        )

    def is_headline(self, sentence: Sentence) -> bool:
        """Whether a sentence is set like a headline, so that capitals tell nothing."""
        long = [
            self.words[i]
            for i in range(sentence.first, sentence.last)
            if len(self.words[i]) > 3 and self.words[i][0].isalpha()
        ]
        if self.words[sentence.last - 1] in {".", "!", "?"}:
            return False
        capital = sum(word[0].isupper() for word in long)
        return len(long) >= HEADLINE_WORDS and capital > 0.75 * len(long)

    def is_numbered(self, i: int) -> bool:
        """Whether a number follows: "Level IV", "Block 14"."""
        after = self.folded[i + 1] if i + 1 < len(self.words) else ""
        return after.isdigit() or (after != "" and not after.strip("ivx"))

    def is_core(self, i: int) -> bool:
        """Whether token `i` can be a word of a name."""
        word, folded = self.words[i], self.folded[i]
        if not has_capital(word) or (word[-1] == "s" and len(word) > 2 and word[:-1].isupper()):
            return False  # neither "said" nor "MPs"
        if ROAD.fullmatch(word) and i and self.folded[i - 1] == "the":
            return False
        if folded.rstrip(".") in word_set(KINDS, "never"):
            return word in {"US", "WHO"}
        if folded in {"may", "march"} and self._is_month(i):
            return False
        if word.isupper() and len(word) > 2 and is_ordinary(folded):
            return folded in self.inside or self._is_acronym(i)
        return i not in self.starts or not is_ordinary(folded) or self._starts_name(i)

    def _is_month(self, i: int) -> bool:
        around = self.words[max(0, i - 1)] + self.words[min(i + 1, len(self.words) - 1)]
        return self.parse.entities[i] == "DATE" or any(char.isdigit() for char in around)

    def _is_acronym(self, i: int) -> bool:
        word = self.words[i]
        before = self.folded[i - 1] if i else ""
        return 2 < len(word) < 6 and (before == "the" or self.parse.entities[i] == "ORG")

    def _starts_name(self, i: int) -> bool:
        """Whether an ordinary word at a start belongs to a name all the same."""
        after = i + 1
        alone = after >= len(self.words) or not has_capital(self.words[after])
        if self.folded[i] in self.inside and not (alone and self.folded[i] in self.small):
            return True
        if alone:
            # "Pieter" only looks like a form of "piet"; "Rice" is a word, if a given name too.
            return self.folded[i] in given_names() and self.folded[i] not in ordinary_words()
        if self.folded[after] in word_set(KINDS, "never"):
            return False
        given = self.folded[i] in given_names() and self.parse.tags[i] != "MD"
        return given or self.one_entity(i, after)

    def is_numeral(self, i: int) -> bool:
        """Whether token `i` counts the bearers of a name: "Kirill II"."""
        return i > 0 and self.words[i] in NUMERALS and self.folded[i - 1] in given_names()

    def one_entity(self, i: int, j: int) -> bool:
        """Whether the parser sees tokens `i` to `j` as one entity."""
        label = self.parse.entities[i]
        return label in LINKED and all(
            self.parse.entities[k] == label and not self.parse.begins[k]
            for k in range(i + 1, j + 1)
        )


def is_title(word: str) -> bool:
    """Whether a folded word is a title or a form of address, one or several ("Presidents")."""
    single = word.removesuffix("s")  # "Presidents Ann Lee and Bo Dahl"
    return (
        word in honorifics()
        or word in title_words()
        or (len(single) > 3 and single in title_words())
    )


def has_capital(word: str) -> bool:
    """Whether a word is written large as names are: "Lund", "iPhone", not "R$2,000"."""
    if not word[-1].isalpha() and any(char.isdigit() for char in word) and "," in word:
        return False  # R20,000
    if any(char in "€£¥₹$" for char in word) or word[:2] in {"D-", "R-"}:
        return False  # R$2,000; D-Calif.
    if word[0].isupper():
        return True
    return len(word) > 2 and word[0].islower() and word[1].isupper()


def _mixed_case(word: str) -> bool:
    return word[0].isupper() and any(char.islower() for char in word)


def _sentence_starts(parse: Parse, words: Sequence[str]) -> frozenset[int]:
    """Tokens whose capital the start of a sentence, a quote or a line may have given them."""
    starts = set()
    for first, last in parse.sentences:
        at = first
        while at < last and not words[at][0].isalpha():
            at += 1
        starts.add(at)
    for i in range(1, len(words)):
        gap = parse.text[parse.ends[i - 1] : parse.starts[i]]
        before = words[i - 1]
        # A hyphen joins words that touch it; a quotation mark with a gap behind it closes.
        inside = (before in HYPHENS and not gap) or (before in QUOTES and gap != "")
        opens = before[0] in OPENERS and not before[-1].isalpha() and not inside
        if opens or "\n" in gap:
            starts.add(i)
    return frozenset(starts)
