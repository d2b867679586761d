"""Names and times as the standards of the web write them: URNs, and RFC 3339 in UTC."""

from datetime import UTC, datetime
from urllib.parse import quote


def urn(*parts: str | int) -> str:
    """A name that stays the same wherever the thing it names is shown: "urn:secondsource:a:b"."""
    return ":".join(("urn:secondsource", *map(escaped, parts)))


def escaped(part: str | int) -> str:
    """A part of a name or an address, with a percent sign for all that could end it."""
    return quote(str(part), safe="", errors="surrogatepass")


def instant(when: datetime) -> str:
    """ "2025-03-13T10:00:00Z"; `when` is aware."""
    return when.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
