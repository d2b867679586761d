"""Fits what joins the model's scores with the lexical features, and writes it beside the model.

    uv run python -m training.entailment.calibrate FOLDER NEWS_HELD_BACK.jsonl.gz PAIRS.jsonl.gz

Fits on held-back pairs alone: generated ones of articles, and rows of the shared sets with a
licence, whose premises the training never saw. A multinomial logistic regression with every group
of pairs weighed alike; pairs that only say `not_entailment` count as half neutral, half
contradiction.
"""

import argparse
import hashlib
import json
import random
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from secondsource.models.lexical_entailer import FEATURES, features
from secondsource.models.onnx_entailer import CALIBRATION, OnnxEntailer, calibration_row
from training.entailment.given import LICENSED, given_pairs
from training.entailment.pairs import LABELS, Pair, read_pairs

SEED = 11
MOST_OF_A_GROUP = 500
SCORES = ("entails", "neutral", "contradicts")
Numbers = NDArray[np.float64]


def main() -> None:
    """Score held-back pairs, fit, write."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("news", type=Path)
    parser.add_argument("pairs", type=Path)
    args = parser.parse_args()
    plain = {"weights": np.eye(3, len(SCORES) + len(FEATURES)).tolist()}
    (args.folder / CALIBRATION).write_text(json.dumps(plain), encoding="utf-8")
    (args.folder / "SHA256SUMS").unlink(missing_ok=True)
    entailer = OnnxEntailer(args.folder)
    groups = chosen(read_pairs(args.news), args.pairs)
    rows, wanted, weight = measured(groups, entailer)
    weights = fit(rows, wanted, weight)
    write(args.folder, weights)
    shown = softmax(rows @ weights.T)
    for name, some in (("model alone", rows[:, :3]), ("joined", shown)):
        hits = (some.argmax(1) == 0) == (wanted[:, 0] > 0.5)
        print(f"{name}: entailed or not {hits.mean():.3f} of {len(rows)} pairs")


def chosen(news: Sequence[Pair], shared: Path) -> dict[str, list[Pair]]:
    """Pairs to fit on by group: a label of the news pairs or of a shared set."""
    groups: dict[str, list[Pair]] = defaultdict(list)
    for pair in news:
        groups[f"news {pair.label} {pair.kind.split('-')[-1]}"[:40]].append(pair)
    for pair, held_back in given_pairs(shared):
        if held_back and pair.kind in LICENSED:
            groups[f"{pair.kind} {pair.label}"].append(pair)
    chance = random.Random(SEED)
    return {
        name: chance.sample(some, min(len(some), MOST_OF_A_GROUP))
        for name, some in sorted(groups.items())
    }


def measured(
    groups: dict[str, list[Pair]], entailer: OnnxEntailer
) -> tuple[Numbers, Numbers, Numbers]:
    """Rows for the regression, the shares wanted of them, and how much each counts."""
    rows, wanted, weight = [], [], []
    for pairs in groups.values():
        for pair in pairs:
            row = features(pair.premise, pair.hypothesis)
            if row is not None:
                scores = entailer.scores(pair.premise, pair.hypothesis)
                rows.append(calibration_row(scores, row))
                wanted.append(shares_of(pair.label))
                weight.append(len(pairs) ** -0.5)
    return np.stack(rows), np.array(wanted), np.array(weight)


def shares_of(label: str) -> list[float]:
    """The shares that a label asks for."""
    return [float(label == one) for one in LABELS] if label in LABELS else [0.0, 0.5, 0.5]


def fit(rows: Numbers, wanted: Numbers, weight: Numbers, *, steps: int = 4000) -> Numbers:
    """Weights, one row a label, by gradient descent on scaled columns with a little shrinking."""
    spread = np.maximum(rows.std(axis=0), 1e-6)
    spread[rows.std(axis=0) < 1e-9] = 1.0
    x = rows / spread
    for label in range(wanted.shape[1]):  # entailed and not, each label with a like say
        own = wanted.argmax(1) == label
        weight = np.where(own, weight / max(weight[own].sum(), 1e-9), weight)
    weight = weight / weight.sum()
    weights = np.zeros((wanted.shape[1], x.shape[1]))
    for _ in range(steps):
        apart = (softmax(x @ weights.T) - wanted) * weight[:, None]
        weights -= 0.3 * (apart.T @ x + 1e-3 * weights)
    return np.asarray(weights / spread)


def softmax(scores: Numbers) -> Numbers:
    """Each row as shares that add up to 1."""
    shares: Numbers = np.exp(scores - scores.max(axis=1, keepdims=True))
    shares /= shares.sum(axis=1, keepdims=True)
    return shares


def write(folder: Path, weights: Numbers) -> None:
    """Write the calibration, and the hashes of all that is loaded."""
    kept = {"columns": [*SCORES, *FEATURES], "weights": weights.round(5).tolist()}
    (folder / CALIBRATION).write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")
    sums = [
        f"{hashlib.sha256((folder / name).read_bytes()).hexdigest()}  {name}\n"
        for name in (CALIBRATION, "model.onnx")
    ]
    (folder / "SHA256SUMS").write_text("".join(sums), encoding="utf-8")


if __name__ == "__main__":
    main()
