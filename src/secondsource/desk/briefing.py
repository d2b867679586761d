"""Briefs of stories as they grow: a new version where something changed, and who is told of it."""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from secondsource.codec import account_from_bytes, account_to_bytes
from secondsource.desk.reading import Models, Progress, Reader, unheard
from secondsource.errors import NotFound, StaleRecord
from secondsource.net.webhook import addressed
from secondsource.records.brief import Account, SetAside
from secondsource.records.change import BriefVersion, Change, Event
from secondsource.records.hook import Delivery
from secondsource.records.kept import Material
from secondsource.records.report import Report
from secondsource.records.story import Relation, Story
from secondsource.run.local import attempted
from secondsource.stages.align import align
from secondsource.stages.brief import tell
from secondsource.stages.follow import Circumstances, changes
from secondsource.stages.follow.events import events
from secondsource.store.briefs import Written
from secondsource.store.store import Store

AT_ONCE = 32  # stories whose reports are read together
WORTH_TELLING = 2  # reports: the brief of one alone is written when somebody asks for it


@dataclass(frozen=True, slots=True)
class _Before:
    """What was told of a story so far: its latest account, if that can be read, and the rest."""

    account: Account | None
    version: BriefVersion | None
    told: frozenset[str]

    @property
    def number(self) -> int:
        return self.version.number if self.version else 0

    @property
    def unreadable(self) -> bool:
        return self.version is not None and self.account is None


class Briefing:
    """Writes briefs of what a store keeps, each version once."""

    def __init__(
        self, store: Store, models: Models, reader: Reader, now: Callable[[], datetime]
    ) -> None:
        self._store = store
        self._models = models
        self._reader = reader
        self._now = now

    def write_stale(self, progress: Progress = unheard) -> Iterator[Event | SetAside]:
        """Write the brief of every story that changed and has more than one report.

        Gives what happened in them, once it is stored, and the reports that could not be read.
        """
        failed: set[str] = set()
        while stale := self._stale(failed):
            materials = [self._store.stories.material(one) for one in stale]
            reports = {r.id: r for material in materials for r in standing(material)}
            _, aside = self._reader.read(list(reports.values()), progress)
            yield from aside
            for done, material in enumerate(materials):
                progress("Writing briefs", done, len(materials))
                written = attempted(f"story {material.story.id}", partial(self._write, material))
                if isinstance(written, SetAside):
                    failed.add(material.story.id)
                    yield written
                else:
                    yield from written

    def _stale(self, failed: Collection[str]) -> list[str]:
        """Stories to brief, but for those that could not be: the next run tries them again."""
        found = self._store.briefs.stale(AT_ONCE + len(failed), least_reports=WORTH_TELLING)
        return [one for one in found if one not in failed]

    def fresh(self, story_id: str, progress: Progress = unheard) -> tuple[Account, BriefVersion]:
        """A story's account as it is now, written first if need be."""
        if self._store.briefs.is_stale(story_id):
            self._write(self._store.stories.material(story_id), progress)
        try:
            return self.version(story_id)
        except StaleRecord:
            self._store.briefs.outdate([story_id], at=self._now())
            self._write(self._store.stories.material(story_id), progress)
            return self.version(story_id)

    def version(self, story_id: str, number: int | None = None) -> tuple[Account, BriefVersion]:
        """One version of a story's brief, the latest by default; `NotFound` if there is none.

        `StaleRecord` for one that was kept in a form of another version of the program.
        """
        version, data = self._store.briefs.get(story_id, number)
        return account_from_bytes(data, self._store.reports.get), version

    def _write(self, material: Material, progress: Progress = unheard) -> tuple[Event, ...]:
        """Write and store a new version; what happened, unless somebody else has stored it."""
        story, now, before = material.story, self._now(), self._before(material.story.id)
        read, _ = self._reader.read(standing(material), progress)
        account = tell(story, read, align(story, read, self._models.encoder), written=now)
        around = self._circumstances(material, before)
        # What cannot be compared with what was told before is not told as if all of it were new.
        told = () if before.unreadable else changes(before.account, account, around)
        number = before.number + 1
        happened = events(before.account, account, told, version=number) if told else ()
        stored = self._store.briefs.put(
            Written(
                story_id=story.id,
                basis=material.basis,
                written=now,
                account=account_to_bytes(account),
                changes=told,
                origins=len(account.alignment.origins),
                disputed=disputed(account),
                names=names(account),
                independent=tuple(one.report_ids[0] for one in account.alignment.origins),
                deliveries=self._deliveries(happened, now),
            )
        )
        return happened if stored == number else ()

    def _before(self, story_id: str) -> _Before:
        try:
            version, data = self._store.briefs.get(story_id)
        except NotFound:
            return _Before(None, None, frozenset())
        told = self._store.briefs.versions(story_id)
        keys = frozenset(change.key for one in told for change in one.changes)
        try:
            return _Before(account_from_bytes(data, self._store.reports.get), version, keys)
        except StaleRecord:
            return _Before(None, version, keys)

    def _circumstances(self, material: Material, before: _Before) -> Circumstances:
        known = {report.id for report in before.account.reports} if before.account else set()
        replaced = {one for one, how in material.standing if how.replaced_by}
        between = (r for r in material.reports if r.id in replaced and r.id not in known)
        return Circumstances(
            withdrawn=frozenset(one for one, how in material.standing if how.withdrawn),
            merged=self._merged(material.story, before),
            between=tuple(between),
            told=before.told,
        )

    def _merged(self, story: Story, before: _Before) -> tuple[Story, ...]:
        """Stories that became part of this one since it was told."""
        if before.account is None:
            return ()
        held = set(before.account.story.report_ids)
        merged = self._store.stories.merged_into(story.id)
        return tuple(one for one in merged if not held.issuperset(one.report_ids))

    def _deliveries(self, happened: tuple[Event, ...], now: datetime) -> tuple[Delivery, ...]:
        hooks = self._store.hooks.all() if happened else ()
        if not hooks:
            return ()
        reports = self.cited(change for event in happened for change in event.changes)
        return tuple(one for event in happened for one in addressed(event, hooks, reports, at=now))

    def cited(self, told: Iterable[Change]) -> dict[str, Report]:
        """The reports that changes cite, by id."""
        ids = dict.fromkeys(
            passage.report_id
            for change in told
            for cites in (change.cites, *(detail.cites for detail in change.details))
            for passage in cites
        )
        return {report.id: report for report in self._store.reports.get(list(ids))}


def standing(material: Material) -> list[Report]:
    """The reports that hold: neither replaced by a correction nor withdrawn."""
    gone = {one for one, how in material.standing if how.replaced_by or how.withdrawn}
    return [report for report in material.reports if report.id not in gone]


def disputed(account: Account) -> int:
    """How many points of a story its sources dispute."""
    return sum(point.relation is Relation.CONFLICT for point in account.alignment.points)


def names(account: Account) -> tuple[str, ...]:
    """The people, bodies and places of a story, each in the one form that is used for it."""
    return tuple(dict.fromkeys(form for _, _, form in account.alignment.names))
