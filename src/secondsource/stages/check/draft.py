"""A draft, read: its sentences with their claims and all that was found in them."""

from collections import defaultdict
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from secondsource.abilities import Encoder
from secondsource.compare.claims import Names, Statement, content_lemmas, statements
from secondsource.compare.nouns import kinds_of_things
from secondsource.compare.office import holdings
from secondsource.records.evidence import Span, spans_within
from secondsource.records.layers import (
    NAMES,
    QUANTITIES,
    SENTENCES,
    TIMES,
    AnnotatedReport,
    Name,
    Sentence,
)
from secondsource.stages.check.claims import DraftClaim, cut
from secondsource.stages.check.quotes import quotations
from secondsource.stages.check.said import Said


@dataclass(frozen=True, slots=True)
class DraftSentence:
    """One sentence: as a whole, and its claims with one row of `vectors` for each."""

    said: Said
    claims: tuple[DraftClaim, ...]
    vectors: NDArray[np.float32]
    names: tuple[Name, ...]

    def of(self, claim: DraftClaim) -> Said:
        """What was found in the sentence, so far as it belongs to one of its claims.

        What lies in two claims, one inside the other, belongs to the inner one.
        """
        said = self.said
        rows = self.rows(claim)
        return replace(
            said,
            text=claim.text,
            lemmas=claim.lemmas,
            statements=tuple(said.statements[k] for k in rows),
            meanings=said.meanings[rows],
            bare=said.bare[rows],
            holdings=tuple(h for h in said.holdings if self.owns(claim, h.claim.said_in.span)),
            quantities=tuple(q for q in said.quantities if self.owns(claim, q)),
            times=tuple(t for t in said.times if self.owns(claim, t)),
            kinds={noun: words for noun, words in said.kinds.items() if noun in claim.lemmas},
            names=tuple(name.text for name in self.names if self.owns(claim, name)),
        )

    def owns(self, claim: DraftClaim, span: Span) -> bool:
        """Whether a span of the draft belongs to the claim, and to none inside it."""
        around = [one for one in self.claims if one.span.start <= span.start < one.span.end]
        inner = min(around, key=lambda one: one.span.end - one.span.start, default=None)
        return inner is claim or (inner is None and len(self.claims) == 1)

    def vector(self, claim: DraftClaim) -> NDArray[np.float32]:
        """What a claim means."""
        row: NDArray[np.float32] = self.vectors[self.claims.index(claim)]
        return row

    def rows(self, claim: DraftClaim) -> list[int]:
        """The statements of a claim; of a sentence in one piece, all."""
        if claim.quotation is not None:
            return []
        if len(self.claims) == 1:
            return list(range(len(self.said.statements)))
        return [] if claim.statement is None else [claim.statement]


def read_draft(draft: AnnotatedReport, names: Names, encoder: Encoder) -> list[DraftSentence]:
    """The sentences of the draft in order."""
    reader = _Reader(draft, names, encoder)
    return [reader.read(k, sentence) for k, sentence in enumerate(draft.get(SENTENCES))]


class _Reader:
    """Reads one draft sentence by sentence."""

    def __init__(self, draft: AnnotatedReport, names: Names, encoder: Encoder) -> None:
        self._draft = draft
        self._encoder = encoder
        self._offices = holdings(draft, names)
        self._quoted = quotations(draft, names)
        self._statements: dict[int, list[Statement]] = defaultdict(list)
        for statement in statements(draft, names):
            self._statements[statement.order].append(statement)

    def read(self, number: int, sentence: Sentence) -> DraftSentence:
        """One sentence with its claims."""
        said = self._said(number, sentence)
        quoted = [one for one in self._quoted if _inside(one.span.start, sentence)]
        claims = tuple(cut(self._draft, sentence, said.statements, quoted))
        return DraftSentence(
            said=said,
            claims=claims,
            vectors=self._encoder.encode([claim.text for claim in claims]),
            names=tuple(spans_within(self._draft.get(NAMES), sentence)),
        )

    def _said(self, number: int, sentence: Sentence) -> Said:
        draft, own = self._draft, self._statements[number]
        text = " ".join(sentence.within(draft.report.text).split())
        return Said(
            sentence=sentence,
            text=text,
            vector=self._encoder.encode([text])[0],
            lemmas=content_lemmas(draft.parse, sentence),
            statements=tuple(own),
            meanings=self._encoder.encode([statement.claim.text for statement in own]),
            bare=self._encoder.encode([statement.masked for statement in own]),
            holdings=tuple(h for h in self._offices if _inside(h.claim.said_in.start, sentence)),
            quantities=tuple(spans_within(draft.get(QUANTITIES), sentence)),
            times=tuple(spans_within(draft.get(TIMES), sentence)),
            kinds=kinds_of_things(draft.parse, sentence),
            names=tuple(n.text for n in spans_within(draft.get(NAMES), sentence)),
        )


def _inside(at: int, sentence: Sentence) -> bool:
    return sentence.start <= at < sentence.end
