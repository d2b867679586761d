"""Claims to judge by a document: the shared sets, and the pairs of our own probe.

The probe is our own words, with invented names: a premise of one to five sentences, the claim with
one thing changed, and a harmless twin that only looks different, for each kind of conflict. It has
two parts in two files: rules have been written with the first in view, the second was written
without a look at any rule, so that it tells what the first can no longer tell.
"""

import gzip
import json
import random
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

CHECK = Path("data/check/dev.jsonl.gz")
CASES = Path(__file__).with_name("cases")
PROBE = {"first": CASES / "probe.jsonl", "second": CASES / "probe_second.jsonl"}
PROBE_GROUP = "probe"
SUMMEDITS, WICE = "summedits", "wice-dev"
# What `training/entailment/documents.py` learns from; the other domains, and the other half of
# WiCE's documents, are measured on alone.
LEARNT_DOMAINS = ("summedits-ectsum", "summedits-qmsumm", "summedits-sales_email")
SEED = 11
PER_DOMAIN = 200
LONGEST_SENTENCE = 60  # words; a longer line of a transcript is cut
SENTENCE_END = re.compile(r"(?<=[.!?])[\"”']*\s+(?=[\"“'A-Z0-9`])|\n+")
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim, its document (`sentences` of it, none if it is to be read whole) and the truth.

    `half` is that of its document, to set a threshold on one half and score the other.
    """

    group: str
    half: int
    supported: bool
    text: str
    document: str
    sentences: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ProbePair:
    """A premise, the claim with one thing of `kind` changed, and a twin that the premise bears."""

    part: str
    kind: str
    premise: str
    changed: str
    twin: str


def probe_pairs() -> tuple[ProbePair, ...]:
    """All pairs of the probe, part by part."""
    return tuple(
        ProbePair(part, **json.loads(line))
        for part, path in PROBE.items()
        for line in path.read_text(encoding="utf-8").splitlines()
    )


def probe_claims() -> Iterator[Claim]:
    """Of each pair of the probe the changed claim, then the twin."""
    for at, pair in enumerate(probe_pairs()):
        yield Claim(PROBE_GROUP, at % 2, supported=False, text=pair.changed, document=pair.premise)
        yield Claim(PROBE_GROUP, at % 2, supported=True, text=pair.twin, document=pair.premise)


def check_claims(path: Path, per_domain: int = PER_DOMAIN) -> Iterator[Claim]:
    """SummEdits, so many claims a domain, seeded; all of WiCE and QAGS."""
    chance = random.Random(SEED)
    for group, rows in measured_rows(path).items():
        if group.startswith(SUMMEDITS):
            rows = chance.sample(rows, min(len(rows), per_domain))
        yield from map(claim_of, rows)


def check_rows(path: Path) -> Mapping[str, list[Row]]:
    """The rows of the shared claims as they stand, by set, the sets in order of their names."""
    by_group: dict[str, list[Row]] = defaultdict(list)
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            by_group[row["source"]].append(row)
    return dict(sorted(by_group.items()))


def measured_rows(path: Path) -> Mapping[str, list[Row]]:
    """The rows of `check_rows` that no model of ours may have been trained on."""
    unseen = {
        group: [row for row in rows if not is_learnt(row)]
        for group, rows in check_rows(path).items()
    }
    return {group: rows for group, rows in unseen.items() if rows}


def claim_of(row: Row) -> Claim:
    """The claim of a shared row: partially supported counts as not supported."""
    parts = row.get("document_sentences") or sentences(row["document"])
    return Claim(
        group=row["source"],
        half=random.Random(parts[0] + parts[-1]).randrange(2),
        supported=bool(row["supported"] if "supported" in row else row["label"] == "supported"),
        text=row["claim"],
        document=row.get("document") or " ".join(parts),
        sentences=tuple(parts),
    )


def is_learnt(row: Row) -> bool:
    """Whether training may use a shared row."""
    if row["source"] == WICE:
        return random.Random(row["document_sentences"][0]).randrange(2) == 0
    return row["source"] in LEARNT_DOMAINS


def sentences(text: str) -> list[str]:
    """The sentences of a text; a very long one in pieces."""
    found = []
    for one in SENTENCE_END.split(text):
        parts = one.split()
        for start in range(0, len(parts), LONGEST_SENTENCE):
            found.append(" ".join(parts[start : start + LONGEST_SENTENCE]))
    return found or [text]
