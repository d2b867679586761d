"""Pairs of claims and documents: the shared claims with the windows that speak of them most.

    uv run python -m training.entailment.documents CHECK.jsonl.gz OUT.jsonl.gz [--part one|other]

Used are SummEdits (Apache-2.0) but for its dialogues of SAMSum, whose licence forbids derived
works, and WiCE (ODC-BY, on Wikipedia's texts, CC BY-SA). QAGS states no licence. To measure on
what was not trained on, `--part` takes every other SummEdits domain and about half of WiCE's
documents: a model trained on one part is measured on the other.
"""

import argparse
import gzip
import json
import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from evals.claims import sentences
from evals.entailment import claim_pairs
from training.entailment.pairs import NOT_ENTAILED, Pair, write_pairs

SEED = 11
LEFT_OUT = ("summedits-samsum", "qags-cnndm", "qags-xsum")
WICE = "wice-dev"
WICE_LABELS = {
    "supported": "entailment",
    "partially_supported": NOT_ENTAILED,
    "not_supported": "neutral",
}
PARTS = ("one", "other")
Row = dict[str, Any]


def document_pairs(rows: Sequence[Row]) -> Iterator[Pair]:
    """All pairs that the rows give."""
    by_document: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows:
        if row["source"] == WICE:
            yield from wice_pairs(row)
        else:
            by_document[row["source"], row["document"]].append(row)
    for (source, document), claims in by_document.items():
        yield from edited_pairs(source, sentences(document), claims)


def edited_pairs(source: str, document: Sequence[str], claims: Sequence[Row]) -> Iterator[Pair]:
    """Sentences of sound summaries follow; of an edited one the single sentence that is new."""
    sound = {one for row in claims if row["supported"] for one in sentences(row["claim"])}
    wrong: set[str] = set()
    for row in claims:
        new = [one for one in sentences(row["claim"]) if one not in sound]
        if not row["supported"] and len(new) == 1:
            wrong |= set(new)
    for text in sorted(sound | wrong):
        label = NOT_ENTAILED if text in wrong else "entailment"
        yield from _with_windows(document, text, label, source)


def wice_pairs(row: Row) -> Iterator[Pair]:
    """The claim with the sentences named for it, and with the windows that have most of it."""
    document, label = row["document_sentences"], WICE_LABELS[row["label"]]
    for chosen in row["supporting_sentences"][:2]:
        if chosen:
            premise = " ".join(document[at] for at in sorted(chosen))
            yield Pair(premise, row["claim"], label, row["source"])
    if label != "entailment":
        yield from _with_windows(document, row["claim"], NOT_ENTAILED, row["source"])


def _with_windows(document: Sequence[str], text: str, label: str, source: str) -> Iterator[Pair]:
    ((*_, joined),) = claim_pairs(document, text)[:1]
    yield Pair(joined[0], text, label, source)


def part_of(row: Row) -> str:
    """Which half of the rows a row belongs to: by its domain, in WiCE by its document."""
    domains = ("ectsum", "qmsumm", "sales_email")
    if row["source"] == WICE:
        first = random.Random(row["document_sentences"][0]).randrange(2) == 0
    else:
        first = row["source"].removeprefix("summedits-") in domains
    return PARTS[0] if first else PARTS[1]


def read_rows(path: Path, part: str | None = None) -> list[Row]:
    """The rows to learn from, of one part or of both."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [row for row in map(json.loads, lines) if row["source"] not in LEFT_OUT]
    return [row for row in rows if part in (None, part_of(row))]


def main() -> None:
    """Write the pairs."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("check", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--part", choices=PARTS)
    args = parser.parse_args()
    pairs = list(document_pairs(read_rows(args.check, args.part)))
    random.Random(SEED).shuffle(pairs)
    write_pairs(args.out, pairs)


if __name__ == "__main__":
    main()
