"""A story and what comes of reading its reports together: origins, claims, points."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from secondsource.records.evidence import Maker, Passage
from secondsource.records.layers import Polarity, Quantity, Status, Time


@dataclass(frozen=True, slots=True)
class Story:
    """The reports of one event, in order of publication; `why` says what joins them."""

    id: str
    headline: str
    report_ids: tuple[str, ...]
    first: datetime | None
    last: datetime | None
    merged_into: str | None
    why: str
    maker: Maker


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided of two reports: that they tell one story `together`, or do not.

    Grouping respects it whatever the texts say; of two decisions on one pair, the later holds.
    """

    report_ids: tuple[str, str]
    together: bool


@dataclass(frozen=True, slots=True)
class Origin:
    """Who the information comes from. Reports of one origin are not independent of each other.

    `how` says in words why each report after the first belongs here ("b reprints a: 87 % of its
    text"); empty for an origin of one report.
    """

    id: str
    report_ids: tuple[str, ...]
    how: tuple[str, ...]
    maker: Maker


@dataclass(frozen=True, slots=True)
class Claim:
    """One statement of one report.

    `said_in` is its passage, `text` the statement readable alone (pronouns and roles resolved),
    which may differ from the passage's characters. `speaker` is who is quoted as saying it, None
    for the report's own voice.
    """

    id: str
    said_in: Passage
    text: str
    speaker: str | None
    polarity: Polarity
    status: Status
    subject: str
    predicate: str
    object: str
    quantities: tuple[Quantity, ...]
    times: tuple[Time, ...]
    places: tuple[str, ...]
    people: tuple[str, ...]


class Relation(StrEnum):
    """How the sides of a point stand to each other."""

    AGREE = "agree"
    CONFLICT = "conflict"
    UPDATE = "update"
    SINGLE = "single"


class Kind(StrEnum):
    """What a conflict, an update or a contradiction is about."""

    NUMBER = "number"
    DATE = "date"
    PLACE = "place"
    PERSON = "person"
    ROLE = "role"
    ATTRIBUTION = "attribution"
    OUTCOME = "outcome"
    OBJECT = "object"
    STATUS = "status"


@dataclass(frozen=True, slots=True)
class Side:
    """The claims of a point that say the same.

    `value` is what sets this side apart ("5 carriages");
    `origins` are the ids of the independent origins that stand behind it.
    """

    value: str
    claim_ids: tuple[str, ...]
    origins: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Point:
    """One matter that claims of a story speak to.

    `kind` is None for `agree` and `single`. `origins` counts the independent origins of all
    sides together. `reasons` say in words why the sides agree or cannot both hold.
    """

    id: str
    story_id: str
    relation: Relation
    kind: Kind | None
    subject: str
    sides: tuple[Side, ...]
    origins: int
    reasons: tuple[str, ...]
    maker: Maker


@dataclass(frozen=True, slots=True)
class Alignment:
    """All that aligning a story gives: its origins, its claims and its points.

    `names` maps each name as one report writes it, `(report id, entity)`, to the one form used
    for it across the story.
    """

    origins: tuple[Origin, ...]
    claims: tuple[Claim, ...]
    points: tuple[Point, ...]
    names: tuple[tuple[str, str, str], ...]
