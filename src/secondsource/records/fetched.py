"""What came back from the network for one address."""

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class Validators:
    """What a host gave to ask "anything new?" with, to be sent back as it came."""

    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer of a host: `status` 200 with a body, 304 not modified, or 410 gone.

    `url` is where the answer came from at last, `moved_to` the address to use from now on, set
    only if every redirect on the way there was permanent (301, 308). `body` is unpacked,
    `media_type` lower case without parameters, `charset` as declared or None. `fresh_for` is how
    long the host says that its answer holds.
    """

    asked: str
    url: str
    moved_to: str | None
    status: int
    media_type: str
    charset: str | None
    body: bytes
    validators: Validators
    fresh_for: timedelta | None
    at: datetime
