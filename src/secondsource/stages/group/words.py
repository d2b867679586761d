"""The words of a report, and how rare each is in news: the ground that likeness stands on."""

import functools
import math
import re
from importlib import resources

WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:['’.&][^\W\d_]+)*")
FREQUENCIES = "data/document_frequencies.txt"
TOTAL = re.compile(r"of (\d+) English")
UNSEEN = 3.0  # a word that the table lacks counts as if it occurred in this many of its reports


def words(text: str) -> list[str]:
    """The words of `text`, folded, in order; figures as they are written."""
    return [folded for found in WORD.findall(text) if (folded := fold(found))]


def fold(word: str) -> str:
    """One form for "Rome's", "ROME" and "Rome"; for "U.S." and "US"."""
    if word[0].isdigit():
        return word
    word = word.lower().replace("’", "'").removesuffix("'s")
    return word.replace(".", "").replace("'", "")


@functools.lru_cache(maxsize=65536)
def rarity(word: str) -> float:
    """How much a shared `word` says: near 0 for one of every report, about 8 for an unseen one."""
    total, frequencies = _frequencies()
    return math.log((total + UNSEEN) / (frequencies.get(word, 0) + UNSEEN))


@functools.cache
def _frequencies() -> tuple[int, dict[str, int]]:
    text = resources.files(__package__).joinpath(FREQUENCIES).read_text(encoding="utf-8")
    total = TOTAL.search(text)
    if total is None:
        raise ValueError(f"{FREQUENCIES} does not say of how many reports it counts")
    rows = (line.split() for line in text.splitlines() if not line.startswith("#"))
    return int(total[1]), {word: int(count) for word, count in rows}
