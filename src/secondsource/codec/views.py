"""The filter of a saved view, as the store keeps it."""

from pydantic import ValidationError

from secondsource.codec.kept import adapter
from secondsource.errors import StaleRecord
from secondsource.records.summary import StoryFilter


def filter_to_text(wanted: StoryFilter) -> str:
    """A filter as JSON; `filter_from_text` gives the same back."""
    return adapter(StoryFilter).dump_json(wanted).decode()


def filter_from_text(kept: str) -> StoryFilter:
    """The filter again, without fields that this version does not know; else `StaleRecord`."""
    try:
        wanted: StoryFilter = adapter(StoryFilter).validate_json(kept)
    except ValidationError as error:
        raise StaleRecord("a saved view is of another version: save it again") from error
    return wanted
