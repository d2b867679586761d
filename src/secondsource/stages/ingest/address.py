"""One address for one article, however it was come by: from a feed, a page, or an archive."""

import re
from functools import cache
from importlib.resources import files
from urllib.parse import SplitResult, unquote_plus, urlsplit

SCHEMES = {"http": 80, "https": 443}
# Browsers pass over these in an address; urlsplit would, too, but only some.
PASSED_OVER = re.compile(r"[\t\r\n]")
OTHER_FACES = ("www.", "m.", "mobile.", "amp.")


def tidy_url(url: str) -> str:
    """The address without what only says how the reader came to it.

    Taken away are the fragment (but not one that a script reads as a path: `#!…`, `#/…`), names
    and passwords, the default port, and parameters listed as marks of campaigns; everything else
    stays to the character, as it may tell one article from another. Tidying twice changes nothing;
    what is no http address comes back as it is.
    """
    given = PASSED_OVER.sub("", url.strip())
    try:
        parts = urlsplit(given)
        port = parts.port
    except ValueError:
        return url
    if parts.scheme not in SCHEMES or not parts.hostname:
        return url
    host = _host(parts.hostname)
    place = host if port in (None, SCHEMES[parts.scheme]) else f"{host}:{port}"
    query = _without_marks(parts.query)
    fragment = parts.fragment if parts.fragment.startswith(("!", "/")) else ""
    tidied = SplitResult(parts.scheme, place, parts.path or "/", query, fragment)
    return tidied.geturl().strip()


def same_site(one: str, other: str) -> bool:
    """Whether two addresses are of one site: equal hosts, or one is below the other.

    `www.`, `m.` and the like count for nothing.
    """
    hosts = [_plain_host(address) for address in (one, other)]
    if not all(hosts):
        return False
    short, long = sorted(hosts, key=len)
    return short == long or ("." in short and long.endswith(f".{short}"))


def is_front(url: str) -> bool:
    """Whether an address leads to the front page of a site."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.path in ("", "/") and not parts.query and not parts.fragment


def _plain_host(url: str) -> str:
    try:
        host = _host(urlsplit(url).hostname or "")
    except ValueError:
        return ""
    for face in OTHER_FACES:
        if host.startswith(face) and host.count(".") > 1:
            return host.removeprefix(face)
    return host


def _host(name: str) -> str:
    """In lower case, letters beyond ASCII as the name system writes them."""
    name = name.lower().rstrip(".")
    if ":" in name:
        return f"[{name}]"
    try:
        return name.encode("idna").decode("ascii")
    except UnicodeError:
        return name


def _without_marks(query: str) -> str:
    kept = (pair for pair in query.split("&") if not _is_mark(pair.partition("=")[0]))
    return "&".join(kept)


def _is_mark(name: str) -> bool:
    plain = unquote_plus(name).lower()
    whole, beginnings = _marks()
    return plain in whole or plain.startswith(beginnings)


@cache
def _marks() -> tuple[frozenset[str], tuple[str, ...]]:
    """The names of parameters that are marks, and how names of marks begin."""
    text = (
        files("secondsource.stages.ingest").joinpath("data/campaign_marks.txt").read_text("utf-8")
    )
    names = [line for line in text.splitlines() if line and not line.startswith("#")]
    whole = frozenset(name for name in names if not name.endswith("*"))
    return whole, tuple(name.removesuffix("*") for name in names if name.endswith("*"))
