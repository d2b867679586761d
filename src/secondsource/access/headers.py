"""Headers that every answer has: what a page may load, who may frame it, who may keep it."""

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

PAGE = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
NO_PAGE = "default-src 'none'; frame-ancestors 'none'"
ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    # Not no-referrer: under that, browsers send forms with the origin `null`, even to ourselves.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
UNCHANGED = 304
TLS_ONLY = "max-age=31536000"


class SafeHeaders:
    """Sets the headers. What is private is not stored, or with a tag, asked about each time."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as the application does, with these headers."""

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                _set(MutableHeaders(scope=message), message["status"], scope["scheme"])
            await send(message)

        await self._app(scope, receive, with_headers)


def _set(headers: MutableHeaders, status: int, scheme: str) -> None:
    for name, value in ALWAYS.items():
        headers[name] = value
    is_page = headers.get("content-type", "").startswith("text/html")
    # Without a body there is no saying which it is, and the browser would have the page that it
    # kept go by the new policy: it keeps the one that came with the page.
    if status != UNCHANGED:
        headers["Content-Security-Policy"] = PAGE if is_page else NO_PAGE
    headers.setdefault("Cache-Control", "private, no-cache" if "etag" in headers else "no-store")
    if scheme == "https":
        headers["Strict-Transport-Security"] = TLS_ONLY
    if "server" in headers:
        del headers["server"]
