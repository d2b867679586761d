"""Finds the constants of the lexical entailer and says how well it judges.

    uv run python training/calibrate_entailer.py ../shared/data/entailment/pairs.jsonl.gz

Fits a multinomial logistic regression over its twelve features, labels balanced, on half of the
pairs whose licence allows it (FEVER, FM2, Breaking-NLI, Emergent) and writes
src/secondsource/models/data/entailer/constants.json. FEVER and FM2 come without neutral pairs: a
claim with the evidence of another claim that shares a name stands in for them, and so that a
sentence entails itself some claims are paired with themselves. Prints balanced accuracy on the
other half and on the sets that it never fits on, beside token overlap at its best threshold.
"""

import gzip
import json
import random
import re
import sys
from collections import defaultdict
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from secondsource.models.lexical_entailer import DATA, FEATURES, features, words

FIT_ON = ("fever-dev", "fever-symmetric-dev", "fm2-dev", "breaking-nli", "emergent")
WITHOUT_NEUTRAL = ("fever-dev", "fever-symmetric-dev", "fm2-dev")
ITSELF = "itself"
LABELS = ("entailment", "neutral", "contradiction")
MOST_OF_A_KIND = 2000
FEW_OF_ITSELF = 400
Row = tuple[NDArray[np.float64], str, float]


def read(path: Path) -> dict[str, list[Row]]:
    """For each source up to `MOST_OF_A_KIND` pairs a label: features, label, token overlap."""
    kinds: dict[tuple[str, str], list[dict[str, str]]] = defaultdict(list)
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            pair = json.loads(line)
            kinds[pair["source"], pair["label"]].append(pair)
    for source in WITHOUT_NEUTRAL:
        pairs = kinds[source, "entailment"] + kinds[source, "contradiction"]
        kinds[source, "neutral"] = strangers(pairs)
        kinds[ITSELF, "entailment"] += [{**pair, "premise": pair["hypothesis"]} for pair in pairs]
    rows: dict[str, list[Row]] = defaultdict(list)
    chance = random.Random(7)
    for (source, label), pairs in sorted(kinds.items()):
        for pair in chance.sample(pairs, min(len(pairs), MOST_OF_A_KIND)):
            row = features(pair["premise"], pair["hypothesis"])
            if row is not None:
                rows[source].append((row, label, overlap(pair["premise"], pair["hypothesis"])))
    return rows


def strangers(pairs: list[dict[str, str]]) -> list[dict[str, str]]:
    """Each hypothesis with the premise of another that shares a name, where one does."""
    by_name: dict[str, list[dict[str, str]]] = defaultdict(list)
    for pair in pairs:
        for name in words(pair["hypothesis"]).names:
            by_name[name].append(pair)
    chance, made = random.Random(5), []
    for pair in pairs:
        alike = [
            other["premise"]
            for name in sorted(words(pair["hypothesis"]).names)
            for other in by_name[name]
            if other["hypothesis"] != pair["hypothesis"] and other["premise"] != pair["premise"]
        ]
        if alike:
            made.append({"premise": chance.choice(alike), "hypothesis": pair["hypothesis"]})
    return made


def overlap(premise: str, hypothesis: str) -> float:
    """The share of the hypothesis' words that the premise has: what there is to beat."""
    given, asked = (set(re.findall(r"\w+", text.lower())) for text in (premise, hypothesis))
    return len(given & asked) / max(len(asked), 1)


def fit(rows: list[Row], *, steps: int = 3000, rate: float = 0.5) -> NDArray[np.float64]:
    """Weights, one row a label of `LABELS`, by gradient descent with a little shrinking."""
    x = np.stack([row for row, _, _ in rows])
    y = np.array([LABELS.index(label) for _, label, _ in rows])
    balance = (len(y) / 3 / np.bincount(y, minlength=3))[y] / len(y)
    weights = np.zeros((3, len(FEATURES)))
    for _ in range(steps):
        shares = softmax(x @ weights.T)
        shares[np.arange(len(y)), y] -= 1
        weights -= rate * ((shares * balance[:, None]).T @ x + 1e-4 * weights)
    return weights


def softmax(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    """Each row as shares that add up to 1."""
    shares: NDArray[np.float64] = np.exp(scores - scores.max(axis=1, keepdims=True))
    shares /= shares.sum(axis=1, keepdims=True)
    return shares


def balanced(wanted: NDArray[np.bool_], got: NDArray[np.bool_]) -> float:
    """The mean of the two classes' recalls."""
    return (float(got[wanted].mean()) + float((~got[~wanted]).mean())) / 2


def report(name: str, rows: list[Row], weights: NDArray[np.float64]) -> None:
    """Print one line of the table."""
    shares = softmax(np.stack([row for row, _, _ in rows]) @ weights.T)
    labels = [label for _, label, _ in rows]
    entailed = np.array([label == "entailment" for label in labels])
    got = shares[:, 0] > 1 / 3
    plain = np.array([share for _, _, share in rows])
    best = max(balanced(entailed, plain >= at) for at in np.linspace(0.05, 1, 39))
    recalls = [
        float(np.mean(shares[[at for at, one in enumerate(labels) if one == label]].argmax(1) == k))
        for k, label in enumerate(LABELS)
        if label in labels
    ]
    print(
        f"{name:22} {len(rows):6} {balanced(entailed, got):8.3f} {best:10.3f} "
        f"{np.mean(recalls):10.3f} ({len(recalls)})"
    )


def main() -> None:
    """Fit, write, and print the table."""
    rows = read(Path(sys.argv[1]))
    halves = {}
    for source in FIT_ON:
        random.Random(11).shuffle(rows[source])
        halves[source] = len(rows[source]) // 2
    itself = rows.pop(ITSELF)[:FEW_OF_ITSELF]
    weights = fit([*itself, *(row for source in FIT_ON for row in rows[source][: halves[source]])])
    table = {"features": FEATURES, "labels": LABELS, "weights": np.round(weights, 3).tolist()}
    (DATA / "constants.json").write_text(json.dumps(table, indent=1) + "\n", encoding="utf-8")
    for name, row in zip(FEATURES, weights.T, strict=True):
        print(f"{name:18}", "  ".join(f"{value:6.2f}" for value in row))
    print(f"\n{'source':22} {'pairs':>6} {'entailed':>8} {'overlap':>10} {'labels':>10}")
    for source in sorted(rows):
        some = rows[source][halves.get(source, 0) :]
        report(source + ("" if source in FIT_ON else " *"), some, weights)
    report(
        "all", [row for source in rows for row in rows[source][halves.get(source, 0) :]], weights
    )
    print("* never fitted on")


if __name__ == "__main__":
    main()
