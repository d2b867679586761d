"""The pages of a desk in a browser of their own, without a network."""

from collections.abc import Callable

import pytest
from fastapi import FastAPI
from starlette.requests import Request
from starlette.testclient import TestClient

from secondsource.desk.running import RunningDesk
from secondsource.records.people import OWNER, Caller
from secondsource.web import routes
from tests.desk.conftest import clock, desk, fetcher, hands, models, open_at

__all__ = ["clock", "desk", "fetcher", "hands", "models", "open_at"]

Browse = Callable[..., TestClient]


@pytest.fixture
def browse() -> Browse:
    """Opens the pages of a desk as somebody: the person alone at it, if nobody is named."""

    def made(desk: RunningDesk, caller: Caller = OWNER) -> TestClient:
        def who(request: Request) -> Caller:
            return caller

        app = FastAPI(openapi_url=None)
        app.include_router(routes(desk, who=who))
        return TestClient(app, base_url="http://127.0.0.1:8700", raise_server_exceptions=True)

    return made
