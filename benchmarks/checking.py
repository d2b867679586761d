"""`check` of a page against many reports and against a long one, beyond reading them; its growth.

A desk keeps what it has read: an empty draft makes it read and group, the page is then checked
against reports that are known. So reading and checking are told apart.
"""

import json
import tempfile
import time
from pathlib import Path

from benchmarks.texts import long_report, many_reports, page_of_draft
from benchmarks.whole_process import run
from evals.table import Row
from secondsource import open_desk
from secondsource.codec import report_to_json
from secondsource.desk import Desk
from secondsource.records.report import Report

FEW, MANY = 50, 200
SHORT, LONG = 2_500, 10_000


def measure(shared: Path) -> tuple[Row, ...]:
    """Seconds to read and to check, their growth, and the memory of the whole program."""
    desk, page = open_desk(), page_of_draft()
    desk.check(page, against=many_reports(5))  # loads what is loaded once
    few, many = (_read_and_check(desk, page, many_reports(number)) for number in (FEW, MANY))
    short, long = (_read_and_check(desk, page, [long_report(words)]) for words in (SHORT, LONG))
    note = f"about forty sentences, {MANY} reports of one event"
    return (
        Row(f"read {MANY} reports, seconds", many[0], note="grouping and all layers"),
        Row(f"check a page against {MANY} reports, seconds", many[1], note=f"{note}, read before"),
        Row(f"check cost ratio {MANY} / {FEW} reports", many[1] / few[1], note="4 is linear"),
        Row(f"read a report of {LONG:,} words, seconds", long[0]),
        Row(
            f"check a page against {LONG:,} words, seconds", long[1], note="one report, read before"
        ),
        Row(f"check cost ratio {LONG:,} / {SHORT:,} words", long[1] / short[1], note="4 is linear"),
        Row(f"check against {MANY} reports, peak MB", _peak(page), note=f"{note}, whole process"),
    )


def _read_and_check(desk: Desk, page: str, reports: list[Report]) -> tuple[float, float]:
    """Seconds until the reports are read, and until the page is then checked against them."""
    start = time.perf_counter()
    desk.check("", against=reports)
    read = time.perf_counter()
    desk.check(page, against=reports)
    return read - start, time.perf_counter() - read


def _peak(page: str) -> float:
    with tempfile.TemporaryDirectory() as folder:
        reports, draft = Path(folder) / "reports.jsonl", Path(folder) / "page.txt"
        lines = [json.dumps(report_to_json(report)) for report in many_reports(MANY)]
        reports.write_text("\n".join(lines) + "\n", encoding="utf-8")
        draft.write_text(page, encoding="utf-8")
        command = ("check", str(draft), "--against", str(reports), "--json")
        _, peak = run(command, Path(folder) / "check.json")
    return peak
