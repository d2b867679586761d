"""Cold: `secondsource brief` of five reports from start to end of the process."""

import json
import os
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median

from benchmarks.texts import LENGTH, STORY, five_reports
from evals.table import Row
from secondsource.codec import report_to_json

RUNS = 5
KILOBYTE = 1024 if sys.platform != "darwin" else 1  # Linux counts ru_maxrss in kilobytes


def measure(shared: Path) -> tuple[Row, ...]:
    """Wall time and peak memory, the median of `RUNS` runs."""
    with tempfile.TemporaryDirectory() as folder:
        reports = Path(folder) / "reports.jsonl"
        lines = [json.dumps(report_to_json(report)) for report in five_reports()]
        reports.write_text("\n".join(lines) + "\n", encoding="utf-8")
        command = ("brief", str(reports), "--json")
        runs = [run(command, Path(folder) / "brief.json") for _ in range(RUNS)]
    note = f"{STORY} reports of {LENGTH} words, whole process, median of {RUNS}"
    return (
        Row("cold brief, seconds", median(wall for wall, _ in runs), note=note),
        Row("cold brief, peak MB", median(peak for _, peak in runs), note=note),
    )


def run(arguments: Sequence[str], answer: Path) -> tuple[float, float]:
    """Seconds and megabytes of one run of the program; 1 is what `check` ends with on findings."""
    command = [sys.executable, "-m", "secondsource", *arguments]
    start = time.perf_counter()
    with answer.open("wb") as out:
        redirect = [(os.POSIX_SPAWN_DUP2, out.fileno(), 1)]
        child = os.posix_spawn(sys.executable, command, os.environ, file_actions=redirect)
        _, status, usage = os.wait4(child, 0)
    wall = time.perf_counter() - start
    if os.waitstatus_to_exitcode(status) not in (0, 1):
        raise SystemExit(f"{' '.join(command)} failed: exit {os.waitstatus_to_exitcode(status)}")
    return wall, usage.ru_maxrss * KILOBYTE / 1e6
