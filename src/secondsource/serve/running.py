"""Runs the application of a desk on a socket until it is told to end."""

import uvicorn
from starlette.types import ASGIApp

from secondsource.serve.place import Place

LAST_WORDS = 3  # seconds for answers under way; streams of progress are ended at once


def run(app: ASGIApp, place: Place, *, proxies: tuple[str, ...] = ()) -> None:
    """Answer requests until SIGINT or SIGTERM.

    What proxies at these addresses say of where a request came from is believed, of no others.
    """
    config = uvicorn.Config(
        app,
        log_config=None,
        access_log=False,  # the journal of `access` says more, and no secrets
        server_header=False,
        proxy_headers=bool(proxies),
        forwarded_allow_ips=list(proxies),
        timeout_graceful_shutdown=LAST_WORDS,
        ws="none",
    )
    uvicorn.Server(config).run(sockets=[place.socket])
