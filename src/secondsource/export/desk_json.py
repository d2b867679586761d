"""Lists of stories, and what changed in them, to JSON: the promise of their schemas."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from secondsource.codec import Json
from secondsource.codec.events import change_to_json
from secondsource.records.change import BriefVersion
from secondsource.records.report import Report
from secondsource.records.summary import StorySummary

STORIES_SCHEMA = "secondsource/stories/1"
CHANGES_SCHEMA = "secondsource/changes/1"


def stories_to_json(stories: Iterable[StorySummary]) -> Json:
    """A list of stories, as `docs/reference/stories.schema.json` promises it."""
    return {"schema": STORIES_SCHEMA, "stories": [story_to_json(one) for one in stories]}


def story_to_json(one: StorySummary) -> Json:
    """One story of such a list."""
    return {
        "id": one.id,
        "headline": one.headline,
        "first": _moment(one.first),
        "last": _moment(one.last),
        "changed": _moment(one.changed),
        "reports": one.reports,
        "origins": one.origins,
        "disputed": one.disputed,
        "brief": one.brief,
    }


def changes_to_json(versions: Iterable[BriefVersion], reports: Mapping[str, Report]) -> Json:
    """What versions of briefs changed, as `docs/reference/changes.schema.json` promises it.

    `reports` has by id all that the changes cite, also those that left the story.
    """
    told = [_version(version, reports) for version in versions]
    return {"schema": CHANGES_SCHEMA, "versions": told}


def _version(version: BriefVersion, reports: Mapping[str, Report]) -> Json:
    return {
        "story": version.story_id,
        "number": version.number,
        "written": _moment(version.written),
        "changes": [change_to_json(change, reports) for change in version.changes],
    }


def _moment(when: datetime | None) -> str | None:
    return when.isoformat() if when else None
