"""Every route asks who it is, and for its scope: made from the OpenAPI, so none is left out."""

import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, Any, cast

import pytest

from secondsource.api import make_api
from secondsource.records.people import Scope
from tests.api.conftest import Program

if TYPE_CHECKING:
    from secondsource.desk.running import RunningDesk

NO_DESK = cast("RunningDesk", None)  # the description asks it nothing
FREE = {"show_me"}  # whoever has a token may ask what it is good for


@cache
def description() -> dict[str, Any]:
    return make_api(NO_DESK).openapi()


def routes() -> Iterator[Any]:
    """Method, path with something in place of each parameter, and the scope it says it needs."""
    for path, methods in description()["paths"].items():
        for method, operation in methods.items():
            (scopes,) = {tuple(one["token"]) for one in operation["security"] if "token" in one}
            name = operation["operationId"]
            yield pytest.param(method.upper(), re.sub(r"\{\w+\}", "1", path), scopes, id=name)


ROUTES = list(routes())


@pytest.mark.parametrize("method, path, scopes", ROUTES)
def test_a_route_needs_one_scope_and_says_which(
    method: str, path: str, scopes: tuple[str, ...], request: pytest.FixtureRequest
) -> None:
    name = request.node.callspec.id
    assert len(scopes) == (0 if name in FREE else 1)


@pytest.mark.parametrize("method, path, scopes", ROUTES)
def test_a_route_answers_nobody_without_a_token(
    empty: Program, method: str, path: str, scopes: tuple[str, ...]
) -> None:
    for headers in ({"Authorization": ""}, {"Authorization": "Bearer ss_made-up"}):
        answer = empty.ask(method, path, headers=headers)
        assert answer.status_code == 401
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.headers["www-authenticate"].startswith("Bearer")


@pytest.mark.parametrize("method, path, scopes", ROUTES)
def test_a_route_answers_nobody_with_another_scope(
    empty: Program, method: str, path: str, scopes: tuple[str, ...]
) -> None:
    for scope in Scope:
        answer = empty.with_scopes(scope).ask(method, path)
        if scope.value in scopes or not scopes:
            assert answer.status_code not in (401, 403)
        else:
            assert answer.status_code == 403
            assert answer.headers["content-type"] == "application/problem+json"


def test_the_description_knows_every_route() -> None:
    api = make_api(NO_DESK)
    known = set(description()["paths"])
    hidden = {"/openapi.json"}
    assert {path for route in api.routes if (path := getattr(route, "path", ""))} <= known | hidden
