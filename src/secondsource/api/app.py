"""The application that answers the API, to be mounted at `/api/v1` inside `access.wrap`."""

from fastapi import Depends, FastAPI

from secondsource.access import problems
from secondsource.api.description import describe, known_parameters
from secondsource.api.routes import (
    acts,
    checks,
    exports,
    feeds,
    jobs,
    people,
    reports,
    stories,
    story_parts,
    views,
)
from secondsource.api.standing import Underway, tell_underway
from secondsource.desk.running import RunningDesk

ROUTERS = (
    acts.router,  # first, as no story is called "merge"
    stories.router,
    story_parts.router,
    reports.router,
    checks.router,
    feeds.router,
    views.router,
    exports.router,
    jobs.router,
    people.router,
)
LARGEST_FIELD = 10_000  # bytes of what is no file in a form


def make_api(desk: RunningDesk, *, path: str = "/api/v1") -> FastAPI:
    """The API of a desk. `path` is where it is mounted; its OpenAPI is at `openapi.json` there.

    Whoever mounts it puts `access.wrap` around: without that, nobody is known and it answers
    nothing.
    """
    api = FastAPI(
        dependencies=[Depends(known_parameters)],
        docs_url=None,  # its pages would load scripts from elsewhere
        redoc_url=None,
        servers=[{"url": path}],
        root_path_in_servers=False,
        generate_unique_id_function=lambda route: route.name,
        form_limits={"max_files": reports.MOST_FILES, "max_part_size": LARGEST_FIELD},
    )
    api.state.desk = desk
    problems.install(api)
    api.add_exception_handler(Underway, tell_underway)
    for router in ROUTERS:
        api.include_router(router)
    api.openapi = lambda: describe(api)  # type: ignore[method-assign]
    return api
