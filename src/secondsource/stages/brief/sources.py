"""The reports of a story as lines: outlet, title, date, and whether each is a source of its own."""

from secondsource.records.brief import Line, Section
from secondsource.records.evidence import Passage
from secondsource.records.layers import SENTENCES, AnnotatedReport
from secondsource.records.layers import Precision as P
from secondsource.stages.brief.material import Material
from secondsource.stages.brief.timeline import stamp


def sources(material: Material) -> list[Line]:
    """A line a report, citing its first sentence."""
    return [
        Line(Section.SOURCES, _words(one, material), (_opening(one),)) for one in material.reports
    ]


def _words(annotated: AnnotatedReport, material: Material) -> str:
    report = annotated.report
    title = f"\u201c{report.title}\u201d" if report.title else ""
    date = stamp(report.published, P.MINUTE) if report.published else "undated"
    told = ", ".join(part for part in (report.label, title, date) if part)
    return f"{told} \u2014 {_standing(report.id, material)}"


def _standing(report_id: str, material: Material) -> str:
    """What makes the report no second source, in the words of its origin."""
    origin = material.origin_of.get(report_id)
    if origin is None or report_id == origin.report_ids[0]:
        return "an origin of its own"
    how = dict(zip(origin.report_ids[1:], origin.how, strict=False))
    return f"no second source: {how.get(report_id, 'same origin as another report')}"


def _opening(annotated: AnnotatedReport) -> Passage:
    report = annotated.report
    first = next(iter(annotated.get(SENTENCES)), None)
    if first is not None:
        return Passage(report.id, first.start, first.end)
    start = len(report.text) - len(report.text.lstrip())
    return Passage(report.id, start, max(start, len(report.text.rstrip())))
