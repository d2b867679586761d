"""How the cost of grouping a report, and the memory it takes, grow with the number of reports.

The stream is grouped as a desk does it: in order of time, in batches; what is older than the
window is let go of, as a shelf keeps it. A report without a date counts as fetched on the day of
the one before it in the file. *At once* and *one by one* keep everything in memory; *file order*
is by chance, so that twelve times as many reports are twelve times as dense in time.
"""

import resource
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks.texts import stream
from evals.table import Row
from secondsource.models.onnx_encoder import OnnxEncoder
from secondsource.stages.group import Grouping, Skim, skim_reports
from secondsource.stages.group.window import WINDOW_DAYS

SIZES = (1_000, 3_000, 12_000)
STEP = 500  # reports skimmed at a time
BATCH = 200  # reports grouped at a time
LATE = 200  # reports that come one by one after all others
LAST = 1_000  # reports whose cost counts as that at a size
TIMES = 3  # the quickest counts, since other programs run too


def measure(shared: Path) -> tuple[Row, ...]:
    """Milliseconds a report at each size, and the ratios; reports a second; megabytes."""
    given, skim_cost = _skimmed(shared)
    skims = sorted(given, key=lambda one: (_seen(one), one.report_id))
    whole = {size: skim_cost[size] + _at_once(given[:size]) for size in SIZES}
    return (
        Row(f"group cost ratio {_ratio()}", _share(whole), note="vectors, skim and grouping"),
        *_in_time(skims),
        *_rows("at once, in time order", {size: _at_once(skims[:size]) for size in SIZES}),
        *_rows("one by one, in time order", {size: _one_by_one(skims[:size]) for size in SIZES}),
        *_rows("at once, in file order", {size: _at_once(given[:size]) for size in SIZES}),
        *_rows("one by one, in file order", {size: _one_by_one(given[:size]) for size in SIZES}),
    )


def _in_time(skims: Sequence[Skim]) -> Iterator[Row]:
    """Grouping the stream as it comes, and what it costs at each size."""
    flows = [_flowing(skims) for _ in range(TIMES)]
    took = min((took for took, _ in flows), key=sum)
    per_second = len(skims) / sum(took)
    yield Row("group stream, reports a second", per_second, note="grouping alone, time order")
    at = {size: sum(took[: size // BATCH][-LAST // BATCH :]) / LAST * 1000 for size in SIZES}
    yield from _rows("as the stream flows", at, note=f"the last {LAST:,} before it")
    _, held = flows[0]  # later ones find memory that the first has given back
    grown = held[-1] - held[SIZES[1] // BATCH - 1]
    yield Row("group stream, memory grown, MB", grown, note=f"from {SIZES[1]:,} reports on")


def _rows(name: str, cost: dict[int, float], note: str = "") -> Iterator[Row]:
    yield Row(f"group cost ratio {_ratio()}, {name}", _share(cost))
    for size in SIZES:
        yield Row(f"group a report at {size:,}, {name}, ms", cost[size], note=note)


def _ratio() -> str:
    return f"{SIZES[-1]:,} / {SIZES[0]:,}"


def _share(cost: dict[int, float]) -> float:
    return cost[SIZES[-1]] / cost[SIZES[0]]


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
            cost[len(skims)] = (time.perf_counter() - start) * 1000 / len(skims)
    return list(_fetched(skims)), cost


def _fetched(skims: Sequence[Skim]) -> Iterator[Skim]:
    last = next((one.seen for one in skims if one.seen), datetime(2020, 1, 1, tzinfo=UTC))
    for one in skims:
        last = one.seen or last
        yield replace(one, seen=last)


def _flowing(skims: Sequence[Skim]) -> tuple[list[float], list[float]]:
    """Seconds that each batch took, and the memory held after it, in megabytes."""
    grouping = Grouping()
    took: list[float] = []
    held: list[float] = []
    for at in range(0, len(skims), BATCH):
        start = time.process_time()
        grouping.add(skims[at : at + BATCH])
        grouping.forget(_seen(skims[at]) - timedelta(days=2 * WINDOW_DAYS))
        took.append(time.process_time() - start)
        held.append(_megabytes())
    return took, held


def _megabytes() -> float:
    """Memory that this process holds now."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize() / 2**20


def _at_once(skims: Sequence[Skim]) -> float:
    return min(_timed(Grouping(), [skims]) for _ in range(TIMES)) / len(skims)


def _one_by_one(skims: Sequence[Skim]) -> float:
    costs = []
    for _ in range(TIMES):
        grouping = Grouping()
        grouping.add(skims[:-LATE])
        costs.append(_timed(grouping, [[one] for one in skims[-LATE:]]) / LATE)
    return min(costs)


def _timed(grouping: Grouping, batches: Sequence[Sequence[Skim]]) -> float:
    """Milliseconds of work, not counting what other programs do meanwhile."""
    start = time.process_time()
    for batch in batches:
        grouping.add(batch)
    return (time.process_time() - start) * 1000


def _seen(skim: Skim) -> datetime:
    if skim.seen is None:
        raise ValueError("every report of the benchmark has a time")
    return skim.seen
