"""Tells a reprint, verbatim or lightly rewritten, by a few of its runs of words.

Of the numbers that stand for runs of `RUN` words, a sketch keeps the `KEPT` smallest (Broder's
bottom-k sketch). Those of two sketches that lie below the lower of their ends are a sample of
the runs of both, drawn alike, so that what is shared in the sample is shared in the texts.
"""

import numpy as np
from numpy.typing import NDArray

Sketch = NDArray[np.uint32]

RUN = 4
KEPT = 64
LEAST = 12  # runs in the sample: fewer say nothing
# So much of the longer of two heads stands in the other too. Reports of one event that different
# people wrote share less than a tenth; a digest must not tie all the reports that it quotes.
REPRINTED = 0.5
# Pages of one outlet share what stands on all of them: they must be as good as the same.
OF_ONE_OUTLET = 0.8
ODD = (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0x27D4EB2F165667C5)


def sketch(numbers: NDArray[np.uint64]) -> Sketch:
    """The sketch of a text whose words have these numbers, in order."""
    runs = len(numbers) - RUN + 1
    if runs < 1:
        return np.zeros(0, dtype=np.uint32)
    mixed = np.zeros(runs, dtype=np.uint64)
    for place, odd in enumerate(ODD):
        mixed ^= (numbers[place : place + runs] + np.uint64(place + 1)) * np.uint64(odd)
        mixed ^= mixed >> np.uint64(29)
    return np.unique((mixed >> np.uint64(16)).astype(np.uint32))[:KEPT]


def is_reprint(a: Sketch, b: Sketch, *, least: float = REPRINTED) -> bool:
    """Whether one of two texts is the other, verbatim or lightly rewritten: `least` is shared."""
    if not len(a) or not len(b):
        return False
    end = min(_end(a), _end(b))
    some, other = a[a <= end], b[b <= end]
    most = max(len(some), len(other))
    return most >= LEAST and np.isin(some, other).sum() >= least * most


def _end(a: Sketch) -> int:
    """Up to where the sketch holds every run; a short text's holds all there are."""
    return int(a[-1]) if len(a) == KEPT else 0xFFFFFFFF
