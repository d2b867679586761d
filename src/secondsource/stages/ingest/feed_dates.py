"""When an item says that it was published: an aware time, or none where it would be a guess."""

import re
import time
from datetime import UTC, datetime, timedelta

from secondsource.stages.ingest.published import read_published

EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)  # before any feed; "1970" is a clock never set
AHEAD = timedelta(days=1)  # of a clock that is wrong, or of a zone left out
LONGEST = 100
# Zones that feeds write by names which emails do not have, hours from UTC. Names that stand for
# several zones (IST, BST, AST) are not in it.
ZONES = {"WET": 0, "WEST": 1, "CET": 1, "CEST": 2, "EET": 2, "EEST": 3, "MSK": 3, "JST": 9}
NAMED_ZONE = re.compile(rf"(?<=[\d ])(?:{'|'.join(ZONES)})\Z")


def feed_date(
    written: str, *, at: datetime | None, read: time.struct_time | None = None
) -> datetime | None:
    """The time that `written` says, in its zone where it names one, else UTC.

    `read` is how another reader understood it (in UTC), for ways of writing that this one does not
    know. None for what cannot be read, lies before 1990, or over a day after `at`.
    """
    when = _own(written.strip()) or _theirs(read)
    if when is None or when < EARLIEST or (at is not None and when > at + AHEAD):
        return None
    return when


def _own(written: str) -> datetime | None:
    if not written or len(written) > LONGEST:
        return None
    with_offset = NAMED_ZONE.sub(lambda found: f"+{ZONES[found[0]]:02}00", written)
    try:
        return read_published(with_offset)
    except ValueError:
        return None


def _theirs(read: time.struct_time | None) -> datetime | None:
    try:
        return None if read is None else datetime(*read[:6], tzinfo=UTC)
    except ValueError:
        return None
