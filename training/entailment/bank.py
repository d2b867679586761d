"""What a heap of news says about its own language: forms of words, their company, look-alikes."""

import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from secondsource.abilities import Encoder
from training.entailment import wordnet

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

DATA = Path(__file__).with_name("data")
NAME_KINDS = ("PERSON", "GPE", "ORG", "NORP")
COMMON_WORDS = 4000
LEAST_SEEN = 4
LIKE, TOO_LIKE = 0.30, 0.72
FROM_THE_PASSAGE = 0.65  # of the changed names and figures: such errors no list of words shows
ADJUNCT_WORDS = range(3, 11)


@dataclass(slots=True)
class Bank:
    """Counts over parsed reports, for edits that stay plausible English."""

    forms: dict[tuple[str, str], Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    modifiers: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    names: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    adjuncts: list[str] = field(default_factory=list)
    words: Counter[tuple[str, str]] = field(default_factory=Counter)
    alike: dict[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)
    lemmas: dict[tuple[str, str], str] = field(default_factory=dict)
    near_names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    near_figures: tuple[str, ...] = ()

    def beside(self, names: Mapping[str, tuple[str, ...]], figures: tuple[str, ...]) -> "Bank":
        """This bank for the claims of one passage, with that passage's names and figures."""
        return replace(self, near_names=names, near_figures=figures)

    def read(self, docs: Iterable["Doc"]) -> None:
        """Count the words of some reports."""
        for doc in docs:
            for token in doc:
                self._count(token)
            for one in doc.ents:
                if one.label_ in NAME_KINDS and "\n" not in one.text:
                    self.names[one.label_][one.text] += 1
            self.adjuncts += [text for token in doc if (text := _adjunct(token))]

    def _count(self, token: "Token") -> None:
        if not token.is_alpha:
            return
        self.forms[token.lemma_.lower(), token.tag_][token.lower_] += 1
        if token.pos_ in ("NOUN", "VERB", "ADJ") and not token.ent_type_ and len(token) > 2:
            self.words[token.lower_, token.tag_] += 1
            self.lemmas[token.lower_, token.tag_] = token.lemma_.lower()
        if token.dep_ == "amod" and token.head.pos_ == "NOUN" and token.i == token.head.i - 1:
            self.modifiers[token.head.lemma_][token.lower_] += 1

    def form(self, lemma: str, tag: str) -> str | None:
        """The usual form of a word, None if it was never seen."""
        seen = self.forms.get((lemma, tag))
        return seen.most_common(1)[0][0] if seen else None

    def lemma(self, word: str, tag: str) -> str:
        """The base form of a word that was seen, else the word."""
        return self.lemmas.get((word, tag), word)

    def other_name(self, name: "Span", chance: random.Random) -> str | None:
        """Another name of the same kind: from the same text rather, else from the whole heap."""
        near = {one.text for one in name.doc.ents if one.label_ == name.label_}
        near |= set(self.near_names.get(name.label_, ()))
        others = [one for one in sorted(near) if _unlike(one, name.text)]
        if others and chance.random() < FROM_THE_PASSAGE:
            return chance.choice(others)
        known = [one for one, n in self.names[name.label_].most_common(400) if n >= LEAST_SEEN]
        known = [one for one in known if _unlike(one, name.text) and _as_long(one, name.text)]
        return chance.choice(known) if known else None

    def other_word(self, token: "Token", chance: random.Random) -> str | None:
        """A word of the same form and a neighbouring meaning, but not the same one."""
        near = self.alike.get((token.lower_, token.tag_), ())
        near = tuple(
            one
            for one in near
            if one[:4] != token.lower_[:4]
            and not wordnet.share_a_sense(self.lemma(one, token.tag_), token.lemma_, token.pos_)
        )
        return chance.choice(near) if near else None

    def learn_likeness(self, encoder: Encoder) -> None:
        """Find the neighbours in meaning of the common words, form by form."""
        by_tag: dict[str, list[str]] = defaultdict(list)
        for (word, tag), n in self.words.most_common(COMMON_WORDS):
            if n >= LEAST_SEEN:
                by_tag[tag].append(word)
        for tag, words in by_tag.items():
            rows = encoder.encode(words)
            near = rows @ rows.T
            for at, word in enumerate(words):
                best = [int(i) for i in np.argsort(-near[at])[:14]]
                self.alike[word, tag] = tuple(
                    words[i] for i in best if LIKE < near[at, i] < TOO_LIKE
                )


def _unlike(one: str, other: str) -> bool:
    return not set(one.lower().split()) & set(other.lower().split())


def _as_long(one: str, other: str) -> bool:
    return abs(len(one.split()) - len(other.split())) <= 1


def _adjunct(token: "Token") -> str | None:
    """A phrase at the end of a sentence that could stand at the end of another."""
    if token.dep_ not in ("prep", "advcl") or token.head.dep_ != "ROOT":
        return None
    words = list(token.subtree)
    ends = words[-1].i + 2 >= token.sent.end and words[-1].i < token.sent.end
    text = "".join(one.text_with_ws for one in words).strip()
    if not ends or len(words) not in ADJUNCT_WORDS or any(c in text for c in '"“”()\n'):
        return None
    return text if words[0].text[0].islower() else None


@cache
def synonyms() -> dict[tuple[str, str], str]:
    """(kind, word) to a word that may stand for it."""
    found: dict[tuple[str, str], str] = {}
    for line in lines("synonyms.txt"):
        kind, _, two = line.partition(": ")
        one, other = two.split()
        found.setdefault((kind, one), other)
        found.setdefault((kind, other), one)
    return found


@cache
def lines(name: str) -> tuple[str, ...]:
    """The rows of a data file, without its header."""
    text = (DATA / name).read_text(encoding="utf-8")
    return tuple(line for line in text.splitlines() if line and not line.startswith("#"))
