"""Whom a pronoun means."""

from secondsource.records.evidence import Span
from secondsource.records.layers import CLAUSES, NAMES, AnnotatedReport, NameKind

HE_OR_SHE = frozenset({"he", "she"})


def person_before(annotated: AnnotatedReport, at: Span) -> str | None:
    """The person whom a pronoun means: the last one named before it as a subject, else the last."""
    people = (n for n in annotated.get(NAMES) if n.kind == NameKind.PERSON and n.end <= at.start)
    before = list(people)[-6:]
    subjects = [clause.subject for clause in annotated.get(CLAUSES) if clause.subject]
    for name in reversed(before):
        if any(subject.contains(name) for subject in subjects):
            return name.entity
    return before[-1].entity if before else None
