"""Second Source reads the reports of an event together.

    import secondsource

    desk = secondsource.open_desk()
    reports = [secondsource.Report.from_text(text, outlet="The Post") for text in texts]
    answer = desk.brief(reports)

`Desk.brief`, `Desk.check` and `Desk.group` are the whole of it; `docs/reference` has the records.
"""

from importlib.metadata import version
from typing import TYPE_CHECKING

from secondsource.records.report import Report

if TYPE_CHECKING:
    from secondsource.config import Settings
    from secondsource.desk import Desk

__version__ = version("secondsource")
__all__ = ["Report", "__version__", "open_desk"]


def open_desk(settings: "Settings | None" = None) -> "Desk":
    """A desk with the settings given, or those in force here. Models load when first needed."""
    # Imported here, so that `import secondsource` stays quick for those who only want records.
    from secondsource.build import open_desk as build

    return build(settings)
