"""What phrases of time are told against: publication, tense, the day spoken of."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Tense(StrEnum):
    """Where the text puts what it says of a time."""

    PAST = "past"
    PRESENT = "present"
    FUTURE = "future"
    UNKNOWN = "unknown"


# "Meets on Monday" looks ahead as "will meet" does; "dates from May 3" looks either way.
AHEAD = (Tense.PRESENT, Tense.FUTURE)


@dataclass(frozen=True, slots=True)
class Anchor:
    """The day of publication, the tense around a phrase, the day spoken of before it."""

    today: date | None
    tense: Tense
    spoken_of: date | None = None
