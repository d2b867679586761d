"""Is it borne out or not? Entailers on claims and documents, on pairs, and on a probe of our own.

Figures are balanced accuracies: the mean of the recalls of supported and not supported. The
threshold on the entailment share is never set on what it scores:

- *SummEdits* (`check/dev.jsonl.gz`, other domains than news): each domain with the threshold best
  on the mean of the other domains; the row is the mean over the domains.
- *WiCE* (supported against partially or not), *QAGS* CNN/DM and XSum, the shared *pairs*
  (entailment against all else), and the *probe*: the set is cut in two by its documents, each half
  scored with the threshold best on the other.

A claim is cut into sentences; each is weighed against the sentence and the two windows of three
sentences of the document that have most of its words, and against its four best sentences put
together; the best passage counts, and the claim is as good as its worst sentence. `PER_DOMAIN`
claims of a SummEdits domain are taken, seeded, all of WiCE and QAGS; but none that a model of ours
may have been trained on (`evals.claims.is_learnt`). Of the shared pairs: held-back rows of sets
that the model learnt from (`training/entailment/given.py`), and rows of sets that it never saw.

The probe (`evals.claims` tells what it is): *right* counts changed claims and twins alike;
*ranked*: the twin scores higher than the changed claim. A trained model, where a folder with one is
named (`--model`), stands beside the lexical one. `evals.peers` puts other programs beside them, on
the same claims; what `check` makes of them is `evals.check_probe` and `evals.check_sets`.
"""

import argparse
import random
import sys
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from evals.balanced import (
    Scored,
    Truth,
    across_domains,
    balanced,
    said_across_halves,
)
from evals.claims import (
    CHECK,
    PROBE_GROUP,
    SEED,
    SUMMEDITS,
    Claim,
    check_claims,
    probe_claims,
    probe_pairs,
    sentences,
)
from evals.table import Row, show
from secondsource.abilities import Entailer
from secondsource.models.lexical_entailer import LexicalEntailer, words
from secondsource.models.onnx_entailer import OnnxEntailer
from training.entailment.given import LICENSED, given_pairs

SHARED = Path(__file__).parents[2] / "shared"
PAIRS = Path("data/entailment/pairs.jsonl.gz")
PER_LABEL = 250
WINDOW = 3
BEST_WINDOWS = 2
BEST_SENTENCES = 4
TextPair = tuple[str, str]


def measure(shared: Path, model: Path | None = None) -> tuple[Row, ...]:
    """The rows of this measure; the probe alone where `shared` is missing."""
    claims = claims_of(shared)
    if (shared / PAIRS).is_file():
        claims += pair_claims(shared / PAIRS)
    entailers: dict[str, Entailer] = {"lexical": LexicalEntailer()}
    if model:
        entailers["model"] = OnnxEntailer(model)
    return tuple(
        row
        for name, entailer in entailers.items()
        for row in rows_of(weighed(name, entailer, claims), claims)
    )


def claims_of(shared: Path) -> list[Claim]:
    """The probe and, where they are there, the shared claims: what all are compared on."""
    path = shared / CHECK
    return [*probe_claims(), *(check_claims(path) if path.is_file() else ())]


def weighed(name: str, entailer: Entailer, claims: Sequence[Claim]) -> Scored:
    """The entailment share of each claim: the worst of its sentences at its best window."""
    pairs = [
        claim_pairs(one.sentences, one.text) if one.sentences else _whole(one) for one in claims
    ]
    flat = [pair for some in pairs for windows_of in some for pair in windows_of]
    began = time.monotonic()
    shares = iter([one.entails for one in entailer.weigh(flat)])
    speed = len(flat) / (time.monotonic() - began)
    print(f"{name}: {speed:.0f} pairs/s over these texts", file=sys.stderr)
    worst = [min(max(next(shares) for _ in some) for some in one) for one in pairs]
    return Scored(name, np.array(worst))


def rows_of(scored: Scored, claims: Sequence[Claim]) -> Iterator[Row]:
    """The rows of one scorer: the probe, SummEdits as a family, then each set."""
    groups: dict[str, list[int]] = defaultdict(list)
    for at, claim in enumerate(claims):
        groups[claim.group].append(at)
    yield from probe_rows(*_part(scored, claims, groups.pop(PROBE_GROUP)))
    family = {one: groups.pop(one) for one in sorted(groups) if one.startswith(SUMMEDITS)}
    if family:
        parts = {
            one: (_truth([claims[i] for i in at]), scored.found[at]) for one, at in family.items()
        }
        yield family_row(scored.name, across_domains(parts, scored.threshold))
    for group, here in sorted(groups.items()):
        some, known = _part(scored, claims, here)
        value = balanced(_truth(known), _said(some, known))
        yield Row(f"entailment {group}, {scored.name}", value, note=f"{len(here)} items")


