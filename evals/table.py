"""The table all measures end in: what was measured, the figure, its target, reached or missed."""

import functools
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console
from rich.table import Table

THRESHOLDS = Path(__file__).with_name("thresholds.toml")


@dataclass(frozen=True, slots=True)
class Row:
    """One figure. `target` None means: the one that `thresholds.toml` has for `measure`, if any."""

    measure: str
    value: float
    target: float | None = None
    higher_is_better: bool = True
    note: str = ""

    @property
    def reached(self) -> bool | None:
        """Whether the value is at least as good as the target; None without one."""
        if self.target is None:
            return None
        return self.value >= self.target if self.higher_is_better else self.value <= self.target

    @property
    def verdict(self) -> str:
        """`reached`, `missed`, or nothing where there is no target."""
        return {None: "", True: "reached", False: "missed"}[self.reached]


@functools.cache
def _thresholds() -> dict[str, dict[str, float]]:
    return tomllib.loads(THRESHOLDS.read_text(encoding="utf-8"))


def with_target(row: Row) -> Row:
    """The row with the target that `thresholds.toml` has for its measure, unless it brought one."""
    limits = _thresholds().get(row.measure, {})
    if row.target is not None or not limits:
        return row
    if "at_most" in limits:
        return replace(row, target=limits["at_most"], higher_is_better=False)
    return replace(row, target=limits["at_least"], higher_is_better=True)


def as_table(rows: Sequence[Row], *, title: str) -> Table:
    """The rows for a terminal."""
    table = Table(title=title, title_justify="left")
    table.add_column("measure", overflow="fold")
    table.add_column("value", justify="right")
    table.add_column("target", justify="right")
    table.add_column("")
    table.add_column("note", overflow="fold", style="dim")
    for row in rows:
        style = {None: "", True: "green", False: "bold red"}[row.reached]
        table.add_row(
            row.measure,
            figure(row.value),
            _bound(row),
            f"[{style}]{row.verdict}[/]" if style else "",
            row.note,
        )
    return table


def show(rows: Sequence[Row], *, title: str) -> None:
    """Print the rows, with the targets they have, to standard output."""
    Console().print(as_table([with_target(row) for row in rows], title=title))


def as_markdown(rows: Sequence[Row]) -> str:
    """The rows as a Markdown table, for the dated record."""
    lines = ["| measure | value | target | | note |", "| --- | ---: | ---: | --- | --- |"]
    for row in rows:
        cells = (row.measure, figure(row.value), _bound(row), row.verdict, row.note)
        lines.append("| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |")
    return "\n".join(lines) + "\n"


def keep_record(path: Path, *, heading: str, on: str, rows: Sequence[Row]) -> None:
    """Put a table, dated today, under `heading` and above the older ones; `on` says what on."""
    old = path.read_text(encoding="utf-8").removeprefix(heading) if path.exists() else ""
    path.parent.mkdir(parents=True, exist_ok=True)
    head = f"\n## {datetime.now(UTC):%d %B %Y}, {on}\n\n"
    path.write_text(heading + head + as_markdown(rows) + old, encoding="utf-8")


def figure(value: float) -> str:
    """A figure with as many places as it needs: shares get three, large numbers fewer."""
    if value == int(value) and abs(value) >= 2:
        return f"{int(value):,}"
    return f"{value:.3f}" if abs(value) < 10 else f"{value:,.1f}"


def _bound(row: Row) -> str:
    if row.target is None:
        return ""
    return f"{'≥' if row.higher_is_better else '≤'} {figure(row.target)}"
