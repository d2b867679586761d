"""`check` on one-change pairs: does it catch the changed claim, and let the harmless twin pass?

Each pair of the probe (`evals.claims` tells what it is) is checked as a user would: the premise as
the one report, the changed claim as one draft and the twin as another. *Right*: the twin is
`supported`, the changed claim is not. The *worst kind* is the kind of conflict with the smallest
share of right ones. *Contradicted, right kind*: changed claims that are not only refused but called
contradicted, and of the kind that was changed. *Twin contradicted*: false alarms.

`--wrong first` lists what went wrong in the first part. Leave the second alone while you write
rules: what has been looked at no longer tells how others will fare.
"""

import argparse
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from evals.claims import PROBE, ProbePair, probe_pairs
from evals.judged import Judged, judged
from evals.table import Row, show
from secondsource import open_desk
from secondsource.desk import Desk
from secondsource.records.finding import Verdict


@dataclass(frozen=True, slots=True)
class JudgedPair:
    """A pair of the probe, and what `check` says of its two claims."""

    pair: ProbePair
    changed: Judged
    twin: Judged

    @property
    def right(self) -> int:
        """How many of the two claims are judged rightly."""
        return self.twin.supported + (not self.changed.supported)

    @property
    def names_the_kind(self) -> bool:
        """Whether the changed claim is called contradicted, and of the kind that was changed."""
        return self.pair.kind in self.changed.kinds


def measure(_shared: Path | None = None) -> tuple[Row, ...]:
    """The rows of this measure; the probe is our own and needs no shared data."""
    return tuple(rows_of(judge_pairs(probe_pairs(), open_desk())))


def judge_pairs(pairs: Iterable[ProbePair], desk: Desk) -> list[JudgedPair]:
    """Each pair with the verdicts on its two claims."""
    return [
        JudgedPair(
            pair, judged(desk, pair.premise, pair.changed), judged(desk, pair.premise, pair.twin)
        )
        for pair in pairs
    ]


def rows_of(found: Sequence[JudgedPair]) -> Iterator[Row]:
    """The figures of judged pairs."""
    kinds = by_kind(found)
    worst = min(kinds, key=kinds.__getitem__)
    yield Row("check probe right", _right(found), note=_listed(kinds))
    yield Row("check probe worst kind", kinds[worst], note=worst)
    for part in dict.fromkeys(one.pair.part for one in found):
        some = [one for one in found if one.pair.part == part]
        yield Row(f"check probe right, {part} part", _right(some), note=_listed(by_kind(some)))
    yield Row("check probe changed not supported", _share(not o.changed.supported for o in found))
    contradicted = _share(one.changed.verdict is Verdict.CONTRADICTED for one in found)
    yield Row(
        "check probe contradicted, right kind",
        _share(one.names_the_kind for one in found),
        note=f"contradicted at all {contradicted:.2f}",
    )
    yield Row("check probe twin supported", _share(one.twin.supported for one in found))
    yield Row(
        "check probe twin contradicted",
        _share(one.twin.verdict is Verdict.CONTRADICTED for one in found),
        higher_is_better=False,
    )


def by_kind(found: Sequence[JudgedPair]) -> dict[str, float]:
    """The share of right judgements for each kind of conflict, in the order of the probe."""
    kinds = dict.fromkeys(one.pair.kind for one in found)
    return {kind: _right([one for one in found if one.pair.kind == kind]) for kind in kinds}


def wrong(found: Iterable[JudgedPair]) -> Iterator[str]:
    """A line for each claim that is judged wrongly."""
    for one in found:
        pair = one.pair
        where = f"{pair.kind}, {pair.part} part"
        if one.changed.supported:
            yield f"{where}: changed, but supported: {pair.changed}\n  by: {pair.premise}"
        if not one.twin.supported:
            verdict = " ".join((one.twin.verdict, *sorted(one.twin.kinds)))
            yield f"{where}: harmless, but {verdict}: {pair.twin}\n  by: {pair.premise}"


def _right(found: Sequence[JudgedPair]) -> float:
    return sum(one.right for one in found) / (2 * len(found))


def _share(hits: Iterable[bool]) -> float:
    known = list(hits)
    return sum(known) / len(known)


def _listed(values: dict[str, float]) -> str:
    return ", ".join(f"{name} {value:.2f}" for name, value in values.items())


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m evals.check_probe")
    parser.add_argument("--wrong", choices=PROBE, help="list what went wrong in this part")
    args = parser.parse_args()
    outcome = judge_pairs(probe_pairs(), open_desk())
    for line in wrong([one for one in outcome if one.pair.part == args.wrong]):
        print(line)
    show(tuple(rows_of(outcome)), title="Check, one-change pairs")
