"""Signatures of webhooks by the Standard Webhooks specification 1.0, for senders and receivers.

https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md

Receivers written in Python may use `verify` as it is; it needs the standard library alone.
"""

import base64
import binascii
import hashlib
import hmac
import re
import secrets
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from secondsource.errors import BadConfig, BadInput

ID, TIMESTAMP, SIGNATURE = "webhook-id", "webhook-timestamp", "webhook-signature"
PREFIX = "whsec_"
SCHEME = "v1"
KEY_BYTES = 32
FEWEST_BYTES, MOST_BYTES = 24, 64  # that the specification allows a key
TOLERANCE = timedelta(minutes=5)
MOST_SIGNATURES = 16  # while a secret is replaced there are two
SECONDS = re.compile(r"[0-9]{1,12}")


def new_secret() -> str:
    """A secret for one hook, from the system's source of randomness."""
    return PREFIX + base64.b64encode(secrets.token_bytes(KEY_BYTES)).decode("ascii")


def signed_headers(secret: str, id: str, at: datetime, body: bytes) -> dict[str, str]:
    """The headers that go with a body: its id, the time of this try, the signature of all."""
    return {ID: id, TIMESTAMP: _seconds(at), SIGNATURE: sign(secret, id, at, body)}


def sign(secret: str, id: str, at: datetime, body: bytes) -> str:
    """The value of `webhook-signature` for one try: "v1," and base64 of HMAC-SHA256.

    `BadConfig` for a secret that is none.
    """
    return _signature(secret, id, _seconds(at), body)


def verify(
    secret: str,
    headers: Mapping[str, str],
    body: bytes,
    *,
    now: datetime | None = None,
    tolerance: timedelta = TOLERANCE,
) -> str:
    """The webhook-id of what was received, if it comes from who has the secret, and is fresh.

    `body` are the bytes as they came. `BadInput` where a header is missing, the time is further
    from `now` than `tolerance`, or no signature fits: answer 400, and do nothing else. A message
    can come twice with one id: keep the ids that you have dealt with.
    """
    given = {name.lower(): value for name, value in headers.items()}
    missing = [name for name in (ID, TIMESTAMP, SIGNATURE) if not given.get(name)]
    if missing:
        raise _refused(f"has no header {missing[0]}")
    _check_time(given[TIMESTAMP], now or datetime.now(UTC), tolerance)
    expected = _signature(secret, given[ID], given[TIMESTAMP], body).encode("ascii")
    known = given[SIGNATURE].split(" ")[:MOST_SIGNATURES]
    # Each is compared, and in constant time: how long it takes must not tell how much was right.
    fits = [hmac.compare_digest(expected, one.encode("utf-8", "surrogatepass")) for one in known]
    if not any(fits):
        raise _refused("was not signed with this secret, or was altered on the way")
    return given[ID]


def _check_time(value: str, now: datetime, tolerance: timedelta) -> None:
    # Plain digits alone: float() would take " 1 ", "1e9" and "nan".
    if not SECONDS.fullmatch(value):
        raise _refused("its webhook-timestamp is no number of seconds")
    off = abs(now.timestamp() - int(value))
    if off > tolerance.total_seconds():
        raise _refused(f"its webhook-timestamp is {off:.0f} s off: a replay, or a wrong clock")


def _signature(secret: str, id: str, seconds: str, body: bytes) -> str:
    if "." in id:
        raise _refused("its webhook-id has a point in it, which no sender may use")
    head = f"{id}.{seconds}.".encode("utf-8", "surrogatepass")
    digest = hmac.new(_key(secret), head + body, hashlib.sha256).digest()
    return f"{SCHEME},{base64.b64encode(digest).decode('ascii')}"


def _key(secret: str) -> bytes:
    """The bytes of a secret, with or without its prefix and padding."""
    text = secret.removeprefix(PREFIX)
    try:
        key = base64.b64decode(text + "=" * (-len(text) % 4), validate=True)
    except (binascii.Error, ValueError) as error:
        raise BadConfig("a webhook secret is whsec_ and base64: make one by new_secret") from error
    if not FEWEST_BYTES <= len(key) <= MOST_BYTES:
        size = f"{FEWEST_BYTES} to {MOST_BYTES}"
        raise BadConfig(f"a webhook secret has {size} bytes, not {len(key)}: make one anew")
    return key


def _seconds(at: datetime) -> str:
    if at.tzinfo is None:
        raise ValueError(f"the time of a try must carry a time zone, got {at.isoformat()}")
    return str(int(at.timestamp()))


def _refused(why: str) -> BadInput:
    return BadInput("webhook", f"{why}: do not act on it")
