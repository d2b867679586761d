"""The order of work: the only package that knows the stages, the store and the runner.

`together` reads reports that are at hand; `running` is the desk that keeps its reports.
"""

from secondsource.desk.reading import Models, Progress
from secondsource.desk.together import Desk

__all__ = ["Desk", "Models", "Progress"]
