"""What one version of a brief gives to tell to others: its changes, those of one kind together."""

import hashlib
import re
from collections.abc import Iterable, Sequence

from secondsource.errors import BadInput
from secondsource.records.brief import Account
from secondsource.records.change import Change, ChangeKind, Event, EventKind

# What each kind of change is asked for by.
ASKED_BY = {
    ChangeKind.DISPUTED: EventKind.CONFLICT,
    ChangeKind.WITHDRAWN: EventKind.WITHDRAWN,
    ChangeKind.CORRECTED: EventKind.CORRECTED,
    ChangeKind.SETTLED: EventKind.SETTLED,
    ChangeKind.UNCONFIRMED: EventKind.UNCONFIRMED,
    ChangeKind.CONFIRMED: EventKind.CONFIRMED,
    ChangeKind.UPDATED: EventKind.UPDATED,
    ChangeKind.NEW: EventKind.NEW,
    ChangeKind.MERGED: EventKind.MERGED,
    ChangeKind.REPORT: EventKind.REPORT,
    ChangeKind.LEFT: EventKind.LEFT,
}
BETWEEN = re.compile(r"[|,]")


def events(
    before: Account | None, after: Account, changes: Sequence[Change], *, version: int
) -> tuple[Event, ...]:
    """An event for each kind of change, and one for a story that is new, in the kinds' order.

    `changes` are those from `before` to `after`, which is the brief's version of that number. A
    new story's event has the reports that it starts with; the rest has events of its own.
    """
    by_kind: dict[EventKind, list[Change]] = {}
    if before is None:
        first = [one for one in changes if one.kind in (ChangeKind.REPORT, ChangeKind.MERGED)]
        by_kind[EventKind.NEW_STORY] = first
    for change in changes:
        by_kind.setdefault(ASKED_BY[change.kind], []).append(change)
    return tuple(
        Event(
            key=_key(after.story.id, kind, () if kind is EventKind.NEW_STORY else by_kind[kind]),
            kind=kind,
            story_id=after.story.id,
            version=version,
            headline=after.story.headline,
            at=after.brief.written,
            changes=tuple(by_kind[kind]),
        )
        for kind in EventKind
        if kind in by_kind
    )


def parse_events(expression: str) -> tuple[EventKind, ...]:
    """The events that an expression like "conflict|confirmed" names, each once, in their order.

    Names are separated by `|` or commas; case and spaces do not matter. `BadInput` for one that
    there is not, with all that there are.
    """
    names = [name.strip().lower() for name in BETWEEN.split(expression)]
    known = {kind.value: kind for kind in EventKind}
    wrong = [name for name in names if name and name not in known]
    if wrong or not any(names):
        what = f"there is no event {wrong[0]!r}" if wrong else "names no event"
        raise BadInput(f"--on {expression!r}", f"{what}: choose from {', '.join(known)}")
    return tuple(kind for kind in EventKind if kind.value in names)


def _key(story_id: str, kind: EventKind, changes: Iterable[Change]) -> str:
    # Story ids and keys have no line breaks in them.
    named = "\n".join((story_id, kind.value, *sorted(change.key for change in changes)))
    return hashlib.sha256(named.encode("utf-8", "surrogatepass")).hexdigest()[:16]
