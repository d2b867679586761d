"""What grouping keeps of each report, so that it can go on later, in another process."""

from dataclasses import dataclass
from datetime import datetime

from secondsource.records.evidence import Maker
from secondsource.records.story import Story


@dataclass(frozen=True, slots=True)
class Glance:
    """A report at a glance, as it is stored.

    `keys` are the words that it can be found by with their weights, the weightiest first;
    `vector` is its encoding, little-endian 32-bit floats of Euclidean length 1; `content` is all
    that grouping knows of it, in a form that `maker` alone can read.
    """

    report_id: str
    published: datetime | None
    keys: tuple[tuple[str, float], ...]
    vector: bytes
    content: bytes
    maker: Maker


@dataclass(frozen=True, slots=True)
class Link:
    """How likely two reports tell of one event, in log-odds; `a < b`."""

    a: str
    b: str
    value: float


@dataclass(frozen=True, slots=True)
class Grouped:
    """What grouping some new reports gave: to be stored together or not at all.

    `stories` are those that changed, those merged into another among them.
    """

    glances: tuple[Glance, ...]
    links: tuple[Link, ...]
    stories: tuple[Story, ...]
