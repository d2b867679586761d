"""Counts in how many news reports each word occurs: the background table of the grouping.

    python training/word_rarity.py ARTICLES.jsonl.gz [--leave-out STORIES.jsonl.gz]

ARTICLES has one report a line with `title`, `content_original` and `url`. Reports of the `val`
split of STORIES are left out, so that the table knows nothing of what grouping is measured on.
Only counts are kept, no text, and only of words that at least LEAST reports share: below that a
word is as rare as one never seen.
"""

import argparse
import gzip
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from secondsource.stages.group.words import FREQUENCIES, words

LEAST = 8
TARGET = Path("src/secondsource/stages/group") / FREQUENCIES
HEADER = """\
# In how many of {total} English news reports each word occurs, if in {least} or more.
# Made by training/word_rarity.py from reports of many outlets, 2012-2020 (Article-Bias-Prediction).
# Words are folded as stages/group/words.py does it. One word a line, the commonest first.
"""


def lines(path: Path) -> Iterator[dict[str, Any]]:
    """The rows of a gzipped JSONL file."""
    with gzip.open(path, "rt", encoding="utf-8") as rows:
        yield from map(json.loads, rows)


def urls_of_val(path: Path) -> set[str]:
    """The URLs of reports that grouping is measured on."""
    stories = (story for story in lines(path) if story["split"] == "val")
    return {
        report["article"]["url"]
        for story in stories
        for report in story["reports"]
        if report.get("article")
    }


def main() -> None:
    """Write the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("articles", type=Path)
    parser.add_argument("--leave-out", type=Path)
    args = parser.parse_args()
    left_out = urls_of_val(args.leave_out) if args.leave_out else set()
    counts: Counter[str] = Counter()
    total = 0
    for row in lines(args.articles):
        if row["url"] not in left_out:
            total += 1
            counts.update(set(words(f"{row['title']}\n{row['content_original']}")))
    known = [(word, n) for word, n in counts.items() if n >= LEAST]
    known.sort(key=lambda pair: (-pair[1], pair[0]))
    body = "".join(f"{word} {n}\n" for word, n in known)
    TARGET.write_text(HEADER.format(total=total, least=LEAST) + body, encoding="utf-8")
    print(f"{len(known)} words of {total} reports -> {TARGET}")


if __name__ == "__main__":
    main()
