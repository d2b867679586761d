"""Coverage of a story over time, small enough for a line of a list."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from markupsafe import Markup

from secondsource.export.sheet import counted, day
from secondsource.records.summary import Coverage
from secondsource.web.pictures.drawing import anchor, drawn

KEPT = 2_000  # charts, each of a few hundred characters
WIDTH, HEIGHT = 120, 28
BINS = 24
_BASE = HEIGHT - 1.5  # where the bars stand: the line below them lies inside the picture
_MOST_A_REPORT = 6.0  # pixels; a bar of one report is no tower
_LEAST = 1.5  # what is there can be seen


@dataclass(frozen=True, slots=True)
class Bar:
    """A stretch of time: the heights of its independent reports, and of the reprints on top."""

    x: float
    width: float
    independent: float
    reprints: float

    @property
    def foot(self) -> float:
        """The top of the part that stands for independent reports."""
        return _BASE - self.independent

    @property
    def top(self) -> float:
        """The top of the bar."""
        return self.foot - self.reprints


@dataclass(frozen=True, slots=True)
class SmallCoverage:
    """The bars of a small chart, and what it says in words."""

    id: str
    words: str
    bars: tuple[Bar, ...]


def small_coverage(story_id: str, coverage: Sequence[Coverage]) -> Markup:
    """The small chart of a story's reports over time; nothing where there are none."""
    return _drawn(story_id, tuple(coverage)) if coverage else Markup("")


@lru_cache(maxsize=KEPT)
def _drawn(story_id: str, coverage: tuple[Coverage, ...]) -> Markup:
    chart = lay_out(story_id, coverage)
    return drawn("small_coverage", chart=chart, width=WIDTH, height=HEIGHT, base=_BASE)


def lay_out(story_id: str, coverage: Sequence[Coverage]) -> SmallCoverage:
    """Where each bar of the chart stands; `coverage` must not be empty."""
    first = min(one.when for one in coverage)
    last = max(one.when for one in coverage)
    counts: dict[int, list[int]] = {}
    for one in coverage:
        counts.setdefault(_bin(one.when, first, last), [0, 0])[not one.independent] += 1
    most = max(sum(pair) for pair in counts.values())
    scale = min(_MOST_A_REPORT, (_BASE - 1) / most)
    step = WIDTH / BINS
    bars = (
        Bar(at * step + 0.5, step - 1, *(_height(count, scale) for count in counts[at]))
        for at in sorted(counts)
    )
    return SmallCoverage(anchor("coverage", story_id), in_words(coverage), tuple(bars))


def in_words(coverage: Sequence[Coverage]) -> str:
    """ "3 independent reports and 2 reprints, 12 March 2025 to 14 March 2025"."""
    independent = sum(one.independent for one in coverage)
    others = len(coverage) - independent
    told = [counted(independent, "independent report")] if independent else []
    # Without any independent one nobody has compared them yet.
    told += [counted(others, "reprint" if independent else "report")] if others else []
    ends = (min(one.when for one in coverage), max(one.when for one in coverage))
    days = " to ".join(dict.fromkeys(map(day, ends)))
    return f"{' and '.join(told)}, {days}{'' if independent else ', not yet compared'}"


def _bin(when: datetime, first: datetime, last: datetime) -> int:
    """The stretch that a moment falls into; the middle one where all is one moment."""
    if first == last:
        return BINS // 2
    return min(BINS - 1, int((when - first) / (last - first) * BINS))


def _height(count: int, scale: float) -> float:
    return max(_LEAST, count * scale) if count else 0.0
