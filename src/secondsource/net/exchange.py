"""One request and its answer over one connection, to an address that was checked before.

The only module that opens a connection.
"""

import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import httpcore2

from secondsource.errors import BadInput, TryAgain
from secondsource.net.addresses import Address
from secondsource.net.clock import Deadline
from secondsource.net.headers import Headers
from secondsource.net.target import Target, shown

RECORD = 16_384  # bytes in one TLS record: what a single write can be held up with
HEADERS_TOO_LARGE = 431
Trust = ssl.SSLContext


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked of a target. Host, length and closing are added to the headers."""

    method: str
    target: Target
    headers: tuple[tuple[str, str], ...]
    body: bytes = b""


@dataclass(frozen=True, slots=True)
class Line:
    """How to reach it: at one of some checked addresses, until the deadline.

    `trust` is needed for https alone.
    """

    addresses: tuple[Address, ...]
    deadline: Deadline
    trust: Trust | None


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer whose body has not been read: `chunks` gives it as it comes, packed."""

    status: int
    headers: Headers
    chunks: Iterator[bytes]


def certificates() -> Trust:
    """Whom to trust: the system's authorities, or those that `SSL_CERT_FILE` names."""
    return httpcore2.default_ssl_context()


@contextmanager
def exchange(request: Request, line: Line) -> Iterator[Answer]:
    """The answer to a request, to be read inside the block; the connection ends with it.

    `TryAgain` when the host cannot be reached, is late or breaks off, also while the body is
    read; `BadInput` when what it says can never be used.
    """
    target = request.target
    connection = httpcore2.HTTPConnection(
        httpcore2.Origin(target.scheme.encode(), target.host.encode(), target.port),
        ssl_context=line.trust,
        network_backend=_Door(line),
    )
    try:
        with _told(target):
            response = connection.handle_request(_sent(request))
        chunks = _chunks(response, target)
        yield Answer(response.status, Headers(response.headers), chunks)
    finally:
        connection.close()


def _chunks(response: httpcore2.Response, target: Target) -> Iterator[bytes]:
    with _told(target):
        yield from response.iter_stream()


@contextmanager
def _told(target: Target) -> Iterator[None]:
    """What goes wrong on a connection, as an error of this package."""
    try:
        yield
    except TimeoutError as error:
        raise TryAgain(f"{shown(target.url)}: took too long to answer: try later") from error
    except ssl.SSLCertVerificationError as error:
        why = error.verify_message
        raise TryAgain(f"{shown(target.url)}: its certificate is not valid ({why})") from error
    except (OSError, httpcore2.NetworkError) as error:
        raise TryAgain(f"{shown(target.url)}: the connection failed ({error})") from error
    except httpcore2.ProtocolError as error:
        raise _unsound(target, error) from error


def _sent(request: Request) -> httpcore2.Request:
    target = request.target
    headers = [("Host", target.authority), *request.headers, ("Connection", "close")]
    if request.method == "POST":
        headers.append(("Content-Length", str(len(request.body))))
    return httpcore2.Request(
        request.method,
        httpcore2.URL(scheme=target.scheme, host=target.host, port=target.port, target=target.path),
        # Latin-1 both ways, so that an odd ETag goes back byte for byte.
        headers=[(name.encode("latin-1"), value.encode("latin-1")) for name, value in headers],
        content=request.body,
    )


def _unsound(target: Target, error: httpcore2.ProtocolError) -> BadInput | TryAgain:
    if getattr(error.__cause__, "error_status_hint", None) == HEADERS_TOO_LARGE:
        return BadInput(shown(target.url), "not fetched: the headers of the answer are too long")
    if isinstance(error, httpcore2.LocalProtocolError):
        return BadInput(shown(target.url), f"the request cannot be sent ({error})")
    return TryAgain(f"{shown(target.url)}: the answer broke off or is no HTTP ({error}): try later")


class _Door(httpcore2.NetworkBackend):
    """Connects to the addresses of a line, whatever host it is asked for: no second look-up."""

    def __init__(self, line: Line) -> None:
        self._line = line

    def connect_tcp(self, host: str, port: int, *_: Any, **__: Any) -> httpcore2.NetworkStream:
        """A connection to the first address that answers."""
        failed: OSError = TimeoutError()
        for address in self._line.addresses:
            try:
                to = (str(address), port)
                sock = socket.create_connection(to, self._line.deadline.wait())
            except OSError as error:
                failed = error
            else:
                return _Stream(sock, self._line.deadline)
        raise failed


class _Stream(httpcore2.NetworkStream):
    """A socket that keeps to a deadline, however little comes or goes at a time."""

    def __init__(self, sock: socket.socket, deadline: Deadline) -> None:
        self._sock = sock
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        self._sock.settimeout(self._deadline.wait())
        return self._sock.recv(max_bytes)

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        view = memoryview(buffer)
        while view:
            self._sock.settimeout(self._deadline.wait())
            view = view[self._send(view[:RECORD]) :]

    def _send(self, piece: memoryview) -> int:
        try:
            return self._sock.send(piece)
        except TimeoutError:
            raise
        except OSError as error:
            # A host may answer and close before it has read all; the answer is then read.
            raise httpcore2.WriteError(error) from error

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore2.NetworkStream:
        try:
            self._sock.settimeout(self._deadline.wait())
            wrapped = ssl_context.wrap_socket(self._sock, server_hostname=server_hostname)
        except OSError:
            self.close()
            raise
        return _Stream(wrapped, self._deadline)

    def close(self) -> None:
        self._sock.close()

    def get_extra_info(self, info: str) -> Any:
        return self._sock if info == "socket" else None
