"""`python -m benchmarks.whole_path`: a running desk over a stream of articles, from end to end.

Articles come in order of time, some hundred at a time, as to a desk that runs. Each is stored,
skimmed, encoded and grouped; those of stories with a second report are read in full (parsed and
annotated) by as many processes as there are cores, and their briefs are written. Rates are without
the first batch; `late / early` compares the cost of a report in
the last quarter with that in the first. Memory is that of the desk's own process.
"""

import argparse
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import mean

from benchmarks.texts import stream
from benchmarks.whole_process import KILOBYTE
from evals.table import Row, show
from secondsource.build import ConfiguredModels
from secondsource.config import load_settings
from secondsource.desk.briefing import Briefing
from secondsource.desk.ordering import Ordering
from secondsource.desk.reading import Models, Reader
from secondsource.net.clock import utc_now
from secondsource.records.report import Report
from secondsource.run.reading_pool import ReadingPool, cores
from secondsource.store.store import Store, open_store

SHARED = Path(__file__).parents[2] / "shared"
AT_ONCE = 250
WARM = 1  # batches that are not counted: models are loaded, processes started


@dataclass
class Steps:
    """Seconds that each step took, batch by batch, and megabytes held after each."""

    store: list[float] = field(default_factory=list)
    group: list[float] = field(default_factory=list)
    read: list[float] = field(default_factory=list)
    brief: list[float] = field(default_factory=list)
    memory: list[float] = field(default_factory=list)

    def __str__(self) -> str:
        last = (
            ("store", self.store),
            ("group", self.group),
            ("read", self.read),
            ("brief", self.brief),
        )
        return ", ".join(f"{name} {some[-1]:.1f} s" for name, some in last if some)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.whole_path", description=__doc__)
    parser.add_argument("--reports", type=int, default=3_000)
    parser.add_argument("--no-briefs", action="store_true", help="neither read nor brief")
    args = parser.parse_args()
    rows = measure(in_time(stream(SHARED, 12_000))[: args.reports], briefs=not args.no_briefs)
    show(rows, title="Whole path")


def in_time(reports: Sequence[Report]) -> list[Report]:
    """The dated ones of the reports, the oldest first."""
    dated = [one for one in reports if one.published is not None]
    return sorted(dated, key=lambda one: (one.published, one.id))


def measure(reports: Sequence[Report], *, briefs: bool) -> tuple[Row, ...]:
    """Rates, growth and memory of a desk that takes the reports in."""
    steps = Steps()
    models = ConfiguredModels(load_settings())
    with (
        tempfile.TemporaryDirectory() as folder,
        open_store(f"{folder}/desk.db") as store,
        ReadingPool(cores()) as pool,
    ):
        path = WholePath(store, models, pool)
        for at in range(0, len(reports), AT_ONCE):
            path.take_in(reports[at : at + AT_ONCE], steps, briefs=briefs)
            print(f"  {at + AT_ONCE:,} of {len(reports):,}: {steps}", file=sys.stderr, flush=True)
        many = path.in_company(reports)
        size = Path(folder, "desk.db").stat().st_size / 1e6
    return _rows(steps, len(reports), many, size)


class WholePath:
    """What a running desk does with reports, step by step."""

    def __init__(self, store: Store, models: Models, pool: ReadingPool) -> None:
        self._store = store
        self._ordering = Ordering(store, models, utc_now)
        self._reader = Reader(models, store.layers, pool)
        self._briefing = Briefing(store, models, self._reader, utc_now)

    def take_in(self, some: Sequence[Report], steps: Steps, *, briefs: bool) -> None:
        """One batch, from end to end."""
        steps.store.append(_timed(lambda: self._store.add_reports(some, at=utc_now())))
        steps.group.append(_timed(self._ordering.group_pending))
        if briefs:
            steps.read.append(_timed(lambda: self._reader.read(self._to_read(some))))
            steps.brief.append(_timed(lambda: list(self._briefing.write_stale())))
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * KILOBYTE / 1e6
        steps.memory.append(peak)

    def in_company(self, reports: Sequence[Report]) -> float:
        """The share of the reports that are in a story with others."""
        homes = self._store.shelf.stories_of([one.id for one in reports]).values()
        return sum(len(story.report_ids) > 1 for story in homes) / len(reports)

    def _to_read(self, some: Sequence[Report]) -> tuple[Report, ...]:
        """The reports of stories that have a second one since these came."""
        homes = self._store.shelf.stories_of([one.id for one in some]).values()
        ids = dict.fromkeys(i for one in homes if len(one.report_ids) > 1 for i in one.report_ids)
        return self._store.reports.get(list(ids))


def _rows(steps: Steps, number: int, in_company: float, size: float) -> tuple[Row, ...]:
    each = list(
        zip(*(some for some in (steps.store, steps.group, steps.read) if some), strict=True)
    )
    whole = [sum(batch) / AT_ONCE for batch in each]
    quarter = max(len(whole) // 4, WARM + 1)
    grown = steps.memory[-1] - steps.memory[min(quarter, len(whole) - 1)]
    note = f"{number:,} articles in order of time, {in_company:.0%} in stories with others"
    rows = [
        Row("whole path, reports a second", 1 / mean(whole[WARM:]), note=note),
        Row("store, ms a report", _cost(steps.store)),
        Row("skim, encode and group, ms a report", _cost(steps.group)),
        Row("whole path, cost late / early", mean(whole[-quarter:]) / mean(whole[WARM:quarter])),
        Row("whole path, MB of the process", steps.memory[-1]),
        Row("whole path, MB grown since the first quarter", grown),
        Row("database, KB a report", size * 1000 / number),
    ]
    if steps.read:
        rows.append(Row("read in full, ms a report", _cost(steps.read), note="over all reports"))
        rows.append(Row("brief, ms a report", _cost(steps.brief), note="over all reports"))
    return tuple(rows)


def _cost(steps: Sequence[float]) -> float:
    """Milliseconds a report, once everything is loaded."""
    return mean(steps[WARM:]) * 1000 / AT_ONCE


def _timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
