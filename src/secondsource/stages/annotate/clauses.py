"""Placeholder until this annotator is written."""

from secondsource.records.layers import CLAUSES, AnnotatedReport
from secondsource.stages.annotate.annotator import Annotator
from typing import Any


def mark_clauses(annotated: AnnotatedReport) -> tuple[Any, ...]:
    """Nothing yet."""
    return ()


ANNOTATE_CLAUSES = Annotator(CLAUSES, "0", mark_clauses, reads=frozenset())
