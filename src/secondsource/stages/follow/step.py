"""From one version of a story to the next: which reports came, went and were replaced."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from secondsource.records.change import Change, ChangeKind, Detail
from secondsource.records.evidence import Passage
from secondsource.records.report import Report
from secondsource.records.story import Point, Story
from secondsource.stages.follow.carried import carried
from secondsource.stages.follow.version import Version, claim_ids
from secondsource.stages.follow.words import listed


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What two accounts of a story do not say by themselves.

    `withdrawn` are the ids of reports that their outlets took back. `merged` are the stories that
    became part of this one. `between` are reports that came after the earlier version and were
    replaced before the later one. `told` are the keys of the changes that were told up to the
    earlier version: a change with a key among them has come back.
    """

    withdrawn: frozenset[str] = frozenset()
    merged: tuple[Story, ...] = ()
    between: tuple[Report, ...] = ()
    told: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Step:
    """An earlier version of a story, a later one, and what else is known."""

    before: Version
    after: Version
    story_id: str
    circumstances: Circumstances

    @cached_property
    def reports(self) -> dict[str, Report]:
        """The reports of both versions, and those that came and went between them."""
        between = {report.id: report for report in self.circumstances.between}
        return {**between, **self.before.reports, **self.after.reports}

    @cached_property
    def former(self) -> dict[str, Report]:
        """For each new report that corrects another, by id, the version that was told before.

        Of a chain of corrections it is the newest that the earlier version has, else the oldest
        that is known.
        """
        new = (r for i, r in self.after.reports.items() if i not in self.before.reports)
        found = {report.id: self._earliest(report) for report in new}
        return {new_id: old for new_id, old in found.items() if old.id != new_id}

    def _earliest(self, report: Report) -> Report:
        seen = {report.id}
        while report.id not in self.before.reports and report.replaces in self.reports:
            if report.replaces in seen:  # reports that claim to correct one another
                break
            seen.add(report.replaces)
            report = self.reports[report.replaces]
        return report

    @cached_property
    def latest_of(self) -> dict[str, str]:
        """For each report that another took the place of, by id, the newest one."""
        ordered = sorted(self.former.items(), key=lambda pair: self.after.place[pair[0]])
        return {old.id: new_id for new_id, old in ordered}

    @cached_property
    def gone(self) -> tuple[str, ...]:
        """The reports that the later version no longer has."""
        return tuple(i for i in self.before.reports if i not in self.after.reports)

    @cached_property
    def joined(self) -> tuple[str, ...]:
        """The reports that only the later version has, and that replace none of the earlier."""
        known = self.before.reports
        return tuple(
            i
            for i in self.after.reports
            if i not in known and not (i in self.former and self.former[i].id in known)
        )

    @cached_property
    def carried(self) -> dict[str, str]:
        """The id that each claim of the earlier version has in the later one."""
        return carried(self.before, self.after, self.latest_of)

    @cached_property
    def known(self) -> frozenset[str]:
        """The claims of the later version that the earlier one has, too."""
        return frozenset(self.carried.values())

    def carry(self, point: Point) -> frozenset[str]:
        """The claims of an earlier point under their later ids, those that are gone left out."""
        return frozenset(self.carried[i] for i in claim_ids(point) if i in self.carried)

    def outlets(self, report_ids: Iterable[str]) -> str:
        """The outlets of some reports in words, each once: "The Post and The Ledger"."""
        return listed(self.reports[i].label for i in report_ids if i in self.reports)

    def why_gone(self, report_ids: Iterable[str]) -> str:
        """Why reports that the later version lacks are not there, in words; "" if all are."""
        reasons = (self._why_gone(i) for i in report_ids if i in self.gone)
        return listed(reasons)

    def _why_gone(self, report_id: str) -> str:
        outlet = self.reports[report_id].label
        if report_id in self.latest_of:
            return f"{outlet} corrected its report"
        if report_id in self.circumstances.withdrawn:
            return f"{outlet} withdrew its report"
        return f"the report of {outlet} is no longer part of the story"


@dataclass(frozen=True, slots=True)
class Told:
    """A change without its key: `anchor` are the words and ids that tell it from any other."""

    kind: ChangeKind
    text: str
    subject: str
    anchor: tuple[str, ...]
    details: tuple[Detail, ...]
    cites: tuple[Passage, ...] = ()

    def with_key(self, key: str) -> Change:
        """The change, its passages those of its details where it names no others."""
        every = self.cites or tuple(p for detail in self.details for p in detail.cites)
        cites = tuple(dict.fromkeys(every))
        return Change(key, self.kind, self.text, self.subject, self.details, cites)


def keyed(told: Iterable[Told], step: Step) -> tuple[Change, ...]:
    """The changes with their keys, those without a passage left out."""
    taken = set(step.circumstances.told)
    found = []
    for one in told:
        key = _free_key((step.story_id, one.kind.value, *one.anchor), taken)
        taken.add(key)
        found.append(one.with_key(key))
    return tuple(change for change in found if change.cites)


def _free_key(parts: tuple[str, ...], taken: set[str]) -> str:
    """The first key of what the parts name that was not given yet."""
    times = 0
    while (key := _key((*parts, str(times)))) in taken:
        times += 1
    return key


def _key(parts: tuple[str, ...]) -> str:
    digest = hashlib.sha256()
    for part in parts:  # with its length, so that ("ab", "c") and ("a", "bc") differ
        raw = part.encode("utf-8", "surrogatepass")
        digest.update(len(raw).to_bytes(8, "big") + raw)
    return digest.hexdigest()[:16]
