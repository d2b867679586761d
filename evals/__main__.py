"""`python -m evals`: every measure in one table, with its target and whether it was reached."""

import argparse
import importlib
import sys
from pathlib import Path

from evals.table import Row, keep_record, show, with_target

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"
RECORD = ROOT / "docs" / "reference" / "quality.md"
MEASURES = (
    "desk",
    "grouping",
    "quotes",
    "recognizers",
    "entailment",
    "check_probe",
    "check_sets",
)
HEADING = """\
# Quality, as measured

Written by `python -m evals --record`: the newest record first. What each measure means is told at
the head of its module in `evals/`; targets stand in `evals/thresholds.toml`.
"""


def main() -> None:
    """Measure, print, and keep a record if asked to."""
    parser = argparse.ArgumentParser(prog="python -m evals", description=__doc__)
    parser.add_argument("--only", choices=MEASURES, action="append", help="this measure alone")
    parser.add_argument("--shared", type=Path, default=SHARED, help=f"gold data; {SHARED}")
    parser.add_argument("--record", action="store_true", help=f"keep it in {RECORD.name}")
    args = parser.parse_args()
    if not args.shared.is_dir():
        print(f"No gold data in {args.shared}: measuring the project's own cases.", file=sys.stderr)
    rows = [row for name in args.only or MEASURES for row in measured(name, args.shared)]
    show(rows, title="Quality")
    if args.record:
        on = "the shared gold data" if args.shared.is_dir() else "the project's own cases"
        keep_record(RECORD, heading=HEADING, on=on, rows=rows)


def measured(name: str, shared: Path) -> tuple[Row, ...]:
    """The rows of one measure, with their targets."""
    print(f"measuring {name} …", file=sys.stderr, flush=True)
    module = importlib.import_module(f"evals.{name}")
    return tuple(with_target(row) for row in module.measure(shared))


if __name__ == "__main__":
    main()
