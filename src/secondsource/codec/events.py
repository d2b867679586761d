"""Events to JSON, as `docs/reference/event.schema.json` promises them to webhooks."""

import json
from collections.abc import Iterable, Mapping

from secondsource.codec.answers import Json
from secondsource.records.change import Change, Detail, Event
from secondsource.records.evidence import Passage
from secondsource.records.report import Report

EVENT_SCHEMA = "secondsource/event/1"

_Reports = Mapping[str, Report]


def event_to_json(event: Event, reports: _Reports) -> Json:
    """An event with the characters of all its passages; `reports` by id has those it cites."""
    return {
        "schema": EVENT_SCHEMA,
        "type": f"story.{event.kind.value.replace('-', '_')}",
        "timestamp": event.at.isoformat(),
        "data": {
            "event": event.kind.value,
            "key": event.key,
            "story": event.story_id,
            "version": event.version,
            "headline": event.headline,
            "changes": [change_to_json(change, reports) for change in event.changes],
        },
    }


def event_to_body(event: Event, reports: _Reports) -> str:
    """The event as it is sent: JSON in plain ASCII on one line, the same each time it is made."""
    return json.dumps(
        event_to_json(event, reports), ensure_ascii=True, allow_nan=False, separators=(",", ":")
    )


def change_to_json(change: Change, reports: _Reports) -> Json:
    """A change with the characters of its passages."""
    return {
        "key": change.key,
        "kind": change.kind.value,
        "text": change.text,
        "subject": change.subject,
        "details": [_detail(detail, reports) for detail in change.details],
        "cites": _passages(change.cites, reports),
    }


def _detail(detail: Detail, reports: _Reports) -> Json:
    return {
        "aspect": detail.aspect.value,
        "who": detail.who,
        "text": detail.text,
        "cites": _passages(detail.cites, reports),
    }


def _passages(passages: Iterable[Passage], reports: _Reports) -> list[Json]:
    return [_passage(passage, reports[passage.report_id]) for passage in passages]


def _passage(passage: Passage, report: Report) -> Json:
    if not 0 <= passage.start < passage.end <= len(report.text):
        length = len(report.text)
        raise ValueError(f"{passage} does not lie inside its report of {length} characters")
    return {
        "report": report.id,
        "start": passage.start,
        "end": passage.end,
        "text": passage.span.within(report.text),
        "outlet": report.outlet,
        "url": report.url,
    }
