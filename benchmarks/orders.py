"""`python -m benchmarks.orders`: the same reports, again and in other orders, make the same desk.

Articles of the stream are added to a desk of their own three times over, then to one desk each in
shuffled orders. Rows must not double, and stories and their ids must be the same in every order:
`ids equal` is the share of reports whose story has the same id as in the first order, `f1` the
least B-cubed F1 of an order's stories against the first order's.

The harder case, reports that are grouped one batch after the other as they arrive in each order,
cannot give the same ids, since a story keeps the id that it had when it was small; its `f1` says
how far the stories differ.
"""

import argparse
import random
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.texts import stream
from evals.grouping import b_cubed
from evals.table import Row, show
from secondsource.build import ConfiguredModels
from secondsource.config import load_settings
from secondsource.desk.ordering import Ordering
from secondsource.models.onnx_encoder import OnnxEncoder
from secondsource.records.report import Report
from secondsource.store.store import Store, open_store

SHARED = Path(__file__).parents[2] / "shared"
START = datetime(2026, 1, 1, tzinfo=UTC)
AT_ONCE = 100  # reports stored, or arriving, together


class Remembering:
    """The encoder; a text met again is not encoded again, as only grouping is looked at here."""

    def __init__(self) -> None:
        self._encoder = OnnxEncoder()
        self.maker = self._encoder.maker
        self._vectors: dict[str, NDArray[np.float32]] = {}

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """As the encoder does."""
        new = [text for text in texts if text not in self._vectors]
        if new:
            self._vectors.update(zip(new, self._encoder.encode(new), strict=True))
        return np.stack([self._vectors[text] for text in texts])


@cache
def remembering() -> "Models":
    """One for all desks."""
    return Models()


class Models(ConfiguredModels):
    """The models of the desk, with that encoder."""

    def __init__(self) -> None:
        super().__init__(load_settings())
        self._remembering = Remembering()
        self._ticks = 0

    def now(self) -> datetime:
        """A clock that goes a second at each look, the same on every run."""
        self._ticks += 1
        return START + timedelta(seconds=self._ticks)

    @property
    def encoder(self) -> Remembering:
        """The encoder that remembers."""
        return self._remembering


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.orders", description=__doc__)
    parser.add_argument("--reports", type=int, default=5_000)
    parser.add_argument("--orders", type=int, default=10)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    show(measure(SHARED, args.reports, args.orders, args.seed), title="The same in any order")


def measure(shared: Path, number: int, orders: int, seed: int) -> tuple[Row, ...]:
    """Rows doubled, ids equal and F1, of desks that take in the same reports."""
    reports = list({one.id: one for one in stream(shared, number)}.values())
    chance = random.Random(seed)
    first, doubled = thrice(reports)
    whole, arriving = [], []
    for order in range(orders):
        print(f"order {order + 1} of {orders} …", file=sys.stderr, flush=True)
        shuffled = chance.sample(reports, len(reports))
        whole.append(stories(shuffled, as_they_come=False))
        arriving.append(stories(shuffled, as_they_come=True))
    same = min(sum(other[one] == first[one] for one in first) / len(first) for other in whole)
    note = f"{len(reports):,} reports, {orders} orders"
    return (
        Row(
            "rows doubled when added three times", float(doubled), note=f"{len(reports):,} reports"
        ),
        Row("ids equal, stored first", same, note=note),
        Row("f1 stored first", _least_f1(first, whole), note=note),
        Row("f1 as they come", _least_f1(first, arriving), note=f"{note}, {AT_ONCE} at a time"),
    )


def thrice(reports: Sequence[Report]) -> tuple[dict[str, str], int]:
    """The story of each report, and how many rows there are beyond one a report."""
    with tempfile.TemporaryDirectory() as folder, open_store(f"{folder}/desk.db") as store:
        for _ in range(3):
            _take_in(store, reports, as_they_come=False)
        return _homes(store, reports), store.reports.count() - len(reports)


def stories(reports: Sequence[Report], *, as_they_come: bool) -> dict[str, str]:
    """The story of each report on a desk of its own."""
    with tempfile.TemporaryDirectory() as folder, open_store(f"{folder}/desk.db") as store:
        start = time.perf_counter()
        _take_in(store, reports, as_they_come=as_they_come)
        rate = len(reports) / (time.perf_counter() - start)
        print(f"  {rate:.0f} reports a second", file=sys.stderr, flush=True)
        return _homes(store, reports)


def _take_in(store: Store, reports: Sequence[Report], *, as_they_come: bool) -> None:
    models = remembering()
    ordering = Ordering(store, models, models.now)
    for at in range(0, len(reports), AT_ONCE):
        store.add_reports(reports[at : at + AT_ONCE], at=models.now())
        if as_they_come:
            ordering.group_pending()
    ordering.group_pending()


def _homes(store: Store, reports: Sequence[Report]) -> dict[str, str]:
    found = store.shelf.stories_of([one.id for one in reports])
    return {one: story.id for one, story in found.items()}


def _least_f1(first: dict[str, str], others: Sequence[dict[str, str]]) -> float:
    return min(b_cubed(first, other).f1 for other in others)


if __name__ == "__main__":
    main()
