"""`python -m evals`: every measure in one table, with its target and whether it was reached."""

import argparse
import importlib
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from evals.table import Row, as_markdown, show, with_target

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"
RECORD = ROOT / "docs" / "reference" / "quality.md"
MEASURES = ("desk", "grouping", "quotes", "recognizers")
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
        record(rows, str(args.shared) if args.shared.is_dir() else "the project's own cases")


def measured(name: str, shared: Path) -> tuple[Row, ...]:
    """The rows of one measure, with their targets."""
    print(f"measuring {name} …", file=sys.stderr, flush=True)
    module = importlib.import_module(f"evals.{name}")
    return tuple(with_target(row) for row in module.measure(shared))


def record(rows: Sequence[Row], on: str) -> None:
    """Put a dated table at the head of the record."""
    old = RECORD.read_text(encoding="utf-8").removeprefix(HEADING) if RECORD.exists() else ""
    RECORD.parent.mkdir(parents=True, exist_ok=True)
    name = "the shared gold data" if Path(on).is_dir() else on
    head = f"\n## {datetime.now(UTC):%d %B %Y}, on {name}\n\n"
    RECORD.write_text(HEADING + head + as_markdown(rows) + old, encoding="utf-8")


if __name__ == "__main__":
    main()
