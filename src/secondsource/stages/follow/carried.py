"""Which statement of the later version is which of the earlier one.

A claim keeps its id while its report stays as it is and is read by the same rules. Where an outlet
replaced its report, a statement that stands in both word for word is one statement; where a report
was read anew, one that stands at the same place is.
"""

from collections import defaultdict
from collections.abc import Mapping

from secondsource.compare.spelling import plain
from secondsource.records.evidence import Passage
from secondsource.records.report import Report
from secondsource.records.story import Claim
from secondsource.stages.follow.version import Version

SAME_PLACE = 0.7  # the share of the characters of both that two readings of one clause have


def carried(before: Version, after: Version, replaced: Mapping[str, str]) -> dict[str, str]:
    """The id in the later version of each claim of the earlier one that is still there.

    `replaced` leads from a report of the earlier version to the one in its place.
    """
    there = _by_report(after)
    found: dict[str, str] = {}
    for report_id, claims in _by_report(before).items():
        if report_id in after.reports:
            found |= _read_anew(claims, after.claims, there[report_id])
        elif report_id in replaced:
            new = after.reports[replaced[report_id]]
            found |= _reworded(before.reports[report_id], claims, new, there[new.id])
    return found


def _by_report(version: Version) -> defaultdict[str, list[Claim]]:
    found: defaultdict[str, list[Claim]] = defaultdict(list)
    for claim in version.claims.values():
        found[claim.said_in.report_id].append(claim)
    return found


def _read_anew(
    claims: list[Claim], known: Mapping[str, Claim], there: list[Claim]
) -> dict[str, str]:
    """Claims of a report that is in both versions."""
    found = {claim.id: claim.id for claim in claims if claim.id in known}
    left = [claim for claim in claims if claim.id not in found]
    new = [claim for claim in there if claim.id not in found]
    for claim in left:
        best = max(new, key=lambda one: _shared(claim.said_in, one.said_in), default=None)
        if best is not None and _shared(claim.said_in, best.said_in) >= SAME_PLACE:
            found[claim.id] = best.id
    return found


def _shared(one: Passage, other: Passage) -> float:
    """The characters that two passages of one report share, as a share of both together."""
    common = min(one.end, other.end) - max(one.start, other.start)
    return max(0, common) / max(1, max(one.end, other.end) - min(one.start, other.start))


def _reworded(old: Report, claims: list[Claim], new: Report, there: list[Claim]) -> dict[str, str]:
    """Claims of a report that another one replaced, by their words."""
    free: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for claim in reversed(there):
        free[_words(new, claim)].append(claim.id)
    found = {}
    for claim in claims:
        if same := free[_words(old, claim)]:
            found[claim.id] = same.pop()
    return found


def _words(report: Report, claim: Claim) -> tuple[str, str]:
    return plain(claim.said_in.span.within(report.text)), claim.predicate
