"""A checked draft as its page shows it: paragraph by paragraph, the findings beside each."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from secondsource.export.checked import (
    CONTESTED_SIGN,
    VERDICT_SIGNS,
    VERDICT_WORDS,
    Checked,
    Comment,
    Piece,
    Sentence,
    checked,
    pieces,
)
from secondsource.export.sheet import Source
from secondsource.records.annotation import shown_for
from secondsource.records.evidence import Passage, Span
from secondsource.records.finding import CheckAnswer, Finding, Part, Verdict
from secondsource.records.review import Remark, RemarkState

Place = tuple[Source, Passage]
READ_AT_ONCE = 2  # quotations of one side; the others are a click away


class Show(StrEnum):
    """Which findings stand beside the draft."""

    ALL = "all"
    CONTRADICTED = "contradicted"
    NOT_FOUND = "not_found"
    CONTESTED = "contested"
    SUPPORTED = "supported"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the filters, with how many findings it keeps."""

    show: Show
    sign: str
    label: str
    number: int


@dataclass(frozen=True, slots=True)
class Voice:
    """Words that one or several reports have, each of them with its passage."""

    words: str
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Bench:
    """One side of the evidence: what its reports have in common, and what they say.

    `voices` are to be read at once; `further` say so, too.
    """

    heading: str
    voices: tuple[Voice, ...]
    further: tuple[Voice, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the draft, and the findings of its sentences that are shown."""

    pieces: tuple[Piece, ...]
    beside: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """All that the page of a checked draft shows. `left` counts what is still to be decided."""

    told: Checked
    show: Show
    choices: tuple[Choice, ...]
    paragraphs: tuple[Paragraph, ...]
    attention: int
    left: int


def review_page(answer: CheckAnswer, remarks: Iterable[Remark], show: Show) -> ReviewPage:
    """The answer with the remarks, and those findings beside it that `show` keeps."""
    told = checked(answer, remarks)
    return ReviewPage(
        told=told,
        show=show,
        choices=tuple(_choices(told.sentences)),
        paragraphs=tuple(_paragraphs(answer.draft, told.sentences, KEEPS[show])),
        attention=len(told.attention),
        left=sum(map(_is_open, told.sentences)),
    )


def benches(comment: Comment, told: Checked) -> tuple[Bench, ...]:
    """The passages of a comment, those of each side together, what speaks otherwise last.

    Words that several reports share, as a reprint has them, stand there once; what comes from an
    origin of its own stands before what repeats it.
    """
    sides = (
        (heading, _voices((one.passage for one in comment.quotes if one.lead == lead), told))
        for lead, heading in HEADINGS[comment.verdict].items()
    )
    return tuple(
        Bench(heading, voices[:READ_AT_ONCE], voices[READ_AT_ONCE:])
        for heading, voices in sides
        if voices
    )


def _voices(passages: Iterable[Passage], told: Checked) -> tuple[Voice, ...]:
    said: dict[str, dict[str, Place]] = {}
    places = [(told.source(passage), passage) for passage in passages]
    for place in sorted(places, key=lambda place: bool(place[0].note)):
        words = " ".join(_words(place).split()).rstrip(".")
        said.setdefault(words, {}).setdefault(place[0].report.id, place)
    by_words = (tuple(by_report.values()) for by_report in said.values())
    return tuple(Voice(_words(places[0]), places) for places in by_words)


def _words(place: Place) -> str:
    source, passage = place
    return passage.span.within(source.report.text)


def cited(answer: CheckAnswer, report_id: str) -> tuple[Span, ...]:
    """Where findings quote a report."""
    judged: list[Finding | Part] = [*answer.findings]
    judged += (part for finding in answer.findings for part in finding.parts)
    shown = (passage for one in judged for passage in shown_for(one))
    return tuple(dict.fromkeys(one.span for one in shown if one.report_id == report_id))


# What the passages of each lead have in common, by the verdict that they are shown for.
HEADINGS = {
    Verdict.SUPPORTED: {"": "Say so", "but": "Say otherwise", "nearest": "Nearest to it"},
    Verdict.CONTRADICTED: {"": "The reports say", "but": "Others say", "nearest": "Nearest to it"},
    Verdict.NOT_FOUND: {"": "The reports say", "but": "Others say", "nearest": "Nearest to it"},
}


def _is_open(one: Sentence) -> bool:
    return one.needs_attention and one.state is RemarkState.OPEN


def _has(verdict: Verdict) -> Callable[[Sentence], bool]:
    return lambda one: one.finding.verdict is verdict


KEEPS: dict[Show, Callable[[Sentence], bool]] = {
    Show.ALL: lambda one: True,
    Show.CONTRADICTED: _has(Verdict.CONTRADICTED),
    Show.NOT_FOUND: _has(Verdict.NOT_FOUND),
    Show.CONTESTED: lambda one: one.finding.contested,
    Show.SUPPORTED: _has(Verdict.SUPPORTED),
    Show.OPEN: _is_open,
}
LABELS = {
    Show.ALL: ("", "All sentences"),
    Show.CONTRADICTED: (VERDICT_SIGNS[Verdict.CONTRADICTED], VERDICT_WORDS[Verdict.CONTRADICTED]),
    Show.NOT_FOUND: (VERDICT_SIGNS[Verdict.NOT_FOUND], VERDICT_WORDS[Verdict.NOT_FOUND]),
    Show.CONTESTED: (CONTESTED_SIGN, "Contested"),
    Show.SUPPORTED: (VERDICT_SIGNS[Verdict.SUPPORTED], VERDICT_WORDS[Verdict.SUPPORTED]),
    Show.OPEN: ("", "Still open"),
}


def _choices(sentences: Sequence[Sentence]) -> Iterator[Choice]:
    for show, (sign, label) in LABELS.items():
        yield Choice(show, sign, label, sum(map(KEEPS[show], sentences)))


def _paragraphs(
    draft: str, sentences: Sequence[Sentence], keep: Callable[[Sentence], bool]
) -> Iterator[Paragraph]:
    """The draft cut at its line breaks; a sentence that goes over one stays whole."""
    shown = {one.number for one in sentences if keep(one)}
    # A sentence inside another has no piece of its own: it stands beside what it is in.
    left = [one for one in sentences if one.number in shown]
    left.sort(key=lambda one: one.finding.start)
    at = 0
    for run in _runs(pieces(draft, sentences)):
        at += sum(len(piece.text) for piece in run)
        beside = [one for one in left if one.finding.start < at]
        left = left[len(beside) :]
        yield Paragraph(tuple(run), tuple(beside))


def _runs(cut: Iterable[Piece]) -> Iterator[list[Piece]]:
    run: list[Piece] = []
    for piece in cut:
        if piece.sentence is not None or "\n" not in piece.text:
            run.append(piece)
            continue
        before, _, after = piece.text.rpartition("\n")
        run.append(Piece(before + "\n", None))
        yield run
        run = [Piece(after, None)] if after else []
    if run:
        yield run
