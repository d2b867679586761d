"""A report with what annotators found in it: typed layers, each with its maker."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any, Generic, TypeVar, cast

from secondsource.records.evidence import Maker, Span
from secondsource.records.parse import Parse
from secondsource.records.report import Report

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class LayerKey(Generic[T]):
    """The name of a layer and, for the type checker, of what its items are."""

    name: str


@dataclass(frozen=True, slots=True)
class Layer(Generic[T]):
    """What one annotator found in one report, in text order."""

    key: LayerKey[T]
    maker: Maker
    items: tuple[T, ...]


@dataclass(frozen=True, slots=True)
class AnnotatedReport:
    """A report and its layers so far."""

    report: Report
    layers: tuple[Layer[Any], ...] = ()

    def get(self, key: LayerKey[T]) -> tuple[T, ...]:
        """The items of a layer; `KeyError` names the layer if no annotator has made it."""
        for layer in self.layers:
            if layer.key == key:
                return cast("tuple[T, ...]", layer.items)
        raise KeyError(f"report {self.report.id} has no layer {key.name!r}")

    def has(self, key: LayerKey[Any]) -> bool:
        """Whether the layer was made."""
        return any(layer.key == key for layer in self.layers)

    def with_layer(self, layer: Layer[Any]) -> "AnnotatedReport":
        """The same report with one more layer."""
        return replace(self, layers=(*self.layers, layer))

    @property
    def parse(self) -> Parse:
        """The parse, which every annotator reads."""
        return self.get(PARSE)[0]


@dataclass(frozen=True, slots=True)
class Sentence(Span):
    """One sentence: characters `[start, end)`, tokens `[first, last)` of the parse."""

    first: int
    last: int
    paragraph: int


class NameKind(StrEnum):
    """What a name names."""

    PERSON = "person"
    ORGANISATION = "organisation"
    PLACE = "place"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Name(Span):
    """One mention of a named thing; `entity` is the fullest form that this report uses for it.

    "Mr Velchev", "Velchev" and "Ognyan Velchev" in one report all have the entity
    "Ognyan Velchev"; the span covers the name without title or possessive.
    """

    text: str
    kind: NameKind
    entity: str


@dataclass(frozen=True, slots=True)
class Role(Span):
    """A title or office in the text and, where the text says so, who holds it.

    `title` is normalised ("prime minister" for "PM" and "premier"), `qualifier` one of "",
    "former", "acting", "deputy", "vice", "elect", "outgoing", "designate"; `of` is what it is an
    office of ("Latvia", "federal police"), `holder` the entity of a name of the same report.
    """

    title: str
    qualifier: str
    of: str
    holder: str | None


@dataclass(frozen=True, slots=True)
class Quote(Span):
    """Speech. Direct: the characters between the marks. Indirect: the content clause.

    `speaker` is the entity of a name where the speaker can be resolved to one, else the words
    that the text uses ("the interior ministry"), else None. `source` is where the speaker stands
    in the text, `cue` the verb or phrase that makes it speech.
    """

    direct: bool
    speaker: str | None
    source: Span | None
    cue: Span | None


class Approximation(StrEnum):
    """How exactly a figure is meant."""

    EXACT = "exact"
    ABOUT = "about"
    AT_LEAST = "at least"
    MORE_THAN = "more than"
    AT_MOST = "at most"
    LESS_THAN = "less than"


@dataclass(frozen=True, slots=True)
class Quantity(Span):
    """A figure with what it counts. `low == high` for a single value.

    `unit` is a normalised unit ("EUR", "km", "percent", "km/h", "hour"), or "" for a count.
    `of` is the lemma of what is counted or measured ("passenger", "carriage"), lower case, "" if
    the text does not say. `per` is the period or share it is for ("month", "day", "person"), or
    "" if it is for none. The span covers number, approximation and unit or counted noun: "at least
    four people".
    """

    low: float
    high: float
    unit: str
    approximation: Approximation
    of: str
    per: str


class Precision(StrEnum):
    """The grain of a time."""

    MINUTE = "minute"
    HOUR = "hour"
    DAY_PART = "day part"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    SEASON = "season"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Time(Span):
    """A time in the text, resolved to `[first, last)` against the report's publication.

    Both are aware, in the zone of the report. "on Thursday" is one day long, "in April" a month,
    "2:35 a.m." a minute of the day that its sentence is about.
    """

    first: datetime
    last: datetime
    precision: Precision


class Polarity(StrEnum):
    """Whether a statement affirms or denies."""

    AFFIRMED = "affirmed"
    DENIED = "denied"


class Status(StrEnum):
    """How far the thing stated has come."""

    DONE = "done"
    PLANNED = "planned"
    EXPECTED = "expected"
    PROMISED = "promised"
    REFUSED = "refused"
    CONDITIONAL = "conditional"


@dataclass(frozen=True, slots=True)
class Clause(Span):
    """One predication: a verb with what belongs to it, as a passage that can be cited.

    `root` is the token of the predicate, `predicate` its lemma (with particle: "hand in"),
    `subject` and `object` the spans of its arguments where it has them. `sentence` indexes the
    sentences layer.
    """

    root: int
    predicate: str
    subject: Span | None
    object: Span | None
    polarity: Polarity
    status: Status
    sentence: int


PARSE: LayerKey[Parse] = LayerKey("parse")
SENTENCES: LayerKey[Sentence] = LayerKey("sentences")
NAMES: LayerKey[Name] = LayerKey("names")
ROLES: LayerKey[Role] = LayerKey("roles")
QUOTES: LayerKey[Quote] = LayerKey("quotes")
QUANTITIES: LayerKey[Quantity] = LayerKey("quantities")
TIMES: LayerKey[Time] = LayerKey("times")
CLAUSES: LayerKey[Clause] = LayerKey("clauses")