def family_row(name: str, values: dict[str, float]) -> Row:
    """The mean over the domains of SummEdits."""
    note = ", ".join(f"{one.removeprefix(SUMMEDITS + '-')} {v:.2f}" for one, v in values.items())
    return Row(f"entailment {SUMMEDITS}, {name}", float(np.mean(list(values.values()))), note=note)


def probe_rows(scored: Scored, claims: Sequence[Claim]) -> Iterator[Row]:
    """The probe: judged right, per kind, and ranked right, per part."""
    truth = _truth(claims)
    right = _said(scored, claims) == truth
    pairs = probe_pairs()
    yield Row(
        f"entailment probe right, {scored.name}",
        float(right.mean()),
        note=_means([pair.kind for pair in pairs for _ in range(2)], right),
    )
    ranked = scored.found[truth] > scored.found[~truth]
    yield Row(
        f"entailment probe ranked, {scored.name}",
        float(ranked.mean()),
        note=f"{len(ranked)} pairs; {_means([pair.part for pair in pairs], ranked)}",
    )


def pair_claims(path: Path) -> Iterator[Claim]:
    """Shared pairs: held-back ones of sets learnt from, some of the sets never seen."""
    groups: dict[tuple[str, str], list[Claim]] = defaultdict(list)
    for pair, held_back in given_pairs(path):
        known = pair.kind in LICENSED
        if held_back or not known:
            group = f"pairs held back, {pair.kind}" if known else f"pairs unseen, {pair.kind}"
            half = random.Random(pair.premise).randrange(2)
            entailed = pair.label == "entailment"
            claim = Claim(group, half, entailed, pair.hypothesis, pair.premise)
            groups[group, pair.label].append(claim)
    chance = random.Random(SEED)
    for _, claims in sorted(groups.items()):
        yield from chance.sample(claims, min(len(claims), PER_LABEL))


def claim_pairs(document: Sequence[str], claim: str) -> tuple[tuple[TextPair, ...], ...]:
    """For each sentence of a claim the pairs of it with the windows that speak of it most."""
    stems = [set(words(one).stems) for one in document]
    return tuple(
        tuple((window, one) for window in windows(document, stems, set(words(one).stems)))
        for one in sentences(claim)
    )


def windows(document: Sequence[str], stems: Sequence[set[str]], asked: set[str]) -> list[str]:
    """The passages of a document that have most of the words asked for."""
    starts = range(max(len(document) - WINDOW + 1, 1))
    best = sorted(starts, key=lambda at: -_had(stems[at : at + WINDOW], asked))[:BEST_WINDOWS]
    single = max(document, key=lambda one: _had([set(words(one).stems)], asked))
    found = [single, *(" ".join(document[at : at + WINDOW]) for at in best)]
    chosen: list[int] = []
    while len(chosen) < min(BEST_SENTENCES, len(document)):
        rest = [at for at in range(len(document)) if at not in chosen]
        had = [stems[at] for at in chosen]
        chosen.append(max(rest, key=lambda at: (_had([*had, stems[at]], asked), -at)))
    return [*found, " ".join(document[at] for at in sorted(chosen))]


def _had(some: Iterable[set[str]], asked: set[str]) -> float:
    return len(set().union(*some) & asked) / max(len(asked), 1)


def _whole(claim: Claim) -> tuple[tuple[TextPair, ...], ...]:
    return (((claim.document, claim.text),),)


def _part(scored: Scored, claims: Sequence[Claim], at: list[int]) -> tuple[Scored, list[Claim]]:
    return replace(scored, found=scored.found[at]), [claims[i] for i in at]


def _said(scored: Scored, claims: Sequence[Claim]) -> Truth:
    half = np.array([one.half for one in claims])
    return said_across_halves(_truth(claims), half, scored.found, scored.threshold)


def _truth(claims: Sequence[Claim]) -> Truth:
    return np.array([one.supported for one in claims])


def _means(names: Sequence[str], values: Truth) -> str:
    """The mean of the values of each name."""
    each = {one: values[[name == one for name in names]].mean() for one in dict.fromkeys(names)}
    return ", ".join(f"{one} {value:.2f}" for one, value in each.items())


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m evals.entailment")
    parser.add_argument("--model", type=Path, help="folder that training/entailment/export.py made")
    parser.add_argument("--shared", type=Path, default=SHARED)
    args = parser.parse_args()
    show(measure(args.shared, args.model), title="Entailment")
