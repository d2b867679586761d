"""Stories in a list, and one story told: its brief, points, quotes, figures and timeline."""

from datetime import datetime
from typing import Literal

from pydantic import Field

from secondsource.api.schemas.changes import Version
from secondsource.api.schemas.evidence import (
    MadeBy,
    OfKind,
    Origins,
    Passage,
    SetAside,
    Speaker,
    Told,
    WhenKnown,
)


class StorySummary(Told):
    """One story at a glance."""

    id: str
    headline: str = Field(description="In the words of one of its reports.")
    first: WhenKnown
    last: WhenKnown
    changed: datetime = Field(description="When anything about it last changed.")
    reports: int = Field(ge=0, description="How many reports it has.")
    origins: int = Field(ge=0, description="How many are independent; 0 before the first brief.")
    disputed: int = Field(ge=0, description="How many of its points are in conflict.")
    brief: int = Field(ge=0, description="The number of its latest brief; 0 before the first.")


class Stories(Told):
    """A page of stories."""

    schema_: Literal["secondsource/stories/1"] = Field(alias="schema")
    stories: list[StorySummary]
    after: str | None = Field(description="Where the next page begins; null at the end.")


class ToldReport(Told):
    """One report of a story, without its text."""

    id: str
    ref: str = Field(description="The caller's own name for the report.")
    outlet: str
    url: str | None
    title: str
    byline: str | None
    published: WhenKnown
    language: str
    origin: str = Field(description="Equal for reports that are not independent of each other.")
    replaces: str | None = Field(description="The id of the report that this one corrects.")


class Origin(Told):
    """Who information comes from. Reports of one origin are not independent of each other."""

    id: str
    reports: list[str]
    how: list[str] = Field(description="In words, why each report after the first belongs here.")
    maker: MadeBy


class Claim(Passage):
    """One statement of one report."""

    speaker: Speaker
    id: str
    reading: str = Field(description="The statement readable alone.")
    polarity: Literal["affirmed", "denied"]
    status: Literal["done", "planned", "expected", "promised", "refused", "conditional"]


class Side(Told):
    """The claims that say the same."""

    value: str = Field(description="What sets this side apart.")
    origins: Origins
    claims: list[Claim]


class Point(Told):
    """One matter that claims of the story speak to."""

    id: str
    relation: Literal["agree", "conflict", "update", "single"]
    kind: OfKind
    subject: str
    origins: int = Field(ge=1, description="How many independent origins speak to it.")
    reasons: list[str] = Field(description="In words, why the sides agree or cannot both hold.")
    sides: list[Side]
    maker: MadeBy


class Quote(Passage):
    """Direct speech: the characters between the marks."""

    speaker: Speaker


class Figure(Passage):
    """A figure."""

    value: float | list[float] = Field(description="A number, or [low, high] for a range.")
    unit: str = Field(description='A normalised unit ("EUR", "km"); empty for a count.')
    of: str = Field(description="What is counted or measured; empty where it is not said.")


class Entry(Told):
    """One entry of the timeline."""

    when: datetime = Field(description="The first moment of the time that is meant.")
    precision: Literal["minute", "hour", "day part", "day", "week", "month", "season", "year"]
    text: str
    cites: list[Passage]


class Line(Told):
    """One line of the brief."""

    section: Literal[
        "confirmed", "disputed", "changed", "single", "said", "figures", "timeline", "sources"
    ]
    text: str
    cites: list[Passage]
    point: str | None = Field(description="The id of the point behind the line, if one is.")


class Story(Told):
    """The account of one event."""

    id: str
    headline: str
    first: WhenKnown
    last: WhenKnown
    why: str = Field(description="In words, what joins the reports.")
    maker: MadeBy
    reports: list[ToldReport]
    origins: list[Origin]
    points: list[Point]
    quotes: list[Quote]
    figures: list[Figure]
    timeline: list[Entry]
    lines: list[Line]
    written: datetime


class Joined(Told):
    """What joined one report to the others."""

    report: str
    why: str


class Shown(Told):
    """A story as `secondsource show --json` has it; `stale` if a newer brief is being written."""

    schema_: Literal["secondsource/show/1"] = Field(alias="schema")
    stories: list[Story] = Field(min_length=1, max_length=1, description="The one story.")
    set_aside: list[SetAside]
    version: int = Field(ge=1, description="Which version of its brief this is.")
    why: list[Joined]
    since: list[Version] = Field(description="The versions after the one that was asked from.")
    stale: bool = Field(description="Whether the story changed since this brief was written.")


class Part(Told):
    """Whose part this is, and how it stands."""

    story: str = Field(description="The id of the story.")
    version: int = Field(ge=1, description="Which version of its brief this is from.")
    stale: bool = Field(description="Whether the story changed since this brief was written.")


class Brief(Part):
    """The lines of a story's brief."""

    headline: str
    written: datetime
    reports: list[ToldReport]
    origins: list[Origin]
    lines: list[Line]


class Points(Part):
    """What claims of the story speak to."""

    points: list[Point]


class OnePoint(Part):
    """One of its points."""

    point: Point


class Quotes(Part):
    """Who said what."""

    quotes: list[Quote]


class Figures(Part):
    """The figures of a story."""

    figures: list[Figure]


class Timeline(Part):
    """What happened when."""

    timeline: list[Entry]


class Why(Told):
    """What joined each report of a story to the others."""

    story: str
    why: list[Joined]


class StoryParts(Told):
    """The stories that came of a decision, at a glance; the first is the one that was made."""

    schema_: Literal["secondsource/decided/1"] = Field(alias="schema")
    act: int | None = Field(description="The number of the act that was undone; else null.")
    stories: list[StorySummary]


class Act(Told):
    """What somebody decided by hand."""

    number: int = Field(ge=1)
    what: str = Field(description="In words.")
    at: datetime
    undone: datetime | None = Field(description="When it was taken back; null while it holds.")


class Acts(Told):
    """What was decided by hand, the latest first."""

    schema_: Literal["secondsource/acts/1"] = Field(alias="schema")
    acts: list[Act]
