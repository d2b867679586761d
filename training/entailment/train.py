"""Trains the entailment model: MiniLM over premise and hypothesis, three labels.

    python -m training.entailment.train --out RUN --steps 2000 PAIRS.jsonl.gz...

Run it in the environment of training/requirements.txt. A run that was cut off goes on from its
last checkpoint in RUN when started again; `--steps` may then be another number, for the rate stays
at its peak until the last `--decay` steps. Pairs labelled only `not_entailment` ask no more than
that the share of entailment be low. Seeded.
"""

import argparse
import random
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import torch
from tokenizers import Tokenizer
from transformers import BertModel

from training.entailment.pairs import LABELS, Pair, read_pairs
from training.export_encoder import fetch_weights

MAX_TOKENS = 192
SEED = 11
CHECKPOINT_SECONDS = 120
SMOOTHING = 0.02
FROZEN_LAYERS = 1  # with the word vectors: what words mean is learnt already
Batch = tuple[torch.Tensor, torch.Tensor, torch.Tensor, torch.Tensor]


class EntailmentModel(torch.nn.Module):
    """A BERT whose head looks at the first token and at the hypothesis' tokens.

    The largest value over the hypothesis' tokens lets one word that the premise does not bear out
    stand out from a sentence that it otherwise does.
    """

    def __init__(self, bert: BertModel) -> None:
        super().__init__()
        self.bert = bert
        size = bert.config.hidden_size
        self.dense = torch.nn.Linear(3 * size, size)
        self.out = torch.nn.Linear(size, len(LABELS))

    def forward(
        self, input_ids: torch.Tensor, attention_mask: torch.Tensor, token_type_ids: torch.Tensor
    ) -> torch.Tensor:
        """Scores of the labels, one row a pair."""
        hidden = self.bert(
            input_ids=input_ids, attention_mask=attention_mask, token_type_ids=token_type_ids
        ).last_hidden_state
        asked = (token_type_ids * attention_mask).unsqueeze(-1).to(hidden.dtype)
        mean = (hidden * asked).sum(1) / asked.sum(1).clamp(min=1.0)
        largest = (hidden * asked - 1e4 * (1 - asked)).max(dim=1).values
        seen = torch.cat([hidden[:, 0], mean, largest], dim=1)
        return self.out(torch.tanh(self.dense(seen)))


def load_model() -> tuple[EntailmentModel, Path]:
    """The untrained model over the encoder's weights, and the folder they came from.

    Without dropout: drawing its masks takes two fifths of a step on a processor, and pairs are
    seen but twice. There plain attention is faster than the fused one, too.
    """
    folder = fetch_weights(Path(tempfile.mkdtemp()))
    bert = BertModel.from_pretrained(
        folder,
        attn_implementation="eager",
        add_pooling_layer=False,
        hidden_dropout_prob=0.0,
        attention_probs_dropout_prob=0.0,
    )
    return EntailmentModel(bert), folder


def load_tokenizer(path: Path) -> Tokenizer:
    """The encoder's tokenizer; of a pair that is too long it cuts the longer text."""
    tokenizer = Tokenizer.from_file(str(path))
    tokenizer.no_padding()
    tokenizer.enable_truncation(MAX_TOKENS, strategy="longest_first")
    return tokenizer


def batches(pairs: Sequence[Pair], size: int, seed: int) -> Iterator[list[Pair]]:
    """All pairs once, in batches of like length, in an order that hangs on `seed` alone."""
    chance = random.Random(seed)
    order = chance.sample(pairs, len(pairs))
    groups = []
    for start in range(0, len(order), size * 40):
        part = sorted(order[start : start + size * 40], key=length)
        groups += [part[at : at + size] for at in range(0, len(part), size)]
    chance.shuffle(groups)
    yield from groups


def length(pair: Pair) -> int:
    """About how long a pair is."""
    return len(pair.premise) + len(pair.hypothesis)


def tensors(pairs: Sequence[Pair], tokenizer: Tokenizer) -> Batch:
    """Ids, mask, types and label numbers (-1: only not entailed) of a batch."""
    read = tokenizer.encode_batch([(pair.premise, pair.hypothesis) for pair in pairs])
    wide = max(len(one.ids) for one in read)
    rows = [
        [part + [0] * (wide - len(part)) for part in (one.ids, one.attention_mask, one.type_ids)]
        for one in read
    ]
    ids, mask, types = torch.tensor(rows).unbind(1)
    labels = [LABELS.index(pair.label) if pair.label in LABELS else -1 for pair in pairs]
    return ids, mask, types, torch.tensor(labels)


