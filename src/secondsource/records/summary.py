"""Stories at a glance: what a list of them shows, and what it is asked for."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class StorySummary:
    """One story of a list.

    `first` and `last` are when its reports were published, `changed` when anything about it last
    changed. `reports` counts its reports, `origins` the independent origins among them and
    `disputed` its points in conflict. `brief` is the number of its latest brief, 0 before the
    first.
    """

    id: str
    headline: str
    first: datetime | None
    last: datetime | None
    changed: datetime
    reports: int
    origins: int
    disputed: int
    brief: int


@dataclass(frozen=True, slots=True)
class StoryFilter:
    """Which stories a list keeps: those that fulfil every field that is set.

    Every word of `text` stands in the headline, or every word in one report: words in quotation
    marks side by side, `word*` begins so; neither case nor accents matter. `name` stands in that of
    a person, body or place of it, `outlet` published one of its reports, whatever the case. `since`
    and `until` (aware, both inclusive) keep stories with a report published, or where undated
    changed, in that time. `least_origins` is the least number of independent origins; `disputed`
    keeps those that have a disputed point, or with False those that have none.
    """

    text: str = ""
    name: str = ""
    outlet: str = ""
    since: datetime | None = None
    until: datetime | None = None
    least_origins: int = 0
    disputed: bool | None = None


@dataclass(frozen=True, slots=True)
class SavedView:
    """A filter that a person keeps by a name."""

    id: str
    user_id: str
    name: str
    filter: StoryFilter


@dataclass(frozen=True, slots=True)
class Coverage:
    """One report of a story on a chart: when it was published, and whether it is a second source.

    `when` is the time at which it came in where it is undated; `independent` is False for
    a reprint or relay of another report, and before the story has a brief.
    """

    when: datetime
    independent: bool
