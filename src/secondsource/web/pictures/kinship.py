"""Who has a report from whom, as the reasons of its origin tell it."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from secondsource.records.brief import Account
from secondsource.records.report import Report
from secondsource.records.story import Origin


class Kin(StrEnum):
    """What a report is to the one that it is drawn under."""

    OWN = "its own"
    REPRINT = "reprint"
    RELAY = "relay"
    OTHER = "same origin"


# How a reason goes on after the name of its report.
_KINDS = (
    (" reprints ", Kin.REPRINT),
    (" carries ", Kin.REPRINT),
    (" credits ", Kin.REPRINT),
    (" relays ", Kin.RELAY),
)


@dataclass(frozen=True, slots=True)
class Relative:
    """A report, what it is, whose it is (`of`, None for the first of an origin) and why."""

    report: Report
    kin: Kin
    of: str | None
    why: str


@dataclass(frozen=True, slots=True)
class Family:
    """The reports of one origin: its first, and each other after the one that it is from."""

    members: tuple[Relative, ...]

    def children(self, report_id: str) -> tuple[Relative, ...]:
        """Those that have their report from this one."""
        return tuple(one for one in self.members if one.of == report_id)


def families(account: Account) -> tuple[Family, ...]:
    """All reports by origin, in the order of the story; one that no origin names is alone."""
    by_id = {report.id: report for report in account.reports}
    found: dict[str, Family] = {}
    for origin in account.alignment.origins:
        members = [by_id[i] for i in dict.fromkeys(origin.report_ids) if i in by_id]
        new = [one for one in members if one.id not in found]
        if new:
            family = _family(origin, new)
            found |= dict.fromkeys((one.id for one in new), family)
    for report in account.reports:
        found.setdefault(report.id, Family((Relative(report, Kin.OWN, None, ""),)))
    return tuple(dict.fromkeys(found[report.id] for report in account.reports))


def kin_of(account: Account) -> dict[str, Kin]:
    """What each report is, by its id."""
    return {one.report.id: one.kin for family in families(account) for one in family.members}


def _family(origin: Origin, members: Sequence[Report]) -> Family:
    reasons = dict(zip(origin.report_ids[1:], origin.how, strict=False))
    first, *others = members
    parents: dict[str, str] = {}
    relatives = [Relative(first, Kin.OWN, None, "")]
    for report in others:
        why = reasons.get(report.id, "")
        parent = _parent(why, report, members) or first.id
        if report.id in _line_of(parent, parents):
            parent = first.id  # two that each have it from the other: both stand under the first
        parents[report.id] = parent
        relatives.append(Relative(report, _kin(why, report), parent, why))
    return Family(tuple(relatives))


def _kin(why: str, report: Report) -> Kin:
    rest = why.removeprefix(report.label)
    return next((kin for words, kin in _KINDS if rest.startswith(words)), Kin.OTHER)


def _parent(why: str, report: Report, members: Sequence[Report]) -> str | None:
    """The first member that the reason names; the longest of names that begin alike."""
    rest = why.removeprefix(report.label)
    object_of = next((rest[len(words) :] for words, _ in _KINDS if rest.startswith(words)), "")
    named = [
        one
        for one in members
        if one.id != report.id
        and (object_of.startswith(one.label) or f", as {one.label} does" in object_of)
    ]
    return max(named, key=lambda one: len(one.label)).id if named else None


def _line_of(report_id: str, parents: dict[str, str]) -> set[str]:
    """A report and all that stand above it."""
    line = {report_id}
    while (report_id := parents.get(report_id, "")) and report_id not in line:
        line.add(report_id)
    return line
