"""How the desk behaves towards other people's servers, and what it takes from them."""

import re
from dataclasses import dataclass
from importlib.metadata import version

from secondsource.errors import BadConfig

PRODUCT = "secondsource"
CONTACT = re.compile(r"[\x21-\x27\x2a-\x7e]{0,200}")


@dataclass(frozen=True, slots=True)
class Limits:
    """The most that one answer may cost.

    `size` bytes, as they come and unpacked; `ratio` times its packed size; `seconds` in all, over
    all redirects.
    """

    size: int = 10_000_000
    ratio: int = 250
    seconds: float = 30.0


PAGE = Limits()
ARCHIVE = Limits(size=5_000_000_000, seconds=7_200.0)


@dataclass(frozen=True, slots=True)
class FetchSettings:
    """What can be set. Times are in seconds.

    `contact` is a mail address or page that hosts find in the User-Agent. `allow_net` opens
    networks, as CIDR, that are refused otherwise. `delay` lies between two requests to one host;
    a longer Crawl-delay counts up to `longest_delay`. `silence` is how long a host may send
    nothing. `page` holds for feeds, pages and webhooks.
    """

    contact: str = ""
    allow_net: tuple[str, ...] = ()
    delay: float = 1.0
    longest_delay: float = 30.0
    silence: float = 15.0
    redirects: int = 5
    page: Limits = PAGE


def user_agent(contact: str) -> str:
    """`secondsource/VERSION (+contact)`; `BadConfig` for a contact that cannot stand there."""
    name = f"{PRODUCT}/{version(PRODUCT)}"
    contact = contact.strip()
    if not CONTACT.fullmatch(contact):
        raise BadConfig(
            f"contact: {contact!r} cannot stand in a User-Agent: give a mail address or the "
            "address of a page, in plain characters, without spaces and brackets"
        )
    return f"{name} (+{contact})" if contact else name
