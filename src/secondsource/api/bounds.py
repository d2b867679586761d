"""What a request may hold: ids, cursors, texts and moments, each with its bounds.

What is out of bounds is refused with 422 before anything is asked of the desk.
"""

import re
from datetime import datetime
from typing import Annotated, Any

from fastapi import Path, Query
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema

from secondsource.export.safe import web_link

LONGEST_ID = 64  # characters
LONGEST_LINE = 500
LONGEST_ADDRESS = 2_000
LONGEST_TEXT = 2_000_000  # a report, a draft: books are longer, news is not
MOST_REPORTS = 1_000  # in one request
MOST_ADDRESSES = 200
MOST_STORIES = 200
LARGEST = 1_000_000_000  # number that a database holds, and more than any desk has of anything
MOST = 200  # of a list in one answer

TEXT = r"^[^\x00]*$"  # no database keeps NUL; half a character is no text at all
SAYING = r"^[^\x00]*[^\s\x00][^\x00]*$"  # more than white space
_WHOLE = re.compile(r"\d{1,10}", re.ASCII)
_MOMENT = re.compile(
    r"\d{4}-\d\d-\d\d[Tt]\d\d:\d\d(:\d\d(\.\d{1,9})?)?([Zz]|[+-]\d\d:\d\d)", re.ASCII
)
_FLAGS = {"true": True, "false": False}


class Given(BaseModel):
    """A body: of these fields alone, each of its type."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


def _whole(given: object) -> object:
    """Pydantic takes "1_0", "1.0" and " 1" for numbers, too."""
    if isinstance(given, str) and not _WHOLE.fullmatch(given):
        raise ValueError("must be a whole number in digits")
    return given


def _flag(given: object) -> object:
    """Pydantic takes "on", "y" and "1" for true, too."""
    if isinstance(given, str):
        if given not in _FLAGS:
            raise ValueError("must be true or false")
        return _FLAGS[given]
    return given


def _moment(given: object) -> datetime:
    """Pydantic takes numbers and dates for moments, too."""
    if isinstance(given, datetime):
        return given
    if not isinstance(given, str) or not _MOMENT.fullmatch(given):
        raise ValueError("must be ISO 8601 with an offset, such as 2026-03-01T09:30:00Z")
    try:
        return datetime.fromisoformat(given.upper())
    except ValueError:
        raise ValueError(f"is no moment of the calendar: {given}") from None


def _address(given: str) -> str:
    if web_link(given) is None:
        raise ValueError("must be an address of the web that begins with https:// or http://")
    return given


def _since(given: object) -> int | datetime:
    if isinstance(given, str) and _WHOLE.fullmatch(given):
        if int(given) > LARGEST:
            raise ValueError(f"must be at most {LARGEST} where it is the number of a version")
        return int(given)
    return _moment(given)


def _schema(**told: Any) -> WithJsonSchema:
    return WithJsonSchema(told)


Words = Annotated[str, Field(pattern=TEXT)]
Moment = Annotated[datetime, BeforeValidator(_moment), _schema(type="string", format="date-time")]
IN_DIGITS = BeforeValidator(_whole)  # behind the bounds of a number: they are told, too
Flag = Annotated[bool, BeforeValidator(_flag)]
Address = Annotated[
    str,
    Field(min_length=8, max_length=LONGEST_ADDRESS, pattern="^https?://[!-~]+$"),
    AfterValidator(_address),
]
Since = Annotated[
    int | datetime,
    BeforeValidator(_since),
    _schema(
        anyOf=[
            {"type": "integer", "minimum": 0, "maximum": LARGEST},
            {"type": "string", "format": "date-time"},
        ]
    ),
    Query(description="The number of a version, or a time: only what changed after it."),
]

Id = Annotated[str, Field(min_length=1, max_length=LONGEST_ID, pattern="^[0-9A-Za-z_-]+$")]
Cursor = Annotated[
    str, Field(min_length=1, max_length=LONGEST_ID, pattern="^[0-9A-Za-z_-]+$"),
    Query(description="Where to go on: `after` of the page before."),
]  # fmt: skip
Limit = Annotated[int, Field(ge=1, le=MOST), IN_DIGITS, Query(description="Most to list.")]
Number = Annotated[int, Field(ge=1, le=LARGEST), IN_DIGITS]
Offset = Annotated[int, Field(ge=0, le=LARGEST), IN_DIGITS]

InPath = Path(description="Its id.")
StoryId = Annotated[Id, Path(description="The id of a story, or how it begins.")]
ReportId = Annotated[Id, Path(description="The id of a report.")]
AnyId = Annotated[Id, InPath]
