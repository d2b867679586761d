"""What comparing two values answers: whether both can be true, and why."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Comparison:
    """Whether two values can both be told of the same thing.

    `fits` is true where they can, false where they cannot, None where they cannot be compared
    (tonnes and hours, two currencies). `exact` is true where both say the very same. `reason` says
    why in plain words, both values in it.
    """

    fits: bool | None
    exact: bool
    reason: str
