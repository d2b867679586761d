"""What a running desk answers, to JSON: the promise of its schemas."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from secondsource.codec.answers import Json, brief_to_json, set_aside_to_json
from secondsource.codec.events import change_to_json, event_to_json
from secondsource.records.brief import BriefAnswer
from secondsource.records.change import BriefVersion
from secondsource.records.feed import Subscription
from secondsource.records.hook import Delivery, Hook
from secondsource.records.kept import Condition
from secondsource.records.report import Report
from secondsource.records.running import Added, Shown
from secondsource.records.summary import StorySummary

STORIES_SCHEMA = "secondsource/stories/1"
CHANGES_SCHEMA = "secondsource/changes/1"
ADDED_SCHEMA = "secondsource/added/1"
SHOW_SCHEMA = "secondsource/show/1"
FEEDS_SCHEMA = "secondsource/feeds/1"
HOOKS_SCHEMA = "secondsource/hooks/1"
HEALTH_SCHEMA = "secondsource/health/1"


def stories_to_json(stories: Iterable[StorySummary], *, after: str | None = None) -> Json:
    """A list of stories, as `docs/reference/stories.schema.json` promises it.

    `after` is the cursor to go on with, None at the end.
    """
    told = [story_to_json(one) for one in stories]
    return {"schema": STORIES_SCHEMA, "stories": told, "after": after}


def added_to_json(
    added: Added, stories: Iterable[StorySummary], reports: Mapping[str, Report]
) -> Json:
    """What adding gave; `stories` are those that changed, `reports` has what the events cite."""
    return {
        "schema": ADDED_SCHEMA,
        "reports": list(added.reports),
        "known": added.known,
        "feeds": list(added.feeds),
        "stories": [story_to_json(one) for one in stories],
        "events": [event_to_json(event, reports) for event in added.events],
        "damaged": added.damaged,
        "set_aside": set_aside_to_json(added.set_aside),
    }


def shown_to_json(shown: Shown, reports: Mapping[str, Report]) -> Json:
    """A story's brief as `brief --json` has it, with its version and what changed since."""
    return {
        **brief_to_json(BriefAnswer((shown.account,), ())),
        "schema": SHOW_SCHEMA,
        "version": shown.version.number,
        "why": [{"report": report, "why": why} for report, why in shown.why],
        "since": [_version(version, reports) for version in shown.since],
    }


def feeds_to_json(feeds: Iterable[Subscription]) -> Json:
    """The feeds that are followed, and how each fares."""
    return {"schema": FEEDS_SCHEMA, "feeds": [_feed(one) for one in feeds]}


def hooks_to_json(hooks: Iterable[Hook], latest: Mapping[str, Iterable[Delivery]]) -> Json:
    """Webhooks, never with their secrets; `latest` has the last deliveries by the hook's id."""
    return {"schema": HOOKS_SCHEMA, "hooks": [_hook(one, latest.get(one.id, ())) for one in hooks]}


def health_to_json(found: Iterable[Condition]) -> Json:
    """How a desk was found."""
    conditions = [
        {"matter": c.matter, "grade": c.grade.value, "found": c.found, "advice": c.advice}
        for c in found
    ]
    return {"schema": HEALTH_SCHEMA, "conditions": conditions}


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


def _feed(one: Subscription) -> Json:
    return {
        "url": one.url,
        "title": one.title,
        "outlet": one.outlet,
        "folder": one.folder,
        "added": _moment(one.added),
        "next_poll": None if one.gone else _moment(one.next_poll),
        "last_success": _moment(one.last_success),
        "failures": one.failures,
        "problem": one.problem,
        "gone": one.gone,
    }


def _hook(one: Hook, latest: Iterable[Delivery]) -> Json:
    return {
        "id": one.id,
        "url": one.url,
        "events": [kind.value for kind in one.events],
        "added": _moment(one.added),
        "disabled": one.disabled,
        "deliveries": [_delivery(delivery) for delivery in latest],
    }


def _delivery(one: Delivery) -> Json:
    return {
        "id": one.id,
        "event": one.event.value,
        "created": _moment(one.created),
        "attempts": one.attempts,
        "next_try": _moment(one.next_try),
        "delivered": _moment(one.delivered),
        "problem": one.problem,
    }


def _moment(when: datetime | None) -> str | None:
    return when.isoformat() if when else None
