"""Which of several wordings of one matter reads best alone, and how it is set as a line."""

import re
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files

from secondsource.records.story import Claim

FEWEST_WORDS = 5
MOST_WORDS = 32
STEM = 5
# A statement with a verb of speech and fewer words than this leaves what was said to the next one.
SHORT = 18
ARTICLES = frozenset({"the", "a", "an", "his", "her", "its", "their", "one", "some", "another"})
OPENING = "\u201c\u2018\"'(\u2014\u2013- "
CLOSING = ",;:\u2014\u2013- "
WORD = re.compile(r"[\w'\u2019-]+")


@cache
def words_of(name: str) -> frozenset[str]:
    """The list `[name]` of the words by which passages are judged."""
    text = files("secondsource.stages.brief").joinpath("data", "brief_words.txt")
    lists: dict[str, set[str]] = {}
    current: set[str] = set()
    for line in text.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            current = lists.setdefault(line.strip("[]"), set())
        elif line and not line.startswith("#"):
            current.add(line)
    return frozenset(lists[name])


def awkwardness(claim: Claim) -> float:
    """How badly the text of a claim reads alone: 0 is a plain sentence with its own subject."""
    words = WORD.findall(plain(claim).lower())
    if not words:
        return 10.0
    score = 0.12 * max(0, FEWEST_WORDS - len(words)) + 0.05 * max(0, len(words) - MOST_WORDS)
    score += 1.0 * leans_back(plain(claim))
    score += 0.8 * (not claim.subject)
    score += 0.6 * bool(set(claim.subject.lower().split()[:1]) & words_of("avoid"))
    score += 0.4 * (not balanced(claim.text))
    score += 0.6 * _introduces(claim, words) + 0.6 * _hangs(claim) + _stammers(words)
    return score + 0.6 * _participle(claim)


def _introduces(claim: Claim, words: list[str]) -> bool:
    """Whether a claim only says that somebody spoke: "said the mayor", "he said on Friday"."""
    speech = words_of("speech")
    said_what = bool(claim.object) and len(words) >= SHORT
    return words[0] in speech or (claim.predicate in speech and not said_what)


def _stammers(words: Sequence[str]) -> bool:
    """Whether four words in a row come twice, as when a clause was set after itself."""
    rows = [tuple(words[i : i + 4]) for i in range(len(words) - 3)]
    return len(rows) != len(set(rows))


def _hangs(claim: Claim) -> bool:
    """Whether the subject hangs on a preposition, as in a piece of a list: "for the driver"."""
    first, _, rest = plain(claim).lower().partition(" ")
    subject = claim.subject.lower()
    return bool(subject) and first in words_of("prepositions") and rest.startswith(subject)


def _participle(claim: Claim) -> bool:
    """Whether a subject was set before a mere participle: "the leaders pledging more"."""
    subject, text = claim.subject.lower(), claim.text.lower()
    rest = WORD.findall(text[len(subject) :])[:1] if text.startswith(subject) else []
    return bool(subject and rest and rest[0].endswith("ing"))


def plain(claim: Claim) -> str:
    """The claim's words without what tied the clause to its sentence: "when", "because"."""
    words = bare(claim.text)
    first, _, rest = words.partition(" ")
    subject = claim.subject.lower()
    own = bool(subject) and rest.lower().startswith(subject) and rest.lower().count(subject) == 1
    if own and first.lower() in words_of("links"):
        return rest
    return words


def attributed(claim: Claim) -> str:
    """The claim's words, with who says so where it is somebody's word."""
    words = phrase(plain(claim))
    if not claim.speaker or claim.speaker.lower() in words.lower():
        return words
    if "according to" in words.lower():
        return words
    first, _, rest = claim.speaker.partition(" ")
    known = first.lower() if first.lower() in ARTICLES else first
    return f"{words}, according to {known} {rest}".rstrip()


def sentence(text: str) -> str:
    """A claim's words as a sentence: no connective before it, a capital, a full stop."""
    words = bare(text)
    words = words[:1].upper() + words[1:]
    return words if words.endswith((".", "!", "?", "\u201d", "\u2019", '"')) else f"{words}."


def phrase(text: str) -> str:
    """A claim's words for use inside a line: no connective before it, no full stop after it."""
    words = bare(text)
    return words[:1].upper() + words[1:]


def bare(text: str) -> str:
    """The words without a leading connective and without the punctuation left by cutting."""
    words = " ".join(text.split()).lstrip(CLOSING).rstrip(CLOSING).replace(",\u201d", "\u201d")
    if not balanced(words):
        words = words.strip(OPENING + "\u201d")
    for opener in sorted(words_of("drop"), key=lambda word: -len(word)):
        if words.lower().startswith((f"{opener} ", f"{opener}, ")):
            words = words[len(opener) :].lstrip(CLOSING)
            break
    last = words.rsplit(" ", 1)[-1]
    return words.removesuffix(".") if last.count(".") == 1 else words


def balanced(text: str) -> bool:
    """Whether every quotation mark and bracket that opens closes."""
    pairs = (("\u201c", "\u201d"), ("(", ")"), ("[", "]"))
    return all(text.count(a) == text.count(b) for a, b in pairs) and text.count('"') % 2 == 0


def content(text: str) -> frozenset[str]:
    """The longer words of a text in lower case, by which two lines are seen to say the same."""
    words = (word.strip("'\u2019-").lower() for word in WORD.findall(text))
    return frozenset(word for word in words if len(word) > 3 or word.isdigit())


def stems(text: str) -> frozenset[str]:
    """The first letters of the words that carry meaning: "drone" and "drones" are one."""
    words = (word.strip("'\u2019-").lower() for word in WORD.findall(text))
    telling = (word for word in words if word not in words_of("function"))
    return frozenset(word[:STEM] for word in telling if len(word) > 2 or word.isdigit())


def alike(one: frozenset[str], other: frozenset[str]) -> float:
    """The share of the smaller set of words that the other has."""
    return len(one & other) / min(len(one), len(other)) if one and other else 0.0


def repeats(text: str, told: Iterable[frozenset[str]], *, bar: float = 0.7) -> bool:
    """Whether a line shares at least `bar` of its words with one of the told lines."""
    words = content(text)
    return any(alike(words, other) >= bar for other in told)


def leans_back(text: str) -> bool:
    """Whether a text begins with a word that points to what came before it: "he", "over this"."""
    words = WORD.findall(text.lower())
    first = words[1:2] if words[:1] and words[0] in words_of("prepositions") else words[:1]
    persons = {"he", "she", "they", "whom", "them", "these", "those"} & set(words[:4])
    return not words or bool(persons) or bool(set(first) & words_of("avoid"))
