"""Headers are read as hosts write them: soundly, oddly, or as nonsense."""

from datetime import UTC, datetime, timedelta

import pytest

from secondsource.net.headers import (
    Headers,
    content_type,
    fresh_for,
    given_validators,
    location,
    retry_after,
)

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
NONSENSE = (
    "", " ", ",", ";", "=", '"', "\xff\xfe", "\x01\x02", "max-age", "max-age=", 'max-age="', "-1",
    "9" * 5_000, "1e9", "Mon", "Mon, 99 Foo 2026 25:61:61 GMT", "Mon, 02 Mar 99999 10:00:00 GMT",
    "Mon, 02 Mar 2026 10:00:00 +99999999", "0000-00-00", "caf\xe9", "\u00b2", "a" * 90_000,
    "charset " * 9_000, ", " * 30_000, "max-age = " * 9_000,
)  # fmt: skip


def headers(**values: str) -> Headers:
    return Headers(
        (name.replace("_", "-").encode(), value.encode("latin-1")) for name, value in values.items()
    )


@pytest.mark.parametrize(
    ("value", "wait"),
    [
        ("120", timedelta(seconds=120)),
        ("0", timedelta()),
        ("Mon, 02 Mar 2026 12:05:00 GMT", timedelta(minutes=5)),
        ("Monday, 02-Mar-26 12:05:00 GMT", timedelta(minutes=5)),
        ("Mon Mar  2 12:05:00 2026", timedelta(minutes=5)),
        ("Mon, 02 Mar 2026 13:05:00 +0100", timedelta(minutes=5)),
        ("Mon, 02 Mar 2026 11:00:00 GMT", timedelta()),
        ("99999999999999", timedelta(days=30)),
        ("Mon, 02 Mar 2099 11:00:00 GMT", timedelta(days=30)),
        ("soon", None),
        ("-5", None),
        ("1.5", None),
    ],
)
def test_retry_after_is_seconds_or_a_date(value: str, wait: timedelta | None) -> None:
    assert retry_after(headers(retry_after=value), NOW) == wait


@pytest.mark.parametrize(
    ("given", "fresh"),
    [
        ({"cache_control": "max-age=600"}, 600),
        ({"cache_control": "PUBLIC, Max-Age=600, must-revalidate"}, 600),
        ({"cache_control": 'max-age="600"'}, 600),
        ({"cache_control": "max-age=600", "age": "100"}, 500),
        ({"cache_control": "max-age=600", "age": "900"}, 0),
        ({"cache_control": "max-age=600", "age": "old"}, 600),
        ({"cache_control": "no-store, max-age=600"}, 0),
        ({"cache_control": "no-cache"}, 0),
        ({"cache_control": "max-age=0"}, 0),
        ({"cache_control": "s-maxage=600"}, None),
        ({"cache_control": "private"}, None),
        ({"cache_control": "max-age=99999999999"}, 365 * 86_400),
        ({"cache_control": "max-age=60", "expires": "Mon, 02 Mar 2026 13:00:00 GMT"}, 60),
        ({"expires": "Mon, 02 Mar 2026 13:00:00 GMT"}, 3_600),
        (
            {
                "expires": "Mon, 02 Mar 2026 13:00:00 GMT",
                "date": "Mon, 02 Mar 2026 12:30:00 GMT",
            },
            1_800,
        ),
        ({"expires": "0"}, 0),
        ({"expires": "Mon, 02 Mar 2020 13:00:00 GMT"}, 0),
        ({}, None),
    ],
)
def test_an_answer_is_fresh_for_as_long_as_it_says(
    given: dict[str, str], fresh: float | None
) -> None:
    found = fresh_for(headers(**given), NOW)
    assert (None if found is None else found.total_seconds()) == fresh


@pytest.mark.parametrize(
    ("value", "read"),
    [
        ("text/html", ("text/html", None)),
        ("Text/HTML; charset=UTF-8", ("text/html", "utf-8")),
        ("text/xml;charset='iso-8859-1'", ("text/xml", "iso-8859-1")),
        ('text/xml; a=b; Charset = "windows-1252"', ("text/xml", "windows-1252")),
        ("html", ("", None)),
        ("", ("", None)),
        ("charset=utf-8", ("", "utf-8")),
    ],
)  # fmt: skip
def test_a_media_type_is_read_with_its_charset(value: str, read: tuple[str, str | None]) -> None:
    assert content_type(headers(content_type=value)) == read


@pytest.mark.parametrize("value", NONSENSE)
def test_nonsense_raises_nothing(value: str) -> None:
    given = headers(
        retry_after=value, cache_control=value, expires=value, date=value, age=value,
        content_type=value, location=value, etag=value,
    )  # fmt: skip
    retry_after(given, NOW)
    fresh_for(given, NOW)
    fresh_for(headers(expires=value), NOW)
    content_type(given)
    location(given)
    assert len(given_validators(given).etag or "") <= 4_096


def test_a_redirect_may_have_raw_letters_in_it() -> None:
    assert location(Headers([(b"Location", "/hafen/fähre".encode())])) == "/hafen/fähre"
    assert location(Headers([(b"Location", "/hafen/fähre".encode("latin-1"))])) == "/hafen/fähre"
