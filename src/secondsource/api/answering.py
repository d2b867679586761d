"""How anything is answered: as JSON, not again to who has it, and by pages."""

import json
from collections.abc import Callable, Mapping
from hashlib import blake2b
from importlib.metadata import version
from urllib.parse import urlencode

from fastapi import Request, Response

from secondsource.codec import Json
from secondsource.codec.jobs import job_to_json
from secondsource.records.job import Job

NOT_MODIFIED, ACCEPTED = 304, 202
SOON = 1  # seconds after which to ask how a job is
KEPT = {"Cache-Control": "private, no-cache"}  # one's own copy, asked about each time


class JsonAnswer(Response):
    """JSON in plain ASCII, as all that the program writes."""

    media_type = "application/json"

    def render(self, content: Json) -> bytes:
        """The object on one line."""
        text = json.dumps(content, ensure_ascii=True, allow_nan=False, separators=(",", ":"))
        return text.encode("ascii")


def tag(*parts: object) -> str:
    """A strong entity tag: another as soon as one of the parts, or the program, is another."""
    said = repr((version("secondsource"), *parts)).encode("utf-8", "surrogatepass")
    return f'"{blake2b(said, digest_size=16).hexdigest()}"'


def answered(
    request: Request,
    etag: str,
    make: Callable[[], Json],
    *,
    headers: Mapping[str, str] | None = None,
) -> Response:
    """What `make` gives, or 304 to who has it already; then nothing is made."""
    told = {"ETag": etag, **KEPT, **(headers or {})}
    if _has(request.headers.get("if-none-match", ""), etag):
        return Response(status_code=NOT_MODIFIED, headers=told)
    return JsonAnswer(make(), headers=told)


def _has(seen: str, etag: str) -> bool:
    """Whether `If-None-Match` names the tag; it may be weak there, as a proxy makes it."""
    named = (one.strip().removeprefix("W/") for one in seen.split(","))
    return seen.strip() == "*" or etag in named


def next_page(request: Request, cursor: str | None) -> dict[str, str]:
    """The `Link` to the page behind this one, where there is one."""
    if cursor is None:
        return {}
    asked = [(name, value) for name, value in request.query_params.multi_items() if name != "after"]
    query = urlencode([*asked, ("after", cursor)])
    return {"Link": f'<{request.url.path}?{query}>; rel="next"'}


def address(request: Request, *path: str | int) -> str:
    """Where something of this API is: `address(request, "jobs", job.id)`."""
    return "/".join([request.scope.get("root_path", ""), *map(str, path)])


def accepted(request: Request, job: Job) -> Response:
    """202: it will be done; `Location` leads to the job, which tells how far it is."""
    headers = {"Location": address(request, "jobs", job.id), "Retry-After": str(SOON)}
    return JsonAnswer(job_to_json(job), status_code=ACCEPTED, headers=headers)
