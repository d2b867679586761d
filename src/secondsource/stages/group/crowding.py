"""How crowded the topic of a report is, and how far that lowers what links it to others."""

from collections.abc import Sequence

from secondsource.stages.group.likeness import CEILING, FLOOR, SURE, scale

# The neighbours of a report from the fourth to the thirteenth: most are not of its own event
# and say how crowded its topic is.
CROWD_FIRST, CROWD_LAST = 3, 13
# How far crowding lowers a link at most, in log-odds. Without a bound, reports of one event that
# many outlets cover lower one another until each is a story of its own.
MOST_LOWERED = 3.0


def crowdedness(ranks: Sequence[float], total: int) -> float:
    """How much more crowded than usual the topic of a report is; 0 if it is not.

    `ranks` are its strongest links, negated, in order; `total` is how many reports there are. With
    few at hand nothing is known of its topic: it counts as usual.
    """
    usual, places = scale().crowd_usual, CROWD_LAST - CROWD_FIRST
    told = [max(value, -CEILING) for value in ranks[CROWD_FIRST:CROWD_LAST]]
    unknown = _unknown_ranks(total)
    far = places - unknown - len(told)
    mean = (-sum(told) + unknown * usual + far * FLOOR) / places
    return max(0.0, mean - usual)


def lowered(value: float, crowd: float, other: float) -> float:
    """A link lowered by how crowded its ends' topics are, but never by more than a bound.

    The crowd around a report may be its own story: fifty reports of one event are no topic. A
    reprint stays one in any crowd.
    """
    if value >= SURE:
        return value
    by = scale().crowd_weight * (crowd + other) / 2
    return max(FLOOR, value - min(by, MOST_LOWERED))


def threshold(total: int) -> float:
    """The likeness that joins: lower for few reports, which were rather picked than found."""
    unknown = _unknown_ranks(total) / (CROWD_LAST - CROWD_FIRST)
    return scale().threshold - scale().few_bonus * unknown


def is_few(total: int) -> bool:
    """Whether so few reports are known that each new one still bears on all others."""
    return _unknown_ranks(total) > 0


def _unknown_ranks(total: int) -> int:
    """How many of the ranks that tell of crowding too few reports leave empty."""
    return CROWD_LAST - min(max(total - 1, CROWD_FIRST), CROWD_LAST)
