"""What the stages need of a model or of what is stored, as Protocols; others fulfil them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from secondsource.records.evidence import Maker
from secondsource.records.grouped import Glance, Link
from secondsource.records.parse import Parse, Segmented
from secondsource.records.story import Decision, Story


class Parser(Protocol):
    """Tokens, sentences, syntax and entities of a text."""

    @property
    def maker(self) -> Maker:
        """Name and version of the model."""

    def parse(self, texts: Sequence[Segmented]) -> list[Parse]:
        """One parse a text, in order; what lies outside its segments has no tokens."""


class Encoder(Protocol):
    """Vectors whose cosine says how alike two texts are in meaning."""

    @property
    def maker(self) -> Maker:
        """Name and version of the model."""

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """One row a text, of Euclidean length 1; shape (len(texts), dimensions)."""


@dataclass(frozen=True, slots=True)
class Entailment:
    """How a premise bears on a hypothesis: three shares that add up to 1."""

    entails: float
    neutral: float
    contradicts: float


class Entailer(Protocol):
    """Whether a hypothesis follows from a premise, is contradicted by it, or neither."""

    @property
    def maker(self) -> Maker:
        """Name and version of the model."""

    def weigh(self, pairs: Sequence[tuple[str, str]]) -> list[Entailment]:
        """One judgement a (premise, hypothesis) pair, in order."""


class Shelf(Protocol):
    """What was grouped so far, found by index: the cost does not grow with what is on it."""

    def candidates(
        self, glances: Sequence[Glance], *, days: float, most: int
    ) -> dict[str, tuple[str, ...]]:
        """For each of some new reports, by id, grouped ones that may tell of the same event.

        At most `most`, the most promising first, by the keys that they share; published no more
        than `days` days before or after it where both are dated.
        """

    def glances(self, report_ids: Collection[str]) -> Mapping[str, Glance]:
        """Those of the reports that were grouped, by id."""

    def links(self, report_ids: Collection[str]) -> Sequence[Link]:
        """Every link that has an end among the reports."""

    def stories_of(self, report_ids: Collection[str]) -> Mapping[str, Story]:
        """The story that each of the reports is in, by report id; not yet grouped ones left out."""

    def decisions(self, report_ids: Collection[str]) -> Sequence[Decision]:
        """What people decided of pairs that have an end among the reports, in order of time."""

    def former(self, report_ids: Collection[str]) -> Mapping[str, str]:
        """For each of the reports that replaces another, by id, the report that it replaces."""

    def replacing(self, report_ids: Collection[str]) -> Mapping[str, str]:
        """The other way round: each report that replaces one of the reports, and which one.

        A correction may be grouped before what it corrects.
        """

    def stories(self, story_ids: Collection[str]) -> Mapping[str, Story]:
        """Stories by id, those merged away among them; ids that no story ever had are left out."""

    def grouped_so_far(self) -> int:
        """How many reports were grouped."""

    def first_grouped(self, most: int) -> Sequence[str]:
        """Up to `most` reports that were grouped: all of them, where there are no more than that.

        While only a handful is known, each new report still tells of all the others.
        """