def loss_of(scores: torch.Tensor, labels: torch.Tensor) -> torch.Tensor:
    """Mean cross-entropy; for a pair only known as not entailed, of that alone."""
    known = labels >= 0
    exact = torch.nn.functional.cross_entropy(
        scores, labels.clamp(min=0), reduction="none", label_smoothing=SMOOTHING
    )
    others = torch.logsumexp(scores[:, 1:], dim=1) - torch.logsumexp(scores, dim=1)
    return torch.where(known, exact, -others).mean()


def rate(step: int, args: argparse.Namespace) -> float:
    """The share of the peak rate at a step: up, level, down."""
    left = max(args.steps - step, 0) / args.decay
    return min(1.0, (step + 1) / args.warmup, left)


def train(args: argparse.Namespace) -> None:
    """Train up to `args.steps`, keeping checkpoints in `args.out`."""
    torch.manual_seed(SEED)
    torch.set_num_threads(args.threads)
    pairs = [pair for path in args.pairs for pair in read_pairs(path)]
    model, folder = load_model()
    tokenizer = load_tokenizer(folder / "tokenizer.json")
    optimiser = optimiser_of(model, args.rate)
    first = resume(args.out, model, optimiser) or start(args.init, model)
    saved = time.monotonic()
    began, done, lost = time.monotonic(), 0, 0.0
    for step, batch in numbered(pairs, args.batch, first, args.steps):
        for group in optimiser.param_groups:
            group["lr"] = group["peak"] * rate(step, args)
        ids, mask, types, labels = tensors(batch, tokenizer)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            scores = model(ids, mask, types)
        loss = loss_of(scores.float(), labels)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimiser.step()
        optimiser.zero_grad()
        done, lost = done + len(batch), lost * 0.98 + loss.item() * 0.02
        if step % 20 == 0:
            speed = done / (time.monotonic() - began)
            shown = lost / (1 - 0.98 ** (done / args.batch))
            print(f"step {step} loss {shown:.3f} {speed:.1f} pairs/s", flush=True)
        if time.monotonic() - saved > CHECKPOINT_SECONDS:
            keep(args.out, model, optimiser, step + 1)
            saved = time.monotonic()
    keep(args.out, model, optimiser, args.steps)
    (args.out / "done").touch()


def optimiser_of(model: EntailmentModel, peak: float) -> torch.optim.Optimizer:
    """AdamW; word vectors and the lowest layers stay as they are, the new head learns faster."""
    model.bert.embeddings.requires_grad_(False)
    for layer in model.bert.encoder.layer[:FROZEN_LAYERS]:
        layer.requires_grad_(False)
    body = [part for part in model.bert.parameters() if part.requires_grad]
    head = [*model.dense.parameters(), *model.out.parameters()]
    groups = [{"params": body, "peak": peak}, {"params": head, "peak": peak * 4}]
    return torch.optim.AdamW(groups, lr=peak, weight_decay=0.01)


def numbered(
    pairs: Sequence[Pair], size: int, first: int, last: int
) -> Iterator[tuple[int, list[Pair]]]:
    """Batches with their step numbers from `first` up to `last`, epoch after epoch."""
    step = epoch = 0
    while step < last:
        for batch in batches(pairs, size, SEED + epoch):
            if first <= step < last:
                yield step, batch
            step += 1
        epoch += 1


def keep(out: Path, model: EntailmentModel, optimiser: torch.optim.Optimizer, step: int) -> None:
    """Write a checkpoint so that a cut-off write leaves the old one."""
    out.mkdir(parents=True, exist_ok=True)
    state = {"model": model.state_dict(), "optimiser": optimiser.state_dict(), "step": step}
    torch.save(state, out / "new.pt")
    (out / "new.pt").replace(out / "checkpoint.pt")


def resume(out: Path, model: EntailmentModel, optimiser: torch.optim.Optimizer) -> int:
    """Load the checkpoint if there is one; the step to go on with."""
    path = out / "checkpoint.pt"
    if not path.is_file():
        return 0
    state = torch.load(path, weights_only=True)
    model.load_state_dict(state["model"])
    optimiser.load_state_dict(state["optimiser"])
    return int(state["step"])


def start(init: Path | None, model: EntailmentModel) -> int:
    """Begin with the weights of another run's checkpoint, if one is named."""
    if init:
        model.load_state_dict(torch.load(init, weights_only=True)["model"])
    return 0


def main() -> None:
    """Read the arguments and train."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("pairs", type=Path, nargs="+")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--init", type=Path, help="checkpoint of another run to begin with")
    parser.add_argument("--steps", type=int, required=True)
    parser.add_argument("--warmup", type=int, default=100)
    parser.add_argument("--decay", type=int, default=500)
    parser.add_argument("--batch", type=int, default=32)
    parser.add_argument("--rate", type=float, default=8e-5)
    parser.add_argument("--threads", type=int, default=2)
    train(parser.parse_args())


if __name__ == "__main__":
    main()
