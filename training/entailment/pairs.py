"""A pair that the entailment model learns from, and how pairs are kept."""

import gzip
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

LABELS = ("entailment", "neutral", "contradiction")
NOT_ENTAILED = "not_entailment"


@dataclass(frozen=True, slots=True)
class Pair:
    """Two texts, how the first bears on the second, and where the pair comes from."""

    premise: str
    hypothesis: str
    label: str
    kind: str


def read_pairs(path: Path) -> list[Pair]:
    """The pairs of a gzipped JSONL file written by `write_pairs`."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [Pair(**json.loads(line)) for line in lines]


def write_pairs(path: Path, pairs: Iterable[Pair]) -> None:
    """Keep pairs, one a line."""
    with gzip.open(path, "wt", encoding="utf-8") as file:
        for pair in pairs:
            file.write(json.dumps(asdict(pair), ensure_ascii=False) + "\n")
