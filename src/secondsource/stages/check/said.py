"""A sentence of a draft, read, and what can be said against it."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from secondsource.compare.claims import Statement
from secondsource.compare.office import Holding
from secondsource.records.evidence import Passage
from secondsource.records.layers import Quantity, Sentence, Time
from secondsource.records.story import Kind


@dataclass(frozen=True, slots=True)
class Said:
    """One sentence of a draft with all that was found in it.

    `meanings` and `bare` have one row a statement: its vector with and without names and times;
    `kinds` says for a noun of which kind its thing is, `names` are those of any sort as printed.
    """

    sentence: Sentence
    text: str
    vector: NDArray[np.float32]
    lemmas: frozenset[str]
    statements: tuple[Statement, ...]
    meanings: NDArray[np.float32]
    bare: NDArray[np.float32]
    holdings: tuple[Holding, ...]
    quantities: tuple[Quantity, ...]
    times: tuple[Time, ...]
    kinds: Mapping[str, frozenset[str]]
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Objection:
    """A reason against a sentence: its kind, the passages that say otherwise, the words for it."""

    kind: Kind
    evidence: tuple[Passage, ...]
    note: str
