"""Reports and passages to JSON, as a desk that keeps them tells of them."""

import json
from collections.abc import Iterable
from datetime import datetime

from secondsource.codec.answers import Json, report_to_json
from secondsource.records.evidence import Span
from secondsource.records.report import Report

REPORTS_SCHEMA = "secondsource/reports/1"
REPORT_SCHEMA = "secondsource/report/1"
PASSAGE_SCHEMA = "secondsource/passage/1"

AROUND = 200  # characters before and behind a passage, to read it in


def reports_to_json(reports: Iterable[Report], *, after: str | None) -> Json:
    """A list of reports without their texts; `after` is the cursor to go on with."""
    told = [_listed(one) for one in reports]
    return {"schema": REPORTS_SCHEMA, "reports": told, "after": after}


def kept_report_to_json(report: Report, *, story_id: str | None) -> Json:
    """A report with its text, and the id of the story that it is in."""
    return {
        "schema": REPORT_SCHEMA,
        **_listed(report),
        "text": report.text,
        "story": story_id,
    }


def passage_to_json(report: Report, span: Span) -> Json:
    """Characters of a report with those around them; `span` lies in its text and is not empty."""
    start, end = span.start, span.end
    return {
        "schema": PASSAGE_SCHEMA,
        "report": report.id,
        "start": start,
        "end": end,
        "text": span.within(report.text),
        "before": report.text[max(0, start - AROUND) : start],
        "after": report.text[end : end + AROUND],
        "length": len(report.text),
    }


def reports_to_jsonl(reports: Iterable[Report]) -> bytes:
    """Reports in the schema of our JSONL input, one a line."""
    lines = (json.dumps(report_to_json(one), allow_nan=False) for one in reports)
    return "".join(f"{line}\n" for line in lines).encode("ascii")


def _listed(report: Report) -> Json:
    return {
        "id": report.id,
        "ref": report.ref,
        "outlet": report.outlet,
        "url": report.url,
        "title": report.title,
        "byline": report.byline,
        "published": _moment(report.published),
        "fetched": _moment(report.fetched),
        "language": report.language,
        "replaces": report.replaces,
    }


def _moment(when: datetime | None) -> str | None:
    return when.isoformat() if when else None
