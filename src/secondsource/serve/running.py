"""Runs the application of a desk on a socket until it is told to end."""

import gc

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
    _search_less_for_garbage()
    uvicorn.Server(config).run(sockets=[place.socket])


def _search_less_for_garbage() -> None:
    """Have Python look through all it holds less often: readers wait each time.

    A server holds the accounts of many stories, millions of objects that stay. Hardly anything it
    makes for an answer is in a circle, which is all that is looked for.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 50, 50)
