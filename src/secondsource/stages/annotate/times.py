"""Placeholder until this annotator is written."""

from secondsource.records.layers import TIMES, AnnotatedReport
from secondsource.stages.annotate.annotator import Annotator
from typing import Any


def mark_times(annotated: AnnotatedReport) -> tuple[Any, ...]:
    """Nothing yet."""
    return ()


ANNOTATE_TIMES = Annotator(TIMES, "0", mark_times, reads=frozenset())
