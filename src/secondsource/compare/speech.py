"""Attribution: the same words credited to different speakers."""

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from rapidfuzz import fuzz

from secondsource.compare.denied import is_unsaid
from secondsource.compare.difference import Difference
from secondsource.records.evidence import Passage
from secondsource.records.layers import (
    NAMES,
    QUOTES,
    ROLES,
    SENTENCES,
    AnnotatedReport,
    NameKind,
    Polarity,
    Quote,
    Status,
)
from secondsource.records.story import Claim, Kind, Relation

SAME_WORDS = 90.0  # rapidfuzz ratio from which two quotes are the same words, typos apart
TELLING_WORDS = 6  # from this on even a part of a sentence is its speaker's own
FEWEST_WORDS = 4  # shorter quotes are shared by chance, the shortest always ("no comment")
WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Speech:
    """Direct speech as a claim: who said which words; `named` if the speaker is a known person.

    `unsaid` are words of which the report says that they were not said: "she never said “…”".
    """

    claim: Claim
    words: str
    named: bool
    report_id: str
    unsaid: bool


def speeches(annotated: AnnotatedReport, names: Mapping[tuple[str, str], str]) -> list[Speech]:
    """The direct speech of a report, each with the passage from speaker to closing mark."""
    report = annotated.report
    people = {n.entity for n in annotated.get(NAMES) if n.kind == NameKind.PERSON}
    found = []
    for quote in annotated.get(QUOTES):
        if not quote.direct:
            continue
        speaker = _canonical(names, report.id, _holder(annotated, quote) or quote.speaker)
        known = (_holder(annotated, quote) or quote.speaker) in people
        start, end = _with_source(annotated, quote)
        text = f"{speaker or 'Somebody'}: “{' '.join(quote.within(report.text).split())}”"
        claim = Claim(
            id=hashlib.sha256(f"{report.id}:said:{quote.start}".encode()).hexdigest()[:12],
            said_in=Passage(report.id, start, end),
            text=text,
            speaker=speaker,
            polarity=Polarity.AFFIRMED,
            status=Status.DONE,
            subject=speaker or "",
            predicate="say",
            object=quote.within(report.text),
            quantities=(),
            times=(),
            places=(),
            people=(speaker,) if speaker and known else (),
        )
        words = plain_words(quote.within(report.text))
        unsaid = is_unsaid(annotated.parse, quote.cue)
        found.append(Speech(claim, words, known, report.id, unsaid))
    return found


def plain_words(text: str) -> str:
    """The words of a text in lower case, typography and punctuation aside."""
    return " ".join(WORD.findall(text.lower().replace("’", "'").replace("'", "")))


def same_words(a: str, b: str) -> bool:
    """Whether two quotes, as `plain_words`, are the same words or one is a part of the other."""
    shorter, longer = sorted((a, b), key=len)
    if len(shorter.split()) < FEWEST_WORDS:
        return a == b and len(a.split()) == FEWEST_WORDS - 1
    return fuzz.ratio(a, b) >= SAME_WORDS or f" {shorter} " in f" {longer} "


def pairs_of_same_words(speeches: Iterable[Speech]) -> Iterator[tuple[Speech, Speech]]:
    """Pairs of different reports that carry the same words."""
    every = list(speeches)
    for i, one in enumerate(every):
        for other in every[i + 1 :]:
            if one.report_id != other.report_id and same_words(one.words, other.words):
                yield one, other


def compare_speakers(a: Speech, b: Speech) -> Difference | None:
    """A conflict if the same words are credited to two different known people."""
    if not (a.named and b.named and a.claim.speaker and b.claim.speaker):
        return None
    one, other = a.claim.speaker, b.claim.speaker
    if same_person(one, other) or not (_is_sentence(a) and _is_sentence(b)):
        return None
    reason = f"the same words are credited to {one} and to {other}"
    return Difference(Kind.ATTRIBUTION, Relation.CONFLICT, (one, other), reason)


def _is_sentence(speech: Speech) -> bool:
    """Whether the words are a sentence: a phrase ("a great day") may be anybody's, too."""
    return speech.claim.object[:1].isupper() or len(speech.words.split()) >= TELLING_WORDS


def same_person(one: str, other: str) -> bool:
    """Whether two names can be one person: equal, or one a part of the other, spelling aside."""
    a, b = set(plain_words(one).split()), set(plain_words(other).split())
    return bool(a and b) and (a <= b or b <= a or fuzz.token_sort_ratio(one, other) >= 88)


def _canonical(
    names: Mapping[tuple[str, str], str], report_id: str, speaker: str | None
) -> str | None:
    return names.get((report_id, speaker), speaker) if speaker else None


def _holder(annotated: AnnotatedReport, quote: Quote) -> str | None:
    """Who holds the office by which the text names the speaker, where it says so."""
    if quote.source is None:
        return None
    roles = (r for r in annotated.get(ROLES) if r.holder and quote.source.contains(r))
    return next((role.holder for role in roles), None)


def _with_source(annotated: AnnotatedReport, quote: Quote) -> tuple[int, int]:
    """From speaker to closing mark, where both stand in one sentence; else the words alone."""
    start, end = quote.start, quote.end
    sentence = next((s for s in annotated.get(SENTENCES) if s.contains(quote)), None)
    for part in (quote.source, quote.cue):
        if part is not None and sentence is not None and sentence.contains(part):
            start, end = min(start, part.start), max(end, part.end)
    return start, end
