"""Every word of the reports, spoken or not, to be searched for the words of a quotation."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from rapidfuzz import fuzz

from secondsource.compare.speech import Speech, speeches
from secondsource.records.evidence import Passage, Span
from secondsource.records.layers import QUANTITIES, QUOTES, AnnotatedReport

Words = tuple[str, ...]

WORD = re.compile(r"\w+(?:'\w+)*")
APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "`": "'"})
# What may stand for words left out or put in: an ellipsis, anything in square brackets.
CUT = re.compile(r"\[[^\]]*\]|\(\s*(?:…|\.\s?\.\s?\.)\s*\)|…|\.\s?\.\s?\.")
# “It was,” she said, “a long night”: characters between the two halves of one utterance.
INTERJECTION = 200
SLACK = 4  # words about a likeness of characters among which whole words are compared
MARKS = "\"“”„‟«»‹›‘’'＂"


@dataclass(frozen=True, slots=True)
class Utterance:
    """Direct speech of one person in one go: what stands before and after "she said" is one."""

    speeches: tuple[Speech, ...]
    counts: tuple[int, ...]  # words of each speech
    text: str  # all words, each between two blanks

    def parts_at(self, start: int, end: int) -> tuple[Speech, ...]:
        """The speeches that have the words at characters `[start, end)` of `text`."""
        first = self.text.count(" ", 0, start)
        last = first + self.text.count(" ", start + 1, end) - 1
        found, at = [], 0
        for speech, count in zip(self.speeches, self.counts, strict=True):
            if at <= last and first < at + count:
                found.append(speech)
            at += count
        return tuple(found)


@dataclass(frozen=True, slots=True)
class NearQuote:
    """Real speech that comes near to some words: how near, and what it has in their place."""

    speech: Speech
    words: Words
    likeness: float


def spoken_words(text: str) -> Words:
    """The words in lower case, without punctuation; "don't" is one word in any typography."""
    return tuple(WORD.findall(text.translate(APOSTROPHES).lower()))


def pieces(quotation: str) -> tuple[Words, ...]:
    """The words of a quotation between its cuts."""
    return tuple(words for piece in CUT.split(quotation) if (words := spoken_words(piece)))


def figure_words(annotated: AnnotatedReport, span: Span) -> frozenset[str]:
    """The words of the figures inside a span."""
    text = annotated.report.text
    inside = (q for q in annotated.get(QUANTITIES) if span.contains(q))
    return frozenset(word for q in inside for word in spoken_words(q.within(text)))


class SpeechBook:
    """Direct speech of the reports by utterance, and their full texts word by word."""

    def __init__(
        self, reports: Sequence[AnnotatedReport], names: Mapping[tuple[str, str], str]
    ) -> None:
        self.utterances: list[Utterance] = []
        self._texts = [(one.report.id, one.report.text) for one in reports]
        self._words: dict[str, str] = {}
        self._figures: dict[str, frozenset[str]] = {}
        for one in reports:
            spans = [quote for quote in one.get(QUOTES) if quote.direct]
            both = zip(speeches(one, names), spans, strict=True)
            spoken = [(speech, span) for speech, span in both if not speech.unsaid]
            self.utterances += [_utterance(run) for run in _in_one_go(spoken)]
            self._figures |= {s.claim.id: figure_words(one, span) for s, span in spoken}

    def said(self, wanted: Sequence[Words]) -> list[Speech]:
        """The speeches that have the pieces of a quotation word for word, in their order."""
        found: list[Speech] = []
        for utterance in self.utterances:
            at = _find(utterance.text, wanted)
            if at is not None:
                found += utterance.parts_at(*at)
        return found

    def figures(self, speech: Speech) -> frozenset[str]:
        """The words of the figures in a speech."""
        return self._figures[speech.claim.id]

    def nearest(self, words: Words, at_least: float) -> NearQuote | None:
        """The real speech that is most like the words: 0 to 100, by characters."""
        asked = " ".join(words)
        best: tuple[float, Utterance] | None = None
        for utterance in self.utterances:
            cutoff = max(at_least, best[0] if best else 0.0)
            score = fuzz.partial_ratio(asked, utterance.text, score_cutoff=cutoff)
            if score and (best is None or score > best[0]):
                best = score, utterance
        return _aligned(asked, *best) if best else None

    def written(self, words: Words) -> Iterator[tuple[Passage, bool]]:
        """Where the reports have the words at all, and whether they set them in marks."""
        asked = f" {' '.join(words)} "
        for report_id, text in self._texts:
            if report_id not in self._words:
                self._words[report_id] = f" {' '.join(spoken_words(text))} "
            if asked not in self._words[report_id]:
                continue
            at = re.search(r"\W+".join(words), text.translate(APOSTROPHES), re.IGNORECASE)
            if at is not None:
                yield Passage(report_id, at.start(), at.end()), _is_marked(text, at.span())


def changes(real: Words, asked: Words) -> list[tuple[Words, Words]]:
    """Where words differ: what the real ones have, and what was made of it."""
    matcher = SequenceMatcher(a=real, b=asked, autojunk=False)
    return [(real[i:j], asked[k:m]) for tag, i, j, k, m in matcher.get_opcodes() if tag != "equal"]


def _in_one_go(spoken: Sequence[tuple[Speech, Span]]) -> list[list[Speech]]:
    runs: list[list[Speech]] = []
    before: tuple[Speech, Span] | None = None
    for speech, span in spoken:
        same = before is not None and before[0].claim.speaker == speech.claim.speaker
        if before is not None and same and span.start - before[1].end <= INTERJECTION:
            runs[-1].append(speech)
        else:
            runs.append([speech])
        before = speech, span
    return runs


def _utterance(run: Sequence[Speech]) -> Utterance:
    words = [spoken_words(speech.claim.object) for speech in run]
    every = " ".join(word for some in words for word in some)
    return Utterance(tuple(run), tuple(len(some) for some in words), f" {every} ")


def _find(text: str, wanted: Sequence[Words]) -> tuple[int, int] | None:
    """Where in `text` the pieces stand one after the other: `[start, end)` over all of them."""
    start, at = None, 0
    for words in wanted:
        found = text.find(f" {' '.join(words)} ", at)
        if found < 0:
            return None
        start = found if start is None else start
        at = found + len(" ".join(words)) + 1
    return None if start is None else (start, at + 1)


def _aligned(asked: str, likeness: float, utterance: Utterance) -> NearQuote:
    """The stretch of an utterance that answers to the words, from the first alike to the last.

    What comes before the first or after the last in the asked words is taken to stand for as many
    words of the utterance.
    """
    real, wanted = utterance.text.split(), asked.split()
    found = fuzz.partial_ratio_alignment(asked, utterance.text)
    near = utterance.text.count(" ", 0, found.dest_start) if found else 0
    first = max(near - SLACK, 0)
    stretch = real[first : near + len(wanted) + SLACK]
    matcher = SequenceMatcher(a=stretch, b=wanted, autojunk=False)
    blocks = [block for block in matcher.get_matching_blocks() if block.size]
    if not blocks:
        return NearQuote(utterance.speeches[0], tuple(stretch), likeness)
    start = max(blocks[0].a - blocks[0].b, 0)
    left = len(wanted) - blocks[-1].b - blocks[-1].size
    end = min(blocks[-1].a + blocks[-1].size + left, len(stretch))
    before = len(" ".join(real[: first + start]))
    at = before, before + len(" ".join(stretch[start:end])) + 2
    parts = utterance.parts_at(*at) or utterance.speeches
    return NearQuote(parts[0], tuple(stretch[start:end]), likeness)


def _is_marked(text: str, span: tuple[int, int]) -> bool:
    before, after = text[: span[0]].rstrip()[-1:], text[span[1] :].lstrip(" .,;:!?…")[:1]
    return (before != "" and before in MARKS) or (after != "" and after in MARKS)
