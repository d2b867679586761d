"""The keys of a glance as bytes: how many, their weights, the lengths of the words, the words."""

import struct
from collections.abc import Sequence
from itertools import accumulate

Keys = tuple[tuple[str, float], ...]
COUNT = struct.Struct("<I")


def pack_keys(keys: Sequence[tuple[str, float]]) -> bytes:
    """Words and weights, so that `unpack_keys` gives the same back to the last bit."""
    words = [word for word, _ in keys]
    weights = struct.pack(f"<{len(keys)}d", *(weight for _, weight in keys))
    lengths = struct.pack(f"<{len(keys)}I", *map(len, words))
    text = "".join(words).encode("utf-8", "surrogatepass")
    return b"".join((COUNT.pack(len(keys)), weights, lengths, text))


def unpack_keys(packed: bytes) -> Keys:
    """What `pack_keys` was given."""
    (count,) = COUNT.unpack_from(packed)
    weights = struct.unpack_from(f"<{count}d", packed, COUNT.size)
    lengths = struct.unpack_from(f"<{count}I", packed, COUNT.size + 8 * count)
    text = packed[COUNT.size + 12 * count :].decode("utf-8", "surrogatepass")
    ends = accumulate(lengths)
    words = [text[end - length : end] for end, length in zip(ends, lengths, strict=True)]
    return tuple(zip(words, weights, strict=True))
