"""Types of columns: moments that keep their offset, instants to order by, words to be shown."""

import hashlib
import re
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import BigInteger, Text
from sqlalchemy.dialects import sqlite
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

from secondsource.errors import BadInput

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
UNDATED = 2**63 - 1  # the age of what has no date: after everything that has one
UNSTORABLE = re.compile("[\0\ud800-\udfff]")  # what PostgreSQL or UTF-8 has no place for

# SQLite numbers the rows of a table by itself only where the type is spelt INTEGER.
Number = BigInteger().with_variant(sqlite.INTEGER(), "sqlite")


def microseconds(when: datetime) -> int:
    """An instant as a whole number: microseconds since 1970, exact for every aware datetime."""
    return (when - EPOCH) // MICROSECOND


def age_of(when: datetime | None) -> int:
    """What to order by: the instant, and for the undated one after all others."""
    return UNDATED if when is None else microseconds(when)


class Instant(TypeDecorator[datetime]):
    """When the desk did something: an aware datetime, kept as microseconds, given back in UTC."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        """The number that is stored."""
        return None if value is None else microseconds(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """The instant in UTC."""
        return None if value is None else EPOCH + int(value) * MICROSECOND


class Moment(TypeDecorator[datetime]):
    """When others say that something was: kept in ISO 8601, with its offset and microseconds."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        """The text that is stored."""
        return None if value is None else value.isoformat()

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """The same moment with the same offset."""
        return None if value is None else datetime.fromisoformat(value)


class Words(TypeDecorator[str]):
    """Words for people, where a character that cannot be stored may become U+FFFD."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """The text that is stored."""
        return None if value is None else UNSTORABLE.sub("\ufffd", value)


def digest(*parts: str) -> bytes:
    """16 bytes that stand for texts of any length; ("ab", "c") and ("a", "bc") differ."""
    made = hashlib.blake2b(digest_size=16)
    for part in parts:
        raw = part.encode("utf-8", "surrogatepass")
        made.update(len(raw).to_bytes(8, "big"))
        made.update(raw)
    return made.digest()


def check_storable(what: str, **texts: str | None) -> None:
    """Raise a `BadInput` that names the text with characters that no database can keep."""
    for name, value in texts.items():
        if found := UNSTORABLE.search(value or ""):
            raise BadInput(
                what,
                f"{name!r} has the character U+{ord(found.group()):04X} at {found.start()}, which "
                "cannot be stored: give it as valid text",
            )
