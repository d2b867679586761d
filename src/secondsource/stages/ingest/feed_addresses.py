"""Addresses that a feed or page names: absolute, of the web, or none at all."""

import re
from urllib.parse import urljoin, urlsplit

LONGEST = 8_000
WEB = ("http", "https")
# Line breaks and tabs within an address are what a template put there; browsers drop them too.
BREAKS = re.compile(r"[\t\r\n]+")
CONTROL = re.compile(r"[\x00-\x1f\x7f\s]")


def web_address(written: str | None, *, base: str = "") -> str | None:
    """The absolute http(s) address that `written` means beside `base`; None where it is none."""
    if not written or len(written) > LONGEST:
        return None
    address = BREAKS.sub("", written).strip()
    try:
        joined = urljoin(base, address) if is_web(base) and not is_web(address) else address
        parts = urlsplit(joined)
        fit = parts.scheme in WEB and bool(parts.hostname) and parts.port != 0
    except ValueError:  # "[" in a host, a port that is no number
        return None
    return CONTROL.sub(lambda found: f"%{ord(found[0]):02X}", joined) if address and fit else None


def is_web(address: str) -> bool:
    """Whether an address begins as one of the web does."""
    return address.lower().startswith(("http://", "https://"))
