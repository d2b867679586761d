"""Is it borne out or not? Entailers on claims and documents, on pairs, and on a probe of our own.

Figures are balanced accuracies: the mean of the recalls of supported and not supported. The
threshold on the entailment share is never set on what it scores:

- *SummEdits* (`check/dev.jsonl.gz`, other domains than news): each domain with the threshold best
  on the mean of the other domains; the row is the mean over the domains.
- *WiCE* (supported against partially or not), *QAGS* CNN/DM and XSum, the shared *pairs*
  (entailment against all else), and the *probe*: the set is cut in two by its documents, each half
  scored with the threshold best on the other.

A claim is cut into sentences; each is weighed against the windows of three sentences of the
document that have most of its words, and against its four best sentences put together; the best
window counts, and the claim is as good as its worst sentence. `PER_DOMAIN` claims of a SummEdits
domain are taken, seeded, all of WiCE and QAGS. Of the shared pairs: held-back rows of sets that the
model learnt from (`training/entailment/given.py`), and rows of sets that it never saw.

The probe (`cases/probe.jsonl`, our own words): a premise, the claim with one thing changed, and a
harmless twin, for each kind of conflict. *Ranked*: the twin scores higher than the changed claim.
A trained model, where a folder with one is named (`--model`), stands beside the lexical one.
"""

import argparse
import gzip
import json
import random
import re
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from evals.table import Row, show
from secondsource.abilities import Entailer
from secondsource.models.lexical_entailer import LexicalEntailer, words
from secondsource.models.onnx_entailer import OnnxEntailer
from training.entailment.given import LICENSED, given_pairs

SHARED = Path(__file__).parents[2] / "shared"
CHECK = Path("data/check/dev.jsonl.gz")
PAIRS = Path("data/entailment/pairs.jsonl.gz")
PROBE = Path(__file__).with_name("cases") / "probe.jsonl"
SEED = 11
PER_DOMAIN = 200
PER_LABEL = 250
WINDOW = 3
BEST_WINDOWS = 2
BEST_SENTENCES = 4
LONGEST_SENTENCE = 60  # words; a longer line of a transcript is cut
SENTENCE_END = re.compile(r"(?<=[.!?])[\"”']*\s+(?=[\"“'A-Z0-9`])|\n+")
Numbers = NDArray[np.float64]
TextPair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Item:
    """A claim to score: per sentence of it the pairs to weigh; the set, half and truth."""

    group: str
    half: int
    supported: bool
    pairs: tuple[tuple[TextPair, ...], ...]


def measure(shared: Path, model: Path | None = None) -> tuple[Row, ...]:
    """The rows of this measure; the probe alone where `shared` is missing."""
    entailers: dict[str, Entailer] = {"lexical": LexicalEntailer()}
    if model:
        entailers["model"] = OnnxEntailer(model)
    return tuple(row for name, one in entailers.items() for row in rows_of(name, one, shared))


def rows_of(name: str, entailer: Entailer, shared: Path) -> Iterator[Row]:
    """The rows of one entailer."""
    probe = list(probe_items())
    yield from probe_rows(name, probe, score(probe, entailer))
    if not (shared / CHECK).is_file():
        return
    items = [*check_items(shared / CHECK), *pair_items(shared / PAIRS)]
    began = time.monotonic()
    found = score(items, entailer)
    speed = sum(len(some) for item in items for some in item.pairs) / (time.monotonic() - began)
    print(f"{name}: {speed:.0f} pairs/s over these texts", file=sys.stderr)
    yield from family_row(name, "summedits", items, found)
    for group in sorted({item.group for item in items if not item.group.startswith("summedits")}):
        here = [at for at, item in enumerate(items) if item.group == group]
        value = across_halves([items[at] for at in here], found[here])
        yield Row(f"entailment {group}, {name}", value, note=f"{len(here)} items")


def score(items: Sequence[Item], entailer: Entailer) -> Numbers:
    """The entailment share of each claim: the worst of its sentences at its best window."""
    flat = [pair for item in items for some in item.pairs for pair in some]
    shares = iter([one.entails for one in entailer.weigh(flat)])
    return np.array([min(max(next(shares) for _ in some) for some in one.pairs) for one in items])


def check_items(path: Path) -> Iterator[Item]:
    """Claims against documents: SummEdits, WiCE, QAGS."""
    by_group: dict[str, list[dict[str, Any]]] = defaultdict(list)
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            by_group[row["source"]].append(row)
    chance = random.Random(SEED)
    for group, rows in sorted(by_group.items()):
        if group.startswith("summedits"):
            rows = chance.sample(rows, min(len(rows), PER_DOMAIN))
        for row in rows:
            document = row.get("document_sentences") or sentences(row["document"])
            supported = row["supported"] if "supported" in row else row["label"] == "supported"
            half = random.Random(document[0] + document[-1]).randrange(2)
            yield Item(group, half, bool(supported), claim_pairs(document, row["claim"]))


def pair_items(path: Path) -> Iterator[Item]:
    """Shared pairs: held-back ones of sets learnt from, some of the sets never seen."""
    groups: dict[tuple[str, str], list[Item]] = defaultdict(list)
    for pair, held_back in given_pairs(path):
        known = pair.kind in LICENSED
        if held_back or not known:
            group = f"pairs held back, {pair.kind}" if known else f"pairs unseen, {pair.kind}"
            half = random.Random(pair.premise).randrange(2)
            entailed = pair.label == "entailment"
            item = Item(group, half, entailed, (((pair.premise, pair.hypothesis),),))
            groups[group, pair.label].append(item)
    chance = random.Random(SEED)
    for _, items in sorted(groups.items()):
        yield from chance.sample(items, min(len(items), PER_LABEL))


