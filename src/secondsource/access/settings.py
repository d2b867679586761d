"""How strict the entry of a desk is."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from secondsource.access.names import allowed_names, is_loopback

MIB = 1 << 20


class Logs(StrEnum):
    """How the journal of requests is written to standard error."""

    JSON = "json"
    CONSOLE = "console"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Rate:
    """How often somebody may ask: `burst` times at once, then `per_second` on the long run."""

    per_second: float
    burst: int


@dataclass(frozen=True, slots=True)
class AccessSettings:
    """How strict the entry of a desk is.

    `hosts` is all that `Host` may say (`names.allowed_names`). With `alone`, pages need no sign-in
    while there are no users, for requests made on this machine. A form with files may have
    `upload_bytes`, any other request `body_bytes`. `rate` is for each caller, or address where
    nobody is known; `guess_rate` for failed sign-ins from an address.
    """

    hosts: frozenset[str]
    alone: bool = False
    body_bytes: int = 1 * MIB
    upload_bytes: int = 32 * MIB
    rate: Rate = Rate(per_second=50.0, burst=500)
    guess_rate: Rate = Rate(per_second=1 / 20, burst=10)
    logs: Logs = Logs.JSON


def settings_for(
    bind: str, port: int, *, hosts: Iterable[str] = (), sign_in: bool = False
) -> AccessSettings:
    """The entry of a desk that listens at an address: on loopback one may be alone there.

    `BadConfig` where browsers would know no name for it.
    """
    alone = is_loopback(bind) and not sign_in
    return AccessSettings(hosts=allowed_names(bind, port, hosts), alone=alone)
