"""What checking a draft says of each of its sentences."""

from dataclasses import dataclass
from enum import StrEnum

from secondsource.records.brief import SetAside
from secondsource.records.evidence import Maker, Passage
from secondsource.records.report import Report
from secondsource.records.story import Kind, Origin


class Verdict(StrEnum):
    """What the reports say of a sentence."""

    SUPPORTED = "supported"
    CONTRADICTED = "contradicted"
    NOT_FOUND = "not_found"


@dataclass(frozen=True, slots=True)
class Part:
    """The verdict on one claim of a sentence: characters `[start, end)` of the draft.

    The parts of a sentence stand in text order; that of a clause may lie inside that of the clause
    around it. The other fields are those of a finding: an editor sees which half is wrong.
    """

    start: int
    end: int
    verdict: Verdict
    kind: Kind | None
    contested: bool
    evidence: tuple[Passage, ...]
    against: tuple[Passage, ...]
    nearest: tuple[Passage, ...]
    note: str


@dataclass(frozen=True, slots=True)
class Finding:
    """The verdict on characters `[start, end)` of a draft: the worst of its parts.

    `kind` is set for `contradicted` alone. `contested` is true where the reports disagree among
    themselves; `against` are those passages of its evidence that say otherwise. `evidence` is
    empty for `not_found` alone, and `nearest` is then what comes nearest, if anything does. `note`
    says why, in words.
    """

    start: int
    end: int
    verdict: Verdict
    kind: Kind | None
    contested: bool
    evidence: tuple[Passage, ...]
    note: str
    maker: Maker
    against: tuple[Passage, ...] = ()
    nearest: tuple[Passage, ...] = ()
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True)
class CheckAnswer:
    """What `Desk.check` gives: the draft, a finding a sentence, and what it was read against."""

    draft: str
    findings: tuple[Finding, ...]
    reports: tuple[Report, ...]
    origins: tuple[Origin, ...]
    set_aside: tuple[SetAside, ...]
