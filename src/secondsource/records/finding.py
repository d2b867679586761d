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
class Finding:
    """The verdict on characters `[start, end)` of a draft.

    `kind` is set for `contradicted` alone. `contested` is true where the reports disagree among
    themselves. `evidence` is empty for `not_found` alone. `note` says why, in words.
    """

    start: int
    end: int
    verdict: Verdict
    kind: Kind | None
    contested: bool
    evidence: tuple[Passage, ...]
    note: str
    maker: Maker


@dataclass(frozen=True, slots=True)
class CheckAnswer:
    """What `Desk.check` gives: the draft, a finding a sentence, and what it was read against."""

    draft: str
    findings: tuple[Finding, ...]
    reports: tuple[Report, ...]
    origins: tuple[Origin, ...]
    set_aside: tuple[SetAside, ...]
