"""Which reports only pass on what another outlet reported, by what they say of their source."""

import re
from collections import Counter
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from unicodedata import combining, normalize

from secondsource.records.layers import SENTENCES, AnnotatedReport
from secondsource.stages.align.credits import outlet_names
from secondsource.stages.align.origin_words import agencies, any_of, folded

# A relay says in this share of its sentences that another outlet is speaking ...
MOSTLY_CREDITED = 0.35
# ... or names its source at once, and has this share of its sentences from there.
MOSTLY_COVERED = 0.65
LEAD = 2
LONGEST_NAME = 7  # words
# The share of a sentence's content words that must stand in the source for it to come from there.
SAME_MATTER = 0.45
CONTENT = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "NUM"})


@dataclass(frozen=True, slots=True)
class Relay:
    """Report `relay` passes on what `source` reported; both are places in the sequence given.

    `source` is None where the outlet, `name`, has no report in the story. `credited` of the `total`
    sentences say that somebody else is speaking; where they are few, `covered` is the share of
    sentences whose matter stands in the source, else 0.
    """

    relay: int
    source: int | None
    name: str
    credited: int
    total: int
    covered: float


def find_relays(reports: Sequence[AnnotatedReport]) -> list[Relay]:
    """The reports that only repeat another outlet, in order."""
    named = _named_outlets(reports)
    found = []
    for i, annotated in enumerate(reports):
        if relay := _relay(i, annotated, reports, named):
            found.append(relay)
    return found


def lead_names(annotated: AnnotatedReport, source: AnnotatedReport) -> bool:
    """Whether the first sentences name the outlet of another report."""
    names = outlet_names(source) - outlet_names(annotated)
    text = annotated.report.text
    lead = [s.within(text) for s in annotated.get(SENTENCES)[:LEAD]]
    return any(next(_known(_plain(words), names), None) for words in lead)


def _relay(
    i: int,
    annotated: AnnotatedReport,
    reports: Sequence[AnnotatedReport],
    named: dict[str, list[int]],
) -> Relay | None:
    own = outlet_names(annotated)
    sentences = [s.within(annotated.report.text) for s in annotated.get(SENTENCES)]
    cited = [_cited(text, named, own) for text in sentences]
    counts = Counter(name for names in cited for name in sorted(names))
    if not counts:
        return None
    name = max(sorted(counts), key=lambda key: (key in named, counts[key]))
    credited = [
        bool(names) or bool(_press().search(_plain(t)))
        for names, t in zip(cited, sentences, strict=True)
    ]
    source = next((j for j in named.get(name, ()) if j != i), None)
    if sum(credited) >= MOSTLY_CREDITED * len(sentences):
        return Relay(i, source, name, sum(credited), len(sentences), 0.0)
    if source is None or not any(name in names for names in cited[:LEAD]):
        return None
    covered = _covered(annotated, reports[source], credited)
    if covered < MOSTLY_COVERED:
        return None
    return Relay(i, source, name, sum(credited), len(sentences), covered)


def _named_outlets(reports: Sequence[AnnotatedReport]) -> dict[str, list[int]]:
    """Each name of an outlet of the story, with the places of its reports."""
    named: dict[str, list[int]] = {}
    for i, annotated in enumerate(reports):
        for name in outlet_names(annotated):
            named.setdefault(name, []).append(i)
    return named


def _cited(sentence: str, named: dict[str, list[int]], own: frozenset[str]) -> set[str]:
    """Outlets, other than its own, that a sentence names: those of the story and any called one."""
    plain = _plain(sentence)
    found = {folded(hit.group("name")) for pattern in _called() for hit in pattern.finditer(plain)}
    known = {*_known(plain, named), *_known(plain, agencies())}
    called = {name for name in found if not any(name in longer for longer in known)}
    found = {name if name in named else _fullest(name) for name in called | known}
    return {name for name in found if name and name not in own}


def _fullest(name: str) -> str:
    """An agency by its fullest name, so that two reports that name it differently meet."""
    return folded(agencies().get(name, name))


def _known(plain: str, named: Container[str]) -> Iterator[str]:
    """The names of the story's outlets in a sentence; an acronym only in capitals."""
    for name, joined in _namings(plain):
        if name in named:
            yield name
        elif joined in named:
            yield joined


# The first sentences of a report are searched for the outlet of each other that it resembles.
@lru_cache(maxsize=4096)
def _namings(plain: str) -> tuple[tuple[str, str], ...]:
    """What a sentence may name by words in a row, the first with a capital: apart and joined."""
    words = re.findall(r"\w+", plain)
    lower = [word.casefold() for word in words]
    found: list[tuple[str, str]] = []
    for a, first in enumerate(words):
        if not first[0].isupper():
            continue
        for b in range(a + 1, min(a + LONGEST_NAME, len(words)) + 1):
            name = " ".join(lower[a:b])
            told = " " in name or len(name) > 4 or first.isupper()
            found.append((name if told else "", "".join(lower[a:b]) if b > a + 1 else ""))
    return tuple(found)


def _covered(
    annotated: AnnotatedReport, source: AnnotatedReport, credited: Sequence[bool]
) -> float:
    """The share of sentences that credit somebody or whose matter stands in the source."""
    places = [_content(source, s.first, s.last) for s in source.get(SENTENCES)]
    places += [a | b for a, b in zip(places, places[1:], strict=False)]
    covered = 0
    sentences = annotated.get(SENTENCES)
    for sentence, is_credited in zip(sentences, credited, strict=True):
        content = _content(annotated, sentence.first, sentence.last)
        most = max((len(content & place) for place in places), default=0)
        covered += is_credited or most >= SAME_MATTER * len(content)
    return covered / len(sentences)


def _content(annotated: AnnotatedReport, first: int, last: int) -> frozenset[str]:
    parse = annotated.parse
    return frozenset(
        parse.lemmas[i].casefold() for i in range(first, last) if parse.poses[i] in CONTENT
    )


@cache
def _called() -> tuple[re.Pattern[str], ...]:
    """Names that the text itself calls a newspaper, an agency, a broadcaster."""
    link = "(?:(?:de|del|della|di|da|do|du|la|le|of|the|von|van|der|al|el) )?"
    name = rf"(?P<name>[A-Z][\w&'-]*(?: {link}[A-Z][\w&'-]*){{0,4}})"
    noun = any_of("media nouns")
    return (
        re.compile(rf"\b(?:news)?{noun},? {name}"),
        # Not the "Flemish" of "the Flemish newspaper De Bode".
        re.compile(rf"\b{name} {noun}\b(?! [A-Z])"),
    )


@cache
def _press() -> re.Pattern[str]:
    """Words by which a sentence says that another outlet speaks, without naming it."""
    noun, verb = any_of("media nouns"), any_of("report verbs")
    return re.compile(
        rf"\b(?:the|The|its|Its|that|That) (?:\w+ )?{noun}\b(?!')"
        rf"|\b[Ii]t (?:also |further |then )?{verb}\b"
        rf"|\b{any_of('hearsay')}\b"
        rf"|\btold it\b",
        re.MULTILINE,
    )


def _plain(text: str) -> str:
    """The text without accents and with straight apostrophes, as names are looked up."""
    text = text.replace("\u2019", "'")
    if text.isascii():
        return text
    kept = (c for c in normalize("NFKD", text) if not combining(c))
    return "".join(kept)
