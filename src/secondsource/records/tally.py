"""How much there is at a desk, for whoever keeps watch over it."""

from dataclasses import dataclass

from secondsource.records.job import JobState, Lane


@dataclass(frozen=True, slots=True)
class Tally:
    """How many reports and stories there are, and how many jobs wait or run in each lane."""

    reports: int
    stories: int
    jobs: tuple[tuple[Lane, JobState, int], ...]
