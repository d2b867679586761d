"""Where to go on in a list that is ordered by number."""

from secondsource.errors import BadInput

LONGEST = 18  # digits that fit into 64 bits


def number_of(cursor: str) -> int:
    """The number that a list goes on after; `BadInput` for what is no cursor of ours."""
    if not (cursor.isascii() and cursor.isdecimal()) or len(cursor) > LONGEST:
        raise BadInput(cursor, "is no cursor: give the one that came with the page before")
    return int(cursor)
