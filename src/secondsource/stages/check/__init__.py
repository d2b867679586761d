"""A draft against the reports: what they support, contradict or do not say."""

from collections.abc import Sequence

from secondsource.abilities import Encoder, Entailer
from secondsource.compare.claims import Names, content_lemmas, statements
from secondsource.compare.identity import unify
from secondsource.compare.nouns import kinds_of_things
from secondsource.compare.office import holdings
from secondsource.compare.speech import speeches
from secondsource.records.finding import Finding
from secondsource.records.layers import (
    NAMES,
    QUANTITIES,
    SENTENCES,
    TIMES,
    AnnotatedReport,
    Sentence,
)
from secondsource.records.story import Alignment
from secondsource.stages.check.pool import Pool
from secondsource.stages.check.said import Said
from secondsource.stages.check.verdict import Judge


def check_draft(
    draft: AnnotatedReport,
    reports: Sequence[AnnotatedReport],
    alignments: Sequence[Alignment],
    *,
    encoder: Encoder,
    entailer: Entailer,
) -> tuple[Finding, ...]:
    """One finding for each sentence of the draft, in order.

    `alignments` are those of the stories that the reports tell: where their points are in
    conflict, a finding that rests on one of the sides is `contested`.
    """
    names = unify([draft, *reports])
    pool = Pool(reports, names, encoder)
    judge = Judge(pool, alignments, entailer)
    return tuple(judge.judge(said) for said in _read(draft, names, encoder))


def _read(draft: AnnotatedReport, names: Names, encoder: Encoder) -> list[Said]:
    """The sentences of the draft, each with what was found in it."""
    sentences = draft.get(SENTENCES)
    texts = [" ".join(sentence.within(draft.report.text).split()) for sentence in sentences]
    vectors = encoder.encode(texts)
    said = statements(draft, names)
    meanings = encoder.encode([statement.claim.text for statement in said])
    bare = encoder.encode([statement.masked for statement in said])
    speech, offices = speeches(draft, names), holdings(draft, names)
    read = []
    for k, sentence in enumerate(sentences):
        mine = [i for i, statement in enumerate(said) if statement.order == k]
        read.append(
            Said(
                sentence=sentence,
                text=texts[k],
                vector=vectors[k],
                lemmas=content_lemmas(draft.parse, sentence),
                statements=tuple(said[i] for i in mine),
                meanings=meanings[mine],
                bare=bare[mine],
                speeches=tuple(s for s in speech if _inside(s.claim.said_in.start, sentence)),
                holdings=tuple(h for h in offices if _inside(h.claim.said_in.start, sentence)),
                quantities=tuple(q for q in draft.get(QUANTITIES) if sentence.contains(q)),
                times=tuple(t for t in draft.get(TIMES) if sentence.contains(t)),
                kinds=kinds_of_things(draft.parse, sentence),
                names=tuple(n.text for n in draft.get(NAMES) if sentence.contains(n)),
            )
        )
    return read


def _inside(at: int, sentence: Sentence) -> bool:

    return sentence.start <= at < sentence.end
