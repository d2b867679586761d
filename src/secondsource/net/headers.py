"""What the headers of an answer say, however oddly they say it."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from secondsource.records.fetched import Validators

LONGEST_VALIDATOR = 4_096
LONGEST_FRESH = timedelta(days=365)
LONGEST_WAIT = timedelta(days=30)
SECONDS = re.compile(r"[0-9]{1,9}")
DIRECTIVE = re.compile(r'([a-z-]+)(?:\s*=\s*(?:"([^"]*)"|([^\s,"]*)))?')
MEDIA_TYPE = re.compile(r"[a-z0-9!#$&^_.+-]+/[a-z0-9!#$&^_.+-]+")
CHARSET = re.compile(r"""charset\s*=\s*["']?([a-z0-9._:+-]{1,40})""")


class Headers:
    """Headers by lower-case name, as Latin-1 text; several of one name are joined by commas."""

    def __init__(self, pairs: Iterable[tuple[bytes, bytes]]) -> None:
        self._values: dict[str, str] = {}
        for raw_name, raw_value in pairs:
            name, value = raw_name.decode("latin-1").lower(), raw_value.decode("latin-1")
            self._values[name] = f"{self._values[name]}, {value}" if name in self._values else value

    def get(self, name: str) -> str:
        """The value, "" where there is none."""
        return self._values.get(name, "").strip()


def location(headers: Headers) -> str:
    """Where a redirect leads, "" if it does not say; raw UTF-8 in it is read as such."""
    value = headers.get("location")
    try:
        return value.encode("latin-1").decode("utf-8")
    except UnicodeDecodeError:
        return value


def validators_after(headers: Headers, sent: Validators) -> Validators:
    """What to ask with next time: what came, or what was sent where nothing came.

    Only for an answer 304, which stands for the one that the sent validators are of.
    """
    latest = given_validators(headers)
    return Validators(
        latest.etag or sent.etag,
        latest.last_modified or sent.last_modified,
    )


def given_validators(headers: Headers) -> Validators:
    """What a host gave to ask with next time; what is absurdly long counts as not given."""
    etag, modified = headers.get("etag"), headers.get("last-modified")
    return Validators(
        etag if 0 < len(etag) <= LONGEST_VALIDATOR else None,
        modified if 0 < len(modified) <= LONGEST_VALIDATOR else None,
    )


def content_type(headers: Headers) -> tuple[str, str | None]:
    """Media type, "" if there is none, and declared charset, both in lower case."""
    value = headers.get("content-type").lower()
    media_type = MEDIA_TYPE.match(value)
    charset = CHARSET.search(value)
    return (media_type[0] if media_type else "", charset[1] if charset else None)


def fresh_for(headers: Headers, now: datetime) -> timedelta | None:
    """How long an answer holds by `Cache-Control`, else by `Expires`; None if neither says."""
    directives = {
        found[1]: found[2] or found[3] or ""
        for found in DIRECTIVE.finditer(headers.get("cache-control").lower())
    }
    if directives.keys() & {"no-store", "no-cache"}:
        return timedelta()
    if SECONDS.match(directives.get("max-age", "")):
        whole = _seconds(directives["max-age"], LONGEST_FRESH)
        return max(timedelta(), whole - _seconds(headers.get("age"), LONGEST_FRESH))
    if not (expires := headers.get("expires")):
        return None
    until, since = _date(expires), _date(headers.get("date")) or now
    # "0", and whatever else is no date, is how hosts say "already stale".
    return min(max(timedelta(), until - since), LONGEST_FRESH) if until else timedelta()


def retry_after(headers: Headers, now: datetime) -> timedelta | None:
    """How long a host asks to be left alone, at most thirty days; None if it does not say."""
    value = headers.get("retry-after")
    if re.fullmatch(r"[0-9]+", value):
        return _seconds(value, LONGEST_WAIT)
    until = _date(value)
    return min(max(timedelta(), until - now), LONGEST_WAIT) if until else None


def _seconds(text: str, most: timedelta) -> timedelta:
    """A whole number of seconds; more digits than there is time are the most."""
    digits = re.match(r"[0-9]*", text)
    number = digits[0] if digits else ""
    if len(number) > 9:
        return most
    return min(timedelta(seconds=int(number or 0)), most)


def _date(text: str) -> datetime | None:
    try:
        date = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return date if date.tzinfo else date.replace(tzinfo=UTC)
