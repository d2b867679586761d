"""The API of a desk as programs meet it: behind its entry, with tokens, and jobs done at once."""

import json
import shutil
import socket
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from httpx2 import Response
from starlette.applications import Starlette
from starlette.routing import Mount
from starlette.testclient import TestClient
from starlette.types import ASGIApp

from secondsource.access import AccessSettings, wrap
from secondsource.access.settings import Logs, Rate
from secondsource.api import make_api
from secondsource.build import ConfiguredModels
from secondsource.codec import report_to_json
from secondsource.desk.polling import Pace
from secondsource.desk.running import RunningDesk, Tools
from secondsource.net.fetcher import Fetcher
from secondsource.net.settings import FetchSettings
from secondsource.records.job import Lane
from secondsource.records.people import ALONE, EVERY_SCOPE, Scope
from secondsource.records.review import Against
from secondsource.run.killable import Killable
from secondsource.run.reading_pool import ReadingPool
from secondsource.store.store import open_store
from tests.desk.conftest import START, clock, courier, fetcher, hands, models, open_at
from tests.desk.test_running import bridge, ferry, other_ferry

__all__ = ["clock", "courier", "fetcher", "hands", "models", "open_at"]

HOST = "desk.example"
PATH = "/api/v1"
DRAFT = "The ferry Anneke ran aground off Sarnmouth. It had 290 passengers on board."
REPORTS = (ferry(), other_ferry(), bridge())
NO_LIMIT = Rate(per_second=10_000.0, burst=100_000)


def application(desk: RunningDesk, *, host: str = HOST) -> ASGIApp:
    """The API where `serve` has it: mounted, behind the entry."""
    app = Starlette(routes=[Mount(PATH, make_api(desk))])
    settings = AccessSettings(hosts=frozenset({host}), rate=NO_LIMIT, logs=Logs.NONE)
    return wrap(app, settings, people=desk.people)


@contextmanager
def on_loopback(one: "Program") -> Iterator[str]:
    """The address of the API of a desk, served as it is to programs elsewhere."""
    waiting = socket.create_server(("127.0.0.1", 0))
    host = f"127.0.0.1:{waiting.getsockname()[1]}"
    door = application(one.desk, host=host)
    server = uvicorn.Server(uvicorn.Config(door, log_config=None, lifespan="off"))
    serving = threading.Thread(target=server.run, kwargs={"sockets": [waiting]})
    serving.start()
    try:
        yield f"http://{host}{PATH}"
    finally:
        server.should_exit = True
        serving.join()
        waiting.close()


def all_done(desk: RunningDesk) -> None:
    """Do all jobs that wait."""
    while desk.jobs.work_one(tuple(Lane), worker="test"):
        pass


@dataclass
class Program:
    """A program that uses the API with a token."""

    desk: RunningDesk
    client: TestClient
    token: str

    def ask(self, method: str, path: str, **how: Any) -> Response:
        """A request with the token, unless it brings another."""
        headers = {"Authorization": f"Bearer {self.token}", **(how.pop("headers", None) or {})}
        return self.client.request(method, f"{PATH}{path}", headers=headers, **how)

    def get(self, path: str, **how: Any) -> Response:
        return self.ask("GET", path, **how)

    def post(self, path: str, body: object = None, **how: Any) -> Response:
        return self.ask("POST", path, **({"json": body} if body is not None else {}), **how)

    def told(self, path: str, **how: Any) -> Any:
        """The JSON of an answer that is right."""
        answer = self.get(path, **how)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def done(self, answer: Response) -> Any:
        """What came of the job that an answer leads to, once all jobs are done."""
        assert answer.status_code == 202, answer.text
        all_done(self.desk)
        there = answer.headers["location"].removeprefix(PATH)
        return self.told(there)

    @cached_property
    def ids(self) -> Mapping[str, str]:
        """Something that is there for each kind of id in a path, all jobs done."""
        story = next(one for one in self.told("/stories")["stories"] if one["reports"] == 2)
        told = self.told(f"/stories/{story['id']}")["stories"][0]
        check = self.told("/checks")["checks"][0]["id"]
        return {
            "story_id": story["id"],
            "report_id": told["reports"][0]["id"],
            "point_id": told["points"][0]["id"],
            "job_id": self.told("/jobs")["jobs"][0]["id"],
            "check_id": check,
        }

    def with_scopes(self, *scopes: Scope) -> "Program":
        """Another program, which may do less."""
        secret, _ = self.desk.people.add_token("less", user_id="", scopes=scopes, expires=None)
        return Program(self.desk, self.client, secret)


def program(desk: RunningDesk) -> Program:
    """A program that may do everything at a desk."""
    secret, _ = desk.people.add_token("tests", user_id="", scopes=EVERY_SCOPE, expires=None)
    client = TestClient(application(desk), base_url=f"http://{HOST}", raise_server_exceptions=False)
    return Program(desk, client, secret)


@pytest.fixture(scope="session")
def newsroom_file(
    tmp_path_factory: pytest.TempPathFactory, models: ConfiguredModels, hands: Killable
) -> Path:
    """A desk with a story of two reports, its brief and a check; one report has no brief yet."""
    folder = tmp_path_factory.mktemp("newsroom")
    lines = "".join(f"{json.dumps(report_to_json(one))}\n" for one in REPORTS)
    (folder / "reports.jsonl").write_text(lines, encoding="utf-8")
    pace = Pace(timedelta(minutes=15), ())
    fetcher = Fetcher(FetchSettings(allow_net=("127.0.0.0/8",), delay=0.0))
    tools = Tools(fetcher, hands, ReadingPool(1), pace, lambda: START - timedelta(hours=1))
    desk = RunningDesk(open_store(str(folder / "first.db")), models, tools)
    desk.add([str(folder / "reports.jsonl")])
    (story,) = (one for one in desk.stories()[0] if one.reports > 1)
    desk.reviews.put("Grounding", DRAFT, Against(story_ids=(story.id,)), user_id=ALONE)
    all_done(desk)
    desk.store.back_up(folder / "desk.db")
    desk.store.close()
    return folder / "desk.db"


@pytest.fixture
def newsroom(
    open_at: Callable[[Path], RunningDesk], newsroom_file: Path, tmp_path: Path
) -> Iterator[Program]:
    """A program at a desk with two stories; the one of the ferry has a brief."""
    shutil.copy(newsroom_file, tmp_path / "newsroom.db")
    desk = open_at(tmp_path / "newsroom.db")
    yield program(desk)
    desk.store.close()


@pytest.fixture
def empty(open_at: Callable[[Path], RunningDesk], tmp_path: Path) -> Iterator[Program]:
    """A program at a desk that has nothing yet."""
    desk = open_at(tmp_path / "desk.db")
    yield program(desk)
    desk.store.close()
