"""Where a desk is served: a socket of this machine, and the address that people open."""

import errno
import ipaddress
import socket
from contextlib import suppress
from dataclasses import dataclass

from secondsource.access.names import is_loopback
from secondsource.errors import BadConfig

PORT = 8700
PORTS_TRIED = 20  # from the usual one on, where none was asked for


@dataclass(frozen=True, slots=True)
class Place:
    """A socket that waits for connections, and how to reach it."""

    socket: socket.socket
    host: str
    port: int

    @property
    def loopback(self) -> bool:
        """Whether only programs on this machine reach it."""
        return is_loopback(self.host)

    @property
    def address(self) -> str:
        """What to open in a browser on this machine."""
        host = self.host
        if _unspecified(host):
            host = "::1" if ":" in host else "127.0.0.1"
        return f"http://{f'[{host}]' if ':' in host else host}:{self.port}/"


def listen(host: str, port: int | None) -> Place:
    """Take the port, or without one the usual or the next that is free; `BadConfig` if none is."""
    wanted = range(PORT, PORT + PORTS_TRIED) if port is None else (port,)
    taken: OSError | None = None
    for one in wanted:
        try:
            made = _bound(host, one)
        except OSError as error:
            taken = error
            if error.errno != errno.EADDRINUSE:
                break
        else:
            return Place(made, host, int(made.getsockname()[1]))
    which = f"port {port} of {host}" if port is not None else f"{host}, port {PORT} and after"
    reason = taken.strerror if taken else "no port"
    raise BadConfig(f"{which} cannot be used ({reason}): choose another with --port or --host")


def _bound(host: str, port: int) -> socket.socket:
    family, kind, protocol, _, place = socket.getaddrinfo(
        host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
    )[0]
    made = socket.socket(family, kind, protocol)
    try:
        # A port whose last connections are still ending is free; on Windows the option would
        # share it with another program.
        if hasattr(socket, "SO_REUSEPORT"):
            made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind(place)
        made.listen(2048)
    except BaseException:
        with suppress(OSError):
            made.close()
        raise
    return made


def _unspecified(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_unspecified
    except ValueError:
        return False
