"""Builds the entailment model from data to a folder that the setting `entailer` takes.

    uv run python -m training.entailment.build SHARED WORK --train-python TRAINING_ENV/bin/python

SHARED holds the data sets (docs/decisions/0014 says which and under what licence), WORK what is
made on the way, and in the end WORK/model. Each step is left out if its outcome is there, and
training goes on from its last checkpoint: a build that was cut off is started again with the same
words. About two hours of a core. Needs WordNet (Debian: `wordnet-base`) and, for training and
export alone, an environment with training/requirements.txt.
"""

import argparse
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

STEPS, DECAY = 4200, 1400
GENERATED = ("--articles", "4200", "--rounds", "800")
TITLES = ("--titles", "--articles", "8000", "--rounds", "900")
# Without these, glibc gives freed memory back at each step and the kernel clears it anew: a third
# of the time.
KEEP_MEMORY = {
    "MALLOC_MMAP_THRESHOLD_": "33554432",
    "MALLOC_TRIM_THRESHOLD_": "12000000000",
    "MALLOC_TOP_PAD_": "268435456",
    "MALLOC_ARENA_MAX": "2",
}


@dataclass(frozen=True, slots=True)
class Step:
    """A command, the file that tells it is done, and what it adds to the environment."""

    makes: Path
    command: tuple[str, ...]
    environment: Mapping[str, str] = field(default_factory=dict)


def steps(shared: Path, work: Path, train_python: str, threads: int) -> Iterator[Step]:
    """The steps, in order."""
    data, here = shared / "data", "training.entailment"
    news, titles, held = work / "news", work / "titles", "news_held_back.jsonl.gz"
    texts = (str(data / "stream/articles.jsonl.gz"), str(data / "stories/dev.jsonl.gz"))
    pairs, check = data / "entailment/pairs.jsonl.gz", data / "check/dev.jsonl.gz"
    given, documents, run = work / "given.jsonl.gz", work / "documents.jsonl.gz", work / "run"
    learnt = (news / "news.jsonl.gz", titles / "news.jsonl.gz", given, documents, documents)
    plain = (sys.executable, "-m")
    yield Step(news / held, (*plain, f"{here}.generate", *texts, "--out", str(news), *GENERATED))
    yield Step(titles / held, (*plain, f"{here}.generate", *texts, "--out", str(titles), *TITLES))
    yield Step(given, (*plain, f"{here}.given", str(pairs), str(given)))
    yield Step(documents, (*plain, f"{here}.documents", str(check), str(documents)))
    yield Step(
        run / "done",
        (train_python, "-m", f"{here}.train", "--out", str(run), "--steps", str(STEPS))
        + ("--decay", str(DECAY), "--threads", str(threads), *map(str, learnt)),
        KEEP_MEMORY,
    )
    model, checkpoint = work / "model", str(run / "checkpoint.pt")
    yield Step(model / "model.onnx", (train_python, "-m", f"{here}.export", checkpoint, str(model)))
    yield Step(
        model / "SHA256SUMS",
        (*plain, f"{here}.calibrate", str(model), str(news / held), str(pairs)),
    )


def main() -> None:
    """Do what is not done yet."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("shared", type=Path)
    parser.add_argument("work", type=Path)
    parser.add_argument("--train-python", required=True, help="of the training environment")
    parser.add_argument("--threads", type=int, default=os.cpu_count() or 1)
    args = parser.parse_args()
    root = Path(__file__).parents[2]
    path = os.pathsep.join((str(root), str(root / "src")))
    for step in steps(args.shared, args.work, args.train_python, args.threads):
        if step.makes.exists():
            print(f"{step.makes}: there already", flush=True)
            continue
        print(" ".join(step.command), flush=True)
        environment = {**os.environ, "PYTHONPATH": path, **step.environment}
        subprocess.run(step.command, check=True, cwd=root, env=environment)


if __name__ == "__main__":
    main()
