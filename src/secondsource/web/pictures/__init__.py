"""Pictures of a story: laid out in Python, drawn as SVG, each with the same facts as a table."""

from secondsource.web.pictures.drawing import Picture
from secondsource.web.pictures.small_coverage import small_coverage

__all__ = ["Picture", "small_coverage"]
