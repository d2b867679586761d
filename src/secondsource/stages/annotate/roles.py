"""Placeholder until this annotator is written."""

from secondsource.records.layers import ROLES, AnnotatedReport
from secondsource.stages.annotate.annotator import Annotator
from typing import Any


def mark_roles(annotated: AnnotatedReport) -> tuple[Any, ...]:
    """Nothing yet."""
    return ()


ANNOTATE_ROLES = Annotator(ROLES, "0", mark_roles, reads=frozenset())
