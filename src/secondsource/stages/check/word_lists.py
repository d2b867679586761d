"""The word lists beside this module: words of general English, one or more a line, "#" comments."""

from functools import cache
from importlib.resources import files


@cache
def listed(name: str) -> frozenset[str]:
    """The words of `data/NAME`."""
    table = files("secondsource.stages.check").joinpath("data", name)
    lines = table.read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())
