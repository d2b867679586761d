"""Quotations of a draft: every word as it was said, and by whom."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from secondsource.compare.office import Holding
from secondsource.compare.speech import Speech, same_person, speeches
from secondsource.records.evidence import Passage, Span
from secondsource.records.layers import QUOTES, ROLES, AnnotatedReport, Quote
from secondsource.records.story import Kind
from secondsource.stages.check.judgement import (
    MOST_EVIDENCE,
    Judgement,
    contradicted,
    not_found,
    supported,
)
from secondsource.stages.check.pool import Candidate
from secondsource.stages.check.speech_book import (
    NearQuote,
    SpeechBook,
    Words,
    changes,
    figure_words,
    pieces,
)
from secondsource.stages.check.word_lists import listed

SHORT = 3  # words up to which marks may hold a title, a term or a word at arm's length
NEAR_QUOTE = 55.0  # rapidfuzz ratio from which another quote is worth showing
MISQUOTED = 0.75  # share of a quote's words that a misquotation keeps: three of four
MOST_CHANGES = 2  # places at which a misquotation differs; more make another sentence
PARAPHRASED = 0.6  # share of a quote's telling words that a passage has which tells the same


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words in marks in a draft, with whom it credits them to.

    `titles` are those of an office without a name ("the mayor said"), `figures` the words of its
    figures.
    """

    span: Span
    pieces: tuple[Words, ...]
    speech: Speech
    titles: frozenset[str]
    figures: frozenset[str]

    @property
    def words(self) -> Words:
        """All words, the cuts left out."""
        return tuple(word for piece in self.pieces for word in piece)


def quotations(draft: AnnotatedReport, names: Mapping[tuple[str, str], str]) -> list[Quotation]:
    """The direct speech of a draft, in text order."""
    spans = [quote for quote in draft.get(QUOTES) if quote.direct]
    return [
        Quotation(
            span=Span(quote.start, quote.end),
            pieces=pieces(quote.within(draft.report.text)),
            speech=speech,
            titles=_titles(draft, quote),
            figures=figure_words(draft, quote),
        )
        for quote, speech in zip(spans, speeches(draft, names), strict=True)
    ]


def judge_quotation(
    quotation: Quotation,
    book: SpeechBook,
    offices: Sequence[Holding],
    nearest: Sequence[Candidate],
) -> Judgement | None:
    """What the reports say of the words and their speaker; None where they are no quotation.

    `nearest` are the sentences of the reports that come nearest to the quoted words.
    """
    if not quotation.pieces:
        return None
    said = book.said(quotation.pieces)
    if said:
        return _credited(quotation, said, offices)
    written = list(book.written(quotation.words))
    if len(quotation.words) <= SHORT and (written or not quotation.speech.claim.speaker):
        return None
    marked = tuple(passage for passage, in_marks in written if in_marks)
    if marked:
        return supported("these words, word for word", marked[:MOST_EVIDENCE])
    return _unsaid(quotation, book, tuple(passage for passage, _ in written), nearest)


def _credited(
    quotation: Quotation, said: Sequence[Speech], offices: Sequence[Holding]
) -> Judgement:
    """Supported where somebody who may be the speaker said the words, else contradicted.

    What credits the words to somebody else, too, is against it.
    """
    short = len(quotation.words) <= SHORT  # a phrase may be anybody's
    others = [s for s in said if not short and _another(quotation, s, offices)]
    own = [s for s in said if s not in others]
    speakers = " and ".join(dict.fromkeys(s.claim.speaker or "somebody else" for s in others))
    if not own:
        note = f"the reports credit these words to {speakers}"
        return contradicted(note, Kind.ATTRIBUTION, _passages(others))
    judged = supported("said, word for word", _passages(own))
    return replace(judged, against=_passages(others), otherwise=speakers) if others else judged


def _another(quotation: Quotation, theirs: Speech, offices: Sequence[Holding]) -> bool:
    """Whether a report's speaker is somebody else than the draft's."""
    mine, other = quotation.speech.claim.speaker, theirs.claim.speaker
    if not (theirs.named and mine and other):
        return False
    if quotation.speech.named:
        return not same_person(mine, other)
    holders = {h.person for h in offices if h.role.title in quotation.titles}
    return bool(holders) and not any(same_person(holder, other) for holder in holders)


def _unsaid(
    quotation: Quotation,
    book: SpeechBook,
    written: tuple[Passage, ...],
    nearest: Sequence[Candidate],
) -> Judgement:
    """Why nobody said the words: misquoted, a paraphrase, or nothing like it."""
    close = book.nearest(quotation.words, NEAR_QUOTE)
    if close is not None and _is_misquotation(close, quotation.words):
        return _misquoted(quotation, book, close)
    if written:
        note = "not a quote: a report has these words as its own, not in quotation marks"
        return not_found(note, written[:1])
    told = next((c for c in nearest if c.covered >= PARAPHRASED), None)
    if told is not None:
        note = f"a paraphrase in quotation marks: no report has these words; it has: “{told.text}”"
        return not_found(note, (told.passage,))
    if close is None:
        return not_found("no report has these words as a quote")
    note = f"no report has these words as a quote; nearest: {close.speech.claim.text}"
    return not_found(note, (close.speech.claim.said_in,))


def _is_misquotation(close: NearQuote, asked: Words) -> bool:
    differing = changes(close.words, asked)
    changed = sum(max(len(real), len(made)) for real, made in differing)
    longer = max(len(close.words), len(asked))
    return len(differing) <= MOST_CHANGES and changed <= (1 - MISQUOTED) * longer


def _misquoted(quotation: Quotation, book: SpeechBook, close: NearQuote) -> Judgement:
    """Contradicted where a figure was changed or the sense turned round, else not found."""
    differing = changes(close.words, quotation.words)
    shown = "; ".join(_change(real, made) for real, made in differing)
    note = f"misquoted: {shown}; the words are: {close.speech.claim.text}"
    passages = (close.speech.claim.said_in,)
    figures = book.figures(close.speech)
    if any(figures & set(real) and quotation.figures & set(made) for real, made in differing):
        return contradicted(note, Kind.NUMBER, passages)
    if sum(_denials(real) + _denials(made) for real, made in differing) % 2:
        return contradicted(note, Kind.OUTCOME, passages)
    return not_found(note, passages)


def _change(real: Words, made: Words) -> str:
    if not real:
        return f"“{' '.join(made)}” is put in"
    if not made:
        return f"“{' '.join(real)}” is left out"
    return f"“{' '.join(real)}” has become “{' '.join(made)}”"


def _denials(words: Words) -> int:
    return sum(word in listed("denying_words.txt") or word.endswith("n't") for word in words)


def _passages(said: Sequence[Speech]) -> tuple[Passage, ...]:
    return tuple(dict.fromkeys(speech.claim.said_in for speech in said))[:MOST_EVIDENCE]


def _titles(draft: AnnotatedReport, quote: Quote) -> frozenset[str]:
    source = quote.source
    roles = (r for r in draft.get(ROLES) if source is not None and source.contains(r))
    return frozenset(role.title for role in roles if role.holder is None)
