"""Runs inside another program's own Python: items on standard input, its scores on standard output.

    PEER_PYTHON evals/peer_worker.py anchorcite|corroborate < items.jsonl > scores.jsonl

An item is a JSON line `{"document": text, "sentences": [sentence of the claim, …]}`; the answer
is a line `{"score": 0 to 1, "threshold": the program's own}`. A claim is as good as its worst
sentence, as for our own entailers. Only the standard library and the one program are imported, so
that nothing of ours has to be installed there.
"""

import importlib
import json
import logging
import sys
from collections.abc import Callable
from typing import Any

Scorer = Callable[[str, str], float]


def anchorcite() -> tuple[Scorer, float]:
    """AnchorCite's score of one cited sentence, and its own threshold.

    As in its `verify_answer`: the sentence is cut into atoms, and is verified if half of them (at
    least one, rounded down) reach the threshold; so the score is that of the atom which decides.
    `diversify` only chooses which passage is shown, so it is off.
    """
    package = importlib.import_module("anchorcite")
    needed: float = importlib.import_module("anchorcite.citations").ANCHOR_MIN_ATOM_FRACTION
    judge = package.CitationAnchorer(scorer=package.LexicalScorer(), threshold=0.0, diversify=False)

    def score(document: str, sentence: str) -> float:
        atoms = package.split_claim_atoms(sentence)
        found = [judge.anchor(atom, document) for atom in atoms]
        scores = sorted((float(one.score) if one else 0.0 for one in found), reverse=True)
        return scores[max(1, int(len(atoms) * needed)) - 1] if scores else 0.0

    return score, float(package.LexicalScorer.default_threshold)


def corroborate() -> tuple[Scorer, float]:
    """Whether corroborate has nothing against a sentence: 1 or 0."""
    package = importlib.import_module("corroborate")

    def score(document: str, sentence: str) -> float:
        return float(package.check_answer("", [document], sentence).ok())

    return score, 1.0


PEERS = {"anchorcite": anchorcite, "corroborate": corroborate}


def main(peer: str) -> None:
    """Answer every item with the peer's score."""
    logging.disable(logging.WARNING)
    score, threshold = PEERS[peer]()
    for line in sys.stdin:
        item: dict[str, Any] = json.loads(line)
        worst = min(score(item["document"], one) for one in item["sentences"])
        print(json.dumps({"score": worst, "threshold": threshold}))


if __name__ == "__main__":
    main(sys.argv[1])