def probe_items() -> Iterator[Item]:
    """Each premise of the probe with the changed claim, then with its twin."""
    for at, line in enumerate(PROBE.read_text(encoding="utf-8").splitlines()):
        row = json.loads(line)
        for name, supported in (("changed", False), ("twin", True)):
            yield Item(row["kind"], at % 2, supported, (((row["premise"], row[name]),),))


def sentences(text: str) -> list[str]:
    """The sentences of a text; a very long one in pieces."""
    found = []
    for one in SENTENCE_END.split(text):
        parts = one.split()
        for start in range(0, len(parts), LONGEST_SENTENCE):
            found.append(" ".join(parts[start : start + LONGEST_SENTENCE]))
    return found or [text]


def claim_pairs(document: Sequence[str], claim: str) -> tuple[tuple[TextPair, ...], ...]:
    """For each sentence of a claim the pairs of it with the windows that speak of it most."""
    stems = [set(words(one).stems) for one in document]
    return tuple(
        tuple((window, one) for window in windows(document, stems, set(words(one).stems)))
        for one in sentences(claim)
    )


def windows(document: Sequence[str], stems: Sequence[set[str]], asked: set[str]) -> list[str]:
    """The windows of a document that have most of the words asked for."""
    starts = range(max(len(document) - WINDOW + 1, 1))
    best = sorted(starts, key=lambda at: -_had(stems[at : at + WINDOW], asked))[:BEST_WINDOWS]
    found = [" ".join(document[at : at + WINDOW]) for at in best]
    chosen: list[int] = []
    while len(chosen) < min(BEST_SENTENCES, len(document)):
        rest = [at for at in range(len(document)) if at not in chosen]
        had = [stems[at] for at in chosen]
        chosen.append(max(rest, key=lambda at: (_had([*had, stems[at]], asked), -at)))
    return [*found, " ".join(document[at] for at in sorted(chosen))]


def _had(some: Iterable[set[str]], asked: set[str]) -> float:
    return len(set().union(*some) & asked) / max(len(asked), 1)


def balanced(truth: NDArray[np.bool_], said: NDArray[np.bool_]) -> float:
    """The mean of the two recalls; a half where one class is missing."""
    if truth.all() or not truth.any():
        return 0.5
    return (float(said[truth].mean()) + float((~said[~truth]).mean())) / 2


def best_threshold(quality: Callable[[float], float], found: Numbers) -> float:
    """The share at which `quality` is best, among those that occur."""
    tried = np.unique(np.quantile(found, np.linspace(0.01, 0.99, 99)))
    return float(max(tried, key=lambda at: (quality(float(at)), -abs(at - 0.5))))


def across_halves(items: Sequence[Item], found: Numbers) -> float:
    """Balanced accuracy, each half at the threshold that is best on the other."""
    truth = np.array([item.supported for item in items])
    half = np.array([item.half for item in items])
    said = np.zeros(len(items), dtype=bool)
    for one in (0, 1):
        other = half != one
        if other.all() or not other.any():
            other = np.ones(len(items), dtype=bool)
        at = best_threshold(_quality(truth[other], found[other]), found[other])
        said[half == one] = found[half == one] >= at
    return balanced(truth, said)


def _quality(truth: NDArray[np.bool_], found: Numbers) -> Callable[[float], float]:
    return lambda at: balanced(truth, found >= at)


def family_row(name: str, family: str, items: Sequence[Item], found: Numbers) -> Iterator[Row]:
    """The mean over a family's domains, each at the threshold best for the others."""
    domains: dict[str, list[int]] = defaultdict(list)
    for at, item in enumerate(items):
        if item.group.startswith(family):
            domains[item.group].append(at)
    parts = {
        domain: (np.array([items[at].supported for at in here]), found[here])
        for domain, here in domains.items()
    }
    values = {}
    for domain, (truth, shares) in parts.items():
        others = [part for one, part in parts.items() if one != domain]

        def mean(at: float, others: list[Any] = others) -> float:
            return float(np.mean([balanced(known, some >= at) for known, some in others]))

        limit = best_threshold(mean, np.concatenate([some for _, some in others]))
        values[domain] = balanced(truth, shares >= limit)
    note = ", ".join(f"{one.removeprefix(family + '-')} {v:.2f}" for one, v in values.items())
    yield Row(f"entailment {family}, {name}", float(np.mean(list(values.values()))), note=note)


def probe_rows(name: str, items: Sequence[Item], found: Numbers) -> Iterator[Row]:
    """The probe: right at the other half's threshold, per kind too, and ranked right."""
    truth = np.array([item.supported for item in items])
    half = np.array([item.half for item in items])
    at = [best_threshold(_quality(truth[half != one], found[half != one]), found) for one in (0, 1)]
    right = (found >= np.array(at)[half]) == truth
    kinds = list(dict.fromkeys(item.group for item in items))
    each = {kind: float(right[[item.group == kind for item in items]].mean()) for kind in kinds}
    note = ", ".join(f"{kind} {value:.2f}" for kind, value in each.items())
    yield Row(f"entailment probe right, {name}", float(right.mean()), note=note)
    ranked = found[truth] > found[~truth]
    yield Row(f"entailment probe ranked, {name}", float(ranked.mean()), note=f"{len(ranked)} pairs")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m evals.entailment")
    parser.add_argument("--model", type=Path, help="folder that training/entailment/export.py made")
    parser.add_argument("--shared", type=Path, default=SHARED)
    args = parser.parse_args()
    show(measure(args.shared, args.model), title="Entailment")
