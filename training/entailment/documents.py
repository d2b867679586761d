"""Pairs of claims and documents: shared claims with the windows that have most of their words.

    uv run python -m training.entailment.documents CHECK.jsonl.gz OUT.jsonl.gz

Used are three domains of SummEdits (Apache-2.0) and about half of the documents of WiCE (ODC-BY, on
Wikipedia's texts, CC BY-SA), as `evals.claims.is_learnt` says; the rest is for measuring. SAMSum's
dialogues are not used, for their licence forbids derived works, nor QAGS, which states none.
"""

import argparse
import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from pathlib import Path

from evals.claims import WICE, Row, check_rows, is_learnt, sentences
from evals.entailment import claim_pairs
from training.entailment.pairs import NOT_ENTAILED, Pair, write_pairs

SEED = 11
OTHER_WORDINGS, LIKE = 3, 0.55  # sound sentences of one summary that a sentence is paired with
WICE_LABELS = {
    "supported": "entailment",
    "partially_supported": NOT_ENTAILED,
    "not_supported": "neutral",
}


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
    """Sentences of sound summaries follow, but not the single sentence that is new in a wrong one.

    Each stands beside the document and beside the sound sentences of which it is another wording.
    """
    sound = {one for row in claims if row["supported"] for one in sentences(row["claim"])}
    wrong: set[str] = set()
    for row in claims:
        new = [one for one in sentences(row["claim"]) if one not in sound]
        if not row["supported"] and len(new) == 1:
            wrong |= set(new)
    for text in sorted(sound | wrong):
        label = NOT_ENTAILED if text in wrong else "entailment"
        yield from _with_windows(document, text, label, source)
        for near in get_close_matches(text, sorted(sound - {text}), OTHER_WORDINGS, LIKE):
            yield Pair(near, text, label, f"{source} edit")


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


def main() -> None:
    """Write the pairs."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("check", type=Path)
    parser.add_argument("out", type=Path)
    args = parser.parse_args()
    rows = [row for rows in check_rows(args.check).values() for row in rows if is_learnt(row)]
    pairs = list(document_pairs(rows))
    random.Random(SEED).shuffle(pairs)
    write_pairs(args.out, pairs)


if __name__ == "__main__":
    main()
