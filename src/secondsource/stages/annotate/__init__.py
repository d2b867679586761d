"""A report read: one annotator a file, each a pure function from the layers so far to its own.

`ANNOTATORS` is the table of them in working order; `annotate` runs it over parsed reports.
"""

from collections.abc import Sequence

from secondsource.abilities import Parser
from secondsource.records.layers import PARSE, AnnotatedReport, Layer
from secondsource.records.parse import Segmented
from secondsource.records.report import Report
from secondsource.stages.annotate.annotator import Annotator, check_order
from secondsource.stages.annotate.clauses import ANNOTATE_CLAUSES
from secondsource.stages.annotate.names import ANNOTATE_NAMES
from secondsource.stages.annotate.quantities import ANNOTATE_QUANTITIES
from secondsource.stages.annotate.quotes import ANNOTATE_QUOTES
from secondsource.stages.annotate.roles import ANNOTATE_ROLES
from secondsource.stages.annotate.segments import segments
from secondsource.stages.annotate.sentences import ANNOTATE_SENTENCES
from secondsource.stages.annotate.times import ANNOTATE_TIMES

ANNOTATORS: tuple[Annotator, ...] = (
    ANNOTATE_SENTENCES,
    ANNOTATE_NAMES,
    ANNOTATE_ROLES,
    ANNOTATE_QUANTITIES,
    ANNOTATE_TIMES,
    ANNOTATE_CLAUSES,
    ANNOTATE_QUOTES,
)
check_order(ANNOTATORS)


def annotate(reports: Sequence[Report], parser: Parser) -> list[AnnotatedReport]:
    """Every report with all layers, in order."""
    parses = parser.parse([Segmented(one.text, segments(one.text)) for one in reports])
    read = []
    for report, parse in zip(reports, parses, strict=True):
        annotated = AnnotatedReport(report, (Layer(PARSE, parser.maker, (parse,)),))
        for annotator in ANNOTATORS:
            annotated = annotator.add_to(annotated)
        read.append(annotated)
    return read
