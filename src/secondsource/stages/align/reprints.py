"""How much of one report's wording stands in another: what tells a reprint from a second source.

Two reporters at one event share names, figures and quotes. They do not share the run of the words
between, sentence after sentence. So direct speech is left out, and two measures must both be high:
the share of three-word shingles (content words, as lemmas) and the share of sentences most of whose
content words stand close together in the other report, in whatever order the sentences come. Words
that either report sets in quotation marks, and posts from a network, are speech in both.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from secondsource.records.evidence import Span
from secondsource.records.layers import QUOTES, SENTENCES, AnnotatedReport, Quote, Sentence
from secondsource.records.parse import Parse

Shingle = tuple[str, ...]

CONTENT = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "ADV", "NUM"})
# Words of every report, whoever wrote it: they would make short sentences look alike.
COMMON = frozenset({"say", "tell", "also", "have", "be", "mr", "ms", "mrs", "not"})
SHINGLE = 3
# What marks a paragraph as a post taken over from a network: a handle, or its picture's address.
POST = re.compile(r"\(@\w+\)|\bpic\.\w+\.com/")
# A sentence with fewer content words than this says nothing about who wrote it.
ENOUGH_WORDS = 4
# The share of a sentence's content words that must stand in one or two sentences of the other.
SAME_SENTENCE = 0.5
# Below this share of shingles in common a pair is not worth aligning.
WORTH_A_LOOK = 0.02


@dataclass(frozen=True, slots=True)
class Wording:
    """A report's own words: the content words of each sentence, direct speech left out.

    `places` has for each word the numbers of the sentences with it, and of the pairs of neighbours.
    """

    sentences: tuple[Shingle, ...]
    shingles: frozenset[Shingle]
    quoted: frozenset[Shingle]
    places: Mapping[str, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Overlap:
    """Shares from 0 to 1: of the smaller report's shingles, and of the sentences of each.

    `shared` is how many shingles the share stands for: that of a few sentences means little.
    """

    shared: int
    shingles: float
    first: float
    second: float


def wording(annotated: AnnotatedReport) -> Wording:
    """The words by which a report's origin can be told."""
    parse = annotated.parse
    quotes = [quote for quote in annotated.get(QUOTES) if quote.direct]
    posts = _posts(annotated)
    own: list[Shingle] = []
    quoted: set[Shingle] = set()
    for sentence in annotated.get(SENTENCES):
        voice, speech = _content(parse, sentence, quotes)
        if sentence.paragraph in posts:
            voice, speech = (), voice + speech
        quoted.update(_shingles(speech))
        own.append(voice)
    # A statement set in quotation marks at one place and bare at another is still a statement.
    kept = tuple(words for words in own if not _mostly(words, quoted))
    shingles = frozenset(s for words in kept for s in _shingles(words))
    return Wording(kept, shingles, frozenset(quoted), _places(kept))


def _places(sentences: Sequence[Shingle]) -> dict[str, tuple[int, ...]]:
    places = [frozenset(words) for words in sentences]
    places += [a | b for a, b in zip(places, places[1:], strict=False)]
    found: dict[str, list[int]] = defaultdict(list)
    for number, words in enumerate(places):
        for word in words:
            found[word].append(number)
    return {word: tuple(numbers) for word, numbers in found.items()}


def candidates(wordings: Sequence[Wording]) -> list[tuple[float, int, int]]:
    """Pairs that share shingles, `(share of the smaller, i, j)` with `i < j`, the most alike first.

    An index of shingles keeps this linear in what the reports have in common.
    """
    holders: dict[Shingle, list[int]] = defaultdict(list)
    for i, one in enumerate(wordings):
        for shingle in one.shingles:
            holders[shingle].append(i)
    shared: Counter[tuple[int, int]] = Counter()
    for held in holders.values():
        shared.update(combinations(held, 2))
    found = []
    for (i, j), count in shared.items():
        share = count / min(len(wordings[i].shingles), len(wordings[j].shingles))
        if share >= WORTH_A_LOOK:
            found.append((share, i, j))
    return sorted(found, key=lambda pair: (-pair[0], pair[1], pair[2]))


def overlap(first: Wording, second: Wording, *, at_least: float = 0.0) -> Overlap:
    """How much of each report's own wording stands in the other.

    Below a share of shingles of `at_least` the sentences are not compared, which takes longest.
    """
    one, other = first.shingles - second.quoted, second.shingles - first.quoted
    smaller = min(len(one), len(other))
    both = len(one & other)
    share = both / smaller if smaller else 0.0
    if share < at_least:
        return Overlap(both, share, 0.0, 0.0)
    return Overlap(both, share, _aligned(first, second), _aligned(second, first))


def _aligned(one: Wording, other: Wording) -> float:
    """The share of the sentences of `one` that stand in `other`, each weighed by its words."""
    alike = total = 0
    for words in one.sentences:
        if len(words) < ENOUGH_WORDS or _mostly(words, other.quoted):
            continue
        content = frozenset(words)
        total += len(words)
        shared = Counter(place for word in content for place in other.places.get(word, ()))
        if max(shared.values(), default=0) >= SAME_SENTENCE * len(content):
            alike += len(words)
    return alike / total if total else 0.0


def _posts(annotated: AnnotatedReport) -> frozenset[int]:
    """The paragraphs that are posts."""
    text = annotated.report.text
    return frozenset(s.paragraph for s in annotated.get(SENTENCES) if POST.search(s.within(text)))


def _content(parse: Parse, sentence: Sentence, quotes: Sequence[Quote]) -> tuple[Shingle, Shingle]:
    """The content words of a sentence outside direct speech, and those inside it."""
    inside = [quote for quote in quotes if quote.overlaps(sentence)]
    own: list[str] = []
    speech: list[str] = []
    for i, word in _words(parse, sentence):
        at = Span(parse.starts[i], parse.ends[i])
        (speech if any(quote.contains(at) for quote in inside) else own).append(word)
    return tuple(own), tuple(speech)


def _words(parse: Parse, sentence: Sentence) -> Iterator[tuple[int, str]]:
    for i in range(sentence.first, sentence.last):
        word = parse.lemmas[i].casefold().replace(",", "")
        if parse.poses[i] in CONTENT and word not in COMMON and word:
            yield i, word


def _shingles(words: Shingle) -> Iterator[Shingle]:
    return (words[i : i + SHINGLE] for i in range(len(words) - SHINGLE + 1))


def _mostly(words: Shingle, quoted: frozenset[Shingle] | set[Shingle]) -> bool:
    shingles = list(_shingles(words))
    return bool(shingles) and sum(s in quoted for s in shingles) > len(shingles) / 2
