"""`python -m benchmarks`: speed and memory in one table, with targets and whether reached."""

import argparse
import importlib
import os
import platform
import sys
from pathlib import Path

from evals.table import Row, keep_record, show, with_target

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"
RECORD = ROOT / "docs" / "reference" / "speed.md"
MEASURES = ("whole_process", "in_process", "checking", "growth")
HEADING = """\
# Speed and memory, as measured

Written by `python -m benchmarks --record`: the newest record first. What each measure means is
told at the head of its module in `benchmarks/`; targets stand in `evals/thresholds.toml`.
"""


def main() -> None:
    """Measure, print, and keep a record if asked to."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--only", choices=MEASURES, action="append", help="this measure alone")
    parser.add_argument("--shared", type=Path, default=SHARED, help=f"articles; {SHARED}")
    parser.add_argument("--record", action="store_true", help=f"keep it in {RECORD.name}")
    args = parser.parse_args()
    if not args.shared.is_dir():
        print(f"No articles in {args.shared}: timing reports made of our own.", file=sys.stderr)
    rows = [row for name in args.only or MEASURES for row in measured(name, args.shared)]
    show(rows, title="Speed and memory")
    if args.record:
        machine = (
            f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}"
        )
        keep_record(RECORD, heading=HEADING, on=machine, rows=rows)


def measured(name: str, shared: Path) -> tuple[Row, ...]:
    """The rows of one measure, with their targets."""
    print(f"measuring {name} …", file=sys.stderr, flush=True)
    module = importlib.import_module(f"benchmarks.{name}")
    return tuple(with_target(row) for row in module.measure(shared))


if __name__ == "__main__":
    main()
