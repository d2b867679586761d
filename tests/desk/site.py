"""A small newspaper on loopback: pages and a feed that a test can change between two requests."""

import hashlib
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from xml.sax.saxutils import escape

from tests.build import PUBLISHED

PAGE = """<!doctype html><html lang="en"><head><title>{title}</title>
<meta property="og:site_name" content="{outlet}"><meta property="og:title" content="{title}">
<meta property="article:published_time" content="{published}"></head>
<body><main><article><h1>{title}</h1>{paragraphs}</article></main></body></html>"""


@dataclass
class Answer:
    """What a path answers."""

    body: bytes
    media_type: str = "text/html; charset=utf-8"
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def etag(self) -> str:
        return f'"{hashlib.sha256(self.body).hexdigest()[:16]}"'


@dataclass(frozen=True)
class Posted:
    """What was sent to a path."""

    path: str
    headers: dict[str, str]
    body: bytes


@dataclass
class Site:
    """The newspaper: what each path answers, how often each was asked, and what was sent there."""

    outlet: str
    address: str = ""
    answers: dict[str, Answer] = field(default_factory=dict)
    asked: Counter[tuple[str, int]] = field(default_factory=Counter)
    posted: list[Posted] = field(default_factory=list)

    def url(self, path: str) -> str:
        return f"{self.address}{path}"

    def page(self, path: str, title: str, *paragraphs: str) -> None:
        """Put an article there."""
        told = "".join(f"<p>{escape(one)}</p>" for one in paragraphs)
        page = PAGE.format(
            title=escape(title),
            outlet=escape(self.outlet),
            published=PUBLISHED.isoformat(),
            paragraphs=told,
        )
        self.answers[path] = Answer(page.encode())

    def feed(self, path: str, *pages: str) -> None:
        """Put a feed there that names those pages."""
        items = "".join(
            f"<item><title>{page}</title><link>{self.url(page)}</link><guid>{self.url(page)}</guid>"
            f"<pubDate>{format_datetime(PUBLISHED)}</pubDate></item>"
            for page in pages
        )
        channel = f"<channel><title>{escape(self.outlet)}</title>{items}</channel>"
        rss = f'<rss version="2.0">{channel}</rss>'.encode()
        self.answers[path] = Answer(rss, "application/rss+xml")

    def times(self, path: str) -> int:
        """How often a path was asked, whatever the answer."""
        return sum(n for (asked, _), n in self.asked.items() if asked == path)


@contextmanager
def newspaper(outlet: str) -> Iterator[Site]:
    """A newspaper that answers until the `with` is left."""
    site = Site(outlet)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            answer = site.answers.get(self.path, Answer(b"no such page", "text/plain", 404))
            known = self.headers.get("If-None-Match") == answer.etag and answer.status == 200
            status = 304 if known else answer.status
            site.asked[self.path, status] += 1
            self.send_response(status)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            self.send_header("ETag", answer.etag)
            self.send_header("Content-Type", answer.media_type)
            self.send_header("Content-Length", "0" if known else str(len(answer.body)))
            self.end_headers()
            if not known:
                self.wfile.write(answer.body)

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            headers = {name.lower(): value for name, value in self.headers.items()}
            site.posted.append(Posted(self.path, headers, body))
            self.send_response(site.answers[self.path].status)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            """Nothing: tests read what was asked from the site."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    site.address = f"http://127.0.0.1:{server.server_address[1]}"
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
