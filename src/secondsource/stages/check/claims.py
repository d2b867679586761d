"""A sentence of a draft cut into its claims: what could be right or wrong on its own."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from secondsource.compare.claims import SHORTEST, Statement, content_lemmas
from secondsource.records.evidence import Span, spans_within
from secondsource.records.layers import CLAUSES, AnnotatedReport, Clause, Sentence
from secondsource.records.parse import Parse
from secondsource.stages.check.quotes import Quotation

TELLING = frozenset({"NOUN", "PROPN", "VERB", "ADJ"})  # "shortly" is not worth looking for
# What is left of an aside when its words are taken out.
EMPTY_ASIDE = re.compile(r"(?:\s*[,–—]){2}|\(\s*\)")
FEWEST = 2  # content words from which a clause that is no statement still says something


@dataclass(frozen=True, slots=True)
class DraftClaim:
    """One claim of a sentence: its characters in the draft, and its words on their own.

    `statement` is the number of its statement in the sentence. A clause without one ("aged 46")
    says too little to be looked for alone, but can be wrong. `quotation` is set for quoted words.
    `printed` has its words for things, deeds and properties, as lemma and as printed, in reading
    order.
    """

    span: Span
    text: str
    lemmas: frozenset[str]
    printed: tuple[tuple[str, str], ...]
    statement: int | None
    quotation: Quotation | None = None

    @property
    def stands_alone(self) -> bool:
        """Whether the claim says enough to be looked for by itself."""
        return self.statement is not None and len(self.lemmas) >= SHORTEST


def cut(
    draft: AnnotatedReport,
    sentence: Sentence,
    said: Sequence[Statement],
    quoted: Sequence[Quotation],
) -> list[DraftClaim]:
    """The claims of a sentence, in text order; at least one.

    `said` are its statements, `quoted` its quotations. Each quotation with its speaker is one
    claim; of the rest each clause is one that states something.
    """
    spoken = list(_spoken(draft, sentence, quoted))
    found = [
        one
        for one in _stated(draft, sentence, said)
        if not any(_mostly_in(one.span, other.span) for other in spoken)
    ]
    every = sorted((*spoken, *found), key=lambda one: (one.span, one.text))
    return every if len(every) > 1 or spoken else [_whole(draft, sentence, found)]


def _spoken(
    draft: AnnotatedReport, sentence: Sentence, quoted: Sequence[Quotation]
) -> Iterator[DraftClaim]:
    for quotation in quoted:
        said_in = quotation.speech.claim.said_in.span
        around = said_in if sentence.contains(said_in) else quotation.span
        span = Span(max(around.start, sentence.start), min(around.end, sentence.end))
        words = " ".join(quotation.span.within(draft.report.text).split())
        lemmas = content_lemmas(draft.parse, quotation.span)
        printed = _printed(draft.parse, quotation.span, lemmas)
        yield DraftClaim(span, words, lemmas, printed, None, quotation)


def _stated(
    draft: AnnotatedReport, sentence: Sentence, said: Sequence[Statement]
) -> Iterator[DraftClaim]:
    statement_of = {statement.clause: k for k, statement in enumerate(said)}
    here = list(spans_within(draft.get(CLAUSES), sentence))
    for clause in here:
        k = statement_of.get(clause)
        inner = [other for other in here if other != clause and clause.contains(other)]
        own = _own_lemmas(draft.parse, clause, inner)
        if k is None and len(own) < FEWEST:
            continue
        words = said[k].claim.text if k is not None else _words(draft, clause)
        lemmas = (
            said[k].lemmas - (content_lemmas(draft.parse, clause) - own) if k is not None else own
        )
        span = Span(clause.start, clause.end)
        text = _without(words, [_words(draft, other) for other in inner])
        yield DraftClaim(span, text, lemmas, _printed(draft.parse, span, lemmas), k)


def _own_lemmas(parse: Parse, clause: Clause, inner: Iterable[Clause]) -> frozenset[str]:
    """The content words of a clause without those of clauses inside it."""
    theirs = [content_lemmas(parse, one) for one in inner]
    return content_lemmas(parse, clause) - frozenset().union(*theirs)


def _without(words: str, inner: Iterable[str]) -> str:
    """A clause without those inside it: "The mill, which burned, is old" says that it is old."""
    for part in inner:
        words = words.replace(part, "") if len(part) < len(words) else words
    return " ".join(EMPTY_ASIDE.sub("", words).split()).strip(" ,;–—")


def _whole(draft: AnnotatedReport, sentence: Sentence, found: Sequence[DraftClaim]) -> DraftClaim:
    """The sentence as one claim."""
    lemmas = content_lemmas(draft.parse, sentence)
    return DraftClaim(
        span=Span(sentence.start, sentence.end),
        text=_words(draft, sentence),
        lemmas=lemmas,
        printed=_printed(draft.parse, sentence, lemmas),
        statement=found[0].statement if found else None,
    )


def _printed(parse: Parse, span: Span, lemmas: frozenset[str]) -> tuple[tuple[str, str], ...]:
    tokens = parse.tokens_in(span.start, span.end)
    words = ((parse.lemmas[i].lower(), parse.word(i)) for i in tokens if parse.poses[i] in TELLING)
    return tuple((lemma, word) for lemma, word in words if lemma in lemmas)


def _words(draft: AnnotatedReport, span: Span) -> str:
    return " ".join(span.within(draft.report.text).split())


def _mostly_in(span: Span, other: Span) -> bool:
    shared = min(span.end, other.end) - max(span.start, other.start)
    return 2 * shared > span.end - span.start
