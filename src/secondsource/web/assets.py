"""The files of the pages, each under an address that names its content, to be kept for ever."""

import hashlib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import PurePosixPath

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

MEDIA_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
}
FOR_EVER = "public, max-age=31536000, immutable"


@dataclass(frozen=True, slots=True)
class Asset:
    """One file: the name that its address ends with, its media type, its bytes."""

    name: str
    media_type: str
    body: bytes


def address(name: str) -> str:
    """Where `desk.css` is: `/static/desk-0123456789ab.css`. `KeyError` for a file there is not."""
    return f"/static/{_named()[name].name}"


def route() -> Route:
    """Serves the files; one with another content has another address."""
    return Route("/static/{name}", _serve, methods=["GET"])


def _serve(request: Request) -> Response:
    asset = _by_name().get(request.path_params["name"])
    if asset is None:
        return Response(status_code=404)
    return Response(asset.body, media_type=asset.media_type, headers={"Cache-Control": FOR_EVER})


@cache
def _named() -> dict[str, Asset]:
    folder = files("secondsource.web") / "static"
    found = (one for one in folder.iterdir() if PurePosixPath(one.name).suffix in MEDIA_TYPES)
    return {one.name: _asset(one.name, one.read_bytes()) for one in found}


@cache
def _by_name() -> dict[str, Asset]:
    return {asset.name: asset for asset in _named().values()}


def _asset(name: str, body: bytes) -> Asset:
    path = PurePosixPath(name)
    digest = hashlib.sha256(body).hexdigest()[:12]
    return Asset(f"{path.stem}-{digest}{path.suffix}", MEDIA_TYPES[path.suffix], body)
