"""A report is made of texts and times: anything else is refused by name."""

from datetime import UTC, date, datetime

import pytest

from secondsource.records.report import Report


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"outlet": 3}, "outlet must be a string, not int"),
        ({"title": None}, "title must be a string, not NoneType"),
        ({"byline": b"Ann"}, "byline must be a string, not bytes"),
        ({"published": date(2025, 1, 1)}, "published must be a datetime"),
        ({"fetched": 1.5}, "fetched must be a datetime"),
    ],
)
def test_a_value_of_another_type_is_refused_by_the_name_of_its_field(
    fields: dict[str, object], wrong: str
) -> None:
    with pytest.raises(TypeError, match=wrong):
        Report.from_text("Rain fell.", **fields)


def test_a_text_that_is_no_string_is_refused() -> None:
    with pytest.raises(TypeError, match="text must be a string, not NoneType"):
        Report.from_text(None)  # type: ignore[arg-type]


def test_a_time_without_a_zone_is_utc_as_a_string_and_refused_as_a_datetime() -> None:
    assert Report.from_text("Rain.", published="2025-10-16").published == datetime(
        2025, 10, 16, tzinfo=UTC
    )
    with pytest.raises(ValueError, match="must carry a time zone"):
        Report.from_text("Rain.", published=datetime(2025, 10, 16))  # noqa: DTZ001
