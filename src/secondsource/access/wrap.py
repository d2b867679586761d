"""Puts the entry around an application: what every request passes, from the outside in."""

from starlette.types import ASGIApp, Receive, Scope, Send

from secondsource.access.entering import Arriving, Entering
from secondsource.access.headers import SafeHeaders
from secondsource.access.heads import Heads
from secondsource.access.hosts import Hosts
from secondsource.access.journal import Journal, open_journal
from secondsource.access.limits import Rates, Size
from secondsource.access.metrics import Metrics
from secondsource.access.origin import Origin
from secondsource.access.settings import AccessSettings
from secondsource.desk.people import People


def wrap(
    app: ASGIApp, settings: AccessSettings, *, people: People, metrics: Metrics | None = None
) -> ASGIApp:
    """The application behind its entry.

    All of it is plain ASGI that passes on each part of an answer as it comes, so that progress
    arrives while it is made.
    """
    inner = Size(Heads(app), settings)
    known = Entering(Rates(inner, settings))
    ours = Hosts(Origin(known), settings.hosts)
    told = SafeHeaders(Journal(ours, open_journal(settings.logs), metrics or Metrics()))
    return _Requests(Arriving(told, people, alone=settings.alone), app)


class _Requests:
    """Sends requests through the entry; the server's own word of start and end goes past it."""

    def __init__(self, entry: ASGIApp, app: ASGIApp) -> None:
        self._entry = entry
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass it on."""
        onward = self._app if scope["type"] == "lifespan" else self._entry
        await onward(scope, receive, send)
