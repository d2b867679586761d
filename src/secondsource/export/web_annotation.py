"""Cited passages as W3C Web Annotations (JSON-LD): what is said of them, and where they stand.

Each is found by its words with some before and after, and by its position, which counts code
points, as the model demands, of the text as the desk keeps it.
"""

import json
from collections.abc import Iterable, Iterator
from datetime import datetime

from secondsource.codec import Json
from secondsource.export.safe import web_link
from secondsource.export.standards import instant, urn
from secondsource.records.brief import Account
from secondsource.records.evidence import Passage
from secondsource.records.report import Report

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
AROUND = 32  # characters before and after a passage: enough to tell it from its like
_Said = dict[Passage, dict[tuple[str, str], None]]  # what is said of each, in order, once


def web_annotations(accounts: Iterable[Account], *, at: datetime) -> Iterator[str]:
    """One AnnotationCollection with one AnnotationPage in it: an annotation a cited passage.

    `at` is when the export was asked for. The lines of the brief that rest on a passage, and the
    claims read from it, are its bodies.
    """
    name = urn("annotations", instant(at))
    page = f"{name}:page-1"
    yield _opening(name, page, at)
    total = 0
    for account in accounts:
        for one in _annotations(account):
            yield f"{',' if total else ''}\n{_json(one)}"
            total += 1
    # How many there are is only known here; the order of fields means nothing.
    yield f'\n]}}, "last": {_json(page)}, "total": {total}}}\n'


def _opening(name: str, page: str, at: datetime) -> str:
    """The collection up to the list of its annotations, left open."""
    collection = {
        "@context": CONTEXT,
        "id": name,
        "type": "AnnotationCollection",
        "label": "Passages that briefs rest on",
        "generator": {"id": urn(), "type": "Software", "name": "Second Source"},
        "generated": instant(at),
    }
    first = {"id": page, "type": "AnnotationPage", "partOf": name, "startIndex": 0}
    return f'{_json(collection)[:-1]}, "first": {_json(first)[:-1]}, "items": ['


def _annotations(account: Account) -> Iterator[Json]:
    reports = {report.id: report for report in account.reports}
    for passage, bodies in _said(account).items():
        report = reports[passage.report_id]
        yield {
            "@context": CONTEXT,
            "id": urn("annotation", account.story.id, report.id, passage.start, passage.end),
            "type": "Annotation",
            "motivation": "describing",
            "created": instant(account.brief.written),
            "body": [_body(text, purpose) for text, purpose in bodies],
            "target": _target(passage, report),
        }


def _said(account: Account) -> _Said:
    """What the brief and the claims say of each passage: texts, and tags to find it by."""
    said: _Said = {}
    for line in account.brief.lines:
        for passage in line.cites:
            bodies = said.setdefault(passage, {})
            bodies[line.text, "describing"] = None
            bodies[line.section.value, "tagging"] = None
    claims = {claim.id: claim for claim in account.alignment.claims}
    for point in account.alignment.points:
        for claim_id in (one for side in point.sides for one in side.claim_ids):
            bodies = said.setdefault(claims[claim_id].said_in, {})
            bodies[claims[claim_id].text, "describing"] = None
            bodies[point.relation.value, "tagging"] = None
    return said


def _body(text: str, purpose: str) -> Json:
    return {"type": "TextualBody", "value": text, "format": "text/plain", "purpose": purpose}


def _target(passage: Passage, report: Report) -> Json:
    start, end = passage.start, passage.end
    return {
        "type": "SpecificResource",
        "source": web_link(report.url) or urn("report", report.id),
        "selector": [
            {
                "type": "TextQuoteSelector",
                "exact": report.text[start:end],
                "prefix": report.text[max(0, start - AROUND) : start],
                "suffix": report.text[end : end + AROUND],
            },
            {"type": "TextPositionSelector", "start": start, "end": end},
        ],
    }


def _json(data: Json | str) -> str:
    return json.dumps(data, ensure_ascii=True, allow_nan=False)
