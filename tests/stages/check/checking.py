"""Checks a draft in one call, for the tests of what `check` says."""

from secondsource.models.lexical_entailer import LexicalEntailer
from secondsource.records.evidence import Passage
from secondsource.records.finding import Finding
from secondsource.records.layers import AnnotatedReport
from secondsource.stages.check import DraftCheck
from tests.build import aligned, annotated, encoder


def check(draft: str, *reports: AnnotatedReport) -> list[Finding]:
    """The findings on a draft, one a sentence."""
    laid = DraftCheck(annotated(draft), reports, encoder())
    return list(laid.findings([aligned(*reports)], LexicalEntailer()))


def words(passages: tuple[Passage, ...], *reports: AnnotatedReport) -> list[str]:
    """The characters of some passages."""
    texts = {one.report.id: one.report.text for one in reports}
    return [passage.span.within(texts[passage.report_id]) for passage in passages]


def heard(draft: str, *reports: AnnotatedReport) -> list[tuple[int, int]]:
    """What is told of the progress of a check."""
    told: list[tuple[int, int]] = []
    laid = DraftCheck(annotated(draft), reports, encoder())
    laid.findings([], LexicalEntailer(), lambda done, total: told.append((done, total)))
    return told
