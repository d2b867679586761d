"""A draft against the reports: what they support, contradict or do not say."""

from collections.abc import Callable, Sequence

from secondsource.abilities import Encoder, Entailer
from secondsource.compare.identity import unify
from secondsource.records.finding import Finding
from secondsource.records.layers import AnnotatedReport
from secondsource.records.story import Alignment
from secondsource.stages.check.contest import Disputes
from secondsource.stages.check.draft import read_draft
from secondsource.stages.check.pool import Pool
from secondsource.stages.check.verdict import Judge

Progress = Callable[[int, int], None]


def _unheard(done: int, total: int) -> None:
    """Nobody wants to know."""


class DraftCheck:
    """A draft laid beside the reports: first what is near to it, then what that says of it.

    What reports dispute among themselves is found by aligning them, which takes the square of
    their claims; so that many reports can be read, only the claims near to the draft need be.
    """

    def __init__(
        self, draft: AnnotatedReport, reports: Sequence[AnnotatedReport], encoder: Encoder
    ) -> None:
        names = unify([draft, *reports])
        self._draft = draft.report.text
        self._sentences = read_draft(draft, names, encoder)
        self._pool = Pool(reports, names, encoder)
        self._outlets = {one.report.id: one.report.outlet or one.report.ref for one in reports}

    def claims_nearby(self) -> frozenset[str]:
        """The ids of the claims of the reports that may speak to what the draft does."""
        said = (sentence.said for sentence in self._sentences)
        return frozenset(
            claim
            for one in said
            for statement, meaning in zip(one.statements, one.meanings, strict=True)
            for claim in self._pool.around(statement, meaning)
        )

    def findings(
        self,
        alignments: Sequence[Alignment],
        entailer: Entailer,
        progress: Progress = _unheard,
    ) -> tuple[Finding, ...]:
        """One finding for each sentence of the draft, in order.

        `alignments` are those of the stories that the reports tell: what they dispute is
        `contested`. `progress` is told how many sentences are done, of how many.
        """
        disputes = Disputes(self._pool, alignments, self._outlets)
        judge = Judge(self._pool, disputes, entailer, self._draft)
        return tuple(judge.judge(self._sentences, progress))
