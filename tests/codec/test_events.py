"""What webhooks are sent keeps the promise of `docs/reference/event.schema.json`."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from secondsource.codec.events import event_to_body, event_to_json
from secondsource.records.change import Event, EventKind
from secondsource.records.evidence import Passage
from secondsource.stages.follow import changes, events
from tests.stages.follow.telling import ECHO, LEDGER, POST, account

SCHEMA = Path(__file__).parents[2] / "docs" / "reference" / "event.schema.json"
BEFORE, AFTER = account(POST), account(POST, LEDGER, ECHO)
REPORTS = {report.id: report for report in AFTER.reports}
EVENTS = (
    *events(None, AFTER, changes(None, AFTER), version=1),
    *events(BEFORE, AFTER, changes(BEFORE, AFTER), version=2),
)


def contents() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(SCHEMA.read_text(encoding="utf-8"))
    return found


def test_the_schema_is_itself_valid() -> None:
    Draft202012Validator.check_schema(contents())


@pytest.mark.parametrize("event", EVENTS, ids=lambda one: f"{one.version}-{one.kind.value}")
def test_an_event_keeps_its_schema(event: Event) -> None:
    Draft202012Validator(contents()).validate(event_to_json(event, REPORTS))


@pytest.mark.parametrize("kind", EventKind)
def test_the_schema_knows_every_event(kind: EventKind) -> None:
    told = event_to_json(replace(EVENTS[0], kind=kind), REPORTS)
    Draft202012Validator(contents()).validate(told)


def test_the_schema_notices_each_missing_field() -> None:
    told = event_to_json(EVENTS[0], REPORTS)
    for missing in ("schema", "type", "timestamp", "data"):
        less = {name: value for name, value in told.items() if name != missing}
        assert not Draft202012Validator(contents()).is_valid(less)


def test_a_passage_has_its_characters_its_outlet_and_its_address() -> None:
    (conflict,) = [event for event in EVENTS[1:] if event.kind == "conflict" and event.version == 2]
    told = event_to_json(
        conflict, {**REPORTS, POST.id: replace(POST, url="https://post.example/1")}
    )
    cited = told["data"]["changes"][0]["cites"][0]
    assert cited["text"] == POST.text[cited["start"] : cited["end"]]
    assert (cited["outlet"], cited["url"]) == ("The Post", "https://post.example/1")


def test_a_body_is_the_same_bytes_each_time_and_plain_ascii() -> None:
    body = event_to_body(EVENTS[0], REPORTS)
    assert body == event_to_body(EVENTS[0], dict(reversed(REPORTS.items())))
    assert body.isascii()
    assert "\n" not in body
    assert json.loads(body) == event_to_json(EVENTS[0], REPORTS)


def test_a_passage_outside_its_report_is_never_sent() -> None:
    change = replace(EVENTS[0].changes[0], cites=(Passage(POST.id, 0, len(POST.text) + 1),))
    with pytest.raises(ValueError, match="does not lie inside"):
        event_to_body(replace(EVENTS[0], changes=(change,)), REPORTS)
