"""What every route may answer besides what it is for: problems, 304, and 202 with a job."""

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel

from secondsource.api.schemas.jobs import Job
from secondsource.api.schemas.problems import Problem

Answers = dict[int | str, dict[str, Any]]

PROBLEM = "application/problem+json"
WORDS = {
    400: "The request cannot be read.",
    401: "No token, or one that lets nobody in.",
    403: "The token does not have the scope that this needs.",
    404: "There is no such thing.",
    409: "It cannot be done as things stand.",
    410: "It is gone for good.",
    413: "The request is larger than the desk takes in.",
    422: "What was given cannot be used: the problem says what, and why.",
    429: "Too many requests: `Retry-After` says how long to wait.",
    503: "Something outside failed that may work later: `Retry-After` says when to try again.",
}
ALWAYS = (400, 401, 403, 413, 422, 429, 503)


def header(description: str, kind: str = "string") -> dict[str, Any]:
    """A header of an answer."""
    return {"description": description, "schema": {"type": kind}}


RETRY = {"Retry-After": header("Seconds to wait.", "integer")}
LOCATION = {"Location": header("Where it is.")}
ETAG = {"ETag": header("A strong tag: send it as `If-None-Match` to be told only what is new.")}
LINK = {"Link": header('The next page (`rel="next"`), where there is one.')}


def problems(*codes: int) -> Answers:
    """The problems that any route may answer with, and these."""
    return {code: _problem(code) for code in sorted({*ALWAYS, *codes})}


def kept(model: type[BaseModel], *codes: int, pages: bool = False) -> Answers:
    """`model` with a tag, 304 for who has it already, or a problem."""
    told = {"model": model, "headers": {**ETAG, **(LINK if pages else {})}}
    unchanged = {"description": "It is as it was when this tag came with it.", "headers": ETAG}
    return {200: told, 304: unchanged, **problems(*codes)}


def underway(*codes: int) -> Answers:
    """202: a job does it; or a problem."""
    told = {
        "model": Job,
        "description": "It is being done: `Location` leads to the job.",
        "headers": {**LOCATION, **RETRY},
    }
    return {202: told, **problems(*codes)}


def written(what: str, *media_types: str, headers: Mapping[str, Any] | None = None) -> Answers:
    """200: something of these media types whose shape is not ours to describe."""
    content = {one: {"schema": {"type": _kind(one)}} for one in media_types}
    return {200: {"description": what, "content": content, "headers": dict(headers or {})}}


def _kind(media_type: str) -> str:
    return "object" if media_type.split(";")[0].endswith("json") else "string"


def _problem(code: int) -> dict[str, Any]:
    reference = {"$ref": f"#/components/schemas/{Problem.__name__}"}
    told: dict[str, Any] = {"description": WORDS[code], "content": {PROBLEM: {"schema": reference}}}
    if code in (409, 429, 503):
        told["headers"] = RETRY
    return told
