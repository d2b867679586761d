"""How long a feed asks to be left alone: `ttl`, the syndication module, hours and days to skip."""

import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from secondsource.stages.ingest.xml_tree import children, text_in

if TYPE_CHECKING:
    from lxml.etree import _Element  # type: ignore[import-untyped]

PERIODS = {
    "hourly": timedelta(hours=1),
    "daily": timedelta(days=1),
    "weekly": timedelta(weeks=1),
    "monthly": timedelta(days=30),
    "yearly": timedelta(days=365),
}
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
LONGEST = timedelta(days=7)  # a feed that asks for more would never be read again
NUMBER = re.compile(r"\d{1,9}")


def asked_pause(head: "_Element", *, at: datetime | None) -> timedelta | None:
    """The longest pause that the feed asks for, at most a week; None if it asks for none.

    With `at`, the time of reading, hours and days in which it does not want to be read count too.
    """
    minutes = _number(text_in(head, "ttl"))
    asked = [
        timedelta(minutes=minutes or 0),
        _period(head),
        timedelta() if at is None else _until_welcome(head, at.astimezone(UTC)),
    ]
    return min(max(asked), LONGEST) or None


def _period(head: "_Element") -> timedelta:
    period = PERIODS.get(text_in(head, "updateperiod").lower(), timedelta())
    return period / max(_number(text_in(head, "updatefrequency")) or 1, 1)


def _until_welcome(head: "_Element", at: datetime) -> timedelta:
    hours = {_number(hour) for hour in _listed(head, "skiphours", "hour")}
    hours |= {0} if 24 in hours else set()  # the first specification counted from 1 to 24
    days = {DAYS.index(day.lower()) for day in _listed(head, "skipdays", "day") if _is_day(day)}
    when = at
    for _ in range(LONGEST // timedelta(hours=1)):
        if when.hour not in hours and when.weekday() not in days:
            return when - at
        when = when.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    return timedelta()  # it is never welcome: then it does not mean that


def _listed(head: "_Element", of: str, name: str) -> list[str]:
    return [
        "".join(one.itertext()).strip()
        for group in children(head, of)
        for one in children(group, name)
    ]


def _is_day(written: str) -> bool:
    return written.lower() in DAYS


def _number(written: str) -> int | None:
    return int(written) if NUMBER.fullmatch(written) else None
