"""What a figure counts, as far as the words around it say."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Counted:
    """The lemma of what a figure counts, the end of its words, and a unit if that follows."""

    of: str
    end: int
    unit: str = ""
