"""Webhooks are told what happens, each what it asked for, once, and again until it arrives."""

import json
from pathlib import Path

import pytest

from secondsource.codec import report_to_json
from secondsource.desk.running import RunningDesk
from secondsource.errors import NotFound
from secondsource.net.webhook_signature import verify
from secondsource.records.change import EventKind
from tests.build import report
from tests.desk.conftest import Hand
from tests.desk.site import Answer, Site
from tests.desk.told import FERRY, FERRY_OTHER, FERRY_OTHER_TEXT, FERRY_TEXT


@pytest.fixture
def ferries(tmp_path: Path) -> str:
    """A file with two reports of one event that contradict each other."""
    told = (("Courier", FERRY, FERRY_TEXT), ("Gazette", FERRY_OTHER, FERRY_OTHER_TEXT))
    lines = [
        json.dumps(report_to_json(report("\n\n".join((title, *text)), outlet=outlet, title=title)))
        for outlet, title, text in told
    ]
    path = tmp_path / "ferries.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    return str(path)


def test_a_webhook_is_told_what_it_asked_for_and_can_prove_who_told_it(
    desk: RunningDesk, courier: Site, ferries: str, clock: Hand
) -> None:
    courier.answers["/told"] = Answer(b"")
    hook = desk.told.add(courier.url("/told"), [EventKind.CONFLICT])
    desk.add([ferries])
    (posted,) = courier.posted
    assert verify(hook.secret, posted.headers, posted.body, now=clock.now())
    told = json.loads(posted.body)
    assert told["type"] == "story.conflict"
    passages = [cite for change in told["data"]["changes"] for cite in change["cites"]]
    assert any("214 passengers" in passage["text"] for passage in passages)


def test_a_webhook_that_fails_is_told_again_under_the_same_id(
    desk: RunningDesk, courier: Site, ferries: str, clock: Hand
) -> None:
    courier.answers["/told"] = Answer(b"", status=500)
    desk.told.add(courier.url("/told"), [EventKind.CONFLICT])
    desk.add([ferries])
    clock.forward(seconds=1)
    desk.round()
    assert len(courier.posted) == 1  # not before it is due
    courier.answers["/told"] = Answer(b"")
    clock.forward(seconds=10)
    desk.round()
    first, second = courier.posted
    assert first.headers["webhook-id"] == second.headers["webhook-id"]
    assert first.body == second.body
    clock.forward(days=2)
    desk.round()
    assert len(courier.posted) == 2  # it has arrived


def test_a_webhook_that_is_gone_is_told_nothing_more(
    desk: RunningDesk, courier: Site, ferries: str, clock: Hand
) -> None:
    courier.answers["/told"] = Answer(b"", status=410)
    desk.told.add(courier.url("/told"), [EventKind.CONFLICT])
    desk.add([ferries])
    clock.forward(days=2)
    desk.round()
    assert len(courier.posted) == 1
    assert "410" in desk.told.hooks()[0].disabled


def test_a_webhook_that_was_taken_out_is_told_nothing_more(
    desk: RunningDesk, courier: Site, ferries: str, clock: Hand
) -> None:
    courier.answers["/told"] = Answer(b"", status=500)
    hook = desk.told.add(courier.url("/told"), [EventKind.CONFLICT])
    desk.add([ferries])
    desk.told.remove(hook.id)
    clock.forward(days=2)
    desk.round()
    assert len(courier.posted) == 1
    with pytest.raises(NotFound):
        desk.told.remove(hook.id)
