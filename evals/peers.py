"""Other programs on the claims that `evals.entailment` measures, beside ours, in one run.

    python -m venv PEERS && PEERS/bin/pip install anchorcite corroborate
    python -m evals.peers --peer-python PEERS/bin/python [--model FOLDER] [--check]

*anchorcite* 0.1.0 (core): finds the source sentence that a cited claim rests on, by BM25 and the
share of the claim's words. Its other tier, `anchorcite[model]`, cannot be measured offline: without
the extra its `EntailmentScorer` says "Failed to import sentence-transformers. To use
EntailmentScorer, please install model dependencies", and with it (torch, some gigabytes) it loads
the weights of MiniCheck-DeBERTa-v3-Large and bge-small from a hub when first used.

*corroborate* 0.1.0: nothing but whether each number, date and quotation of an answer is in the
sources; it says yes or no, so that there is no threshold to set. It has one tier.

Each is started in the Python that it is installed in (`evals/peer_worker.py`) and sees the whole
document and the claim, sentence by sentence; the worst sentence counts (taken whole, anchorcite
gains 0.03 on SummEdits and loses 0.01 on WiCE). The 0.8 on WiCE that one may have read of it leaves
the partially supported claims out; here they count as not supported. Thresholds are set as for
our own: never on what they score; *as it comes* is with the program's own threshold. *lexical* and
*model* are our entailers alone. `--check` adds what our `check` makes of the very same claims,
through a desk, without any threshold: about a quarter of an hour.
"""

import argparse
import json
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from rich.console import Console
from rich.table import Table

from evals.balanced import Scored
from evals.claims import Claim, sentences
from evals.entailment import claims_of, rows_of, weighed
from evals.judged import judged
from evals.peer_worker import PEERS
from evals.table import Row, figure
from secondsource import open_desk
from secondsource.models.lexical_entailer import LexicalEntailer
from secondsource.models.onnx_entailer import OnnxEntailer

SHARED = Path(__file__).parents[2] / "shared"
WORKER = Path(__file__).with_name("peer_worker.py")


def beside(all_scored: Sequence[Scored], claims: Sequence[Claim]) -> Table:
    """A column a program, a row a set."""
    columns = {one.name: {_set_of(row): row for row in rows_of(one, claims)} for one in all_scored}
    table = Table("set", *columns, title="Other programs on the same claims", title_justify="left")
    for name in next(iter(columns.values())):
        table.add_row(name, *(figure(column[name].value) for column in columns.values()))
    return table


def asked(peer: str, claims: Sequence[Claim], python: Path) -> tuple[Scored, ...]:
    """The peer's scores, for thresholds set on other data, and with a threshold of its own.

    One of the two where they say the same: a program that answers yes or no. Ends the program if
    the peer cannot be run.
    """
    items = (
        json.dumps({"document": one.document, "sentences": sentences(one.text)}) for one in claims
    )
    done = subprocess.run(
        [str(python), "-P", "-X", "utf8", str(WORKER), peer],
        input="\n".join(items),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode:
        raise SystemExit(f"{peer} could not be run by {python}:\n{done.stderr[-2000:]}")
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    scores = np.array([float(one["score"]) for one in answers])
    own = Scored(f"{peer} as it comes", scores, answers[0]["threshold"])
    return (Scored(peer, scores), own) if len(np.unique(scores)) > 2 else (own,)


def checked(claims: Sequence[Claim]) -> Scored:
    """1 for each claim that our `check` calls supported, 0 for the others."""
    desk = open_desk()
    said = [float(judged(desk, one.document, one.text).supported) for one in claims]
    return Scored("check", np.array(said), 1.0)


def _set_of(row: Row) -> str:
    return row.measure.rpartition(", ")[0].removeprefix("entailment ")


def _ours(claims: Sequence[Claim], model: Path | None, *, check: bool) -> Iterator[Scored]:
    yield weighed("lexical", LexicalEntailer(), claims)
    if model:
        yield weighed("model", OnnxEntailer(model), claims)
    if check:
        yield checked(claims)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m evals.peers")
    parser.add_argument("--peer-python", type=Path, required=True, help="Python that has the peers")
    parser.add_argument("--model", type=Path, help="folder of an entailment model, beside ours")
    parser.add_argument("--check", action="store_true", help="our check on the same claims, too")
    parser.add_argument("--shared", type=Path, default=SHARED)
    args = parser.parse_args()
    asked_for = claims_of(args.shared)
    theirs = [one for peer in PEERS for one in asked(peer, asked_for, args.peer_python)]
    mine = list(_ours(asked_for, args.model, check=args.check))
    Console().print(beside([*mine, *theirs], asked_for))
