"""Placeholder until this annotator is written."""

from secondsource.records.layers import QUANTITIES, AnnotatedReport
from secondsource.stages.annotate.annotator import Annotator
from typing import Any


def mark_quantities(annotated: AnnotatedReport) -> tuple[Any, ...]:
    """Nothing yet."""
    return ()


ANNOTATE_QUANTITIES = Annotator(QUANTITIES, "0", mark_quantities, reads=frozenset())
