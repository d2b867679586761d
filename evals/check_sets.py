"""`check` on claims that others judged: SummEdits, WiCE and QAGS, through a desk.

Each document is the one report, each claim or summary a draft against it; a claim counts as
supported if every sentence of it is `supported`. Claims that a model of ours may have been trained
on are left out (`evals.claims.is_learnt`). There is no threshold to set: figures are the balanced
accuracies of what a user would read. For SummEdits it is the mean over its domains.

Long documents take up to a second a claim, so a seeded sample is taken of each set, the same number
of supported and other claims as far as there are: a few minutes. `--per-set N` takes another
number, `--all` takes everything (about twenty minutes). `evals.entailment` has the figures of the
entailment models alone on the same sets.
"""

import argparse
import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from evals.balanced import balanced
from evals.claims import CHECK, SEED, SUMMEDITS, Claim, claim_of, measured_rows
from evals.judged import judged
from evals.table import Row, show
from secondsource import open_desk
from secondsource.desk import Desk

SHARED = Path(__file__).parents[2] / "shared"
PER_SET = 120
DOMAINS_SHARE = 2  # a domain of SummEdits, one of four, gets this part of a set's number


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a set fared: the recalls of supported claims and of all others."""

    accuracy: float
    supported: float
    others: float
    claims: int


def measure(shared: Path, per_set: int | None = PER_SET) -> tuple[Row, ...]:
    """The rows of this measure; none where `shared` is missing. `per_set` None means all."""
    if not (shared / CHECK).is_file():
        return ()
    desk = open_desk()
    outcomes = {
        group: outcome_of(sampled([claim_of(row) for row in rows], _number(group, per_set)), desk)
        for group, rows in measured_rows(shared / CHECK).items()
    }
    return tuple(rows_of(outcomes))


def sampled(claims: Sequence[Claim], number: int | None) -> list[Claim]:
    """So many of the claims, half of them supported if there are as many; one document's together.

    Which they are depends on the claims alone. Those of one document stand together, so that the
    desk reads it once.
    """
    if number is not None:
        chance = random.Random(SEED)
        true = [one for one in claims if one.supported]
        false = [one for one in claims if not one.supported]
        claims = [*_some(true, number // 2, chance), *_some(false, number - number // 2, chance)]
    return sorted(claims, key=lambda one: (one.document, one.text))


def outcome_of(claims: Iterable[Claim], desk: Desk) -> Outcome:
    """What `check` makes of the claims of one set."""
    found = [(one.supported, judged(desk, one.document, one.text).supported) for one in claims]
    truth = np.array([true for true, _ in found])
    said = np.array([said for _, said in found])
    return Outcome(
        accuracy=balanced(truth, said),
        supported=float(said[truth].mean()),
        others=float((~said[~truth]).mean()),
        claims=len(found),
    )


def rows_of(outcomes: dict[str, Outcome]) -> Iterator[Row]:
    """The rows: the domains of SummEdits as one, then each set."""
    domains = {name: one for name, one in outcomes.items() if name.startswith(SUMMEDITS)}
    if domains:
        note = ", ".join(
            f"{name.removeprefix(SUMMEDITS + '-')} {one.accuracy:.2f}"
            for name, one in domains.items()
        )
        mean = float(np.mean([one.accuracy for one in domains.values()]))
        yield Row(f"check sets {SUMMEDITS}", mean, note=note)
    for name, one in outcomes.items():
        if name not in domains:
            note = f"supported {one.supported:.2f}, others {one.others:.2f} of {one.claims}"
            yield Row(f"check sets {name}", one.accuracy, note=note)


def _number(group: str, per_set: int | None) -> int | None:
    if per_set is None or not group.startswith(SUMMEDITS):
        return per_set
    return max(per_set // DOMAINS_SHARE, 2)


def _some(claims: list[Claim], number: int, chance: random.Random) -> list[Claim]:
    return chance.sample(claims, min(number, len(claims)))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m evals.check_sets")
    parser.add_argument("--shared", type=Path, default=SHARED)
    parser.add_argument("--per-set", type=int, default=PER_SET, help=f"claims a set; {PER_SET}")
    parser.add_argument("--all", action="store_true", help="every claim: about twenty minutes")
    args = parser.parse_args()
    rows = measure(args.shared, None if args.all else args.per_set)
    show(rows, title="Check, claims that others judged")
