"""What can be told in words of a report at a glance: kept small, unpacked where it is told."""

import json
import zlib
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Spelt:
    """`opening` is what the reader sees first, `names` are those of the head, as written.

    `words` are the folded words of title and head, each once, in the order of their numbers.
    """

    opening: str
    names: tuple[str, ...]
    words: tuple[str, ...]


def packed(spelt: Spelt) -> bytes:
    """What `unpacked` reads."""
    raw = json.dumps([spelt.opening, spelt.names, spelt.words], separators=(",", ":"))
    return zlib.compress(raw.encode("ascii"), 1)


def unpacked(text: bytes) -> Spelt:
    """What was packed."""
    opening, names, words = json.loads(zlib.decompress(text))
    return Spelt(opening, tuple(names), tuple(words))
