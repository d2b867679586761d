"""The API keeps what its OpenAPI promises, whatever it is sent.

`API_EXAMPLES=200 pytest tests/api/test_description.py` sends far more.
"""

import os
import re
from typing import Any

import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis import Case
from schemathesis.checks import CHECKS, load_all_checks
from starlette.types import ASGIApp, Receive, Scope, Send

from secondsource.api import make_api
from tests.api.conftest import HOST, PATH, Program, application
from tests.api.test_entry import NO_DESK

EXAMPLES = int(os.environ.get("API_EXAMPLES", "0"))
TOLD = ("not_a_server_error", "status_code_conformance", "content_type_conformance")
KEPT = ("response_schema_conformance", "response_headers_conformance", "negative_data_rejection")
GENERATION = {"database": "none", "deterministic": True, "with-security-parameters": False}
ID = re.compile("[0-9A-Za-z_-]{1,64}")
BYTES = ("text/x-opml",)  # of which no schema says what they are
load_all_checks()
HELD: list[Any] = [CHECKS.get_one(name) for name in (*TOLD, *KEPT)]


class Door:
    """An application that a test puts another behind."""

    behind: ASGIApp = make_api(NO_DESK)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self.behind(scope, receive, send)


door = Door()
api = schemathesis.openapi.from_asgi(
    "/openapi.json",
    door,
    config=schemathesis.Config.from_dict(
        {
            "base-url": f"http://{HOST}{PATH}",
            "generation": GENERATION,
            "phases": {"coverage": {"enabled": bool(EXAMPLES)}},
        }
    ),
)


@api.parametrize()
@settings(
    max_examples=EXAMPLES or 6,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    database=None,
)
def test_whatever_is_sent_is_answered_as_promised(case: Case[Any], newsroom: Program) -> None:
    door.behind = application(newsroom.desk)
    lead_somewhere(case, newsroom)
    headers = {"Authorization": f"Bearer {newsroom.token}", "Host": HOST}
    judged = HELD[:-1] if case.media_type in BYTES else HELD
    case.call_and_validate(headers=headers, checks=judged)


def lead_somewhere(case: Case[Any], newsroom: Program) -> None:
    """Ask for what there is in half of the cases: no chance hits upon the id of anything."""
    for name, value in (case.path_parameters or {}).items():
        if name in newsroom.ids and len(str(value)) % 2 and ID.fullmatch(str(value)):
            case.path_parameters[name] = newsroom.ids[name]
