"""Placeholder until this annotator is written."""

from secondsource.records.layers import QUOTES, AnnotatedReport
from secondsource.stages.annotate.annotator import Annotator
from typing import Any


def mark_quotes(annotated: AnnotatedReport) -> tuple[Any, ...]:
    """Nothing yet."""
    return ()


ANNOTATE_QUOTES = Annotator(QUOTES, "0", mark_quotes, reads=frozenset())
