"""The shared pairs: which of them the model may learn from, and which are held back.

    uv run python -m training.entailment.given PAIRS.jsonl.gz OUT.jsonl.gz

writes the first kind for `train.py`.
"""

import argparse
import gzip
import json
import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from secondsource.models.lexical_entailer import words
from training.entailment.pairs import Pair, write_pairs

# Sets whose licence lets a model trained on them be published. Left out for want of any licence:
# Climate-FEVER, ConjNLI, COVID-Fact, HealthVer, RTE.
LICENSED = {
    "fever-dev": 9000,
    "fever-symmetric-dev": 700,
    "fm2-dev": 1169,
    "breaking-nli": 1500,
    "med": 3000,
    "emergent": 2595,
}
WITHOUT_NEUTRAL = ("fever-dev", "fever-symmetric-dev", "fm2-dev")
HELD_BACK = 10  # one row in so many is never trained on
SEED = 11


def given_pairs(path: Path) -> Iterator[tuple[Pair, bool]]:
    """Every pair of the shared file, its source as `kind`, and whether it is held back.

    A premise is held back with all its pairs, so that no held-back premise was seen in training.
    """
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            pair = Pair(row["premise"], row["hypothesis"], row["label"], row["source"])
            yield pair, random.Random(pair.premise).randrange(HELD_BACK) == 0


def licensed_pairs(path: Path) -> list[Pair]:
    """The shared pairs to train on, with strangers as neutrals where a set has none."""
    chance = random.Random(SEED)
    by_source: dict[str, list[Pair]] = defaultdict(list)
    for pair, held_back in given_pairs(path):
        if not held_back and pair.kind in LICENSED:
            by_source[pair.kind].append(pair)
    chosen: list[Pair] = []
    for source, pairs in sorted(by_source.items()):
        some = chance.sample(pairs, min(len(pairs), LICENSED[source]))
        chosen += some
        if source in WITHOUT_NEUTRAL:
            chosen += strangers(some, chance)[: len(some) // 2]
    return chosen


def strangers(pairs: Sequence[Pair], chance: random.Random) -> list[Pair]:
    """Each hypothesis with the premise of another pair that shares a name with it, as neutral."""
    by_name: dict[str, list[Pair]] = defaultdict(list)
    for pair in pairs:
        for name in sorted(words(pair.hypothesis).names):
            by_name[name].append(pair)
    made = []
    for pair in chance.sample(pairs, len(pairs)):
        names = sorted(words(pair.hypothesis).names)
        alike = [
            other.premise
            for name in names
            for other in by_name[name]
            if other.hypothesis != pair.hypothesis and other.premise != pair.premise
        ]
        if alike:
            made.append(
                Pair(chance.choice(alike), pair.hypothesis, "neutral", f"{pair.kind}-stranger")
            )
    return made


def main() -> None:
    """Write the pairs to train on."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("pairs", type=Path)
    parser.add_argument("out", type=Path)
    args = parser.parse_args()
    write_pairs(args.out, licensed_pairs(args.pairs))


if __name__ == "__main__":
    main()
