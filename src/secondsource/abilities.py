"""What the stages need of a model, as Protocols; `models` has the real ones."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from secondsource.records.evidence import Maker
from secondsource.records.parse import Parse, Segmented


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
