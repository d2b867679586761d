"""Stories that a model looks for."""

import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from secondsource.desk.running import RunningDesk
from secondsource.errors import BadInput
from secondsource.mcp.answers import StoriesFound, StoryFound
from secondsource.mcp.citing import Pages, story_link
from secondsource.records.summary import StoryFilter, StorySummary

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}|\d{8}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Search:
    """What to look for: a filter, or with `like` the likest in meaning to a text."""

    wanted: StoryFilter
    like: str
    limit: int
    cursor: str | None


def search(desk: RunningDesk, asked: Search, pages: Pages) -> StoriesFound:
    """The stories that a search keeps; `BadInput` for `like` with what cannot go with it."""
    found, cursor = _likest(desk, asked) if asked.like else _kept(desk, asked)
    return StoriesFound(stories=tuple(_found(one, pages) for one in found), cursor=cursor)


def first_moment(text: str | None) -> datetime | None:
    """A time such as "2026-03-01" (its first moment) or "2026-03-01T14:30Z"; UTC by default."""
    return _moment(text, "since")


def last_moment(text: str | None) -> datetime | None:
    """As `first_moment`, but a day alone is meant to its end."""
    found = _moment(text, "until")
    if found is None or text is None or not _DAY.fullmatch(text.strip()):
        return found
    return found + timedelta(days=1, microseconds=-1)


def _moment(text: str | None, name: str) -> datetime | None:
    if text is None or not text.strip():
        return None
    try:
        found = datetime.fromisoformat(text.strip())
        return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        raise BadInput(
            name, "is no time: give one like 2026-03-01 or 2026-03-01T14:30:00Z"
        ) from None


def _likest(desk: RunningDesk, asked: Search) -> tuple[tuple[StorySummary, ...], None]:
    times = asked.wanted
    if asked.cursor or replace(times, since=None, until=None) != StoryFilter():
        raise BadInput("like", "goes with since, until and limit alone: leave out the rest")
    found = desk.like(asked.like, since=times.since, until=times.until, limit=asked.limit)
    return found, None


def _kept(desk: RunningDesk, asked: Search) -> tuple[tuple[StorySummary, ...], str | None]:
    return desk.stories(asked.wanted, after=asked.cursor, limit=asked.limit)


def _found(one: StorySummary, pages: Pages) -> StoryFound:
    return StoryFound(
        id=one.id,
        headline=one.headline,
        first=one.first,
        last=one.last,
        changed=one.changed,
        reports=one.reports,
        origins=one.origins,
        disputed=one.disputed,
        version=one.brief,
        link=story_link(one.id),
        page=pages.story(one.id),
    )
