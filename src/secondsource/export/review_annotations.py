"""Findings as W3C Web Annotations (JSON-LD): each on its words in the draft, with its evidence.

A finding is found by its words with some before and after, and by its position in code points.
"""

from collections.abc import Iterator, Mapping

from secondsource.codec import Json
from secondsource.export.safe import web_link
from secondsource.export.standards import instant, urn
from secondsource.export.web_annotation import AROUND, CONTEXT
from secondsource.records.evidence import Passage
from secondsource.records.finding import CheckAnswer, Finding
from secondsource.records.report import Report
from secondsource.records.review import Remark, Review


def review_annotations(review: Review, answer: CheckAnswer) -> Json:
    """One AnnotationPage: an annotation a sentence, its verdict a tag, its evidence linked."""
    reports = {report.id: report for report in answer.reports}
    made = {remark.finding: remark for remark in review.remarks}
    items = [
        _annotation(review, number, finding, reports, made.get(number))
        for number, finding in enumerate(answer.findings)
    ]
    return {
        "@context": CONTEXT,
        "id": urn("check", review.id),
        "type": "AnnotationPage",
        "startIndex": 0,
        "items": items,
    }


def _annotation(
    review: Review,
    number: int,
    finding: Finding,
    reports: Mapping[str, Report],
    remark: Remark | None,
) -> Json:
    return {
        "@context": CONTEXT,
        "id": urn("finding", review.id, number),
        "type": "Annotation",
        "motivation": "assessing",
        "created": instant(review.created),
        "body": [*_bodies(finding, remark), *_evidence(finding, reports)],
        "target": {
            "type": "SpecificResource",
            "source": urn("draft", review.id),
            "selector": _selector(review.draft, finding.start, finding.end),
        },
    }


def _bodies(finding: Finding, remark: Remark | None) -> Iterator[Json]:
    yield _text(finding.verdict.value, "tagging")
    if finding.contested:
        yield _text("contested", "tagging")
    if finding.note:
        yield _text(finding.note, "assessing")
    if remark is not None:
        yield _text(remark.state.value, "tagging")
        if remark.note:
            yield _text(remark.note, "commenting")


def _evidence(finding: Finding, reports: Mapping[str, Report]) -> Iterator[Json]:
    for passage in (*finding.evidence, *finding.nearest):
        yield {"purpose": "linking", **_passage(passage, reports[passage.report_id])}


def _passage(passage: Passage, report: Report) -> Json:
    return {
        "type": "SpecificResource",
        "source": web_link(report.url) or urn("report", report.id),
        "selector": _selector(report.text, passage.start, passage.end),
    }


def _selector(text: str, start: int, end: int) -> list[Json]:
    return [
        {
            "type": "TextQuoteSelector",
            "exact": text[start:end],
            "prefix": text[max(0, start - AROUND) : start],
            "suffix": text[end : end + AROUND],
        },
        {"type": "TextPositionSelector", "start": start, "end": end},
    ]


def _text(value: str, purpose: str) -> Json:
    return {"type": "TextualBody", "value": value, "format": "text/plain", "purpose": purpose}
