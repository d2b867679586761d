"""Where names stand: runs of capitalised words, cut free of titles, peoples and sentence starts."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from secondsource.records.layers import Sentence
from secondsource.records.parse import Parse
from secondsource.stages.annotate.names_lists import (
    cities,
    countries,
    fold,
    given_names,
    honorifics,
    is_ordinary,
    ordinary_words,
    word_set,
)
from secondsource.stages.annotate.titles import title_words, titles

KINDS = "names_kinds.txt"
HYPHENS = frozenset("-‐‑")
LONGEST_LINK = 3  # "Foundation for the Protection"
SAINTS = frozenset({"st", "st.", "saint"})
TITLE_LEADS = frozenset(
    {"former", "acting", "interim", "deputy", "vice", "prime", "chief", "first", "senior"}
    | {"attorney", "foreign", "supreme", "majority", "minority", "press", "lead", "special"}
)
HEADLINE_WORDS = 4
# Labels of things whose names hold small words ("Bank of England", "Doctors Without Borders").
LINKED = frozenset({"ORG", "FAC", "LAW", "EVENT", "WORK_OF_ART", "GPE", "LOC", "PERSON"})


@dataclass(frozen=True, slots=True)
class Mention:
    """Tokens `[first, last)` that name something; `title` is the word before them if it is one."""

    first: int
    last: int
    words: tuple[str, ...]
    title: str


class Reader:
    """Reads the mentions of one parse; what it knows of the whole text helps with each token."""

    def __init__(self, parse: Parse, sentences: Sequence[Sentence]) -> None:
        self.parse = parse
        self.words = [parse.word(i) for i in range(len(parse))]
        self.folded = [fold(word) for word in self.words]
        self.starts = _sentence_starts(parse, self.words) | {s.first for s in sentences}
        self.small = {word for word in self.words if word.islower()}
        self.inside = self._seen_inside(sentences)

    def _seen_inside(self, sentences: Sequence[Sentence]) -> frozenset[str]:
        """Words written with a capital, not in full capitals, elsewhere than at a start."""
        return frozenset(
            self.folded[i]
            for sentence in sentences
            if not self.is_headline(sentence)
            for i in range(sentence.first, sentence.last)
            if i not in self.starts and _mixed_case(self.words[i]) and not self._is_numbered(i)
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

    def mentions(self, sentence: Sentence) -> Iterator[Mention]:
        """The mentions of one sentence, in order."""
        at = sentence.first
        while at < sentence.last:
            if not self.is_core(at):
                at += 1
                continue
            end = self._run_end(at, sentence.last)
            for first, last in self._pieces(at, end):
                if not self._is_label(first, last):
                    yield self._mention(first, last)
            at = end

    def _is_label(self, first: int, last: int) -> bool:
        """Whether it is no name but "Level IV", "of Transport", "D-Mass.", a lone "Mr."."""
        words = [word.rstrip(".") for word in self.folded[first:last] if word not in HYPHENS]
        if len(words) == 2 and words[0] in {"d", "r", "i"} or all(w in honorifics() for w in words):
            return True
        if not all(is_ordinary(word) for word in self.folded[first:last] if word not in HYPHENS):
            return False
        after = self.folded[last] if last < len(self.words) else ""
        if after in title_words() and self.words[last].islower():
            return after in {"minister", "secretary"} or not self.inside.issuperset(words)
        if last - first == 1 and self._is_numbered(first):
            return self.folded[first] not in self.inside
        linked = first > 1 and self.folded[first - 1] in {"of", "for"}
        return linked and self.folded[first - 2] in {"minister", "secretary", "ministers"}

    def _is_numbered(self, i: int) -> bool:
        """Whether a number follows: "Level IV", "Block 14"."""
        after = self.folded[i + 1] if i + 1 < len(self.words) else ""
        return after.isdigit() or (after != "" and not after.strip("ivx"))

    def _mention(self, first: int, last: int) -> Mention:
        words = tuple(word for word in self.folded[first:last] if word not in HYPHENS)
        before = self.folded[first - 1].rstrip(".") if first else ""
        return Mention(first, last, words, before if _is_title(before) else "")

    def is_core(self, i: int) -> bool:
        """Whether token `i` can be a word of a name."""
        word, folded = self.words[i], self.folded[i]
        if not _has_capital(word) or (word[-1] == "s" and len(word) > 2 and word[:-1].isupper()):
            return False  # neither "said" nor "MPs"
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
        alone = after >= len(self.words) or not _has_capital(self.words[after])
        if self.folded[i] in self.inside and not (alone and self.folded[i] in self.small):
            return True
        if alone:
            # "Pieter" only looks like a form of "piet"; "Rice" is a word, if a given name too.
            return self.folded[i] in given_names() and self.folded[i] not in ordinary_words()
        if self.folded[after] in word_set(KINDS, "never"):
            return False
        return self.folded[i] in given_names() or self._one_entity(i, after)

    def _one_entity(self, i: int, j: int) -> bool:
        """Whether the parser sees tokens `i` to `j` as one entity."""
        label = self.parse.entities[i]
        return label in LINKED and all(
            self.parse.entities[k] == label and not self.parse.begins[k]
            for k in range(i + 1, j + 1)
        )

    def _run_end(self, at: int, stop: int) -> int:
        end = at + 1
        while end < stop:
            reach = self._next_part(at, end, stop)
            if reach == end:
                break
            end = reach
        return end

    def _next_part(self, at: int, end: int, stop: int) -> int:
        """How far the run goes on from `end`: behind the next word that belongs to it."""
        if self._joined(end - 1, end) and self.words[end] in HYPHENS:
            whole = end + 1 < stop and self._joined(end, end + 1) and self.is_core(end + 1)
            return end + 2 if whole else end
        if self.is_core(end):
            return end if self._break_before(end) else end + 1
        if self.folded[end] == "'s":
            if "".join((*self.folded[at:end], "'s")).replace(".", ". ", 1) in cities():
                return end + 1
            return end + 2 if end + 1 < stop and self._owned(at, end) else end
        return self._past_links(end, stop)

    def _joined(self, i: int, j: int) -> bool:
        return self.parse.ends[i] == self.parse.starts[j]

    def _break_before(self, i: int) -> bool:
        return "\n" in self.parse.text[self.parse.ends[i - 1] : self.parse.starts[i]]

    def _owned(self, at: int, end: int) -> bool:
        """Whether "X's" at `end` goes on as a name: "People's Party", "St. John's"."""
        if not self.is_core(end + 1):
            return False
        saint = self.folded[at] in SAINTS and end - at == 2
        return saint or self.folded[end - 1] in word_set(KINDS, "owner")

    def _past_links(self, end: int, stop: int) -> int:
        particles, links = word_set(KINDS, "particle"), word_set(KINDS, "link")
        reach = end
        while reach < stop and reach - end < LONGEST_LINK and self.folded[reach] in particles:
            reach += 1
        if end < reach < stop and self.is_core(reach) and not self._break_before(reach):
            return reach + 1
        while reach < stop and reach - end < LONGEST_LINK and self.folded[reach] in links:
            reach += 1
        if reach == end or reach >= stop or not self.is_core(reach):
            return end
        return reach + 1 if self._linked(end, reach) else end

    def _linked(self, end: int, reach: int) -> bool:
        """Whether the small words `[end, reach)` stand inside one name."""
        if self.folded[end] == "&":
            return True
        heads = self.folded[end] in {"of", "for"} and self.folded[end - 1] in word_set(
            KINDS, "organisation first"
        ) | {"republic", "kingdom", "isle", "gulf", "bay", "strait", "cape", "city", "state"}
        return heads or self._one_entity(end - 1, reach)

    def _pieces(self, first: int, last: int) -> Iterator[tuple[int, int]]:
        """The names of one run: without titles and peoples, apart where two names meet."""
        if self._is_body(last - 1) and last - first > 1:
            yield self._without_honorific(first, last), last
            return
        cut = self._title_cut(first, last)
        if cut is not None:
            start, after = cut
            yield from self._plain_pieces(first, start)
            yield from self._plain_pieces(after, last)
        else:
            yield from self._plain_pieces(first, last)

    def _is_body(self, i: int) -> bool:
        word = self.folded[i].rstrip(".")
        return word in word_set(KINDS, "organisation last") | word_set(KINDS, "place last")

    def _without_honorific(self, first: int, last: int) -> int:
        while first < last - 1 and self.folded[first].rstrip(".") in {"mr", "mrs", "ms", "dr"}:
            first += 1
        return first

    def _title_cut(self, first: int, last: int) -> tuple[int, int] | None:
        """Start of the title in a run and the first token behind it; None if it has none."""
        for end in range(last, first, -1):
            if not _is_title(self.folded[end - 1].rstrip(".")) or self._is_given(first, end, last):
                continue
            start = end - 1
            office = self.folded[start] in {"minister", "secretary"}
            while start > first and self._belongs_to_title(start - 1, office):
                start -= 1
            return start, end
        return None

    def _belongs_to_title(self, i: int, office: bool) -> bool:
        """Whether a word before a title is part of it: "Deputy", "Chief", "Finance"."""
        word = self.folded[i]
        if word in countries().names or word in countries().peoples:
            return False
        if _is_title(word) or word in TITLE_LEADS:
            return True
        return office and is_ordinary(word) and word not in given_names()

    def _is_given(self, first: int, end: int, last: int) -> bool:
        """Whether what looks like a title is a given name or a surname ("Stephen King")."""
        word = self.folded[end - 1]
        if end - 1 == first:
            return (
                last - first == 2
                and word in word_set(KINDS, "given title")
                and (word in given_names() and self.parse.entities[first] == "PERSON")
            )
        leads = self.folded[first]
        if leads not in given_names() or leads in countries().names or _is_title(leads):
            return False
        return end == last or not is_ordinary(leads)

    def _plain_pieces(self, first: int, last: int) -> Iterator[tuple[int, int]]:
        first, last = self._trim(first, last)
        if first >= last:
            return
        for i in range(first + 1, last):
            if self._two_names_meet(i, first, last):
                yield from self._plain_pieces(first, i)
                yield from self._plain_pieces(i, last)
                return
        yield first, last

    def _trim(self, first: int, last: int) -> tuple[int, int]:
        peoples, adjectives = countries().peoples, word_set(KINDS, "adjective")
        while first < last and self._drops_first(first, last):
            first += 1
        while last > first and not self.is_core(last - 1) and self.folded[last - 1] != "'s":
            last -= 1
        whole = " ".join(self.folded[first:last])
        return (last, last) if whole in adjectives or whole in peoples else (first, last)

    def _drops_first(self, first: int, last: int) -> bool:
        word = self.folded[first]
        title = " ".join(self.folded[max(0, first - 2) : first + 1])
        if not self.is_core(first) or title in titles():  # "Chief of Staff"
            return True
        if last - first < 2 or word not in countries().peoples:
            return False
        if " ".join(self.folded[first : first + 2]) in countries().names:
            return False
        return not self._one_entity(first, last - 1)

    def _two_names_meet(self, i: int, first: int, last: int) -> bool:
        labels = self.parse.entities
        if not (self.parse.begins[i] and labels[i] and labels[i - 1]) or labels[i] == labels[i - 1]:
            return False
        return self.words[i - 1] not in HYPHENS and self.words[i] not in HYPHENS


def _is_title(word: str) -> bool:
    return word in honorifics() or word in title_words()


def _has_capital(word: str) -> bool:
    if not word[-1].isalpha() and any(char.isdigit() for char in word) and "," in word:
        return False  # R20,000
    if any(char in "€£¥₹$" for char in word) or word[:2] in {"D-", "R-"}:
        return False  # R$2,000; D-Calif.
    if word[0].isupper():
        return True
    return len(word) > 2 and word[0].islower() and word[1].isupper()


def _mixed_case(word: str) -> bool:
    return word[0].isupper() and any(char.islower() for char in word)


OPENERS = frozenset("\"“”‘'«»„([{:;–—-•*|>…!?.")


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
        joins = words[i - 1] in HYPHENS and not gap
        if (words[i - 1][0] in OPENERS and not joins) or "\n" in gap:
            starts.add(i)
    return frozenset(starts)
