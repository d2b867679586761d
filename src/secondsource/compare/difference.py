"""What a comparator answers: how two statements of the same matter differ, with the reason."""

from dataclasses import dataclass

from secondsource.records.story import Kind, Relation


@dataclass(frozen=True, slots=True)
class Difference:
    """Two statements that cannot both hold, or of which the later one supersedes the earlier.

    `relation` is CONFLICT or UPDATE; `values` is what either side says, in a few words, in the
    order in which the statements were given; `reason` says in words why they do not fit.
    """

    kind: Kind
    relation: Relation
    values: tuple[str, str]
    reason: str
