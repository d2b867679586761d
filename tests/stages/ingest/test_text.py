"""Plain text, its title and its header lines."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from secondsource.records.report import Report
from secondsource.stages.ingest import read_source

BODY = "The dam above Orlu gave way on Sunday. Nobody was hurt.\n"


def read(text: str, name: str = "orlu-post.txt") -> Report:
    reports, aside = read_source(name, text.encode())
    assert not aside
    return reports[0]


def reason(text: str, name: str = "orlu-post.txt") -> str:
    reports, aside = read_source(name, text.encode())
    assert not reports
    return aside[0].reason


def test_the_text_is_kept_as_it_came() -> None:
    text = f"Dam breaks\r\n\r\n  {BODY}\u00a0\ufb01nal \u212b\r\n"
    assert read(text).text == text


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (f"Dam breaks at Orlu\n\n{BODY}", "Dam breaks at Orlu"),
        (f"\n  Who built the dam?\r\n\r\n{BODY}", "Who built the dam?"),
        (f"Dam breaks at Orlu\n{BODY * 3}".replace("\nThe", " The"), ""),
        (f"Dam breaks at Orlu\n{BODY.strip()} {BODY.strip()} {BODY.strip()}", "Dam breaks at Orlu"),
        ("The dam above Orlu gave way\non Sunday, and nobody was hurt.\n", ""),
        (f"The dam broke.\n\n{BODY}", ""),
        (f"{'Long ' * 40}\n\n{BODY}", ""),
        (BODY, ""),
    ],
)
def test_a_first_short_line_that_stands_apart_is_the_title(text: str, title: str) -> None:
    assert read(text).title == title


def test_the_title_is_part_of_the_text() -> None:
    report = read(f"Dam breaks\n\n{BODY}")
    assert report.text.startswith(report.title)


def test_the_name_of_the_file_is_the_ref_and_names_the_outlet() -> None:
    report = read(BODY, "stories/orlu/03-valley-echo.txt")
    assert (report.ref, report.outlet) == ("03-valley-echo.txt", "valley-echo")
    assert report.published is None


def test_header_lines_say_who_published_and_when_and_are_no_text() -> None:
    report = read(
        "Outlet: The Orlu Post\nBYLINE: Ilse Tarrant\nurl: https://post.example/dam\n"
        f"Published: 2026-02-12T17:30+01:00\n\nDam breaks\n\n{BODY}"
    )
    assert (report.outlet, report.byline) == ("The Orlu Post", "Ilse Tarrant")
    assert report.url == "https://post.example/dam"
    assert report.published == datetime(2026, 2, 12, 17, 30, tzinfo=timezone(timedelta(hours=1)))
    assert report.title == "Dam breaks"
    assert report.text == f"Dam breaks\n\n{BODY}"


def test_a_line_of_another_kind_makes_the_whole_of_it_text() -> None:
    text = f"Outlet: The Orlu Post\nWeather: rain\n\n{BODY}"
    assert read(text).text == text


@pytest.mark.parametrize(
    "when",
    ["2026-02-12", "2026-02-12 00:00Z", "Thu, 12 Feb 2026 00:00:00 GMT", "2026-02-12 01:00 +0100"],
)
def test_a_date_is_read_in_the_ways_that_leave_no_doubt(when: str) -> None:
    assert read(f"Date: {when}\n\n{BODY}").published == datetime(2026, 2, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    "when", ["03/04/2026", "yesterday", "03 04 2026 12:00", "0001-01-01", "12 Foo 2026 10:00"]
)
def test_a_date_in_doubt_is_a_reason_to_ask(when: str) -> None:
    assert "write it like 2026-02-12T17:30:00+01:00" in reason(f"Date: {when}\n\n{BODY}")


def test_without_an_outlet_the_address_names_it() -> None:
    assert read(f"URL: https://www.valley.example/x\n\n{BODY}").outlet == "valley.example"
