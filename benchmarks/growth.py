"""How the cost of grouping a report grows with the number of reports."""

import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks.texts import stream
from evals.table import Row
from secondsource.models.onnx_encoder import OnnxEncoder
from secondsource.stages.group import Grouping, Skim, skim_reports

SIZES = (1_000, 3_000, 12_000)
STEP = 500  # reports skimmed at a time
LATE = 200  # reports that come one by one after all others


def measure(shared: Path) -> tuple[Row, ...]:
    """Milliseconds a report, grouped at once and one by one, at each size, and the ratios."""
    skims, skim_cost = _skimmed(shared)
    at_once = {size: _at_once(skims[:size]) for size in SIZES}
    one_by_one = {size: _one_by_one(skims[:size]) for size in SIZES}
    whole = {size: skim_cost[size] + at_once[size] for size in SIZES}
    few, many = SIZES[0], SIZES[-1]
    ratio = f"ratio {many:,} / {few:,}"
    rows = [
        Row(f"group cost {ratio}", whole[many] / whole[few], note="vectors, skim and grouping"),
        Row(f"group cost {ratio}, without skim", at_once[many] / at_once[few]),
        Row(f"group cost {ratio}, one by one", one_by_one[many] / one_by_one[few]),
    ]
    for size in SIZES:
        rows.append(Row(f"group a report among {size:,}, ms", whole[size], note="all at once"))
        rows.append(Row(f"group a report among {size:,}, without skim, ms", at_once[size]))
        note = f"the last {LATE}, each on its own"
        rows.append(Row(f"group a report after {size:,}, ms", one_by_one[size], note=note))
    return tuple(rows)


def _skimmed(shared: Path) -> tuple[list[Skim], dict[int, float]]:
    """Every report at a glance, and the milliseconds a report that this took up to each size."""
    reports, encoder = stream(shared, SIZES[-1]), OnnxEncoder()
    skims: list[Skim] = []
    cost: dict[int, float] = {}
    skim_reports(reports[-20:], encoder)  # loads what is loaded once
    start = time.perf_counter()
    for at in range(0, len(reports), STEP):
        skims += skim_reports(reports[at : at + STEP], encoder)
        if len(skims) in SIZES:
            cost[len(skims)] = _milliseconds(start, len(skims))
    return skims, cost


def _at_once(skims: Sequence[Skim]) -> float:
    start = time.perf_counter()
    Grouping().add(skims)
    return _milliseconds(start, len(skims))


def _one_by_one(skims: Sequence[Skim]) -> float:
    grouping = Grouping()
    grouping.add(skims[:-LATE])
    start = time.perf_counter()
    for skim in skims[-LATE:]:
        grouping.add([skim])
    return _milliseconds(start, LATE)


def _milliseconds(start: float, number: int) -> float:
    return (time.perf_counter() - start) * 1000 / number
