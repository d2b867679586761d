"""Placeholder until this annotator is written."""

from secondsource.records.layers import NAMES, AnnotatedReport
from secondsource.stages.annotate.annotator import Annotator
from typing import Any


def mark_names(annotated: AnnotatedReport) -> tuple[Any, ...]:
    """Nothing yet."""
    return ()


ANNOTATE_NAMES = Annotator(NAMES, "0", mark_names, reads=frozenset())
