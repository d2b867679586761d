"""Records to JSON and reports back: the only module that knows how an answer is written down.

The fields are the promise of `docs/reference/*.schema.json`: more may be added, none may go.
A passage is always written with its characters, so that whoever reads an answer can check it.
"""

import json
import math
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from secondsource.errors import BadInput
from secondsource.records.annotation import Annotation, Related, annotations
from secondsource.records.brief import (
    Account,
    BriefAnswer,
    Figure,
    GroupAnswer,
    Line,
    Moment,
    SaidLine,
    SetAside,
)
from secondsource.records.evidence import Maker, Passage
from secondsource.records.finding import CheckAnswer, Finding, Part
from secondsource.records.report import Report
from secondsource.records.story import Claim, Origin, Point, Side, Story

BRIEF_SCHEMA = "secondsource/brief/1"
CHECK_SCHEMA = "secondsource/check/1"
GROUP_SCHEMA = "secondsource/group/1"

Json = dict[str, Any]
_Texts = Mapping[str, str]

_LARGEST_EXACT = 2.0**53  # above it a float no longer tells neighbouring whole numbers apart
_REPORT_TEXTS = ("ref", "outlet", "title", "language")
_REPORT_OPTIONALS = ("url", "byline", "replaces")
_REPORT_TIMES = ("published", "fetched")


def to_text(data: Json) -> str:
    """`data` as JSON in plain ASCII, so that any terminal, pipe or lone surrogate can carry it."""
    return json.dumps(data, ensure_ascii=True, allow_nan=False, indent=2)


def brief_to_json(answer: BriefAnswer) -> Json:
    """The answer of `brief`, as `docs/reference/brief.schema.json` promises it."""
    return {
        "schema": BRIEF_SCHEMA,
        "stories": [_account(account) for account in answer.stories],
        "set_aside": set_aside_to_json(answer.set_aside),
    }


def check_to_json(answer: CheckAnswer) -> Json:
    """The answer of `check`, as `docs/reference/check.schema.json` promises it."""
    texts = {report.id: report.text for report in answer.reports}
    return {
        "schema": CHECK_SCHEMA,
        "reports": _reports(answer.reports, answer.origins),
        "origins": [_origin(origin) for origin in answer.origins],
        "findings": [_finding(finding, answer.draft, texts) for finding in answer.findings],
        "annotations": [_annotation(one, texts) for one in annotations(answer)],
        "set_aside": set_aside_to_json(answer.set_aside),
    }


def group_to_json(answer: GroupAnswer) -> Json:
    """The answer of `group`, as `docs/reference/group.schema.json` promises it."""
    reports = {report.id: report for report in answer.reports}
    return {
        "schema": GROUP_SCHEMA,
        "stories": [_grouped(story, reports) for story in answer.stories],
        "set_aside": set_aside_to_json(answer.set_aside),
    }


def report_to_json(report: Report) -> Json:
    """A report in the schema of our JSONL input; `report_from_json` gives the same report back."""
    return {
        "id": report.ref,
        "outlet": report.outlet,
        "url": report.url,
        "title": report.title,
        "byline": report.byline,
        "published": _moment(report.published),
        "fetched": _moment(report.fetched),
        "language": report.language,
        "replaces": report.replaces,
        "text": report.text,
    }


def report_from_json(data: object, *, where: str) -> Report:
    """The report that one JSON object of our input schema describes.

    Only `text` must be there; `id` becomes the report's `ref`; fields unknown to us are passed
    over. `where` names the input in the `BadInput` that anything unreadable raises.
    """
    if not isinstance(data, dict):
        raise BadInput(where, f"a report must be a JSON object, this is {_json_name(data)}")
    if not isinstance(text := data.get("text"), str):
        raise BadInput(where, 'a report needs a field "text" that is a string')
    fields: Json = {"ref": _ref(data.get("id"), where)}
    fields |= {n: v for n in _REPORT_TEXTS if n != "ref" and (v := _string(data, n, where))}
    fields |= {n: _string(data, n, where) for n in _REPORT_OPTIONALS}
    fields |= {n: _string(data, n, where) for n in _REPORT_TIMES}
    try:
        return Report.from_text(text, **fields)
    except ValueError as error:
        raise BadInput(where, f"a date is not ISO 8601 (2025-10-16T12:00:00Z): {error}") from error


