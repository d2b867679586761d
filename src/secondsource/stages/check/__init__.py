"""A draft against the reports: what they support, contradict or do not say."""

from collections.abc import Sequence

from secondsource.abilities import Encoder, Entailer
from secondsource.compare.identity import unify
from secondsource.records.finding import Finding
from secondsource.records.layers import AnnotatedReport
from secondsource.records.story import Alignment
from secondsource.stages.check.contest import Disputes
from secondsource.stages.check.draft import read_draft
from secondsource.stages.check.pool import Pool
from secondsource.stages.check.verdict import Judge, Progress


def _unheard(done: int, total: int) -> None:
    """Nobody wants to know."""


def check_draft(
    draft: AnnotatedReport,
    reports: Sequence[AnnotatedReport],
    alignments: Sequence[Alignment],
    *,
    encoder: Encoder,
    entailer: Entailer,
    progress: Progress = _unheard,
) -> tuple[Finding, ...]:
    """One finding for each sentence of the draft, in order.

    `alignments` are those of the stories that the reports tell: what they dispute is `contested`.
    `progress` is told how many sentences are done, of how many.
    """
    names = unify([draft, *reports])
    sentences = read_draft(draft, names, encoder)
    pool = Pool(reports, names, encoder)
    outlets = {one.report.id: one.report.outlet or one.report.ref for one in reports}
    disputes = Disputes(pool, alignments, outlets)
    judge = Judge(pool, disputes, entailer, draft.report.text)
    return tuple(judge.judge(sentences, progress))
