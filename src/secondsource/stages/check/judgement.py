"""What the reports say of some words of a draft: the verdict, before it becomes a record."""

from dataclasses import dataclass

from secondsource.records.evidence import Passage
from secondsource.records.finding import Verdict
from secondsource.records.story import Kind

MOST_EVIDENCE = 3
# The worst verdict on a part is the verdict on the whole.
WORSE = {Verdict.SUPPORTED: 0, Verdict.NOT_FOUND: 1, Verdict.CONTRADICTED: 2}


@dataclass(frozen=True, slots=True)
class Judgement:
    """A verdict with its kind, the passages it rests on, those nearest where there are none.

    `against` are those of the evidence that say otherwise, where the reports disagree, `otherwise`
    is what they say in short. `origins` counts the independent origins behind what is supported.
    """

    verdict: Verdict
    note: str
    evidence: tuple[Passage, ...] = ()
    kind: Kind | None = None
    nearest: tuple[Passage, ...] = ()
    against: tuple[Passage, ...] = ()
    otherwise: str = ""
    origins: int = 1

    @property
    def contested(self) -> bool:
        """Whether the reports disagree among themselves."""
        return bool(self.against)


def supported(note: str, evidence: tuple[Passage, ...]) -> Judgement:
    """The reports say it."""
    return Judgement(Verdict.SUPPORTED, note, evidence)


def contradicted(note: str, kind: Kind, evidence: tuple[Passage, ...]) -> Judgement:
    """The reports say otherwise."""
    return Judgement(Verdict.CONTRADICTED, note, evidence, kind)


def not_found(note: str, nearest: tuple[Passage, ...] = ()) -> Judgement:
    """The reports do not say it."""
    return Judgement(Verdict.NOT_FOUND, note, nearest=nearest)