def _string(data: Json, name: str, where: str) -> str | None:
    value = data.get(name)
    if value is None or isinstance(value, str):
        return value or None
    raise BadInput(where, f'the field "{name}" must be a string, this is {_json_name(value)}')


def _ref(value: object, where: str) -> str:
    """Data sets number their reports, so a whole number is as good a name as a string."""
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return _string({"id": value}, "id", where) or ""


def _json_name(value: object) -> str:
    names = {dict: "an object", list: "a list", str: "a string", bool: "true or false"}
    return names.get(type(value), "null" if value is None else "a number")


def _account(account: Account) -> Json:
    story, alignment = account.story, account.alignment
    texts = {report.id: report.text for report in account.reports}
    claims = {claim.id: claim for claim in alignment.claims}
    return {
        "id": story.id,
        "headline": story.headline,
        "first": _moment(story.first),
        "last": _moment(story.last),
        "why": story.why,
        "maker": _maker(story.maker),
        "reports": _reports(account.reports, alignment.origins),
        "origins": [_origin(origin) for origin in alignment.origins],
        "points": [_point(point, claims, texts) for point in alignment.points],
        "quotes": [_quote(said, texts) for said in account.quotes],
        "figures": [_figure(figure, texts) for figure in account.figures if _finite(figure)],
        "timeline": [_entry(entry, texts) for entry in account.timeline],
        "lines": [_line(line, texts) for line in account.brief.lines],
        "written": _moment(account.brief.written),
    }


def _reports(reports: Iterable[Report], origins: Iterable[Origin]) -> list[Json]:
    """The reports without their texts; one that no origin names is an origin of its own."""
    origin_of: dict[str, str] = {}
    for origin in origins:
        for report_id in origin.report_ids:
            origin_of.setdefault(report_id, origin.id)
    return [_report(report, origin_of.get(report.id, report.id)) for report in reports]


def _report(report: Report, origin: str) -> Json:
    return {
        "id": report.id,
        "ref": report.ref,
        "outlet": report.outlet,
        "url": report.url,
        "title": report.title,
        "byline": report.byline,
        "published": _moment(report.published),
        "language": report.language,
        "origin": origin,
        "replaces": report.replaces,
    }


def _origin(origin: Origin) -> Json:
    return {
        "id": origin.id,
        "reports": list(origin.report_ids),
        "how": list(origin.how),
        "maker": _maker(origin.maker),
    }


def _point(point: Point, claims: Mapping[str, Claim], texts: _Texts) -> Json:
    return {
        "id": point.id,
        "relation": point.relation.value,
        "kind": point.kind.value if point.kind else None,
        "subject": point.subject,
        "origins": point.origins,
        "reasons": list(point.reasons),
        "sides": [_side(side, claims, texts) for side in point.sides],
        "maker": _maker(point.maker),
    }


def _side(side: Side, claims: Mapping[str, Claim], texts: _Texts) -> Json:
    return {
        "value": side.value,
        "origins": list(side.origins),
        "claims": [_claim(claims[claim_id], texts) for claim_id in side.claim_ids],
    }


def _claim(claim: Claim, texts: _Texts) -> Json:
    return {
        **_passage(claim.said_in, texts),
        "speaker": claim.speaker,
        "id": claim.id,
        "reading": claim.text,
        "polarity": claim.polarity.value,
        "status": claim.status.value,
    }


