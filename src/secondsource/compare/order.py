"""Which of two reports speaks later, and whether later news supersedes earlier."""

from datetime import timedelta

from secondsource.compare.claims import Statement
from secondsource.records.layers import Status

# Reports within this are of the same hour's news: neither supersedes the other.
SAME_NEWS = timedelta(minutes=45)
# A promise is itself a thing done; what is planned or expected is not.
AHEAD = frozenset({Status.PLANNED, Status.EXPECTED})


def later(a: Statement, b: Statement) -> Statement | None:
    """The statement of the later report, None if undated or of the same hour."""
    if a.published is None or b.published is None or abs(a.published - b.published) < SAME_NEWS:
        return None
    return a if a.published > b.published else b


def came_true(a: Statement, b: Statement) -> bool:
    """Whether the earlier report says what is still ahead and the later one what was done."""
    last = later(a, b)
    if last is None:
        return False
    first = b if last is a else a
    return is_ahead(first) and not is_ahead(last)


def is_ahead(statement: Statement) -> bool:
    """Whether the statement speaks of what has not happened yet: by its verb, or by its times."""
    if statement.claim.status in AHEAD:
        return True
    times = statement.claim.times
    told = statement.past or statement.claim.status is Status.CONDITIONAL
    if statement.published is None or told or not times:
        return False
    return all(time.first > statement.published for time in times)
