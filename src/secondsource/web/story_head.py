"""What stands above every page of a story."""

from typing import Any

from secondsource.export.formats import FORMATS
from secondsource.export.sheet import day
from secondsource.records.summary import StorySummary

EXPORTS = tuple((name, form.what) for name, form in FORMATS.items())


def headed(summary: StorySummary) -> dict[str, Any]:
    """What the templates call the story by."""
    ends = [day(when) for when in (summary.first, summary.last) if when]
    return {
        "summary": summary,
        "story_id": summary.id,
        "headline": summary.headline,
        "dates": " to ".join(dict.fromkeys(ends)),
        "number": summary.brief,
        "exports": EXPORTS,
    }
