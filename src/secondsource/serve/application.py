"""One application of all doors to a desk that speak HTTP, behind one entry."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from importlib.util import find_spec
from typing import TYPE_CHECKING

from anyio.to_thread import current_default_thread_limiter
from fastapi import FastAPI
from starlette.routing import Route
from starlette.types import ASGIApp

from secondsource import web
from secondsource.access import health, problems, settings_for, wrap
from secondsource.access.metrics import Metrics
from secondsource.access.names import is_loopback
from secondsource.access.settings import Logs
from secondsource.api import make_api
from secondsource.config import Settings
from secondsource.desk.running import RunningDesk
from secondsource.errors import BadConfig
from secondsource.serve.place import Place

if TYPE_CHECKING:
    from secondsource.mcp.over_http import HttpDoor

API = "/api/v1"
# As many pages are made at once. More would make each of them later, and none sooner.
THREADS = 16


@dataclass(frozen=True, slots=True)
class Serving:
    """How a desk is served.

    `names` are those by which browsers know it besides those of this machine, the first one is
    put into links. What `proxies` say of where a request came from is believed, and that they
    talk https. With `sign_in` even a person alone at the desk signs in, and so everybody does as
    soon as there are names or proxies: then others come from further away, and one proxy that
    holds back where from would make each of them the person alone.
    """

    names: tuple[str, ...] = ()
    sign_in: bool = False
    proxies: tuple[str, ...] = ()
    logs: Logs = Logs.JSON

    @property
    def for_one(self) -> bool:
        """Whether a person alone at the desk, on this machine, need not sign in."""
        return not (self.sign_in or self.names or self.proxies)


def check_entry(desk: RunningDesk, serving: Serving, *, host: str) -> None:
    """`BadConfig` for a desk that would be open to a network, or that nobody could enter."""
    if desk.people.team():
        return
    if not is_loopback(host):
        raise BadConfig(
            f"a desk that listens at {host} is for people who sign in, and there are no users: "
            "`secondsource users add NAME` makes the first"
        )
    if not serving.for_one:
        raise BadConfig("nobody can sign in yet: `secondsource users add NAME` makes the first")


def make_app(desk: RunningDesk, settings: Settings, serving: Serving, place: Place) -> ASGIApp:
    """The pages at `/`, the API at `/api/v1`, the tools for models at `/mcp` if the SDK is there.

    `settings` are those that the desk was opened with, `place` is where it listens.
    """
    named = settings_for(place.host, place.port, hosts=serving.names, sign_in=not serving.for_one)
    access = replace(named, logs=serving.logs)
    metrics = Metrics(desk.pulse.tally)
    tools = _tools(desk, settings, base_url=_base_url(serving, place))
    laid_out = web.LaidOut(desk)

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        current_default_thread_limiter().total_tokens = THREADS
        async with AsyncExitStack() as running:
            running.enter_context(web.laying_out(desk, laid_out))
            if tools is not None:
                await running.enter_async_context(tools.running(access))
            yield

    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None, lifespan=lifespan)
    problems.install(app, page=web.problem_page(desk))
    app.router.routes += health.routes(desk.pulse, metrics)
    if tools is not None:
        app.router.routes.append(Route("/mcp", tools))
    app.mount(API, make_api(desk, path=API))
    app.include_router(web.routes(desk, laid_out))
    return wrap(app, access, people=desk.people, metrics=metrics)


def _base_url(serving: Serving, place: Place) -> str:
    """Where its pages are, for links that others follow."""
    if not serving.names:
        return place.address
    name = serving.names[0]
    if serving.proxies:
        return f"https://{name}/"
    return f"http://{name}/" if ":" in name else f"http://{name}:{place.port}/"


def _tools(desk: RunningDesk, settings: Settings, *, base_url: str) -> "HttpDoor | None":
    if find_spec("mcp") is None:
        return None
    from secondsource.mcp.over_http import http_app

    return http_app(desk, settings, base_url=base_url)
