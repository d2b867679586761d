"""Hosts on the loopback that say, byte for byte, what a test wants said."""

import socket
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from threading import Thread

from secondsource.net.fetcher import Fetcher
from secondsource.net.resolving import Resolve
from secondsource.net.settings import FetchSettings, Limits

NAME = "feeds.example"


@dataclass(frozen=True)
class Asked:
    """A request as it came."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes
    began: float
    ended: float = 0.0


Say = Callable[[Asked], Iterable[bytes]]


@dataclass
class Host:
    """A host that answers each request by `say`, and keeps what it was asked."""

    port: int
    say: Say
    asked: list[Asked] = field(default_factory=list)
    spans: list[tuple[float, float]] = field(default_factory=list)

    def url(self, path: str = "/", name: str = NAME) -> str:
        return f"http://{name}:{self.port}{path}"

    @property
    def paths(self) -> list[str]:
        return [asked.path for asked in self.asked]


def reply(status: int = 200, body: bytes = b"", **headers: str) -> list[bytes]:
    """A whole answer; `content_type="text/html"` becomes a Content-Type."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    named.setdefault("content-length", str(len(body)))
    return [head(status, named), body]


def head(status: int, headers: dict[str, str]) -> bytes:
    lines = [f"HTTP/1.1 {status} So", *(f"{name}: {value}" for name, value in headers.items())]
    return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")


def by_path(answers: Mapping[str, Iterable[bytes]]) -> Say:
    """What to say by path; 404 for any other, robots.txt among them."""
    return lambda asked: answers.get(asked.path, reply(404))


@contextmanager
def hosting(say: Say, address: str = "127.0.0.1") -> Iterator[Host]:
    """A host, for as long as the block lasts."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with socket.create_server((address, 0), family=family) as listening:
        host = Host(listening.getsockname()[1], say)
        thread = Thread(target=_accept, args=(listening, host), daemon=True)
        thread.start()
        try:
            yield host
        finally:
            listening.shutdown(socket.SHUT_RDWR)
            thread.join(5)


def _accept(listening: socket.socket, host: Host) -> None:
    with suppress(OSError):
        while True:
            sock, _ = listening.accept()
            Thread(target=_serve, args=(sock, host), daemon=True).start()


def _serve(sock: socket.socket, host: Host) -> None:
    began = time.monotonic()
    with sock, suppress(OSError):
        asked = _read(sock, began)
        if asked is None:
            return
        host.asked.append(asked)
        for piece in host.say(asked):
            sock.sendall(piece)
        host.spans.append((began, time.monotonic()))
        sock.shutdown(socket.SHUT_WR)
        sock.settimeout(2)
        while sock.recv(65_536):  # closing with bytes unread would reset the connection
            pass


def _read(sock: socket.socket, began: float) -> Asked | None:
    came = b""
    while b"\r\n\r\n" not in came:
        piece = sock.recv(65_536)
        if not piece:
            return None
        came += piece
    start, _, body = came.partition(b"\r\n\r\n")
    first, *lines = start.decode("latin-1").split("\r\n")
    headers = {n.lower(): v.strip() for n, _, v in (line.partition(":") for line in lines)}
    while len(body) < int(headers.get("content-length", 0)):
        body += sock.recv(65_536)
    method, path, _ = first.split(" ")
    return Asked(method, path, headers, body, began)


def at_loopback(name: str) -> tuple[str, ...]:
    """A resolver to which every name is this machine."""
    return ("127.0.0.1",)


def fetcher(resolve: Resolve = at_loopback, **settings: object) -> Fetcher:
    """One that may reach the loopback, without pauses, and gives up after two seconds."""
    given: dict[str, object] = {
        "allow_net": ("127.0.0.1/32",),
        "delay": 0.0,
        "page": Limits(seconds=2.0),
    }
    return Fetcher(FetchSettings(**{**given, **settings}), resolve=resolve)  # type: ignore[arg-type]
