"""What every list of stories shows of one, in words."""

from datetime import datetime

from secondsource.export.sheet import count, counted, day
from secondsource.records.summary import StorySummary


def standing(one: StorySummary) -> tuple[str, ...]:
    """What a story rests on: "3 independent origins", "2 more reports", "1 disputed point".

    A report beyond the origins is a reprint, a relay or another of the same outlet, and no second
    source. Before the first brief nobody has looked which those are: "1 report".
    """
    if not one.origins:
        return (counted(one.reports, "report"),)
    further = one.reports - one.origins
    return (
        counted(one.origins, "independent origin"),
        *([str(count(further, "more report"))] if further > 0 else []),
        *([counted(one.disputed, "disputed point")] if one.disputed else []),
    )


def minute(when: datetime) -> str:
    """ "13 March 2025, 10:00 UTC"."""
    return f"{day(when)}, {when:%H:%M %Z}"
