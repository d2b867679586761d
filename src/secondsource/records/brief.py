"""The account of a story: lines with the passages they rest on, and the answers that doors show."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from secondsource.records.evidence import Maker, Passage
from secondsource.records.layers import Precision
from secondsource.records.report import Report
from secondsource.records.story import Alignment, Story


class Section(StrEnum):
    """The sections of a brief, in the order in which they are read."""

    CONFIRMED = "confirmed"
    DISPUTED = "disputed"
    CHANGED = "changed"
    SINGLE = "single"
    SAID = "said"
    FIGURES = "figures"
    TIMELINE = "timeline"
    SOURCES = "sources"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a brief, never without `cites`; `point_id` leads to the point behind it."""

    section: Section
    text: str
    cites: tuple[Passage, ...]
    point_id: str | None = None


@dataclass(frozen=True, slots=True)
class Brief:
    """The account of one story. `written` is when, `maker` what chose the lines."""

    id: str
    story_id: str
    lines: tuple[Line, ...]
    written: datetime
    maker: Maker


@dataclass(frozen=True, slots=True)
class SaidLine:
    """Direct speech of a story: the passage between the marks, and who said it."""

    passage: Passage
    speaker: str | None


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of a story: `low == high` for a single value; `unit` and `of` as in `Quantity`."""

    passage: Passage
    low: float
    high: float
    unit: str
    of: str


@dataclass(frozen=True, slots=True)
class Moment:
    """One entry of the timeline: its first moment, how precisely that is known, what happened."""

    when: datetime
    precision: Precision
    text: str
    cites: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Account:
    """A story told: its reports, what aligning them gave, and the brief of it."""

    story: Story
    reports: tuple[Report, ...]
    alignment: Alignment
    quotes: tuple[SaidLine, ...]
    figures: tuple[Figure, ...]
    timeline: tuple[Moment, ...]
    brief: Brief


@dataclass(frozen=True, slots=True)
class SetAside:
    """An input that could not be read, and why, in words that say what to do."""

    input: str
    reason: str


@dataclass(frozen=True, slots=True)
class BriefAnswer:
    """What `Desk.brief` gives: an account of each story, and the inputs set aside."""

    stories: tuple[Account, ...]
    set_aside: tuple[SetAside, ...]


@dataclass(frozen=True, slots=True)
class GroupAnswer:
    """What `Desk.group` gives: the stories, the reports they name, and the inputs set aside."""

    stories: tuple[Story, ...]
    reports: tuple[Report, ...]
    set_aside: tuple[SetAside, ...]