def _quote(said: SaidLine, texts: _Texts) -> Json:
    return {**_passage(said.passage, texts), "speaker": said.speaker}


def _figure(figure: Figure, texts: _Texts) -> Json:
    low, high = _number(figure.low), _number(figure.high)
    return {
        **_passage(figure.passage, texts),
        "value": low if low == high else [low, high],
        "unit": figure.unit,
        "of": figure.of,
    }


def _finite(figure: Figure) -> bool:
    """JSON has no infinity: "1e999" in a text is characters to quote, not a value to count with."""
    return math.isfinite(figure.low) and math.isfinite(figure.high)


def _number(value: float) -> int | float:
    return int(value) if value == int(value) and abs(value) <= _LARGEST_EXACT else value


def _entry(entry: Moment, texts: _Texts) -> Json:
    return {
        "when": _moment(entry.when),
        "precision": entry.precision.value,
        "text": entry.text,
        "cites": _passages(entry.cites, texts),
    }


def _line(line: Line, texts: _Texts) -> Json:
    return {
        "section": line.section.value,
        "text": line.text,
        "cites": _passages(line.cites, texts),
        "point": line.point_id,
    }


def _finding(finding: Finding, draft: str, texts: _Texts) -> Json:
    return {
        **_judged(finding, draft, texts),
        "parts": [_judged(part, draft, texts) for part in finding.parts],
        "maker": _maker(finding.maker),
    }


def _judged(one: Finding | Part, draft: str, texts: _Texts) -> Json:
    """What a finding and each of its parts have in common."""
    return {
        "start": one.start,
        "end": one.end,
        "text": draft[one.start : one.end],
        "verdict": one.verdict.value,
        "kind": one.kind.value if one.kind else None,
        "contested": one.contested,
        "evidence": _passages(one.evidence, texts),
        "against": _passages(one.against, texts),
        "nearest": _passages(one.nearest, texts),
        "note": one.note,
    }


def _annotation(one: Annotation, texts: _Texts) -> Json:
    return {
        "finding": one.finding,
        "rule": one.rule,
        "level": one.level.value,
        "start_line": one.start.line,
        "start_column": one.start.column,
        "end_line": one.end.line,
        "end_column": one.end.column,
        "text": one.text,
        "message": one.message,
        "related": [_related(related, texts) for related in one.related],
    }


def _related(related: Related, texts: _Texts) -> Json:
    place = related.place
    return {
        **_passage(related.passage, texts),
        "line": place.line,
        "column": place.column,
        "stand": related.stand.value,
    }


def _grouped(story: Story, reports: Mapping[str, Report]) -> Json:
    return {
        "id": story.id,
        "headline": story.headline,
        "first": _moment(story.first),
        "last": _moment(story.last),
        "reports": [_named(reports[report_id]) for report_id in story.report_ids],
        "why": story.why,
        "maker": _maker(story.maker),
    }


def _named(report: Report) -> Json:
    return {"id": report.id, "ref": report.ref, "outlet": report.outlet, "title": report.title}


def _passages(passages: Iterable[Passage], texts: _Texts) -> list[Json]:
    return [_passage(passage, texts) for passage in passages]


def _passage(passage: Passage, texts: _Texts) -> Json:
    text = texts[passage.report_id]
    if not 0 <= passage.start < passage.end <= len(text):
        raise ValueError(f"{passage} does not lie inside its report of {len(text)} characters")
    return {
        "report": passage.report_id,
        "start": passage.start,
        "end": passage.end,
        "text": text[passage.start : passage.end],
    }


def set_aside_to_json(set_aside: Iterable[SetAside]) -> list[Json]:
    """Inputs that were set aside, with the reasons."""
    return [{"input": one.input, "reason": one.reason} for one in set_aside]


def _maker(maker: Maker) -> Json:
    return {"name": maker.name, "version": maker.version}


def _moment(when: datetime | None) -> str | None:
    return when.isoformat() if when else None
