"""The names of a desk: what `Host` may say, so that a page elsewhere cannot pass as one of it.

A page of another site can have its own name lead to this machine (DNS rebinding), and is then
told apart by nothing else than that name.
"""

import ipaddress
import re
from collections.abc import Iterable

from secondsource.errors import BadConfig

THIS_MACHINE = ("localhost", "127.0.0.1", "[::1]")
USUAL = {"http": 80, "https": 443}  # ports that no address names
_AUTHORITY = re.compile(
    r"(?P<name>[a-z0-9_](?:[a-z0-9_.-]*[a-z0-9_])?|\[[0-9a-f:.]+\])(?::(?P<port>[0-9]{1,5}))?",
    re.IGNORECASE,
)


def parse_authority(text: str) -> tuple[str, int | None] | None:
    """The name, in small letters, and the port if there is one; None if it is no authority."""
    found = _AUTHORITY.fullmatch(text)
    if found is None:
        return None
    port = int(found["port"]) if found["port"] else None
    if port is not None and not 0 < port < 65536:
        return None
    return found["name"].lower(), port


def is_loopback(bind: str) -> bool:
    """Whether an address to listen at is reached by programs on this machine alone."""
    if bind == "localhost":
        return True
    try:
        return ipaddress.ip_address(bind).is_loopback
    except ValueError:
        return False


def is_this_machine(host: str) -> bool:
    """Whether a `Host` names this machine, at any port."""
    parsed = parse_authority(host)
    return parsed is not None and parsed[0] in THIS_MACHINE


def allowed_names(bind: str, port: int, names: Iterable[str] = ()) -> frozenset[str]:
    """What `Host` may say where a desk listens at `bind` and `port`.

    `names` are further ones: one without a port goes with the usual ports, and with `port`.
    `BadConfig` for one that is no name, and for a desk that would have none on its network.
    """
    given = [_checked(one) for one in names]
    bound = _literal(bind)
    if bound is None and not given:
        raise BadConfig(
            f"a desk that listens at {bind} needs a name by which browsers know it: set 'hosts', "
            'as in hosts = ["desk.newsroom.example"]'
        )
    own = [(name, None) for name in (*THIS_MACHINE, *((bound,) if bound else ()))]
    return frozenset(spelt for one in (*own, *given) for spelt in _spellings(*one, port))


def _spellings(name: str, port: int | None, own: int) -> tuple[str, ...]:
    if port is not None:
        usual = (name,) if port in USUAL.values() else ()
        return (f"{name}:{port}", *usual)
    return (name, *(f"{name}:{one}" for one in {own, *USUAL.values()}))


def _checked(text: str) -> tuple[str, int | None]:
    parsed = parse_authority(text.strip())
    if parsed is None:
        raise BadConfig(
            f"{text!r} in 'hosts' is no name of a host: write it as desk.newsroom.example or "
            "desk.newsroom.example:8443"
        )
    return parsed


def _literal(bind: str) -> str | None:
    """How an address to listen at is written in `Host`; None if that is every address."""
    try:
        address = ipaddress.ip_address(bind)
    except ValueError:
        return bind.lower()
    if address.is_unspecified:
        return None
    return f"[{address}]" if address.version == 6 else str(address)
