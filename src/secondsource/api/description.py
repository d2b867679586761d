"""The OpenAPI of the API: made from the routes, with what every one of them shares."""

from importlib.metadata import version
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.openapi.utils import get_openapi
from pydantic.json_schema import models_json_schema

from secondsource.access.who import caller
from secondsource.api.once import HEADER
from secondsource.api.promises import PROBLEM
from secondsource.api.schemas.problems import Problem

Description = dict[str, Any]

TITLE = "Second Source"
SUMMARY = "What independent origins confirm, what is disputed and by whom, what only one has."
TEXT = """\
The same rules as the command line and the pages of a desk.

- A passage is characters `[start, end)` of a report, counted in Unicode code points.
- Long work is a job: 202, `Location` leads to it, `/jobs/{job_id}/events` tells how it gets on.
- Lists come by pages: `limit`, then `after` of the page before, or the `Link` header.
- What was asked before costs little: send its `ETag` as `If-None-Match`.
- `Idempotency-Key` makes a POST safe to send again: it is done once, and answered alike for a day.
- What is wrong is told as RFC 9457 has it, in words that say what to do.
"""
KEY = {
    "name": HEADER,
    "in": "header",
    "required": False,
    "description": "Your own name for this request: sent again with it, it is not done again.",
    "schema": {"type": "string", "minLength": 1, "maxLength": 200, "pattern": "^[!-~]+$"},
}
REPLAYED = {
    "Idempotency-Replayed": {
        "description": "`true` where the answer was made before.",
        "schema": {"type": "string"},
    }
}


def describe(api: FastAPI) -> Description:
    """The OpenAPI of an application, made once."""
    if api.openapi_schema is None:
        made = get_openapi(
            title=TITLE,
            version=version("secondsource"),
            summary=SUMMARY,
            description=TEXT,
            routes=api.routes,
            servers=api.servers,
        )
        _with_problem(made)
        for path in made["paths"].values():
            for method, operation in path.items():
                _without_null(operation)
                _share_problems(made["components"], operation)
                if method == "post":
                    _with_key(operation)
        api.openapi_schema = made
    return api.openapi_schema


def known_parameters(request: Request) -> None:
    """Refuse what a route does not know or takes once: a misspelt filter is no filter.

    As for everything else, who asks comes first: 401 before 422.
    """
    caller(request)
    told = describe(request.app)["paths"][request.scope["route"].path_format]
    operation = told[request.method.lower()]
    known = {one["name"]: one for one in operation.get("parameters", ()) if one["in"] == "query"}
    for name in request.query_params:
        if name not in known:
            raise _wrong(name, "is no parameter of this route: the OpenAPI has those it takes")
        several = known[name]["schema"].get("type") == "array"
        if len(request.query_params.getlist(name)) > 1 and not several:
            raise _wrong(name, "is given more than once: give it once")


def _wrong(name: str, words: str) -> RequestValidationError:
    return RequestValidationError([{"type": "parameter", "loc": ("query", name), "msg": words}])


def _with_problem(made: Description) -> None:
    """Add the shape of a problem, which is answered outside of the routes."""
    _, schemas = models_json_schema(
        [(Problem, "serialization")], ref_template="#/components/schemas/{model}"
    )
    made["components"]["schemas"].update(schemas["$defs"])


def _with_key(operation: Description) -> None:
    operation["parameters"] = [*operation.get("parameters", ()), KEY]
    for code, answer in operation["responses"].items():
        if code.startswith("2"):
            answer["headers"] = {**answer.get("headers", {}), **REPLAYED}


def _share_problems(components: Description, operation: Description) -> None:
    """Have each sort of problem told once, as every route may answer with most of them."""
    shared = components.setdefault("responses", {})
    for code, answer in operation["responses"].items():
        if PROBLEM in answer.get("content", {}):
            shared[f"Problem{code}"] = answer
            operation["responses"][code] = {"$ref": f"#/components/responses/Problem{code}"}


def _without_null(operation: Description) -> None:
    """A parameter is left out where it is not given: no address can say null."""
    for parameter in operation.get("parameters", ()):
        schema = parameter["schema"]
        some = [one for one in schema.get("anyOf", ()) if one != {"type": "null"}]
        if len(some) == 1:
            del schema["anyOf"]
            schema.update(some[0])
        elif some:
            schema["anyOf"] = some
