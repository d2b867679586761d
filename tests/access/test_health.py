"""Whoever watches over a desk is told whether it is well and how much it has to do."""

import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from prometheus_client.parser import text_string_to_metric_families
from starlette.testclient import TestClient

from secondsource.access import AccessSettings, health, wrap
from secondsource.access.metrics import Metrics
from secondsource.access.problems import install
from secondsource.desk.people import People
from secondsource.desk.pulse import Pulse
from secondsource.errors import TryAgain
from secondsource.records.people import Scope
from secondsource.records.tally import Tally
from secondsource.store import Store
from tests.access.build import HERE, HOSTS, SETTINGS, site
from tests.access.conftest import Known
from tests.build import report

if TYPE_CHECKING:
    from fastapi import FastAPI


class Unwell(Pulse):
    """A desk whose store answers as a test has it."""

    def __init__(self, store: Store) -> None:
        super().__init__(store)
        self.fault: Exception | None = None
        self.free = threading.Event()
        self.free.set()
        self.asked = 0

    def ask(self) -> None:
        self.asked += 1
        self.free.wait(10)
        if self.fault is not None:
            raise self.fault
        super().ask()

    def tally(self) -> Tally:
        if self.fault is not None:
            raise self.fault
        return super().tally()


@pytest.fixture
def pulse(store: Store) -> Iterator[Unwell]:
    pulse = Unwell(store)
    yield pulse
    pulse.free.set()


def door(
    people: People, pulse: Pulse, *, client: str = "127.0.0.1", settings: AccessSettings = SETTINGS
) -> TestClient:
    app: FastAPI = site(people)
    install(app)
    metrics = Metrics(pulse.tally)
    app.router.routes += health.routes(pulse, metrics)
    entry = wrap(app, settings, people=people, metrics=metrics)
    return TestClient(entry, base_url=HERE, client=(client, 1), follow_redirects=False)


def figures(client: TestClient, headers: dict[str, str] | None = None) -> dict[str, float]:
    answer = client.get("/metrics", headers=headers)
    assert answer.headers["content-type"].startswith("text/plain; version=0.0.4")
    return {
        sample.name + "".join(f" {value}" for _, value in sorted(sample.labels.items())): (
            sample.value
        )
        for family in text_string_to_metric_families(answer.text)
        for sample in family.samples
    }


def test_a_desk_whose_store_answers_is_well_to_everybody(people: People, pulse: Unwell) -> None:
    answer = door(people, pulse, client="192.0.2.1").get("/health")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


def test_a_desk_whose_store_fails_is_not_and_does_not_say_why(
    people: People, pulse: Unwell
) -> None:
    pulse.fault = TryAgain("postgresql://desk@db.internal cannot be reached")
    answer = door(people, pulse).get("/health")
    assert (answer.status_code, answer.json()) == (503, {"status": "unavailable"})
    assert "internal" not in answer.text
    pulse.fault = None
    assert door(people, pulse).get("/health").status_code == 200


def test_a_store_that_hangs_is_asked_once_and_not_waited_for(
    people: People, pulse: Unwell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(health, "PATIENCE", 0.05)
    pulse.free.clear()
    client = door(people, pulse)
    assert [client.get("/health").status_code for _ in range(4)] == [503] * 4
    assert pulse.asked == 1


@pytest.mark.parametrize("file", ["desk.db"])
def test_a_store_that_is_gone_is_noticed(
    people: People, store: Store, tmp_path: Path, file: str
) -> None:
    client = door(people, Pulse(store))
    assert client.get("/health").status_code == 200
    store.database.engine.dispose()
    for path in tmp_path.glob(f"{file}*"):
        path.unlink()
    (tmp_path / file).mkdir()
    assert client.get("/health").status_code == 503


def test_figures_are_for_this_machine_and_for_who_may_manage(
    people: People, pulse: Unwell, ana: Known, reader: dict[str, str]
) -> None:
    assert door(people, pulse).get("/metrics").status_code == 200
    far = door(people, pulse, client="192.0.2.1")
    assert far.get("/metrics").status_code == 401
    assert far.get("/metrics", headers=reader).status_code == 403
    assert far.get("/metrics", headers=ana.bearer).status_code == 200
    behind_a_proxy = {"X-Forwarded-For": "192.0.2.1"}
    assert door(people, pulse).get("/metrics", headers=behind_a_proxy).status_code == 401


def test_requests_are_counted_by_route_and_status_and_timed(
    people: People, pulse: Unwell, ana: Known
) -> None:
    client = door(people, pulse)
    for number in range(3):
        client.get(f"/api/things/{number}", headers=ana.bearer)
        client.get(f"/nowhere/{number}")
        client.request(f"INVENTED{number}", "/stories")
    found = figures(client)
    assert found["secondsource_requests_total GET /api/things/{number} 200"] == 3
    assert found["secondsource_requests_total GET unknown 404"] == 3
    assert found["secondsource_requests_total other unknown 403"] == 3
    assert found["secondsource_request_seconds_count /api/things/{number}"] == 3
    assert not [name for name in found if "/nowhere" in name or "INVENTED" in name]


def test_what_there_is_at_the_desk_is_counted(people: People, store: Store) -> None:
    at = datetime(2025, 10, 16, tzinfo=UTC)
    store.add_reports([report("The quay was closed."), report("It was not.")], at=at)
    found = figures(door(people, Pulse(store)))
    assert (found["secondsource_reports"], found["secondsource_stories"]) == (2, 0)
    assert found["secondsource_jobs quick waiting"] == 0
    assert found["secondsource_jobs long running"] == 0


def test_figures_go_on_while_the_store_cannot_be_asked(people: People, pulse: Unwell) -> None:
    pulse.fault = TryAgain("locked")
    found = figures(door(people, pulse))
    assert "secondsource_reports" not in found
    assert found["secondsource_streams_open"] == 0


def test_streams_are_counted_while_somebody_listens(people: People, pulse: Unwell) -> None:
    metrics = Metrics()
    seen: list[bytes] = []

    class Listening(Metrics):
        def answered(self, method: str, route: str, status: int, seconds: float) -> None:
            seen.append(self.text())
            super().answered(method, route, status, seconds)

    metrics = Listening()
    entry = wrap(site(people), SETTINGS, people=people, metrics=metrics)
    client = TestClient(entry, base_url=HERE)
    client.get("/api/stream")
    assert b"secondsource_streams_open 1.0" in seen[0]
    assert b"secondsource_streams_open 0.0" in metrics.text()


def test_a_desk_of_one_alone_may_be_watched_by_a_token(people: People, pulse: Unwell) -> None:
    secret, _ = people.add_token("prometheus", scopes=(Scope.MANAGE,), expires=None)
    far = door(people, pulse, client="192.0.2.1", settings=AccessSettings(hosts=HOSTS))
    assert figures(far, {"Authorization": f"Bearer {secret}"})
