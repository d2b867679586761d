"""Which sentences of a report state anything: a page's captions and link lines do not."""

from collections.abc import Mapping

from secondsource.records.evidence import Passage
from secondsource.records.layers import CLAUSES
from secondsource.stages.brief.material import Material

Stating = Mapping[str, frozenset[int]]


def stating(material: Material) -> Stating:
    """The numbers of the sentences of which clauses were made, by report."""
    return {
        one.report.id: frozenset(clause.sentence for clause in one.get(CLAUSES))
        for one in material.reports
    }


def is_stated(material: Material, at: Passage, stated: Stating) -> bool:
    """Whether the sentence at a passage states anything."""
    found = material.sentence_at(at)
    return found is not None and found[0] in stated[at.report_id]
