"""Pictures of a story: laid out in Python, drawn as SVG, each with the same facts as a table."""

from secondsource.records.brief import Account
from secondsource.web.pictures.copies import copies
from secondsource.web.pictures.coverage import coverage
from secondsource.web.pictures.drawing import Picture
from secondsource.web.pictures.matrix import matrix
from secondsource.web.pictures.moved import moved
from secondsource.web.pictures.small_coverage import small_coverage
from secondsource.web.pictures.timeline import timeline

__all__ = [
    "Picture",
    "copies",
    "coverage",
    "matrix",
    "moved",
    "pictures",
    "small_coverage",
    "timeline",
]

_ALL = (timeline, matrix, moved, coverage, copies)


def pictures(account: Account) -> tuple[Picture, ...]:
    """Every picture that there is something to draw for, in the order in which they are read."""
    return tuple(made for draw in _ALL if (made := draw(account)))
