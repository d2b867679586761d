"""Times as people give them on a command line."""

import re
from datetime import UTC, datetime, timedelta

import typer

AGO = re.compile(r"(\d{1,5})\s*([mhdw])", re.IGNORECASE)
UNITS = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}


def moment(
    given: str | None, option: str, *, now: datetime | None = None, instead: str = ""
) -> datetime | None:
    """An aware time: "2026-03-01" or with a time of day, in the local zone unless one is named.

    "3d" is three days ago; so are minutes, hours and weeks by m, h and w. A usage error of
    `option` for anything else, which names what else it takes, if it does, as `instead`.
    """
    if given is None:
        return None
    if found := AGO.fullmatch(given.strip()):
        return (now or datetime.now(UTC)) - timedelta(**{UNITS[found[2].lower()]: int(found[1])})
    try:
        # The zone of what names none is the local one; a time near the ends of the calendar may
        # have no other zone's time.
        return datetime.fromisoformat(given.strip()).astimezone(UTC)
    except (ValueError, OverflowError):
        raise typer.BadParameter(
            f"{given!r} is no time: give {instead}one like 2026-03-01, 2026-03-01T14:30 or 3d "
            "(ago).",
            param_hint=f"'{option}'",
        ) from None
