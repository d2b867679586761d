"""Warm: `brief` and `check` with the models loaded, on reports not seen before; reading alone."""

import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median

from benchmarks.texts import LENGTH, STORY, draft_of_ten, five_reports
from evals.table import Row
from secondsource import open_desk
from secondsource.models.spacy_parser import SpacyParser
from secondsource.stages.annotate import annotate

RUNS = 5


def measure(shared: Path) -> tuple[Row, ...]:
    """Seconds of a warm brief and check, reports annotated in a second."""
    desk = open_desk()
    draft = draft_of_ten()
    desk.brief(five_reports())
    desk.check(draft, against=five_reports())
    briefs, checks = [], []
    for run in range(1, RUNS + 1):
        reports, others = five_reports(variant=run), five_reports(variant=RUNS + run)
        briefs.append(_timed(partial(desk.brief, reports)))
        checks.append(_timed(partial(desk.check, draft, against=others)))
    note = f"{STORY} new reports of {LENGTH} words, models loaded, median of {RUNS}"
    return (
        Row("warm brief, seconds", median(briefs), note=note),
        Row("warm check, seconds", median(checks), note=note),
        _annotating(),
    )


def _annotating() -> Row:
    parser = SpacyParser()
    annotate(five_reports(), parser)
    reports = [one for variant in range(1, 5) for one in five_reports(variant=variant)]
    seconds = _timed(partial(annotate, reports, parser))
    note = f"all layers, {len(reports)} reports of {LENGTH} words, one process"
    return Row("annotate, reports a second", len(reports) / seconds, note=note)


def _timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start
