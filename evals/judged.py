"""What `check` says of a claim against one report: through a desk, as a user has it."""

from dataclasses import dataclass

from evals.own_cases import SEVERITY
from secondsource.desk import Desk
from secondsource.records.finding import Verdict
from secondsource.records.report import Report
from secondsource.records.story import Kind


@dataclass(frozen=True, slots=True)
class Judged:
    """The worst verdict on a sentence of the claim, and the kinds of all contradictions."""

    verdict: Verdict
    kinds: frozenset[Kind]

    @property
    def supported(self) -> bool:
        """Whether every sentence of the claim is."""
        return self.verdict is Verdict.SUPPORTED


def judged(desk: Desk, document: str, claim: str) -> Judged:
    """The claim as a draft, checked against the document as the one report.

    Raises `ValueError` if the document could not be read: its verdict would say nothing.
    """
    answer = desk.check(claim, against=[Report.from_text(document, ref="document")])
    if answer.set_aside:
        raise ValueError(f"{document[:80]!r} {answer.set_aside[0].reason}")
    found = answer.findings
    return Judged(
        max((one.verdict for one in found), key=SEVERITY.__getitem__, default=Verdict.NOT_FOUND),
        frozenset(one.kind for one in found if one.kind),
    )
