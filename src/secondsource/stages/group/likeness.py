"""How likely two reports tell of one event: log-odds from words, meaning, figures and time."""

import functools
import math
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources

from secondsource.stages.group.skim import BODY_WORDS, Skim

FLOOR, CEILING = -8.0, 4.0  # log-odds: beyond these, more evidence changes nothing
DAY_SECONDS = 86_400
# In this order in `evidence` and by these names in the data file.
EVIDENCE = (
    "words",
    "words_root",
    "length",
    "words_by_length",
    "lead",
    "title",
    "figures",
    "vector",
    "other_days",
)


@dataclass(frozen=True, slots=True)
class Scale:
    """What each piece of evidence weighs, as `training/fit_grouping.py` found it.

    `days_same` is for two reports of one moment, `days_slope` times the logarithm of the days
    between them comes off it, as if no more than `days_most` lay between. `few_bonus` comes off
    the threshold where only a handful of reports is given.
    """

    weights: tuple[float, ...]
    base: float
    days_same: float
    days_slope: float
    days_most: float
    threshold: float
    crowd_weight: float
    crowd_usual: float
    few_bonus: float


@functools.cache
def scale() -> Scale:
    """The scale that the package carries."""
    text = resources.files(__package__).joinpath("data/likeness.toml").read_text("utf-8")
    read = tomllib.loads(text)
    days, crowd = read["days"], read["crowd"]
    return Scale(
        weights=tuple(read["evidence"][name] for name in EVIDENCE),
        base=read["base"],
        days_same=days["same"],
        days_slope=days["slope"],
        days_most=days["most"],
        threshold=read["threshold"],
        crowd_weight=crowd["weight"],
        crowd_usual=crowd["usual"],
        few_bonus=read["few"]["bonus"],
    )


def likeness(a: Skim, b: Skim) -> float:
    """Log-odds that `a` and `b` tell of one event, between `FLOOR` and `CEILING`; symmetric."""
    on = scale()
    odds = on.base + days_evidence(a, b, on)
    odds += sum(w * x for w, x in zip(on.weights, evidence(a, b), strict=True))
    return min(max(odds, FLOOR), CEILING)


def evidence(a: Skim, b: Skim) -> tuple[float, ...]:
    """What speaks for one event, in the order of `EVIDENCE`.

    `words_root` makes the first shared words count most. Short reports share fewer words than
    long ones even of one event: `length` is that of the shorter, 0 for a long one.
    """
    shared = cosine(a.words, b.words)
    length = math.log((5 + min(a.length, b.length)) / (5 + BODY_WORDS))
    return (
        shared,
        math.sqrt(shared),
        length,
        length * shared,
        cosine(a.lead, b.lead),
        cosine(a.title, b.title),
        cosine(a.figures, b.figures),
        float(a.vector @ b.vector),
        float(bool(a.days and b.days and not a.days & b.days)),
    )


def days_evidence(a: Skim, b: Skim, on: Scale) -> float:
    """What the time between two reports says; nothing where one has no date."""
    gap = days_between(a, b)
    if gap is None:
        return 0.0
    return on.days_same - on.days_slope * math.log1p(min(gap, on.days_most))


def days_between(a: Skim, b: Skim) -> float | None:
    """Days from one publication to the other; None where one has no date."""
    if a.published is None or b.published is None:
        return None
    return abs((a.published - b.published).total_seconds()) / DAY_SECONDS


def cosine(a: Mapping[str, float], b: Mapping[str, float]) -> float:
    """Dot product of two sparse vectors of length 1, the same to the last bit both ways."""
    return math.fsum(a[word] * b[word] for word in a.keys() & b.keys())
