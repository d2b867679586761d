"""Markdown as a reader sees it."""

from secondsource.records.report import Report
from secondsource.stages.ingest import read_source


def read(text: str) -> Report:
    reports, aside = read_source("valley-echo.md", text.encode())
    assert not aside
    return reports[0]


def test_marks_are_gone_and_blocks_stand_apart() -> None:
    report = read(
        '# Dam *breaks*\n\nThe **dam** at [Orlu](https://x.example "t")\nbroke &amp; fell.\n\n'
        "> “Run,” he said.\n\n- One is safe.\n- `Two` are not.\n\n![picture](p.png)\n\n<b>Raw</b>\n"
    )
    assert report.text.split("\n\n") == [
        "Dam breaks",
        "The dam at Orlu broke & fell.",
        "“Run,” he said.",
        "One is safe.",
        "Two are not.",
        "Raw",
    ]


def test_the_first_heading_is_the_title() -> None:
    assert read("Live\n\n## Dam breaks\n\nThe dam broke.").title == "Dam breaks"


def test_front_matter_says_who_published_and_when() -> None:
    report = read(
        '---\ntitle: "Dam breaks"\ntags:\n  - author: x\ndate: 2026-02-12T10:00:00Z\n'
        "author: Ilse Tarrant\n---\n\nThe dam broke.\n"
    )
    assert (report.title, report.byline) == ("Dam breaks", "Ilse Tarrant")
    assert report.published is not None
    assert report.text == "The dam broke."


def test_a_table_has_a_block_a_row() -> None:
    report = read("Three are dead.\n\n|town|dead|\n|-|-|\n|Orlu|3|\n")
    assert report.text.endswith("town | dead\n\nOrlu | 3")


def test_code_is_text() -> None:
    assert read("It said:\n\n```\nThe dam broke.\n```\n").text == "It said:\n\nThe dam broke."


def test_front_matter_that_never_ends_is_text() -> None:
    report = read("---\nauthor: Ilse Tarrant\n\nThe dam broke.\n")
    assert report.byline is None
    assert report.text.endswith("The dam broke.")


def test_script_of_a_page_inside_is_left_out() -> None:
    assert "alert" not in read("The dam broke.\n\n<script>\nalert(1)\n</script>\n").text


def test_a_flood_of_marks_is_set_aside() -> None:
    reports, aside = read_source("a.md", b"The dam broke. " + b"[" * 60_000)
    assert not reports
    assert "save it as .txt" in aside[0].reason
