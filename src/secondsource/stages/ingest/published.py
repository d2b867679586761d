"""When a report was published, from the ways in which files say it; never guessed."""

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

SPACED_ZONE = re.compile(r"[ \t]+([+-]\d\d:?\d\d)\Z")
WITH_MONTH_NAME = re.compile(r"\A\D{0,12}\d{1,2}[ -][A-Za-z]{3,9}[ -]\d{4}\b")
EARLIEST, LATEST = 1600, 2200  # years; outside of them it is a mistake, and arithmetic overflows


def read_published(value: str) -> datetime:
    """An aware datetime from ISO 8601 ("2026-02-12T17:30+01:00", "2026-02-12") or RFC 2822.

    A time without a zone counts as UTC. Raises `ValueError`, which says what is expected, for
    anything else: "03/04/2026" is two different days.
    """
    when = _parsed(value.strip())
    if when is None or not EARLIEST <= when.year <= LATEST:
        raise ValueError(f"{value[:60]!r} is no date: write it like 2026-02-12T17:30:00+01:00")
    return when if when.tzinfo is not None else when.replace(tzinfo=UTC)


def _parsed(value: str) -> datetime | None:
    try:
        return datetime.fromisoformat(SPACED_ZONE.sub(r"\1", value))
    except ValueError:
        pass
    if not WITH_MONTH_NAME.search(value):  # the other reader takes "03 04 2026"
        return None
    try:
        return parsedate_to_datetime(value)
    except (ValueError, OverflowError, TypeError, IndexError):
        return None
